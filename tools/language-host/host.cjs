// @ts-check
/** What the hosts of all languages have in common. */
"use strict";
const fs = require("node:fs");
const { ended, interrupt, startWith } = require("./children.cjs");
const { messages } = require("./protocol.cjs");
const { fromSdk } = require("./sdk.cjs");
const { sdkGenerator } = require("../engine/sdk-generator.cjs");

const { Empty } = fromSdk("google-protobuf/google/protobuf/empty_pb");
const { PluginInfo } = fromSdk("@pulumi/pulumi/proto/plugin_pb");

/**
 * @typedef {(error: unknown, response?: unknown) => void} Answer
 * @typedef {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable>} Program
 *
 * @typedef {object} Language
 * @property {() => string} version of its SDK
 * @property {(request: any, engineAddress: string) => Program | Promise<Program>} start starts a program for a RunRequest
 * @property {Record<string, Function>} methods the calls that it answers beside those of all languages
 */

/** The code with which an SDK's runner exits when it has told the user what is wrong: the engine then adds nothing. */
const ALREADY_REPORTED = 32;

/**
 * @param {string} name of the language
 * @param {Language} language
 * @param {string} engineAddress
 * @returns {Record<string, Function>} the calls that the host answers
 */
function methodsOf(name, language, engineAddress) {
  /** @type {Set<import("node:child_process").ChildProcess>} */
  const programs = new Set();

  return {
    /** @param {any} call @param {Answer} answer */
    handshake(call, answer) {
      engineAddress = call.request.getEngineAddress();
      answer(null, new messages.LanguageHandshakeResponse());
    },

    /** @param {any} _call @param {Answer} answer */
    getPluginInfo(_call, answer) {
      const response = new PluginInfo();
      response.setVersion(language.version());
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
    async run(call, answer) {
      const child = await language.start(call.request, engineAddress);
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

    /** @param {any} call @param {Answer} answer */
    async generatePackage(call, answer) {
      const generator = sdkGenerator();
      if (!fs.existsSync(generator)) {
        throw new Error("there is no generator of SDKs: run `npm run setup` in the checkout of pulumi-sms");
      }
      const child = startWith(generator, [name], call.request.serializeBinary());
      /** @type {Buffer[]} */
      const output = [];
      let errors = "";
      child.stdout.on("data", (chunk) => output.push(chunk));
      child.stderr.on("data", (chunk) => (errors += chunk));
      const { code, signal } = await ended(child);
      if (code !== 0) {
        throw new Error(`the SDK cannot be generated: ${errors.trim() || signal || `exit code ${code}`}`);
      }
      answer(null, messages.GeneratePackageResponse.deserializeBinary(Buffer.concat(output)));
    },

    /** @param {any} _call @param {Answer} answer */
    cancel(_call, answer) {
      programs.forEach(interrupt);
      answer(null, new Empty());
    },

    ...language.methods,
  };
}

module.exports = { methodsOf };
