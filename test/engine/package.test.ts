import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "../kit/engine/lab";
import { pulumi } from "../kit/engine/pulumi";

const folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-package-"));
afterAll(() => rmSync(folder, { recursive: true }));

const schema = JSON.parse(readFileSync(path.join(ROOT, "provider", "schema.json"), "utf8")) as {
  name: string;
  resources: object;
  functions: object;
  types: object;
};

const inCheckout = (...args: string[]) => pulumi(path.join(folder, "state"), ROOT, args);

test("the engine reads the schema of the package from the folder of its plugin", () => {
  const { code, stdout, stderr } = inCheckout("package", "get-schema", "./provider");
  expect([code, stderr]).toEqual([0, ""]);
  const given = JSON.parse(stdout) as typeof schema;
  const named = ({ name, resources, functions, types }: typeof schema) => [
    name,
    ...[resources, functions, types].map((part) => Object.keys(part).sort()),
  ];
  expect(named(given)).toEqual(named(schema));
});

test("the engine has nothing to say against the schema", () => {
  expect(inCheckout("schema", "check", "provider/schema.json")).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("pulumi package info describes the package", () => {
  const { code, stdout } = inCheckout("package", "info", "./provider");
  expect(code).toBe(0);
  expect(stdout.split("\n")).toEqual(
    expect.arrayContaining(["Name: sms", `Resources: ${Object.keys(schema.resources).length}`]),
  );
});

test.each([
  ["nodejs", "hierarchy.ts", /class Hierarchy extends pulumi\.ComponentResource/],
  ["python", "pulumi_sms/hierarchy.py", /class Hierarchy\(pulumi\.ComponentResource\)/],
  ["go", "sms/hierarchy.go", /func NewHierarchy\(ctx \*pulumi\.Context/],
])("the SDK for %s is generated from the folder of the plugin", (language, file, component) => {
  const out = path.join(folder, "sdk");
  const { code, stderr } = inCheckout("package", "gen-sdk", "./provider", "--language", language, "--out", out);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^SDK has been written to .*\n$/)]);
  expect(readFileSync(path.join(out, language, file), "utf8")).toMatch(component);
});
