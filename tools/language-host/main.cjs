// @ts-check
/** The Node.js language host that README.md describes: the engine starts it, and reads a port from its first line of output. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { fromSdk, grpc, unlimited } = require("./sdk.cjs");
const { ended, interrupt, startNode, startNpm } = require("./children.cjs");
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

  /**
   * Installs what a package of Node.js needs; without dependencies there is nothing to install.
   * @param {any} call
   */
  async installDependencies(call) {
    const directory = call.request.getInfo()?.getProgramDirectory() || call.request.getDirectory();
    const { dependencies = {} } = JSON.parse(fs.readFileSync(path.join(directory, "package.json"), "utf8"));
    if (Object.keys(dependencies).length > 0) {
      const npm = startNpm(["install", "--no-audit", "--no-fund"], directory);
      call.on("cancelled", () => npm.kill("SIGKILL"));
      const { stdout, stderr } = outputOf(call, messages.InstallDependenciesResponse);
      npm.stdout.on("data", stdout);
      npm.stderr.on("data", stderr);
      const { code, signal } = await ended(npm);
      if (code !== 0) {
        throw new Error(`npm install in ${directory} ended with ${signal ?? `exit code ${code}`}`);
      }
    }
    call.end();
  },

  /** @param {any} call @param {Answer} answer */
  async run(call, answer) {
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
    const { code, signal } = await ended(child).finally(() => programs.delete(child));
    const response = new messages.RunResponse();
    if (code === ALREADY_REPORTED) {
      response.setBail(true);
    } else if (code !== 0) {
      response.setError(`Program exited with ${code === null ? `signal ${signal}` : `non-zero exit code: ${code}`}`);
    }
    answer(null, response);
  },

  /** @param {any} call */
  async runPlugin(call) {
    const request = call.request;
    const directory = request.getInfo().getProgramDirectory();
    const env = {
      ...Object.fromEntries(request.getEnvList().map((/** @type {string} */ line) => line.split(/=(.*)/s, 2))),
      ...runtimeEnvironment(request.getInfo()),
    };
    const engine = outputOf(call, messages.RunPluginResponse);
    const exit = (/** @type {number | null} */ code) => {
      engine.exit(code);
      call.end();
    };
    if (request.getKind() === "analyzer") {
      // A pack's working directory is the pack's own, not the program's.
      const args = [sdkScript("run-policy-pack", directory), ...request.getArgsList(), directory];
      const start = (/** @type {Record<string, string>} */ stackEnv) =>
        startNode(args, { cwd: directory, env: { ...env, ...stackEnv } });
      answerPolicyPack(call, { ...engine, exit }, start);
      return;
    }
    const args = [sdkScript("run-plugin", directory), directory, ...request.getArgsList()];
    const child = startNode(args, { cwd: request.getPwd(), env });
    call.on("cancelled", () => child.kill("SIGKILL"));
    child.stdout.on("data", engine.stdout);
    child.stderr.on("data", engine.stderr);
    exit((await ended(child)).code);
  },

  /** @param {any} _call @param {Answer} answer */
  cancel(_call, answer) {
    programs.forEach(interrupt);
    answer(null, new Empty());
  },
};

/**
 * The output of a process, as messages to the engine.
 * @param {any} call
 * @param {new () => any} Response
 */
function outputOf(call, Response) {
  /** @param {"setStdout" | "setStderr" | "setExitcode"} set @param {unknown} value */
  const send = (set, value) => {
    // Output can come after the engine has gone.
    if (call.cancelled || call.destroyed || call.writableEnded) {
      return;
    }
    const message = new Response();
    message[set](value);
    call.write(message);
  };
  return {
    stdout: (/** @type {Uint8Array} */ chunk) => send("setStdout", chunk),
    stderr: (/** @type {Uint8Array} */ chunk) => send("setStderr", chunk),
    exit: (/** @type {number | null} */ code) => send("setExitcode", code ?? 1),
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
 * Makes what a method throws, at once or later, the error of its call: a call that nobody ends would hang the engine.
 * @param {Function} method
 */
function guarded(method) {
  return async (/** @type {any} */ call, /** @type {Answer | undefined} */ answer) => {
    try {
      await method(call, answer);
    } catch (error) {
      const failure = Object.assign(error instanceof Error ? error : new Error(String(error)), {
        code: grpc.status.UNKNOWN,
        details: error instanceof Error ? error.message : String(error),
      });
      if (answer) {
        answer(failure);
      } else {
        // Not destroy(), which would end the stream without a status: the engine would wait for one.
        call.emit("error", failure);
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
