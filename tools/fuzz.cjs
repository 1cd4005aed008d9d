// @ts-check
/**
 * `npm run fuzz [-- RUNS]`: the fuzz tests with far more documents than in `npm test`: damaged hierarchies,
 * previews, event logs, configurations and command lines, 100,000 of each unless RUNS says otherwise.
 */
"use strict";
const { root } = require("./lib/layout.cjs");
const { npm } = require("./lib/run.cjs");
const { command, setUpCheckout } = require("./lib/setup.cjs");

command(async () => {
  await setUpCheckout();
  const [runs = "100000"] = process.argv.slice(2);
  if (!/^[1-9]\d*$/.test(runs)) throw new Error(`found ${runs}, expected how many documents each test tries`);
  return npm(["run", "--silent", "test:fuzz"], { cwd: root, env: { ...process.env, FUZZ_RUNS: runs } });
});
