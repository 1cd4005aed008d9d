import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fingerprints } from "../../../tools/lib/build.cjs";

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "build-"));
  const files = {
    "tsconfig.build.json": '{ "include": ["domain", "rules"] }',
    "tsconfig.json": "{}",
    "package.json": "{}",
    "package-lock.json": "{}",
    "tools/bundle.cjs": "",
    "domain/facts.ts": "1",
    "domain/deep/builds.ts": "2",
    "cli/run.ts": "3",
    "test/facts.test.ts": "4",
  };
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
});
afterEach(() => fs.rmSync(root, { recursive: true }));

test("what decides the build is the sources that are compiled, the settings and the packages", () => {
  expect(Object.keys(fingerprints(root))).toEqual([
    "tsconfig.build.json",
    "tsconfig.json",
    "package.json",
    "package-lock.json",
    "tools/bundle.cjs",
    path.join("cli", "run.ts"),
    path.join("domain", "deep", "builds.ts"),
    path.join("domain", "facts.ts"),
  ]);
});

test.each([
  ["domain/facts.ts", true],
  ["package-lock.json", true],
  ["cli/run.ts", true],
  ["test/facts.test.ts", false],
])("a change of %s asks for a build: %s", (file, expected) => {
  const before = fingerprints(root);
  fs.appendFileSync(path.join(root, file), " ");
  expect(JSON.stringify(fingerprints(root)) !== JSON.stringify(before)).toBe(expected);
});

test("the time of a file asks for no build", () => {
  const before = fingerprints(root);
  fs.utimesSync(path.join(root, "domain/facts.ts"), new Date(), new Date());
  expect(fingerprints(root)).toEqual(before);
});
