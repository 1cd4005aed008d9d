// @ts-check
"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { compile, hasGo } = require("../lib/go.cjs");
const { cacheFolder, executable } = require("../lib/layout.cjs");
const { withLock } = require("../lib/lock.cjs");

/**
 * Where the program is that generates SDKs for the stand-in language hosts, compiled from sdk-generator/ and the Go modules
 * of the engine. Set-up puts it there; another source or other modules give another place.
 */
function sdkGenerator() {
  const hash = createHash("sha256");
  ["sdk-generator/main.go", "go.mod", "go.sum"].forEach((file) =>
    hash.update(fs.readFileSync(path.join(__dirname, file))),
  );
  const name = `sdk-generator-${hash.digest("hex").slice(0, 12)}-${process.platform}-${process.arch}`;
  return path.join(cacheFolder(), name, executable("sdk-generator"));
}

/**
 * Compiles the generator if it is not there.
 * @param {(line: string) => void} log
 */
async function ensureSdkGenerator(log) {
  const file = sdkGenerator();
  const wait = (/** @type {string} */ owner) =>
    log(`Waiting for process ${owner}, which is compiling the generator of SDKs.`);
  await withLock(`${path.dirname(file)}.lock`, { wait }, async () => {
    if (fs.existsSync(file)) return;
    if (!(await hasGo())) {
      throw new Error("The generator of SDKs cannot be compiled: there is no go on PATH.");
    }
    log("Compiling the generator of SDKs, once for all checkouts of this user: about two minutes on two cores.");
    const unfinished = `${file}.unfinished`;
    await compile(__dirname, "./sdk-generator", unfinished, { title: "Compiling the generator of SDKs" });
    fs.renameSync(unfinished, file);
  });
}

module.exports = { ensureSdkGenerator, sdkGenerator };
