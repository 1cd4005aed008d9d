// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { compile, hasGo } = require("../lib/go.cjs");
const { cacheFolder, executable } = require("../lib/layout.cjs");
const { withLock } = require("../lib/lock.cjs");

/** @typedef {import("../engine-env.cjs").Engine} Engine */

const COMMAND = "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml";
const HOST = executable("pulumi-language-yaml");

/**
 * Makes sure that the engine can run programs in YAML. Official builds bring the host; beside an engine that was compiled
 * it is compiled too, from the Go modules that go.mod beside this file pins.
 * @param {Pick<Engine, "pulumi" | "source">} engine
 * @param {(line: string) => void} log
 * @param {{ cache?: string, build?: (target: string) => Promise<void>, canBuild?: () => Promise<boolean> }} [ways]
 * @returns {Promise<string | undefined>} why there is none, and what to do
 */
async function ensureYamlHost({ pulumi, source }, log, ways = {}) {
  const { cache = cacheFolder(), build = compileHost, canBuild = hasGo } = ways;
  const beside = path.join(path.dirname(pulumi), HOST);
  if (source !== "go") {
    const isThere = [beside, path.join(path.dirname(fs.realpathSync(pulumi)), HOST)].some((file) =>
      fs.existsSync(file),
    );
    return isThere ? undefined : `The engine ${pulumi} has no ${HOST} beside it. Install all of Pulumi's release.`;
  }
  const file = path.join(cache, `yaml-host-v${version()}-${process.platform}-${process.arch}`, HOST);
  const wait = (/** @type {string} */ owner) => log(`Waiting for process ${owner}, which is compiling the YAML host.`);
  return withLock(`${path.dirname(file)}.lock`, { wait }, async () => {
    if (!fs.existsSync(file)) {
      if (!(await canBuild())) return `The YAML host cannot be compiled: there is no go on PATH (https://go.dev/dl/).`;
      log("Compiling the YAML host, once for all checkouts of this user: about two minutes on two cores.");
      const unfinished = `${file}.unfinished`;
      await build(unfinished);
      fs.renameSync(unfinished, file);
    }
    // The engine takes a host that lies beside it without a warning.
    if (fs.statSync(beside, { throwIfNoEntry: false })?.ino !== fs.statSync(file).ino) {
      fs.rmSync(beside, { force: true });
      fs.linkSync(file, beside);
    }
    return undefined;
  });
}

/** @param {string} target */
function compileHost(target) {
  return compile(__dirname, COMMAND, target, { title: "Compiling the YAML host" });
}

/** The release that is pinned. */
function version() {
  return /\/pulumi-yaml v(\S+)/.exec(fs.readFileSync(path.join(__dirname, "go.mod"), "utf8"))?.[1];
}

module.exports = { ensureYamlHost };
