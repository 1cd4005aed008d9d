// @ts-check
"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { executable } = require("../lib/layout.cjs");

/**
 * The first engine on PATH that can be used, or why there is none.
 * @param {string} minimum
 * @param {NodeJS.ProcessEnv} [env]
 * @param {(pulumi: string) => string} [askVersion]
 * @returns {{ pulumi: string, version: string } | { reason: string }}
 */
function engineOnPath(minimum, env = process.env, askVersion = printedVersion) {
  const reasons = [];
  for (const folder of (env.PATH ?? env.Path ?? "").split(path.delimiter)) {
    const pulumi = path.join(folder, executable("pulumi"));
    // What npm puts into node_modules is not an engine but a script that downloads one.
    if (folder === "" || folder.split(path.sep).includes("node_modules") || !fs.existsSync(pulumi)) {
      continue;
    }
    const version = askVersion(pulumi).trim().replace(/^v/, "");
    if (!isUsable(version, minimum)) {
      reasons.push(`${pulumi} is version ${version || "unknown"}; ${minimum} or a later 3.x is needed`);
    } else if (!hasLanguageHost(pulumi, env)) {
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
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
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
  const found = /^(\d+)\.(\d+)\.(\d+)(-)?/.exec(version);
  if (!found) {
    return false;
  }
  const [major, minor, patch] = found.slice(1, 4).map(Number);
  const [minMajor, minMinor, minPatch] = minimum.split(".").map(Number);
  if (major !== minMajor) {
    return false;
  }
  const distance = minor - minMinor || patch - minPatch;
  return distance > 0 || (distance === 0 && !found[4]);
}

/** @param {string} pulumi @param {NodeJS.ProcessEnv} env */
function hasLanguageHost(pulumi, env) {
  const folders = [
    path.dirname(fs.realpathSync(pulumi)),
    path.dirname(pulumi),
    ...(env.PATH ?? "").split(path.delimiter),
  ];
  return folders.some((folder) => fs.existsSync(path.join(folder, executable("pulumi-language-nodejs"))));
}

module.exports = { engineOnPath, isUsable };
