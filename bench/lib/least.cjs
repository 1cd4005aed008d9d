// @ts-check
/**
 * The least that any judgement of a hierarchy file needs in this runtime: Node.js, `JSON.parse`, and the model as zod
 * compiles it. No key is counted, nothing is compared, no rule runs.
 *
 *     node least.cjs FILE
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { z } = require("zod");

const { fileDocumentSchema } = require(path.join(__dirname, "..", "..", "dist", "domain", "model", "document.js"));
const { success } = z
  .compile(fileDocumentSchema)
  .safeParse(JSON.parse(fs.readFileSync(String(process.argv[2]), "utf8")));
process.exitCode = success ? 0 : 1;
