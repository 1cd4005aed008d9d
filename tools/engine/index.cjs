// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { readJson, writeWhole } = require("../lib/files.cjs");
const { cacheFolder, engineVersion, executable } = require("../lib/layout.cjs");
const { withLock } = require("../lib/lock.cjs");
const { build, goVersion, standIns } = require("./build.cjs");
const { download } = require("./download.cjs");
const { engineOnPath } = require("./on-path.cjs");

/** @typedef {import("../engine-env.cjs").Engine} Engine */

/**
 * @typedef {object} Ways the ways to an engine, in the order in which they are tried
 * @property {typeof engineOnPath} onPath
 * @property {typeof download} download
 * @property {typeof build} build
 */

/** No engine could be had: why not, and what to do. */
class NoEngine extends Error {
  /** @param {Record<string, string>} reasons one for each way */
  constructor(reasons) {
    const lines = Object.entries(reasons).map(([way, reason]) => `  ${way}: ${reason.replaceAll("\n", "\n    ")}`);
    super(`No Pulumi engine could be had.
${lines.join("\n")}
Install one of these, and run the command again:
  - Pulumi ${engineVersion} or a later 3.x, on PATH: https://www.pulumi.com/docs/iac/download-install/
  - Go ${goVersion()} or later, on PATH: https://go.dev/dl/ (the engine is then compiled from its Go modules)
Without an engine, \`npx pulumi-sms check FILE\` judges a hierarchy file all the same.`);
  }
}

/**
 * An engine on PATH that is new enough, else the one in the cache folder, which is fetched or compiled on first use.
 * @param {(line: string) => void} log
 * @param {string} [cache]
 * @param {Ways} [ways]
 * @returns {Promise<Engine>}
 */
async function ensureEngine(log, cache = cacheFolder(), ways = { onPath: engineOnPath, download, build }) {
  const onPath = ways.onPath(engineVersion);
  if ("pulumi" in onPath) {
    return { ...onPath, source: "path", standIn: false };
  }
  const name = `pulumi-v${engineVersion}-${process.platform}-${process.arch}`;
  const folder = path.join(cache, name);
  const wait = (/** @type {string} */ owner) =>
    log(`Waiting for process ${owner}, which is getting the Pulumi engine.`);
  return (
    cached(folder) ??
    withLock(
      path.join(cache, `${name}.lock`),
      { wait },
      async () => cached(folder) ?? make(folder, onPath.reason, log, ways),
    )
  );
}

/**
 * @param {string} folder
 * @returns {Engine | undefined}
 */
function cached(folder) {
  const source = readJson(path.join(folder, "source.json"))?.source;
  const bin = path.join(folder, "bin");
  if (!source || !fs.existsSync(path.join(bin, executable("pulumi")))) {
    return undefined;
  }
  if (source === "go") {
    for (const { file, text } of standIns(bin)) {
      if (!fs.existsSync(file) || fs.readFileSync(file, "utf8") !== text) {
        writeWhole(file, text, 0o755);
      }
    }
  }
  return { pulumi: path.join(bin, executable("pulumi")), version: engineVersion, source, standIn: source === "go" };
}

/**
 * Makes the engine's folder, whole or not at all.
 * @param {string} folder
 * @param {string} notOnPath
 * @param {(line: string) => void} log
 * @param {Ways} ways
 * @returns {Promise<Engine>}
 */
async function make(folder, notOnPath, log, ways) {
  /** @type {Record<string, string>} */
  const reasons = { "on PATH": notOnPath };
  const unfinished = `${folder}.unfinished`;
  /** @type {["download" | "go", (folder: string) => Promise<void>][]} */
  const attempts = [
    ["download", (place) => ways.download(place, engineVersion)],
    ["go", (place) => ways.build(place, engineVersion, log)],
  ];
  for (const [source, attempt] of attempts) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    fs.mkdirSync(unfinished, { recursive: true });
    try {
      await attempt(unfinished);
      writeWhole(path.join(unfinished, "source.json"), JSON.stringify({ source }));
      fs.rmSync(folder, { recursive: true, force: true });
      fs.renameSync(unfinished, folder);
      const engine = cached(folder);
      if (engine) {
        return engine;
      }
      throw new Error("no executable came of it");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      reasons[source === "go" ? "from Go modules" : "official download"] = reason;
      log(
        source === "download"
          ? `The official Pulumi engine cannot be downloaded (${reason}).`
          : "The Pulumi engine cannot be compiled.",
      );
    }
  }
  fs.rmSync(unfinished, { recursive: true, force: true });
  throw new NoEngine(reasons);
}

module.exports = { ensureEngine, NoEngine };
