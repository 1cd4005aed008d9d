#!/usr/bin/env node
// Any Node.js can read this file: a version that is too old for the rest gets a sentence, not a SyntaxError.
const OLDEST = 22;

if (Number(process.versions.node.split(".")[0]) < OLDEST) {
  process.stderr.write(`pulumi-sms needs Node.js ${OLDEST} or later, and this is ${process.version}.\n`);
  process.exitCode = 2;
} else {
  load();
}

function load(): void {
  /* eslint-disable @typescript-eslint/no-require-imports -- only what this Node.js can read is loaded */
  (require("node:module") as { enableCompileCache?: () => void }).enableCompileCache?.();
  require("./pulumi-sms.js");
}
