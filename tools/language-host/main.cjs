// @ts-check
/** The language host that README.md describes: the engine starts it, and reads a port from its first line of output. */
"use strict";
const path = require("node:path");
const { go } = require("./go.cjs");
const { methodsOf } = require("./host.cjs");
const { nodejs } = require("./nodejs.cjs");
const { python } = require("./python.cjs");
const { fromSdk, grpc, unlimited } = require("./sdk.cjs");

const { LanguageRuntimeService } = fromSdk("@pulumi/pulumi/proto/language_grpc_pb");

/** @typedef {import("./host.cjs").Answer} Answer */

/** @type {Record<string, import("./host.cjs").Language>} */
const LANGUAGES = { nodejs, python, go };

/** The language by the name of the executable, which Windows hands over as the first argument. */
function languageName() {
  const names = process.argv.slice(1, 3).map((argument) => path.basename(argument));
  return names.flatMap((name) => /^pulumi-language-(\w+)/.exec(name)?.[1] ?? [])[0] ?? "nodejs";
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

const name = languageName();
const language = LANGUAGES[name];
if (language === undefined) {
  throw new Error(`There is no stand-in for the language host of ${name}.`);
}
const server = new grpc.Server(unlimited);
server.addService(
  LanguageRuntimeService,
  Object.fromEntries(
    Object.entries(methodsOf(name, language, process.argv.at(-1) ?? "")).map(([name, method]) => [
      name,
      guarded(method),
    ]),
  ),
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
