// @ts-check
"use strict";
const path = require("node:path");
const { ensureEngine } = require("../engine/index.cjs");
const { ensureSdkGenerator } = require("../engine/sdk-generator.cjs");
const { ensurePython } = require("../python/index.cjs");
const { ensureYamlHost } = require("../yaml-host/index.cjs");
const { ensureBuilt } = require("./build.cjs");
const { ensureDependencies, ensureNode } = require("./dependencies.cjs");
const { readJson, writeWhole } = require("./files.cjs");
const { hasGo } = require("./go.cjs");
const { recordFolder, root } = require("./layout.cjs");
const { withLock } = require("./lock.cjs");

const SOURCES = { path: "on PATH", download: "official download", go: "compiled from its Go modules" };

/**
 * Set-up speaks on standard error: what the command prints for which it was done may be data.
 * @param {string} line
 */
const log = (line) => console.error(line);

/** The npm packages and dist/, each only when it is missing or out of date. */
async function setUpCheckout() {
  const wait = (/** @type {string} */ owner) => log(`Waiting for process ${owner}, which is setting up this checkout.`);
  await withLock(path.join(recordFolder, "setup.lock"), { wait }, async () => {
    await ensureDependencies(root, log);
    ensureNode();
    await ensureBuilt(root, path.join(recordFolder, "build.json"), log);
  });
}

/**
 * The checkout, and an engine, whose place is left for engine-env.cjs.
 * @returns {Promise<string>} which engine it is, for people
 */
async function setUp() {
  await setUpCheckout();
  const engine = await ensureEngine(log);
  writeWhole(path.join(recordFolder, "engine.json"), `${JSON.stringify(engine, undefined, 2)}\n`);
  const host = engine.standIn ? "; tools/language-host stands in for its language hosts" : "";
  return `Pulumi engine ${engine.version} (${SOURCES[engine.source]})${host}.`;
}

/**
 * What the tests of other languages need beside the engine.
 * @returns {Promise<Record<"yaml" | "python" | "go", string | undefined>>} why a language cannot be had, and what to do
 */
async function setUpLanguages() {
  const engine = readJson(path.join(recordFolder, "engine.json"));
  if (engine.standIn) await ensureSdkGenerator(log);
  return {
    yaml: await ensureYamlHost(engine, log),
    python: await ensurePython(log),
    go: (await hasGo()) ? undefined : "Go is missing. Put it on PATH: https://go.dev/dl/",
  };
}

/**
 * Runs a command's main function: what it throws is a message to the user, not a stack trace.
 * @param {() => Promise<number | void>} main
 */
function command(main) {
  main().then(
    (code) => (process.exitCode = code ?? 0),
    (error) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}

module.exports = { setUp, setUpCheckout, setUpLanguages, command };
