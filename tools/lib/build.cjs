// @ts-check
"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { readJson, writeWhole } = require("./files.cjs");
const { npm, toStderr } = require("./run.cjs");

/** What the bundle of the command line has beside the compiled folders, and the tool that makes it. */
const BUNDLED = ["publish", "cli"];
const BUNDLER = "tools/bundle.cjs";

/**
 * Compiles to dist/ when the sources, the settings or the compiler are not those of the last complete build.
 * @param {string} root
 * @param {string} record the file that remembers the last build
 * @param {(line: string) => void} log
 */
async function ensureBuilt(root, record, log) {
  const now = fingerprints(root);
  const last = readJson(record);
  if (last && fs.existsSync(path.join(root, "dist")) && JSON.stringify(last) === JSON.stringify(now)) {
    return;
  }
  log("Compiling to dist/ (npm run build).");
  fs.rmSync(record, { force: true });
  if (Object.keys(last ?? {}).some((file) => !(file in now))) {
    // The compiler leaves the output of a source that is gone.
    fs.rmSync(path.join(root, "dist"), { recursive: true, force: true });
  }
  const code = await npm(["run", "--silent", "build"], { cwd: root, stdio: toStderr });
  if (code !== 0) {
    throw new Error("The sources do not compile: see the messages above, and `npm run build`.");
  }
  writeWhole(record, JSON.stringify(now));
}

/**
 * @param {string} root
 * @returns {Record<string, string>} the hash of each file that decides what is in dist/
 */
function fingerprints(root) {
  const config = "tsconfig.build.json";
  /** @type {{ include: string[] }} */
  const { include } = JSON.parse(fs.readFileSync(path.join(root, config), "utf8"));
  const sources = [...include, ...BUNDLED]
    .filter((folder) => fs.existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      fs.readdirSync(path.join(root, folder), { recursive: true }).map((file) => path.join(folder, String(file))),
    )
    .filter((file) => /\.(ts|json)$/.test(file));
  const files = [config, "tsconfig.json", "package.json", "package-lock.json", BUNDLER, ...sources.sort()];
  return Object.fromEntries(
    files.map((file) => [
      file,
      createHash("sha256")
        .update(fs.readFileSync(path.join(root, file)))
        .digest("hex"),
    ]),
  );
}

module.exports = { ensureBuilt, fingerprints };
