/** Lets Node run the TypeScript of this checkout as it stands: `node -r test/provider/source-hook.cjs provider/main.ts`. */
"use strict";
const fs = require("node:fs");
const { transformSync } = require("@swc/core");

const options = { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } };

require.extensions[".ts"] = (module, filename) => {
  const { code } = transformSync(fs.readFileSync(filename, "utf8"), { ...options, filename });
  module._compile(code, filename);
};
