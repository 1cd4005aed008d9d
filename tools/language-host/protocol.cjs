// @ts-check
"use strict";
const { fromSdk } = require("./sdk.cjs");

/** The messages between the engine and a language host. */
const messages = fromSdk("@pulumi/pulumi/proto/language_pb");

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

module.exports = { messages, outputOf };
