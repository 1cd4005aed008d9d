// @ts-check
/**
 * `npm test`: set-up, then the unit and fuzz tests, those in a real browser, those against real servers, and those on the real
 * engine, also in other languages. Tests that need Samba, PostgreSQL, the YAML host, Python or Go run if it can be had; in CI
 * it is an error if it cannot. Arguments go to jest: `npm test -- -t "senior site"`.
 */
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { ensureBrowser } = require("./browser/index.cjs");
const { readJson } = require("./lib/files.cjs");
const { root } = require("./lib/layout.cjs");
const { npm } = require("./lib/run.cjs");
const { command, setUp, setUpLanguages } = require("./lib/setup.cjs");
const { ensurePostgres } = require("./postgres/index.cjs");
const { ensureSamba } = require("./samba/index.cjs");

command(async () => {
  console.log(await setUp());
  const browser = await ensureBrowser((line) => console.error(line));
  console.log(`Browser ${browser}.`);
  const postgres = await ensurePostgres((line) => console.error(line));
  const languages = await setUpLanguages();
  /** @type {Record<string, string | undefined>} */
  const missing = {
    servers: await ensureSamba((line) => console.error(line)),
    postgres,
    ...languages,
    teams: postgres ?? languages.yaml ?? languages.python,
  };
  const reasons = Object.values(missing).filter((reason) => reason !== undefined);
  if (reasons.length > 0 && process.env["CI"]) throw new Error(reasons.join("\n"));
  const args = process.argv.slice(2);
  // A file name that is asked for is in one of the projects.
  const some = args.length > 0 ? ["--passWithNoTests"] : [];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-test-"));
  const sum = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const failures = [];
  let worst = 0;
  const projects = ["unit", "fuzz", "browser", "servers", "engine", "postgres", "teams", "yaml", "python", "go"];
  for (const project of projects.filter((name) => missing[name] === undefined)) {
    const report = path.join(folder, `${project}.json`);
    const options = ["--json", `--outputFile=${report}`, ...some, ...args];
    const code = await npm(["run", "--silent", `test:${project}`, "--", ...options], {
      cwd: root,
      env: { ...process.env, CHROME_PATH: browser },
    });
    worst = Math.max(worst, code);
    const totals = readJson(report);
    failures.push(...failuresIn(totals).map((failure) => `${project}: ${failure}`));
    sum.passed += totals?.numPassedTests ?? 0;
    sum.failed += (totals?.numFailedTests ?? 0) + (totals?.numRuntimeErrorTestSuites ?? (code === 0 ? 0 : 1));
    sum.skipped += totals?.numPendingTests ?? 0;
  }
  fs.rmSync(folder, { recursive: true, force: true });
  for (const project of projects.filter((name) => missing[name] !== undefined)) {
    console.log(`The tests in test/${project} were not run. ${missing[project]}`);
  }
  for (const failure of failures) console.log(`Failed: ${failure}`);
  console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ""}`);
  return sum.passed + sum.failed === 0 ? 1 : worst;
});

/**
 * The tests that failed, so that nobody looks for them above, and the files that did not get as far as a test.
 * @param {any} report of jest
 * @returns {string[]}
 */
function failuresIn(report) {
  return (report?.testResults ?? []).flatMap((/** @type {any} */ { name, status, assertionResults }) => {
    const failed = assertionResults.filter((/** @type {any} */ one) => one.status === "failed");
    const file = path.relative(root, name);
    if (failed.length === 0) return status === "failed" ? [file] : [];
    return failed.map((/** @type {any} */ { fullName }) => `${file} › ${fullName}`);
  });
}
