// @ts-check
/**
 * What a preview of 1,000 sites costs with the policy pack, compared with a program that registers as many bare components
 * without one; and what one of three sites costs, compared with as many resources of a plugin and a pack that do nothing.
 * Runs on the engine that `npm run setup` leaves, with no login.
 *
 *     npm run bench:preview -- [--runs 5] [--sites 1000]
 */
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { recordFolder } = require("../tools/lib/layout.cjs");
const { generate } = require("./generate.cjs");
const { HIERARCHY, PACK, newProject, seconds, timed, written } = require("./lib/project.cjs");
const { printTable, printWanted, round } = require("./lib/report.cjs");
const { median } = require("./lib/statistics.cjs");

const { values } = parseArgs({
  options: { runs: { type: "string", default: "5" }, sites: { type: "string", default: "1000" } },
});

/** As many components, and as many custom resources of a plugin that does nothing. */
const bare = (
  /** @type {number} */ components,
  /** @type {number} */ custom,
) => `const pulumi = require("@pulumi/pulumi");
class Bare extends pulumi.ComponentResource {
  constructor(name) {
    super("bench:index:Bare", name);
    this.registerOutputs({});
  }
}
class Custom extends pulumi.CustomResource {
  constructor(name) {
    super("lab:index:Setup", name, { server: name });
  }
}
for (let number = 0; number < ${components}; number++) new Bare("bare-" + number);
for (let number = 0; number < ${custom}; number++) new Custom("custom-" + number);
`;

/** A pack that looks at every resource and finds nothing. */
const TRIVIAL = {
  "PulumiPolicy.yaml": "runtime: nodejs\nmain: index.js\n",
  "package.json": '{ "name": "bench-pack", "version": "0.1.0", "main": "index.js" }',
  "index.js": `const { PolicyPack } = require("@pulumi/policy");
const policy = { name: "nothing", description: "Nothing.", enforcementLevel: "mandatory", validateResource: () => {} };
new PolicyPack("bench", { policies: [policy] });
`,
};

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
    const count = created(hierarchy, PACK);
    console.log(`${sites} sites are ${count} resources below the stack.`);
    const components = newProject(path.join(folder, "bare"), { "index.js": bare(count, 0) });
    await compare(runs, hierarchy, PACK, components, [], `${count} bare components`, 1.5);

    const three = JSON.stringify(generate(3, { faults: false }));
    const small = newProject(path.join(folder, "three"), { "index.js": HIERARCHY, "hierarchy.json": three });
    // A gate, and an upgrade for each site, are what the plugin serves.
    const all = created(small, PACK);
    const same = newProject(path.join(folder, "same"), { "index.js": bare(all - 4, 4) });
    const trivial = ["--policy-pack", written(path.join(folder, "pack"), TRIVIAL)];
    console.log(`\n3 sites are ${all} resources below the stack.`);
    await compare(runs, small, PACK, same, trivial, `${all} resources of a plugin and a pack that do nothing`, 1.15);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Previews two projects in turn, and prints the ratio of their times.
 * @param {number} runs
 * @param {import("./lib/project.cjs").Project} hierarchy
 * @param {string[]} ours
 * @param {import("./lib/project.cjs").Project} other
 * @param {string[]} theirs
 * @param {string} what the other one is
 * @param {number} wanted
 */
async function compare(runs, hierarchy, ours, other, theirs, what, wanted) {
  if (created(hierarchy, ours) !== created(other, theirs)) {
    throw new Error("the two programs register different numbers of resources");
  }
  const seen = [];
  for (let run = 0; run < runs; run++) {
    const [product, plain] = [await timed(hierarchy, ["preview", ...ours]), await timed(other, ["preview", ...theirs])];
    seen.push({ product, plain, ratio: product / plain });
    console.log(`Run ${run + 1} of ${runs} is done.`);
  }
  console.log("");
  printTable([
    ["run", "hierarchy, pack", what, "ratio"],
    ...seen.map(({ product, plain, ratio }, run) => [String(run + 1), seconds(product), seconds(plain), round(ratio)]),
  ]);
  console.log("\nWanted and seen:\n");
  printWanted(`time of a preview to that of ${what}`, median(seen.map(({ ratio }) => ratio)), "at most", wanted);
}

/**
 * How many resources a preview creates below the stack.
 * @param {import("./lib/project.cjs").Project} project
 * @param {string[]} more
 */
function created({ pulumi, stackArguments, options }, more) {
  const args = ["preview", "--non-interactive", ...stackArguments, ...more];
  const shown = spawnSync(pulumi, args, { ...options, encoding: "utf8", maxBuffer: 2 ** 28 });
  const count = /(\d+) to create/.exec(shown.stdout)?.[1];
  if (shown.status !== 0 || count === undefined) {
    throw new Error(`the preview failed:\n${shown.stdout.slice(-4000)}${shown.stderr.slice(-4000)}`);
  }
  return Number(count) - 1;
}
