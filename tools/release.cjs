// @ts-check
/**
 * `npm run release`: all files of a release in the folder release/, from a checkout that has no changes: the npm package, its
 * bill of materials (CycloneDX), the schema of the plugin, and the digests of these. It publishes nothing unless it is asked to:
 *
 *     npm run release -- [--out release] [--publish]
 *
 * `--publish` is for the pipeline of a tagged commit: npm signs there from which commit the package was built (provenance).
 */
"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { parseArgs } = require("node:util");
const { recordFolder, root } = require("./lib/layout.cjs");
const { readJson } = require("./lib/files.cjs");
const { capture, npm } = require("./lib/run.cjs");
const { command, setUpCheckout } = require("./lib/setup.cjs");

/** What users of a release name, by its path in the package. */
const NEEDED = [
  "dist/cli/main.js",
  "dist/components/index.js",
  "dist/components/index.d.ts",
  "dist/policy-pack/index.js",
  "dist/provider/main.js",
  "provider/PulumiPlugin.yaml",
  "provider/schema.json",
  "policy-pack/PulumiPolicy.yaml",
  "template/Pulumi.yaml",
  "action.yml",
  "CHANGELOG.md",
  "docs/_index.md",
  "docs/installation-configuration.md",
];

command(async () => {
  const { values } = parseArgs({
    options: { out: { type: "string", default: "release" }, publish: { type: "boolean", default: false } },
  });
  const out = path.resolve(root, values.out);
  await setUpCheckout();
  const { version } = readJson(path.join(root, "package.json"));
  await refuseUnlessReleasable(version, values.publish);

  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  await ran("npm", ["run", "--silent", "build"]);
  const packed = JSON.parse(await ran("npm", ["pack", "--json", "--pack-destination", out]));
  const [{ filename, files }] = packed;
  refuseIncomplete(files.map((/** @type {{ path: string }} */ file) => file.path));
  fs.writeFileSync(path.join(out, "sbom.cdx.json"), `${JSON.stringify(await billOfMaterials(), undefined, 2)}\n`);
  fs.copyFileSync(path.join(root, "provider", "schema.json"), path.join(out, "schema.json"));
  fs.writeFileSync(path.join(out, "SHA256SUMS"), digestsIn(out));

  console.log(`Release ${version} in ${out}:`);
  for (const file of fs.readdirSync(out)) console.log(`  ${file}`);
  if (!values.publish) {
    console.log("Nothing was published. In the pipeline of the tagged commit: npm run release -- --publish");
    return 0;
  }
  return npm(["publish", path.join(out, filename), "--provenance", "--access", "public"], { cwd: root });
});

/**
 * @param {string} version
 * @param {boolean} isPublished
 */
async function refuseUnlessReleasable(version, isPublished) {
  const changed = await ran("git", ["status", "--porcelain"]);
  if (changed !== "") {
    throw new Error(`A release is made of what is committed. Commit these first, or remove them:\n${changed}`);
  }
  const changes = fs.readFileSync(path.join(root, "CHANGELOG.md"), "utf8");
  if (!changes.includes(`## [${version}]`)) {
    throw new Error(`CHANGELOG.md has no section [${version}]: give the section Unreleased the version and the day.`);
  }
  const tags = (await ran("git", ["tag", "--points-at", "HEAD"])).split("\n");
  if (isPublished && !tags.includes(`v${version}`)) {
    throw new Error(`This commit is not tagged v${version}: tag it, push the tag, and publish from its pipeline.`);
  }
}

/** @param {string[]} files of the package */
function refuseIncomplete(files) {
  const missing = NEEDED.filter((file) => !files.includes(file));
  if (missing.length > 0) {
    throw new Error(`The package lacks ${missing.join(", ")}: look at "files" in package.json.`);
  }
}

/** What is in the package that others wrote: its dependencies, and the packages in the bundle of the command line. */
async function billOfMaterials() {
  const all = JSON.parse(await ran("npm", ["sbom", "--sbom-format", "cyclonedx"]));
  /** @type {string[]} */
  const bundled = readJson(path.join(recordFolder, "bundled.json"));
  /** @type {{ name: string, group?: string, "bom-ref": string, properties?: { name: string }[] }[]} */
  const components = all.components;
  const shipped = components.filter(
    ({ name, properties = [] }) =>
      bundled.includes(name) || !properties.some((property) => property.name === "cdx:npm:package:development"),
  );
  const known = new Set([all.metadata.component["bom-ref"], ...shipped.map((one) => one["bom-ref"])]);
  /** @type {{ ref: string, dependsOn: string[] }[]} */
  const dependencies = all.dependencies;
  return {
    ...all,
    components: shipped,
    dependencies: dependencies
      .filter(({ ref }) => known.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => known.has(one)) })),
  };
}

/** @param {string} folder */
function digestsIn(folder) {
  return fs
    .readdirSync(folder)
    .map((file) => {
      const digest = createHash("sha256").update(fs.readFileSync(path.join(folder, file)));
      return `${digest.digest("hex")}  ${file}\n`;
    })
    .join("");
}

/**
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<string>} what it printed
 */
async function ran(program, args) {
  const { code, stdout, output } = await capture(program, args, { cwd: root });
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} failed:\n${output}`);
  return stdout.trim();
}
