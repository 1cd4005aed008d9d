// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { newStack } = require("../../tools/engine-env.cjs");
const { root } = require("../../tools/lib/layout.cjs");
const { measure } = require("./measure.cjs");

const PROJECT = `name: bench
runtime: { name: nodejs, options: { typescript: false } }
main: index.js
plugins:
  providers:
    - { name: sms, path: ${JSON.stringify(path.join(root, "provider"))} }
    - { name: lab, path: ${JSON.stringify(path.join(root, "examples", "lab"))} }
`;

/** A program that declares the hierarchy in `hierarchy.json` beside it. */
const HIERARCHY = `const sms = require("pulumi-sms");
sms.Hierarchy.fromFacts("bench", require("./hierarchy.json"));
`;

/** The policy pack of this checkout, as arguments of the engine. */
const PACK = ["--policy-pack", path.join(root, "policy-pack")];

/**
 * @param {string} folder
 * @param {Record<string, string>} files
 */
function written(folder, files) {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  return folder;
}

/**
 * A project with a stack of its own in a new folder.
 * @typedef {ReturnType<typeof newProject>} Project
 *
 * @param {string} folder
 * @param {Record<string, string>} files
 */
function newProject(folder, files) {
  const project = written(path.join(folder, "project"), { "Pulumi.yaml": PROJECT, ...files });
  const { pulumi, env, stackArguments } = newStack(project, path.join(folder, "state"), {});
  return { pulumi, stackArguments, options: { cwd: project, env }, log: path.join(folder, "output.log") };
}

/**
 * Runs a command of the engine on the stack.
 * @param {Project} project
 * @param {string[]} command
 * @returns {Promise<number>} milliseconds
 */
async function timed({ pulumi, stackArguments, options, log }, command) {
  const output = fs.openSync(log, "w");
  try {
    const { status, wallMs } = await measure(pulumi, [...command, "--non-interactive", ...stackArguments], {
      ...options,
      stdio: ["ignore", output, output],
    });
    if (status !== 0) {
      throw new Error(`${command[0]} ended with ${status}:\n${fs.readFileSync(log, "utf8").slice(-4000)}`);
    }
    return wallMs;
  } finally {
    fs.closeSync(output);
  }
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

module.exports = { HIERARCHY, PACK, newProject, seconds, timed, written };
