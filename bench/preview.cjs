// @ts-check
/**
 * What a preview of 1,000 sites costs with the policy pack, compared with a program that registers as many bare components
 * without one. Runs on the engine that `npm run setup` leaves, with no login.
 *
 *     npm run bench:preview -- [--runs 5] [--sites 1000]
 */
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { newStack } = require("../tools/engine-env.cjs");
const { recordFolder, root } = require("../tools/lib/layout.cjs");
const { generate } = require("./generate.cjs");
const { measure } = require("./lib/measure.cjs");
const { printTable, printWanted, round } = require("./lib/report.cjs");
const { median } = require("./lib/statistics.cjs");

const { values } = parseArgs({
  options: { runs: { type: "string", default: "5" }, sites: { type: "string", default: "1000" } },
});

const PROJECT = `name: bench
runtime: { name: nodejs, options: { typescript: false } }
main: index.js
plugins:
  providers:
    - { name: sms, path: ${JSON.stringify(path.join(root, "provider"))} }
`;

const HIERARCHY = `const sms = require("pulumi-sms");
sms.Hierarchy.fromFacts("bench", require("./hierarchy.json"));
`;

const bareComponents = (/** @type {number} */ count) => `const pulumi = require("@pulumi/pulumi");
class Bare extends pulumi.ComponentResource {
  constructor(name) {
    super("bench:index:Bare", name);
    this.registerOutputs({});
  }
}
for (let number = 0; number < ${count}; number++) new Bare("bare-" + number);
`;

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

async function main() {
  const runs = Number(values.runs);
  const sites = Number(values.sites);
  // Below the checkout, so that programs find its packages.
  fs.mkdirSync(recordFolder, { recursive: true });
  const folder = fs.mkdtempSync(path.join(recordFolder, "bench-"));
  try {
    const document = JSON.stringify(generate(sites, { faults: false }));
    const hierarchy = newProject(path.join(folder, "hierarchy"), { "index.js": HIERARCHY, "hierarchy.json": document });
    const pack = ["--policy-pack", path.join(root, "policy-pack")];
    const count = created(hierarchy, pack);
    console.log(`${sites} sites are ${count} resources below the stack.`);
    const bare = newProject(path.join(folder, "bare"), { "index.js": bareComponents(count) });
    if (created(bare, []) !== count) {
      throw new Error("the two programs register different numbers of resources");
    }

    const seen = [];
    for (let run = 0; run < runs; run++) {
      const [product, other] = [await preview(hierarchy, pack), await preview(bare, [])];
      seen.push({ product, other, ratio: product / other });
      console.log(`Run ${run + 1} of ${runs} is done.`);
    }
    console.log("");
    printTable([
      ["run", "hierarchy, pack", "bare components", "ratio"],
      ...seen.map(({ product, other, ratio }, run) => [
        String(run + 1),
        seconds(product),
        seconds(other),
        round(ratio),
      ]),
    ]);
    console.log("\nWanted and seen:\n");
    printWanted(
      `time of a preview to that of ${count} bare components`,
      median(seen.map(({ ratio }) => ratio)),
      "at most",
      1.5,
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @typedef {ReturnType<typeof newProject>} Project
 *
 * @param {string} folder
 * @param {Record<string, string>} files
 */
function newProject(folder, files) {
  const project = path.join(folder, "project");
  fs.mkdirSync(project, { recursive: true });
  for (const [name, text] of Object.entries({ "Pulumi.yaml": PROJECT, ...files })) {
    fs.writeFileSync(path.join(project, name), text);
  }
  const { pulumi, env, stackArguments } = newStack(project, path.join(folder, "state"), {});
  const log = path.join(folder, "preview.log");
  return { pulumi, args: ["preview", "--non-interactive", ...stackArguments], options: { cwd: project, env }, log };
}

/**
 * How many resources a preview creates below the stack.
 * @param {Project} project
 * @param {string[]} more
 */
function created({ pulumi, args, options }, more) {
  const shown = spawnSync(pulumi, [...args, ...more], { ...options, encoding: "utf8", maxBuffer: 2 ** 28 });
  const count = /(\d+) to create/.exec(shown.stdout)?.[1];
  if (shown.status !== 0 || count === undefined) {
    throw new Error(`the preview failed:\n${shown.stdout.slice(-4000)}${shown.stderr.slice(-4000)}`);
  }
  return Number(count) - 1;
}

/**
 * @param {Project} project
 * @param {string[]} more
 * @returns {Promise<number>} milliseconds
 */
async function preview({ pulumi, args, options, log }, more) {
  const output = fs.openSync(log, "w");
  try {
    const { status, wallMs } = await measure(pulumi, [...args, ...more], {
      ...options,
      stdio: ["ignore", output, output],
    });
    if (status !== 0) {
      throw new Error(`a preview ended with ${status}:\n${fs.readFileSync(log, "utf8").slice(-4000)}`);
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
