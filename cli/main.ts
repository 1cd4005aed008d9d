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
  // What a large hierarchy file holds is needed to the end: room for it at once, not twice as much each time it was looked through.
  (require("node:v8") as { setFlagsFromString: (flag: string) => void }).setFlagsFromString(
    "--semi-space-growth-factor=8",
  );
  require("./pulumi-sms.js");
}
