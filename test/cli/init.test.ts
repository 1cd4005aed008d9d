import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { hierarchyJsonSchema } from "../../domain/model/document";
import { workshop } from "../kit/pulumi-sms";

const { at, write, read, pulumiSms } = workshop();

const PLUGIN = { providers: [{ name: "sms", path: "node_modules/pulumi-sms/provider" }] };

test("a new project has a program, the plugin, and a hierarchy that can be checked", async () => {
  const { code, out } = await pulumiSms(["init", at("contoso")]);
  expect(code).toBe(0);
  expect(parse(read("contoso/Pulumi.yaml") ?? "")).toEqual({
    name: "contoso",
    description: "A Microsoft SMS 2.0 hierarchy",
    runtime: "nodejs",
    main: "index.ts",
    plugins: PLUGIN,
  });
  expect(read("contoso/index.ts")).toContain('sms.Hierarchy.fromFile("contoso", ');
  expect(JSON.parse(read("contoso/package.json") ?? "")).toMatchObject({ name: "contoso" });
  expect(JSON.parse(read("contoso/hierarchy.schema.json") ?? "")).toEqual(hierarchyJsonSchema());
  expect(out).toContain(`pulumi-sms check ${at("contoso/hierarchy.yaml")}`);
  const check = await pulumiSms(["check", at("contoso/hierarchy.yaml"), "--format", "json"]);
  expect(JSON.parse(check.out)).toMatchObject({ hierarchy: "contoso", verdict: "undetermined" });
});

test("a project file that is not YAML is refused with the place, and not quoted", async () => {
  write("broken/Pulumi.yaml", "name: p\nconfig: {password: hunter2\n");
  const { code, err } = await pulumiSms(["init", at("broken")]);
  expect([code, err]).toEqual([2, expect.stringMatching(/Pulumi\.yaml: Not valid YAML \(line \d+, column \d+\)\n/)]);
  expect(err).not.toContain("hunter2");
});

test("what exists is never overwritten", async () => {
  write("there/hierarchy.yaml", "mine");
  write("there/package.json", "{}");
  const { code, out } = await pulumiSms(["init", at("there")]);
  expect([code, read("there/hierarchy.yaml"), read("there/package.json")]).toEqual([0, "mine", "{}"]);
  expect(out).toContain("hierarchy.yaml: exists, left as it is");
});

test.each([
  ["no plugins", "name: p\nruntime: nodejs # ours\n", "name: p\nruntime: nodejs # ours\n"],
  [
    "another plugin",
    "name: p # ours\nplugins:\n  providers:\n    - name: aws\n      path: ../aws\n",
    "name: p # ours\n",
  ],
  [
    "plugins of languages",
    "name: p # ours\nplugins:\n  languages:\n    - name: x\n      path: y\n",
    "name: p # ours\n",
  ],
])("a project with %s gets the plugin, once, and keeps its own", async (_, before, kept) => {
  const file = write("project/Pulumi.yaml", before);
  write("project/hierarchy.yaml", "mine");
  expect((await pulumiSms(["init", at("project")])).out).toContain(`${file}: plugin sms added`);
  const after = read("project/Pulumi.yaml") ?? "";
  expect(after.startsWith(kept)).toBe(true);
  const { plugins, ...rest } = parse(after) as Record<string, unknown> & { plugins: typeof PLUGIN };
  const { plugins: own, ...others } = parse(before) as Record<string, unknown> & { plugins?: typeof PLUGIN };
  expect(rest).toEqual(others);
  expect(plugins).toEqual({ ...own, providers: [...(own?.providers ?? []), ...PLUGIN.providers] });
  await pulumiSms(["init", at("project")]);
  expect(read("project/Pulumi.yaml")).toBe(after);
  expect(read("project/index.ts")).toBeUndefined();
});

test("in a workspace the plugin is where the package is", async () => {
  mkdirSync(at("workspace/node_modules/pulumi-sms/provider"), { recursive: true });
  await pulumiSms(["init", at("workspace/apps/contoso")]);
  expect(read("workspace/apps/contoso/Pulumi.yaml")).toContain("path: ../../node_modules/pulumi-sms/provider");
});

test("only the file", async () => {
  const { code } = await pulumiSms(["init", at("only"), "--file-only", "--name", "bigcorp"]);
  expect([code, read("only/Pulumi.yaml")]).toEqual([0, undefined]);
  expect(read("only/hierarchy.yaml")).toMatch(
    /^# yaml-language-server: \$schema=hierarchy\.schema\.json\nhierarchy: bigcorp\n/,
  );
});

test.each([
  ["a name that is none", ["--name", "a b"], 'found "a b", expected a letter'],
  ["a Pulumi.yaml that cannot be read", [], "Pulumi.yaml: "],
])("%s is refused, and nothing is written", async (_, options, message) => {
  write("broken/Pulumi.yaml", "name: [");
  const { code, err } = await pulumiSms(["init", at("broken"), ...options]);
  expect([code, read("broken/hierarchy.yaml")]).toEqual([2, undefined]);
  expect(err).toContain(message);
});

test("the template asks for the versions that the package has", () => {
  const manifestIn = (folder: string) =>
    JSON.parse(readFileSync(path.join(__dirname, "../..", folder, "package.json"), "utf8")) as Record<string, unknown>;
  const [manifest, template] = [manifestIn("."), manifestIn("template")];
  expect(template["dependencies"]).toEqual({
    ...(manifest["peerDependencies"] as object),
    "pulumi-sms": `^${String(manifest["version"])}`,
  });
});
