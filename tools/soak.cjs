// @ts-check
/**
 * `npm run soak [-- RUNS]`: previews and updates of one stack on the real engine, with facts that change at random,
 * compared with a model of what must be refused; 200 unless RUNS says otherwise. SOAK_SEED repeats a run.
 */
"use strict";
const { root } = require("./lib/layout.cjs");
const { npm } = require("./lib/run.cjs");
const { command, setUp } = require("./lib/setup.cjs");

command(async () => {
  console.log(await setUp());
  const [runs = "200"] = process.argv.slice(2);
  if (!/^[1-9]\d*$/.test(runs)) throw new Error(`found ${runs}, expected how many previews and updates are run`);
  const env = { ...process.env, SOAK_RUNS: runs };
  return npm(["run", "--silent", "test:engine", "--", "--testPathPatterns=soak"], { cwd: root, env });
});
