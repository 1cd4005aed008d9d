// @ts-check
/**
 * A policy pack learns its stack, its configuration and whether this is a preview from its environment, which is complete
 * only when the engine sends ConfigureStack to the running pack. So this server takes the pack's place first, and starts the
 * pack when that call comes. Then it ends the engine's connection; the engine makes another, which is joined to the pack's
 * own: with a call or two for each resource, passing on bytes takes a fraction of what passing on calls does. Calls that come
 * meanwhile, or from an engine that sends no ConfigureStack, are passed on one by one, unread.
 */
"use strict";
const net = require("node:net");
const readline = require("node:readline");
const { ended } = require("./children.cjs");
const { fromSdk, grpc, unlimited } = require("./sdk.cjs");

const { AnalyzerService } = fromSdk("@pulumi/pulumi/proto/analyzer_grpc_pb");
const { AnalyzerStackConfigureRequest } = fromSdk("@pulumi/pulumi/proto/analyzer_pb");

/** An empty protobuf message, which is the right answer to Handshake and ConfigureStack. */
const EMPTY = Buffer.alloc(0);

/** @param {Buffer} bytes */
const unread = (bytes) => bytes;

/**
 * @typedef {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable>} Pack
 * @param {any} call the engine's RunPlugin call: the pack lives as long as it
 * @param {{ stdout: (chunk: Uint8Array) => void, stderr: (chunk: Uint8Array) => void, exit: (code: number | null) => void }} engine
 * @param {(stackEnvironment: Record<string, string>) => Pack} start
 */
function answerPolicyPack(call, engine, start) {
  const server = new grpc.Server(unlimited);
  /** @type {Pack | undefined} */
  let pack;
  /** @type {Promise<any> | undefined} */
  let client;
  /** @type {number | undefined} */
  let ownPort;
  /** @type {number | undefined} */
  let packPort;
  const front = net.createServer((socket) => join(socket, packPort ?? Number(ownPort)));
  const shutDown = () => {
    front.close();
    server.forceShutdown();
  };

  /** @param {Buffer} [stack] the engine's ConfigureStack message */
  const started = (stack) => {
    if (!client) {
      pack = start(stack ? stackEnvironment(AnalyzerStackConfigureRequest.deserializeBinary(stack)) : {});
      pack.stderr.on("data", engine.stderr);
      ended(pack)
        .then(
          ({ code }) => code,
          (error) => {
            engine.stderr(Buffer.from(`the policy pack cannot be started: ${error.message}\n`));
            return 1;
          },
        )
        .then((code) => {
          shutDown();
          engine.exit(code);
        });
      client = connect(pack, engine.stdout);
    }
    return client;
  };

  /** @type {Record<string, Function>} */
  const handlers = {
    handshake: (/** @type {any} */ _call, /** @type {Function} */ answer) => answer(null, EMPTY),
  };
  /** @type {Record<string, any>} */
  const definition = {};
  for (const [name, method] of Object.entries(AnalyzerService)) {
    definition[name] = {
      ...method,
      requestSerialize: unread,
      requestDeserialize: unread,
      responseSerialize: unread,
      responseDeserialize: unread,
    };
    handlers[name] ??= async (/** @type {any} */ inner, /** @type {Function} */ answer) => {
      try {
        const target = await started(name === "configureStack" ? inner.request : undefined);
        /** @param {unknown[]} result */
        const done = (...result) => {
          answer(...result);
          if (name === "configureStack") {
            packPort = target.port;
            server.tryShutdown(() => {});
          }
        };
        target.client.makeUnaryRequest(method.path, unread, unread, inner.request, done);
      } catch (error) {
        answer({ code: grpc.status.UNAVAILABLE, details: String(error) });
      }
    };
  }

  call.on("cancelled", () => {
    shutDown();
    pack?.kill("SIGKILL");
  });
  server.addService(definition, handlers);
  server.bindAsync(
    "127.0.0.1:0",
    grpc.ServerCredentials.createInsecure(),
    (/** @type {unknown} */ error, /** @type {number} */ port) => {
      if (error) {
        call.emit("error", error);
        return;
      }
      ownPort = port;
      front.listen(0, "127.0.0.1", () => {
        const address = /** @type {net.AddressInfo} */ (front.address());
        engine.stdout(Buffer.from(`${address.port}\n`));
      });
    },
  );
}

/**
 * Joins a connection to one of its own with a port of this machine, for as long as both last.
 * @param {net.Socket} socket
 * @param {number} port
 */
function join(socket, port) {
  const other = net.connect(port, "127.0.0.1");
  passOn(socket, other);
  passOn(other, socket);
}

/**
 * @param {net.Socket} from
 * @param {net.Socket} to
 */
function passOn(from, to) {
  from.setNoDelay(true);
  from.on("error", () => to.destroy());
  from.on("close", () => to.destroy());
  from.pipe(to);
}

/**
 * A client of the pack, whose first line of output is its port; the lines after it are the user's.
 * @param {Pack} pack
 * @param {(chunk: Uint8Array) => void} userOutput
 * @returns {Promise<{ client: any, port: number }>}
 */
function connect(pack, userOutput) {
  return new Promise((resolve, reject) => {
    const lines = readline.createInterface({ input: pack.stdout });
    lines.once("line", (port) => {
      if (!/^\d+\s*$/.test(port)) {
        reject(
          new Error(
            `the policy pack wrote ${JSON.stringify(port)} before it was ready; its first line must be its port`,
          ),
        );
        return;
      }
      lines.on("line", (line) => userOutput(Buffer.from(`${line}\n`)));
      const client = new grpc.Client(`127.0.0.1:${Number(port)}`, grpc.credentials.createInsecure(), unlimited);
      resolve({ client, port: Number(port) });
    });
    pack.on("error", reject);
    pack.on("close", () => reject(new Error("the policy pack ended before it was ready")));
  });
}

/**
 * @param {any} stack
 * @returns {Record<string, string>}
 */
function stackEnvironment(stack) {
  return {
    PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
    PULUMI_NODEJS_PROJECT: stack.getProject(),
    PULUMI_NODEJS_STACK: stack.getStack(),
    PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().toArray())),
  };
}

module.exports = { answerPolicyPack };
