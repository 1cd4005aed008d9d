import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { engineOnPath, isUsable } from "../../../tools/engine/on-path.cjs";
import { executable } from "../../../tools/lib/layout.cjs";

let folder: string;
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "on-path-")));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** A folder with an engine in it, which has a language host or not. */
function place(name: string, { languageHost }: { languageHost: boolean }): string {
  const bin = path.join(folder, name);
  fs.mkdirSync(bin, { recursive: true });
  fs.writeFileSync(path.join(bin, executable("pulumi")), "");
  if (languageHost) {
    fs.writeFileSync(path.join(bin, executable("pulumi-language-nodejs")), "");
  }
  return bin;
}

function search(versions: Record<string, string>, ...bins: string[]) {
  const env = { PATH: bins.join(path.delimiter) };
  return engineOnPath("3.259.0", env, (pulumi) => versions[path.basename(path.dirname(pulumi))] ?? "");
}

test.each([
  ["3.259.0", true],
  ["3.259.1", true],
  ["3.260.0-alpha.1", true],
  ["3.1000.0", true],
  ["3.258.99", false],
  ["3.259.0-alpha.x1b2", false],
  ["4.0.0", false],
  ["2.999.0", false],
  ["30.259.0", false],
  ["", false],
  ["unknown", false],
])("version %s can be used: %s", (version, expected) => {
  expect(isUsable(version, "3.259.0")).toBe(expected);
});

test("the first engine on PATH that is new enough and has a language host is taken", () => {
  const old = place("old", { languageHost: true });
  const bare = place("bare", { languageHost: false });
  const first = place("first", { languageHost: true });
  const second = place("second", { languageHost: true });
  const versions = { old: "v3.100.0\n", bare: "v3.300.0\n", first: "v3.259.0\n", second: "v3.300.0\n" };
  expect(search(versions, old, bare)).toEqual({
    reason: `${path.join(old, executable("pulumi"))} is version 3.100.0; 3.259.0 or a later 3.x is needed; ${path.join(bare, executable("pulumi"))} has no pulumi-language-nodejs beside it`,
  });
  expect(search(versions, old, first, second)).toEqual({
    pulumi: path.join(first, executable("pulumi")),
    version: "3.259.0",
  });
});

test("npm's package pulumi is not asked: it would download an engine", () => {
  const installed = place(path.join("node_modules", "pulumi"), { languageHost: true });
  const linked = path.join(folder, "bin");
  fs.mkdirSync(linked);
  fs.symlinkSync(path.join(installed, executable("pulumi")), path.join(linked, executable("pulumi")));
  expect(search({ pulumi: "v3.300.0", bin: "v3.300.0" }, installed, linked)).toEqual({
    reason: "there is no pulumi on PATH",
  });
});

test("without a PATH there is no engine", () => {
  expect(engineOnPath("3.259.0", {})).toEqual({ reason: "there is no pulumi on PATH" });
});
