// @ts-check
/**
 * `npm run setup`: packages, dist/, the Pulumi engine and what the tests of other languages need, each only when it is missing
 * or out of date.
 */
"use strict";
const { command, setUp, setUpLanguages } = require("./lib/setup.cjs");

command(async () => {
  console.log(await setUp());
  for (const missing of Object.values(await setUpLanguages())) if (missing !== undefined) console.log(missing);
});
