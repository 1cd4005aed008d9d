// @ts-check
/**
 * The second half of `npm run build`: the command line, the provider plugin, the policy pack and what programs need of zod as
 * one file each, since finding and reading 200 modules is half of their start. The Pulumi SDK is not in them: it keeps what
 * is there once for a process. dist/cli/main.js runs on any Node.js, so that it can say which one is needed, and loads the
 * bundle.
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { build, buildSync } = require("esbuild");
const { recordFolder, root } = require("./lib/layout.cjs");

const folder = path.join(root, "dist", "cli");
fs.rmSync(folder, { recursive: true, force: true });

/** @type {import("esbuild").BuildOptions} */
const shared = { absWorkingDir: root, platform: "node", format: "cjs", charset: "utf8", logLevel: "warning" };

buildSync({ ...shared, entryPoints: ["cli/main.ts"], outfile: "dist/cli/main.js", target: "es2015" });
/** @type {import("esbuild").Plugin} */
const LEAST_SDK = {
  name: "least-sdk",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^@pulumi\/pulumi$/ }, () => ({ path: path.join(root, "provider", "sdk.ts") })),
};

void (async () => {
  const { metafile } = await build({
    ...shared,
    entryPoints: ["cli/pulumi-sms.ts", "provider/main.ts", "policy-pack/index.ts", "domain/zod.ts"],
    outdir: "dist",
    outbase: ".",
    bundle: true,
    external: ["@pulumi/*"],
    plugins: [LEAST_SDK],
    target: "node22",
    mainFields: ["module", "main"],
    metafile: true,
  });
  const packages = packagesOf(Object.keys(metafile.inputs));
  const { imports = [] } = metafile.outputs["dist/cli/pulumi-sms.js"] ?? {};
  if (imports.some(({ path: name }) => name.startsWith("@pulumi/"))) {
    throw new Error("The command line must not need the Pulumi SDK: its bundle does.");
  }
  fs.writeFileSync(path.join(folder, "LICENSES.txt"), packages.map(licenceOf).join("\n"));
  // The bill of materials of a release names them beside the dependencies.
  fs.mkdirSync(recordFolder, { recursive: true });
  fs.writeFileSync(path.join(recordFolder, "bundled.json"), JSON.stringify(packages));
})();

/**
 * @param {readonly string[]} files
 * @returns {string[]} names of the packages that the files belong to
 */
function packagesOf(files) {
  const names = files.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/**
 * @param {string} name of a package in the bundle
 * @returns {string} what its licence asks to be passed on
 */
function licenceOf(name) {
  const home = path.join(root, "node_modules", name);
  const file = fs.readdirSync(home).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) {
    throw new Error(`The package ${name} is in a bundle and has no file with its licence.`);
  }
  const { version } = JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8"));
  return `${name} ${version}\n\n${fs.readFileSync(path.join(home, file), "utf8").trim()}\n`;
}
