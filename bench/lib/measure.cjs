// @ts-check
"use strict";
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

/** How often the peak memory of a process that is not Node.js is read, in milliseconds. The kernel keeps the peak. */
const INTERVAL_MS = 10;

/**
 * What one process took from its start to its end.
 * @typedef {object} Usage
 * @property {number} status
 * @property {number} wallMs
 * @property {number} [cpuMs] Node.js only
 * @property {number} [peakBytes] largest resident set: of Node.js everywhere, of other programs on Linux
 */

/**
 * Runs a command; its output goes to `options.stdio`, by default nowhere.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<Usage>}
 */
async function measure(command, args, options = {}) {
  const start = process.hrtime.bigint();
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "inherit"], ...options });
  let peakBytes = peakOf(child.pid);
  const timer = setInterval(() => (peakBytes = peakOf(child.pid) ?? peakBytes), INTERVAL_MS);
  try {
    const status = await ended(child);
    return { status, wallMs: Number(process.hrtime.bigint() - start) / 1e6, peakBytes };
  } finally {
    clearInterval(timer);
  }
}

/**
 * Runs a Node.js program without its output.
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<Usage>}
 */
async function measureNode(args, options = {}) {
  const file = path.join(os.tmpdir(), `pulumi-sms-usage-${process.pid}.json`);
  const env = { ...(options.env ?? process.env), BENCH_USAGE: file };
  try {
    const start = process.hrtime.bigint();
    const all = ["--require", path.join(__dirname, "usage.cjs"), ...args];
    const child = spawn(process.execPath, all, { ...options, env, stdio: ["ignore", "ignore", "inherit"] });
    const status = await ended(child);
    const wallMs = Number(process.hrtime.bigint() - start) / 1e6;
    return { status, wallMs, ...JSON.parse(fs.readFileSync(file, "utf8")) };
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => (signal ? reject(new Error(`ended by ${signal}`)) : resolve(code ?? 1)));
  });
}

/** @param {number | undefined} pid */
function peakOf(pid) {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

module.exports = { measure, measureNode };
