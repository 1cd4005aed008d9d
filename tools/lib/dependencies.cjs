// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { readJson } = require("./files.cjs");
const { ownNode } = require("./layout.cjs");
const { npm, toStderr } = require("./run.cjs");

/** The oldest release that @pulumi/pulumi supports. */
const OLDEST_NODE = 22;

/**
 * Installs the npm packages when those in node_modules are not the ones that package-lock.json names.
 *
 * This is `npm install --no-save`, not `npm ci`: `npm ci` refuses a lock file that lacks the compiled packages of some
 * platform, which npm leaves out when its registry does not serve them; and it begins by removing node_modules, which on
 * Windows fails for the node.exe in it that is running.
 * @param {string} root
 * @param {(line: string) => void} log
 */
async function ensureDependencies(root, log) {
  const folder = path.join(root, "node_modules");
  // npm writes this file when an installation is complete.
  const record = path.join(folder, ".package-lock.json");
  const wanted = readJson(path.join(root, "package-lock.json"));
  const installed = readJson(record);
  if (wanted && installed && isInstalled(wanted, installed)) {
    return;
  }
  log(`Installing npm packages: ${installed ? "package-lock.json has changed" : "there are none"}.`);
  if (installed) {
    fs.rmSync(record);
  } else {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  const code = await npm(["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: toStderr,
  });
  if (code !== 0) {
    throw new Error(
      `npm install failed with exit code ${code}: see its messages above. It needs an npm registry, which is ${process.env.npm_config_registry ?? "told by `npm config get registry`"}.`,
    );
  }
}

/** The SDK runs on no older Node.js; npm may have been told not to run the script that installs ours. */
function ensureNode() {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (!fs.existsSync(ownNode) && major < OLDEST_NODE) {
    throw new Error(
      `Node.js ${OLDEST_NODE} or later is needed, and this is ${process.version}. The npm package "node" would bring one, but npm did not run its install script (see \`npm config get ignore-scripts\`). Install Node.js ${OLDEST_NODE} or later, or allow install scripts, and remove node_modules.`,
    );
  }
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} Package
 * @param {{ packages: Record<string, Package> }} wanted
 * @param {{ packages: Record<string, Package> }} installed
 */
function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages).every(([folder, { version, integrity, optional, devOptional }]) => {
    if (folder === "") {
      return true;
    }
    const found = installed.packages[folder];
    return found ? found.version === version && found.integrity === integrity : optional || devOptional;
  });
}

module.exports = { ensureDependencies, ensureNode, isInstalled };
