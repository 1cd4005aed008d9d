// @ts-check
/** `node --require bench/lib/usage.cjs …`: leaves what the process has used in the file that BENCH_USAGE names. */
"use strict";
const fs = require("node:fs");

const file = process.env.BENCH_USAGE;
if (file) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    fs.writeFileSync(file, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakBytes: maxRSS * 1024 }));
  });
}
