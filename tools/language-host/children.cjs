// @ts-check
"use strict";
const { spawn } = require("node:child_process");

/** How long a process may take to end after it was asked to. */
const GRACE_MS = 5_000;

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

// No process outlives the host.
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/**
 * @param {string[]} args
 * @param {{ cwd?: string, env: NodeJS.ProcessEnv }} options
 */
function startNode(args, options) {
  const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.on("error", (error) => child.stderr.destroy(error));
  child.on("close", () => running.delete(child));
  return child;
}

/** @param {import("node:child_process").ChildProcess} child */
function interrupt(child) {
  child.kill("SIGINT");
  setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
}

module.exports = { startNode, interrupt };
