// @ts-check
/**
 * What `pulumi up` of many sites costs in one stack, compared with ten stacks that have a tenth of them each, one after the
 * other. The engine writes the whole state after each step. Runs on the engine that `npm run setup` leaves, with no login.
 *
 *     npm run bench:up -- [--runs 1] [--sites 1000]
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { recordFolder } = require("../tools/lib/layout.cjs");
const { generate } = require("./generate.cjs");
const { HIERARCHY, PACK, newProject, seconds, timed } = require("./lib/project.cjs");
const { printTable, round } = require("./lib/report.cjs");
const { median } = require("./lib/statistics.cjs");

const STACKS = 10;

const { values } = parseArgs({
  options: { runs: { type: "string", default: "1" }, sites: { type: "string", default: "1000" } },
});

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

async function main() {
  const sites = Number(values.sites);
  const [one, ten] = [`one stack of ${sites} sites`, `${STACKS} stacks of ${sites / STACKS}`];
  const seen = [];
  for (let run = 0; run < Number(values.runs); run++) {
    const [whole, parts] = [await up(1, sites), await up(STACKS, sites / STACKS)];
    seen.push({ whole, parts, ratio: whole / parts });
    console.log(`Run ${run + 1} of ${values.runs} is done.`);
  }
  console.log("");
  printTable([
    ["run", one, ten, "ratio"],
    ...seen.map(({ whole, parts, ratio }, run) => [String(run + 1), seconds(whole), seconds(parts), round(ratio)]),
  ]);
  console.log(`\nTime of ${one} to that of ${ten}: ${round(median(seen.map(({ ratio }) => ratio)))}`);
}

/**
 * Updates new stacks, one after the other.
 * @param {number} stacks
 * @param {number} sites of each
 * @returns {Promise<number>} milliseconds
 */
async function up(stacks, sites) {
  // Below the checkout, so that programs find its packages.
  fs.mkdirSync(recordFolder, { recursive: true });
  const folder = fs.mkdtempSync(path.join(recordFolder, "bench-"));
  const document = JSON.stringify(generate(sites, { faults: false }));
  try {
    let sum = 0;
    for (let stack = 0; stack < stacks; stack++) {
      const files = { "index.js": HIERARCHY, "hierarchy.json": document };
      const project = newProject(path.join(folder, String(stack)), files);
      sum += await timed(project, ["up", "--yes", "--skip-preview", ...PACK]);
    }
    return sum;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
