// @ts-check
/** `npm run setup`: packages, dist/ and the Pulumi engine, each only when it is missing or out of date. */
"use strict";
const { command, setUp } = require("./lib/setup.cjs");

command(async () => {
  console.log(await setUp());
});
