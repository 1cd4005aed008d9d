// @ts-check
/**
 * `npm run mutants [-- PATH...]`: mutation testing of rules/ and domain/, or of the folders and files named. Stryker changes
 * the sources in one place at a time; a change that no test notices is listed, and a folder in which more than one of ten is
 * not noticed fails. What was found out is kept in .cache/, so that the next run tries only what has changed since.
 */
"use strict";
const { existsSync, readdirSync } = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const jest = require("../jest.config.cjs");
const { root } = require("./lib/layout.cjs");
const { command, setUpCheckout } = require("./lib/setup.cjs");

const ROOMS = ["rules", "domain"];
/** Where the tests of a file are, by the first place that it is below: what only the whole graph shows is tested through the policies. */
const TESTS = {
  "rules/graph": ["test/rules/graph", "test/policy-pack"],
  rules: ["test/rules"],
  domain: ["test/domain"],
};
/** Percentage of the changes in a folder that the tests have to notice. */
const GOAL = 90;

/** @typedef {Awaited<ReturnType<typeof stryker>>[number]} Mutant */

command(async () => {
  await setUpCheckout();
  os.setPriority(os.constants.priority.PRIORITY_LOW);
  const named = process.argv.slice(2).map((name) => path.relative(root, path.resolve(name)).replaceAll("\\", "/"));
  const sources = ROOMS.flatMap(filesIn).filter((file) => isBelow(file, named.length === 0 ? ROOMS : named));
  const strange = named.filter((name) => !sources.some((file) => isBelow(file, [name])));
  if (strange.length > 0)
    throw new Error(`found ${strange.join(", ")}, expected folders or files of ${ROOMS.join(", ")}`);

  /** @type {string[]} */
  const lines = [];
  let isGood = true;
  for (const folder of new Set(sources.map((file) => path.posix.dirname(file)))) {
    const mutants = [];
    for (const file of sources.filter((name) => path.posix.dirname(name) === folder)) {
      mutants.push(...(await mutantsOf(folder, file)));
    }
    const { line, score } = tally(folder, mutants);
    isGood &&= score >= GOAL;
    lines.push(line);
    console.log(line);
  }
  if (lines.length > 1) console.log(`\n${lines.join("\n")}`);
  return isGood ? 0 : 1;
});

/**
 * What became of the changes in a file. Its own tests come first, because that is quick; only where they do not notice enough,
 * the rest is tried with all tests of the room.
 * @param {string} folder
 * @param {string} file
 */
async function mutantsOf(folder, file) {
  const [, places = []] = Object.entries(TESTS).find(([place]) => isBelow(file, [place])) ?? [];
  const tests = places.flatMap(filesIn).filter((name) => name.endsWith(".test.ts"));
  const mirror = `test/${file.replace(/\.ts$/, ".test.ts")}`;
  const own = tests.includes(mirror)
    ? [mirror]
    : tests.filter((test) => path.posix.dirname(test) === path.posix.dirname(mirror));
  if (own.length > 0) {
    const mutants = await stryker(folder, file, own);
    const { killed, all, score } = scoreOf(mutants);
    console.error(`${file}: ${killed} of ${all} by its own tests`);
    if (score >= GOAL) return mutants;
  }
  return stryker(folder, file, tests);
}

/**
 * @param {string} folder
 * @param {string} file
 * @param {string[]} tests
 */
async function stryker(folder, file, tests) {
  const { Stryker } = await import("@stryker-mutator/core");
  const cache = path.join(".cache", "mutants");
  const mutants = await new Stryker({
    mutate: [file],
    testRunner: "jest",
    plugins: ["@stryker-mutator/jest-runner"],
    jest: { projectType: "custom", enableFindRelatedTests: false, config: jestConfig(tests) },
    coverageAnalysis: "perTest",
    ignoreStatic: true,
    incremental: true,
    incrementalFile: path.join(cache, `${folder.replaceAll("/", ".")}.json`),
    tempDirName: path.join(cache, "sandbox"),
    ignorePatterns: ["dist", "bench", "docs/pictures", ".pulumi-state"],
    concurrency: Math.max(1, Math.floor(os.availableParallelism() / 2)),
    reporters: [],
    // The type is an enumeration that only TypeScript sources can name.
    logLevel: /** @type {any} */ ("error"),
    // What Jest loads anew for each change is not all given back.
    maxTestRunnerReuse: 100,
    // A busy machine is no sign of an endless loop; Stryker counts rounds as well.
    timeoutMS: 60 * 1000,
  }).runMutationTest();
  return mutants.filter(({ fileName }) => path.relative(root, fileName).replaceAll("\\", "/") === file);
}

/** @param {string[]} tests */
function jestConfig(tests) {
  const { displayName: _, ...unit } = jest.projects.find(({ displayName }) => displayName === "unit") ?? {};
  return {
    ...unit,
    setupFilesAfterEnv: ["<rootDir>/test/kit/patience.ts", "<rootDir>/test/kit/few-runs.ts"],
    testMatch: tests.map((test) => `<rootDir>/${test}`),
  };
}

/**
 * The figure of a folder, with the changes that no test noticed in front.
 * @param {string} folder
 * @param {Mutant[]} mutants
 */
function tally(folder, mutants) {
  const { alive, all, killed, score } = scoreOf(mutants);
  for (const { fileName, location, mutatorName, replacement = "", status } of alive) {
    const { line, column } = location.start;
    const to = replacement.replace(/\s+/g, " ").slice(0, 60);
    const why = status === "NoCoverage" ? "no test comes here" : "no test notices";
    console.log(`${path.relative(root, fileName)}:${line}:${column} ${mutatorName} -> ${to} (${why})`);
  }
  return {
    score,
    line: `${folder}: ${all} mutants, ${killed} killed, ${alive.length} survived, ${score.toFixed(1)} %`,
  };
}

/**
 * @param {Mutant[]} mutants
 * @returns those that no test noticed, and how many of all were noticed, also in percent
 */
function scoreOf(mutants) {
  const alive = mutants.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  const killed = mutants.filter(({ status }) => status === "Killed" || status === "Timeout").length;
  const all = killed + alive.length;
  return { alive, all, killed, score: all === 0 ? 100 : (100 * killed) / all };
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .sort();
}

/** @param {string} file @param {string[]} places */
function isBelow(file, places) {
  return places.some((place) => file === place || file.startsWith(`${place}/`));
}
