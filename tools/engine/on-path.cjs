// @ts-check
"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { cacheFolder, executable } = require("../lib/layout.cjs");

/**
 * The first engine on PATH that can be used, or why there is none.
 * @param {string} minimum
 * @param {NodeJS.ProcessEnv} [env]
 * @param {(pulumi: string) => string} [askVersion]
 * @returns {{ pulumi: string, version: string } | { reason: string }}
 */
function engineOnPath(minimum, env = process.env, askVersion = printedVersion) {
  const reasons = [];
  for (const folder of (env.PATH ?? "").split(path.delimiter)) {
    const pulumi = path.join(folder, executable("pulumi"));
    // npm's package of this name is not an engine but a script that downloads one.
    if (folder === "" || !fs.existsSync(pulumi) || fs.realpathSync(pulumi).split(path.sep).includes("node_modules")) {
      continue;
    }
    const version = askVersion(pulumi).trim().replace(/^v/, "");
    if (!isUsable(version, minimum)) {
      reasons.push(`${pulumi} is version ${version || "unknown"}; ${minimum} or a later 3.x is needed`);
    } else if (!hasLanguageHost(pulumi)) {
      reasons.push(`${pulumi} has no pulumi-language-nodejs beside it`);
    } else {
      return { pulumi, version };
    }
  }
  return { reason: reasons.join("; ") || "there is no pulumi on PATH" };
}

/** @param {string} pulumi */
function printedVersion(pulumi) {
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true", PULUMI_HOME: path.join(cacheFolder(), "home") };
    return execFileSync(pulumi, ["version"], {
      encoding: "utf8",
      env,
      timeout: 10_000,
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return "";
  }
}

/**
 * The same major version, and not before the minimum. A pre-release is before its release.
 * @param {string} version
 * @param {string} minimum
 */
function isUsable(version, minimum) {
  const [, prefix = "", minor, patch, isPrerelease] = /^(\d+\.)(\d+)\.(\d+)(-)?/.exec(version) ?? [];
  if (prefix === "" || !minimum.startsWith(prefix)) {
    return false;
  }
  const [, minMinor, minPatch] = minimum.split(".");
  const distance = Number(minor) - Number(minMinor) || Number(patch) - Number(minPatch);
  return distance > 0 || (distance === 0 && !isPrerelease);
}

/**
 * Elsewhere on PATH a host belongs to another engine.
 * @param {string} pulumi
 */
function hasLanguageHost(pulumi) {
  const folders = [path.dirname(pulumi), path.dirname(fs.realpathSync(pulumi))];
  return folders.some((folder) => fs.existsSync(path.join(folder, executable("pulumi-language-nodejs"))));
}

module.exports = { engineOnPath, isUsable };
