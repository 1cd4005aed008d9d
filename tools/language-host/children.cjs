// @ts-check
"use strict";
const { spawn } = require("node:child_process");
const { messages, outputOf } = require("./protocol.cjs");

/** How long a process may take to end after it was asked to. */
const GRACE_MS = 5_000;

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

// No process outlives the host.
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 */
function start(command, args, options) {
  return started(spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] }));
}

/**
 * @param {string[]} args
 * @param {{ cwd?: string, env: NodeJS.ProcessEnv }} options
 */
function startNode(args, options) {
  return start(process.execPath, args, options);
}

/**
 * Starts a process that reads this from its standard input.
 * @param {string} command
 * @param {string[]} args
 * @param {Uint8Array} input
 */
function startWith(command, args, input) {
  const child = started(spawn(command, args, { stdio: "pipe" }));
  // A process that ends without reading has said why on its own.
  child.stdin.on("error", () => undefined).end(input);
  return child;
}

/**
 * Answers a call to install what a program needs: with what a package manager prints, until it ends.
 * @param {any} call
 * @param {string} cwd
 * @param {string} command
 * @param {string[]} args
 */
async function install(call, cwd, command, args) {
  // Windows has npm as a batch file, which only a shell runs.
  const shell = process.platform === "win32" && command === "npm";
  const child = started(spawn(command, args, { cwd, shell, stdio: ["ignore", "pipe", "pipe"] }));
  call.on("cancelled", () => child.kill("SIGKILL"));
  const { stdout, stderr } = outputOf(call, messages.InstallDependenciesResponse);
  child.stdout.on("data", stdout);
  child.stderr.on("data", stderr);
  const { code, signal } = await ended(child);
  if (code !== 0) {
    const line = [command, ...args].join(" ");
    throw new Error(`${line} in ${cwd} ended with ${signal ?? `exit code ${code}`}`);
  }
  call.end();
}

/**
 * @template {import("node:child_process").ChildProcess} T
 * @param {T} child
 */
function started(child) {
  running.add(child);
  // Whoever waits for the end gets the error: without a listener it would end the host.
  child.on("error", () => running.delete(child));
  child.on("close", () => running.delete(child));
  return child;
}

/**
 * How a process ended; an error if it could not be started.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
}

/** @param {import("node:child_process").ChildProcess} child */
function interrupt(child) {
  child.kill("SIGINT");
  setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
}

module.exports = { ended, install, interrupt, start, startNode, startWith };
