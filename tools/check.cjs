// @ts-check
/** `npm run check`: every check that needs no engine, each of them run and reported, whatever the others say. */
"use strict";
const { root } = require("./lib/layout.cjs");
const { npm } = require("./lib/run.cjs");
const { command, setUpCheckout } = require("./lib/setup.cjs");

const CHECKS = ["check:format", "check:lint", "check:types", "check:dead", "check:docs", "test:unit"];

command(async () => {
  await setUpCheckout();
  /** @type {string[]} */
  const failed = [];
  for (const check of CHECKS) {
    console.log(`\n> ${check}`);
    if ((await npm(["run", "--silent", check], { cwd: root })) !== 0) {
      failed.push(check);
    }
  }
  console.log();
  for (const check of CHECKS) {
    console.log(`${failed.includes(check) ? "FAILED" : "passed"}  ${check}`);
  }
  return failed.length === 0 ? 0 : 1;
});
