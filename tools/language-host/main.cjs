// @ts-check
/**
 * Stands in for `pulumi-language-nodejs` beside an engine that was built from Go modules: the official host is not among
 * them. The engine starts it, reads a port from its first line of output, and has it run programs, provider plugins and
 * policy packs with Node. It answers what previews and updates ask; `pulumi install`, `new`, `convert`, `package` and
 * `--attach-debugger` need the official host.
 */
"use strict";
const { fromSdk, grpc, unlimited } = require("./sdk.cjs");
const { interrupt, startNode } = require("./children.cjs");
const { answerPolicyPack } = require("./policy-pack.cjs");
const { configEnvironment, nodeArguments, programArguments, runtimeEnvironment } = require("./program.cjs");

const { LanguageRuntimeService } = fromSdk("@pulumi/pulumi/proto/language_grpc_pb");
const messages = fromSdk("@pulumi/pulumi/proto/language_pb");
const { Empty } = fromSdk("google-protobuf/google/protobuf/empty_pb");
const { PluginInfo } = fromSdk("@pulumi/pulumi/proto/plugin_pb");

/** The code with which the SDK's runner exits when it has told the user what is wrong: the engine then adds nothing. */
const ALREADY_REPORTED = 32;

/** @typedef {(error: unknown, response?: unknown) => void} Answer */

/** @type {Set<import("node:child_process").ChildProcess>} */
const programs = new Set();
let engineAddress = process.argv.at(-1) ?? "";

const methods = {
  /** @param {any} call @param {Answer} answer */
  handshake(call, answer) {
    engineAddress = call.request.getEngineAddress();
    answer(null, new messages.LanguageHandshakeResponse());
  },

  /** @param {any} _call @param {Answer} answer */
  getPluginInfo(_call, answer) {
    const response = new PluginInfo();
    response.setVersion(fromSdk("@pulumi/pulumi/package.json").version);
    answer(null, response);
  },

  /** @param {any} _call @param {Answer} answer */
  about(_call, answer) {
    const response = new messages.AboutResponse();
    response.setExecutable(process.execPath);
    response.setVersion(process.version);
    answer(null, response);
  },

  /**
   * None: a resource carries the version of its own provider when it is registered.
   * @param {any} _call @param {Answer} answer
   */
  getRequiredPackages(_call, answer) {
    answer(null, new messages.GetRequiredPackagesResponse());
  },

  /** @param {any} call @param {Answer} answer */
  run(call, answer) {
    const info = call.request.getInfo();
    const child = startNode(
      [
        ...nodeArguments(info),
        sdkScript("run", info.getProgramDirectory()),
        ...programArguments(call.request, engineAddress),
      ],
      { env: { ...process.env, ...configEnvironment(call.request), ...runtimeEnvironment(info) } },
    );
    programs.add(child);
    call.on("cancelled", () => interrupt(child));
    child.stdout.on("data", (chunk) => process.stdout.write(chunk));
    child.stderr.on("data", (chunk) => process.stderr.write(chunk));
    child.on("close", (code, signal) => {
      programs.delete(child);
      const response = new messages.RunResponse();
      if (code === ALREADY_REPORTED) {
        response.setBail(true);
      } else if (code !== 0) {
        response.setError(`Program exited with ${code === null ? `signal ${signal}` : `non-zero exit code: ${code}`}`);
      }
      answer(null, response);
    });
  },

  /** @param {any} call */
  runPlugin(call) {
    const request = call.request;
    const directory = request.getInfo().getProgramDirectory();
    const env = {
      ...Object.fromEntries(request.getEnvList().map((/** @type {string} */ line) => line.split(/=(.*)/s, 2))),
      ...runtimeEnvironment(request.getInfo()),
    };
    const engine = pluginOutput(call);
    if (request.getKind() === "analyzer") {
      // A pack's working directory is the pack's own, not the program's.
      const args = [sdkScript("run-policy-pack", directory), ...request.getArgsList(), directory];
      answerPolicyPack(call, engine, (stackEnv) => startNode(args, { cwd: directory, env: { ...env, ...stackEnv } }));
      return;
    }
    const args = [sdkScript("run-plugin", directory), directory, ...request.getArgsList()];
    const child = startNode(args, { cwd: request.getPwd(), env });
    call.on("cancelled", () => child.kill("SIGKILL"));
    child.stdout.on("data", engine.stdout);
    child.stderr.on("data", engine.stderr);
    child.on("close", engine.exit);
  },

  /** @param {any} _call @param {Answer} answer */
  cancel(_call, answer) {
    programs.forEach(interrupt);
    answer(null, new Empty());
  },
};

/**
 * What a plugin process says, as messages to the engine.
 * @param {any} call
 */
function pluginOutput(call) {
  /** @param {"setStdout" | "setStderr" | "setExitcode"} set @param {unknown} value */
  const send = (set, value) => {
    const message = new messages.RunPluginResponse();
    message[set](value);
    call.write(message);
  };
  return {
    stdout: (/** @type {Uint8Array} */ chunk) => send("setStdout", chunk),
    stderr: (/** @type {Uint8Array} */ chunk) => send("setStderr", chunk),
    exit: (/** @type {number | null} */ code) => {
      send("setExitcode", code ?? 1);
      call.end();
    },
  };
}

/** @param {string} script @param {string} directory */
function sdkScript(script, directory) {
  try {
    return require.resolve(`@pulumi/pulumi/cmd/${script}`, { paths: [directory] });
  } catch {
    throw new Error(`the Pulumi SDK is not installed for ${directory}: run npm install in that folder`);
  }
}

/**
 * Makes what a method throws the error of its call.
 * @param {Function} method
 */
function guarded(method) {
  return (/** @type {any} */ call, /** @type {Answer | undefined} */ answer) => {
    try {
      method(call, answer);
    } catch (error) {
      const failure = { code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) };
      if (answer) {
        answer(failure);
      } else {
        call.destroy(failure);
      }
    }
  };
}

// The engine holds the other end of standard input for as long as it lives, however it ends.
process.stdin.on("end", () => process.exit(0)).resume();
process.on("SIGINT", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));

const server = new grpc.Server(unlimited);
server.addService(
  LanguageRuntimeService,
  Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, guarded(method)])),
);
server.bindAsync(
  "127.0.0.1:0",
  grpc.ServerCredentials.createInsecure(),
  (/** @type {unknown} */ error, /** @type {number} */ port) => {
    if (error) {
      throw error;
    }
    process.stdout.write(`${port}\n`);
  },
);
