// @ts-check
"use strict";
const { spawn } = require("node:child_process");
const path = require("node:path");

/**
 * Shows all output of a command on standard error.
 * @type {import("node:child_process").StdioOptions}
 */
const toStderr = ["inherit", 2, 2];

/**
 * Runs a command and shows its output.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>} its exit code
 */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", ...options });
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a command and keeps its output.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions & { onLine?: (line: string) => void }} [options]
 * @returns {Promise<{ code: number, output: string, stdout: string }>} `output` is both streams, as they came
 */
function capture(command, args, { onLine, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let stdout = "";
    let rest = "";
    /** @param {Buffer} chunk */
    const read = (chunk) => {
      output += chunk;
      const lines = (rest + chunk).split(/\r?\n/);
      rest = lines.pop() ?? "";
      lines.forEach((line) => onLine?.(line));
    };
    child.stdout?.on("data", (chunk) => (stdout += chunk));
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output, stdout }));
  });
}

/**
 * Runs npm with the Node.js that runs npm already: the one in node_modules may be about to be replaced.
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
function npm(args, options) {
  const { npm_execpath: cli = "", npm_node_execpath: node = process.execPath } = process.env;
  return path.basename(cli) === "npm-cli.js"
    ? run(node, [cli, ...args], options)
    : run("npm", args, { shell: process.platform === "win32", ...options });
}

module.exports = { run, capture, npm, toStderr };
