// @ts-check
/**
 * What `pulumi-sms check` costs on hierarchies of 1,000 and 10,000 sites and of every site code that is allowed, and what
 * OPA costs on the same files with three of the rules.
 *
 *     npm run bench:check -- [--runs 5] [--sizes 1000,10000,46652] [--no-opa]
 */
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { generate, MOST_SITES } = require("./generate.cjs");
const { differences, keysOf } = require("./lib/findings.cjs");
const { item } = require("./lib/item.cjs");
const { measure, measureNode } = require("./lib/measure.cjs");
const { ensureOpa, opa, opaArguments, opaFindings, version } = require("./lib/opa.cjs");
const { printTable, printWanted, round } = require("./lib/report.cjs");
const { growthExponent, median } = require("./lib/statistics.cjs");

const dist = path.join(__dirname, "..", "dist");
const LEAST = path.join(__dirname, "lib", "least.cjs");
/** So few sites that a run is start-up: Node.js, the program, its libraries. */
const STARTUP_SITES = 10;
const DAY = "2000-07-01";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    sizes: { type: "string", default: `1000,10000,${MOST_SITES}` },
    opa: { type: "boolean", default: true },
  },
  allowNegative: true,
});

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

async function main() {
  const runs = Number(values.runs);
  const sizes = values.sizes.split(",").map(Number);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-bench-"));
  const fileOf = (/** @type {number} */ size) => path.join(folder, `${size}.json`);
  try {
    for (const size of [STARTUP_SITES, ...sizes]) {
      fs.writeFileSync(fileOf(size), JSON.stringify(generate(size)));
    }
    if (values.opa) {
      await ensureOpa();
      sizes.forEach((size) => compare(size, fileOf(size)));
    }
    /** @type {Run[]} */
    const seen = [];
    for (let run = 0; run < runs; run++) {
      seen.push(await measureOnce(sizes, fileOf));
      console.log(`Run ${run + 1} of ${runs} is done.`);
    }
    print(sizes, seen);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Times mean something only when both sides find the same.
 * @param {number} size
 * @param {string} file
 */
function compare(size, file) {
  const { parseHierarchyFile } = require(path.join(dist, "domain", "text", "hierarchy-file.js"));
  const { settingsSchema } = require(path.join(dist, "domain", "settings.js"));
  const { judge } = require(path.join(dist, "rules", "judge", "judge.js"));
  const facts = parseHierarchyFile(fs.readFileSync(file, "utf8"), "json");
  const product = keysOf(judge(facts, { settings: settingsSchema.parse({}), today: DAY }).findings);
  const unequal = differences(product, opaFindings(file));
  if (unequal.length > 0) {
    throw new Error(`${size} sites: the findings differ\n${unequal.slice(0, 20).join("\n")}`);
  }
  console.log(`${size} sites: the product and OPA ${version} have the same ${product.length} findings of three rules.`);
}

/**
 * @typedef {import("./lib/measure.cjs").Usage} Usage
 * @typedef {{ bare: Usage, startup: Usage, product: Usage[], least: Usage[], opa: Usage[] }} Run by size
 *
 * @param {number[]} sizes
 * @param {(size: number) => string} fileOf
 * @returns {Promise<Run>}
 */
async function measureOnce(sizes, fileOf) {
  const bare = expectStatus("node", [0], await measureNode(["-e", "0"]));
  const startup = await check(fileOf(STARTUP_SITES));
  /** @type {Run} */
  const run = { bare, startup, product: [], least: [], opa: [] };
  for (const size of sizes) {
    run.product.push(await check(fileOf(size)));
    run.least.push(expectStatus("least", [0], await measureNode([LEAST, fileOf(size)])));
    if (values.opa) {
      run.opa.push(expectStatus("opa", [0], await measure(opa, opaArguments(fileOf(size)))));
    }
  }
  return run;
}

/** @param {string} file */
async function check(file) {
  const main = path.join(dist, "cli", "main.js");
  return expectStatus("check", [0, 1], await measureNode([main, "check", file, "--today", DAY]));
}

/**
 * @param {string} what
 * @param {number[]} expected
 * @param {Usage} usage
 */
function expectStatus(what, expected, usage) {
  if (!expected.includes(usage.status)) {
    throw new Error(`${what} ended with ${usage.status}`);
  }
  return usage;
}

/**
 * @param {number[]} sizes
 * @param {Run[]} runs
 */
function print(sizes, runs) {
  const startup = median(runs.map((run) => run.startup.wallMs));
  const rows = sizes.map((size, index) => {
    const product = runs.map((run) => item(run.product, index));
    const other = values.opa ? runs.map((run) => item(run.opa, index)) : [];
    return {
      size,
      wall: median(product.map(({ wallMs }) => wallMs)),
      cpu: median(product.map(({ cpuMs }) => cpuMs ?? NaN)),
      peak: median(product.map(({ peakBytes }) => peakBytes ?? NaN)),
      least: median(runs.map((run) => item(run.least, index).wallMs)),
      opa: median(other.map(({ wallMs }) => wallMs)),
      opaPeak: median(other.map(({ peakBytes }) => peakBytes ?? NaN)),
      ratio: median(other.map(({ wallMs }, run) => wallMs / item(product, run).wallMs)),
    };
  });
  console.log(
    `\nMedians of ${runs.length} runs of whole processes; start-up (${STARTUP_SITES} sites) ${seconds(startup)}:\n`,
  );
  printTable([
    ["sites", "check", "CPU", "peak memory", "JSON and zod alone", "OPA", "peak memory", "OPA / check"],
    ...rows.map((row) => [
      String(row.size),
      seconds(row.wall),
      seconds(row.cpu),
      mebibytes(row.peak),
      seconds(row.least),
      seconds(row.opa),
      mebibytes(row.opaPeak),
      orNone(row.ratio, round),
    ]),
  ]);
  console.log("\nWanted and seen:\n");
  const start = median(runs.map((run) => run.startup.wallMs / run.bare.wallMs));
  printWanted("start-up to that of Node.js alone", start, "at most", 4);
  for (const { size, wall, peak, ratio } of rows) {
    if (size === MOST_SITES) {
      printWanted(`time of ${size} sites`, wall / 1000, "at most", 2, " s");
      printWanted(`peak memory of ${size} sites`, peak / 2 ** 30, "at most", 1, " GiB");
    }
    if (size === 10_000 && values.opa) {
      printWanted(`OPA's time to that of check, ${size} sites`, ratio, "at least", 10);
    }
  }
  if (rows.length > 1) {
    const whole = growthExponent(rows.map(({ size, wall }) => ({ size, time: wall })));
    const above = growthExponent(rows.map(({ size, wall }) => ({ size, time: wall - startup })));
    printWanted("growth exponent of whole processes", whole, "at most", 1.1);
    printWanted("growth exponent above start-up", above, "at most", 1.1);
    if (values.opa) {
      console.log(
        `         growth exponent of OPA: ${round(growthExponent(rows.map(({ size, opa: time }) => ({ size, time }))))}`,
      );
    }
  }
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return orNone(milliseconds, (value) => `${(value / 1000).toFixed(2)} s`);
}

/** @param {number} bytes */
function mebibytes(bytes) {
  return orNone(bytes, (value) => `${Math.round(value / 2 ** 20)} MiB`);
}

/** @param {number} value @param {(value: number) => string} format */
function orNone(value, format) {
  return Number.isNaN(value) ? "-" : format(value);
}
