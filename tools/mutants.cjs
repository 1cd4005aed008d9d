// @ts-check
/**
 * `npm run mutants [-- PATH...]`: mutation testing of rules/ and domain/, or of the folders and files named. Stryker changes
 * the sources in one place at a time; a change that no test notices is listed, and a folder in which more than one of ten is
 * not noticed fails. What was found out is kept in .cache/, so that the next run tries only what has changed since.
 */
"use strict";
const { readdirSync } = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { root } = require("./lib/layout.cjs");
const { command, setUpCheckout } = require("./lib/setup.cjs");

const ROOMS = ["rules", "domain"];
/** The tests of the rooms, and of those that say what they know: policies, components, the runbook, the schema and the pages. */
const TESTS = [
  "rules",
  "domain",
  "policy-pack",
  "components",
  "provider/construct.test.ts",
  "provider/package-schema.test.ts",
  "repo/rules.test.ts",
  "review/runbook",
].map((name) => `test/${name}`);
/** Percentage of the changes in a folder that the tests have to notice. */
const GOAL = 90;
const CACHE = path.join(".cache", "mutants");

/** @typedef {{ file: string, location: any, mutatorName: string, replacement?: string, status: string }} Mutant */

command(async () => {
  await setUpCheckout();
  os.setPriority(os.constants.priority.PRIORITY_LOW);
  const named = process.argv.slice(2).map((name) => path.relative(root, path.resolve(name)).replaceAll("\\", "/"));
  const sources = ROOMS.flatMap(filesIn).filter((file) => isBelow(file, named.length === 0 ? ROOMS : named));
  const strange = named.filter((name) => !sources.some((file) => isBelow(file, [name])));
  if (strange.length > 0)
    throw new Error(`found ${strange.join(", ")}, expected folders or files of ${ROOMS.join(", ")}`);

  const mutants = await mutantsOf(sources);
  const folders = [...new Set(sources.map((file) => path.posix.dirname(file)))];
  const tallies = folders.map((folder) =>
    tally(
      folder,
      mutants.filter(({ file }) => path.posix.dirname(file) === folder),
    ),
  );
  for (const { alive } of tallies) for (const line of alive) console.log(line);
  for (const { line } of tallies) console.log(line);
  return tallies.every(({ score }) => score >= GOAL) ? 0 : 1;
});

/**
 * What became of the changes in files.
 * @param {string[]} sources
 * @returns {Promise<Mutant[]>}
 */
async function mutantsOf(sources) {
  const { Stryker } = await import("@stryker-mutator/core");
  const mutants = await new Stryker({
    mutate: sources,
    testRunner: "mocha",
    plugins: ["@stryker-mutator/mocha-runner"],
    mochaOptions: /** @type {any} */ ({
      "no-config": true,
      "no-package": true,
      require: [path.join(__dirname, "lib", "jest-in-mocha.cjs")],
      spec: filesIn("test").filter((name) => /(?<!fuzz)\.test\.ts$/.test(name) && isBelow(name, TESTS)),
    }),
    coverageAnalysis: "perTest",
    ignoreStatic: true,
    incremental: true,
    incrementalFile: path.join(CACHE, "found.json"),
    tempDirName: path.join(CACHE, "sandbox"),
    ignorePatterns: ["dist", "bench", "docs/pictures", ".pulumi-state"],
    concurrency: os.availableParallelism(),
    reporters: [process.stdout.isTTY ? "progress" : "progress-append-only"],
    // The type is an enumeration that only TypeScript sources can name.
    logLevel: /** @type {any} */ ("error"),
    // What failed tests leave behind is not all given back.
    maxTestRunnerReuse: 500,
    // A busy machine is no sign of an endless loop; Stryker counts rounds as well.
    timeoutMS: 20 * 1000,
  }).runMutationTest();
  return mutants.map(({ fileName, ...mutant }) => ({
    ...mutant,
    file: path.relative(root, fileName).replaceAll("\\", "/"),
  }));
}

/**
 * The figure of a folder, and the changes that no test noticed.
 * @param {string} folder
 * @param {Mutant[]} mutants
 */
function tally(folder, mutants) {
  const unnoticed = mutants.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  const killed = mutants.filter(({ status }) => status === "Killed" || status === "Timeout").length;
  const all = killed + unnoticed.length;
  const score = all === 0 ? 100 : (100 * killed) / all;
  return {
    score,
    line: `${folder}: ${all} mutants, ${killed} killed, ${unnoticed.length} survived, ${score.toFixed(1)} %`,
    alive: unnoticed.map(({ file, location, mutatorName, replacement = "", status }) => {
      const to = replacement.replace(/\s+/g, " ").slice(0, 60);
      const why = status === "NoCoverage" ? "no test comes here" : "no test notices";
      return `${file}:${location.start.line}:${location.start.column} ${mutatorName} -> ${to} (${why})`;
    }),
  };
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .sort();
}

/** @param {string} file @param {string[]} places */
function isBelow(file, places) {
  return places.some((place) => file === place || file.startsWith(`${place}/`));
}
