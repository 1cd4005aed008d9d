// @ts-check
"use strict";
const fs = require("node:fs");
const { progress } = require("./progress.cjs");
const { capture } = require("./run.cjs");

/** @typedef {(command: string, args: string[]) => Promise<{ code: number, output: string }>} Run */

/** Whether packages of Debian or Ubuntu can be installed: apt-get is there, and we are root. */
function hasApt() {
  return process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get");
}

/**
 * Installs packages of Debian or Ubuntu.
 * @param {string[]} packages
 * @param {Run} [run]
 * @returns {Promise<string | undefined>} why they cannot be installed
 */
async function install(packages, run = withProgress) {
  const steps = [["update"], ["install", "-y", "--no-install-recommends", ...packages]];
  for (const args of steps) {
    const { code, output } = await run("apt-get", args);
    // Lists that cannot be brought up to date may still serve.
    if (code !== 0 && args[0] === "install") {
      return `apt-get ${args.join(" ")} failed:\n${output.trim().split("\n").slice(-5).join("\n")}\n`;
    }
  }
  return undefined;
}

/** @type {Run} */
async function withProgress(command, args) {
  const step = progress(`${command} ${args[0]}`);
  const onLine = (/** @type {string} */ line) => step.update(line.slice(0, 60));
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    return await capture(command, args, { env, onLine });
  } finally {
    step.end();
  }
}

module.exports = { hasApt, install };
