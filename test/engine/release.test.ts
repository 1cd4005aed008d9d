import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ROOT } from "../kit/engine/lab";

let clone: string;
beforeAll(() => {
  clone = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-release-")), "pulumi-sms");
  expect(spawnSync("git", ["clone", "--quiet", ROOT, clone]).status).toBe(0);
});
afterAll(() => fs.rmSync(path.dirname(clone), { recursive: true, force: true }));

function release(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", "release", "--", ...args], {
    cwd: clone,
    encoding: "utf8",
  });
  return { status, output: `${stdout}${stderr}` };
}

const inRelease = (file: string) => path.join(clone, "release", file);

test("a clean clone makes the package, its bill of materials, the schema and their digests, and publishes nothing", () => {
  const { status, output } = release();
  expect([status, output]).toEqual([0, expect.stringContaining("Nothing was published.")]);
  const files = fs.readdirSync(path.join(clone, "release"));
  expect(files).toEqual(["SHA256SUMS", expect.stringMatching(/^pulumi-sms-.*\.tgz$/), "sbom.cdx.json", "schema.json"]);
  const sums = fs.readFileSync(inRelease("SHA256SUMS"), "utf8").trim().split("\n");
  expect(sums).toEqual(
    files.slice(1).map((file) => {
      const digest = createHash("sha256").update(fs.readFileSync(inRelease(file)));
      return `${digest.digest("hex")}  ${file}`;
    }),
  );
});

test("the bill of materials has what is shipped, be it a dependency or in the bundle, and no tool", () => {
  const { bomFormat, components } = JSON.parse(fs.readFileSync(inRelease("sbom.cdx.json"), "utf8")) as {
    bomFormat: string;
    components: { name: string }[];
  };
  const names = components.map(({ name }) => name);
  expect(bomFormat).toBe("CycloneDX");
  expect(names).toEqual(expect.arrayContaining(["zod", "yaml", "csv-parse", "commander", "picocolors"]));
  expect(names.filter((name) => ["jest", "typescript", "eslint", "node"].includes(name))).toEqual([]);
});

test("a commit without the tag of its version is not published", () => {
  const { status, output } = release("--publish");
  expect([status, output]).toEqual([1, expect.stringMatching(/^This commit is not tagged v\d+\.\d+\.\d+: tag it/)]);
});

test("what is not committed is not released", () => {
  fs.appendFileSync(path.join(clone, "README.md"), "more\n");
  const { status, output } = release();
  expect([status, output]).toEqual([1, expect.stringMatching(/Commit these first, or remove them:\n\s*M README\.md/)]);
});
