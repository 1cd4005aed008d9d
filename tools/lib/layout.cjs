// @ts-check
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "..", "..");

/** The release of the engine that is pinned: that of the Go modules that set-up can compile it from. */
const pinnedEngine = /\/pkg\/v3 v(\S+)/.exec(
  fs.readFileSync(path.join(root, "tools", "engine", "go.mod"), "utf8"),
)?.[1];

/**
 * The release of the engine that set-up gets; an engine on PATH may be newer. PULUMI_SMS_ENGINE asks for another one, to
 * run the tests on it.
 * @type {string}
 */
const engineVersion = process.env["PULUMI_SMS_ENGINE"] || String(pinnedEngine);

/** What set-up leaves for this checkout: which engine to use, and what was built from which sources. */
const recordFolder = path.join(root, ".cache");

/**
 * @param {string} name
 * @param {NodeJS.Platform} [platform]
 */
function executable(name, platform = process.platform) {
  return platform === "win32" ? `${name}.exe` : name;
}

/** The Node.js that npm installs for this project; the machine's own may be too old for the SDK. */
const ownNode = path.join(root, "node_modules", "node", "bin", executable("node"));

/**
 * The user's folder for things that can be had again, shared by all checkouts.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @param {string} [home]
 */
function cacheFolder(env = process.env, platform = process.platform, home = os.homedir()) {
  if (platform === "win32") {
    return path.join(env.LOCALAPPDATA || path.join(home, "AppData", "Local"), "pulumi-sms");
  }
  if (platform === "darwin") {
    return path.join(home, "Library", "Caches", "pulumi-sms");
  }
  return path.join(env.XDG_CACHE_HOME || path.join(home, ".cache"), "pulumi-sms");
}

module.exports = { root, engineVersion, pinnedEngine, recordFolder, executable, ownNode, cacheFolder };
