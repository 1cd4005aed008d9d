import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isRefused, Lab, ROOT } from "../kit/engine/lab";
import { pulumi } from "../kit/engine/pulumi";
import { pageProgram } from "../kit/languages/page";

const folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-nodejs-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the TypeScript program of the page about languages is ready", async () => {
  const preview = await Lab.ofTypeScript(pageProgram("ts")).preview();
  expect([isRefused(preview) && preview.output, preview.policies.map(({ policy }) => policy)]).toEqual([
    false,
    ["advice"],
  ]);
});

const PROGRAM = `import * as sms from "pulumi-sms-sdk";

export const { cleared } = new sms.Hierarchy("contoso", {
  sites: { CEN: { type: sms.SiteType.Central, build: sms.Build.Sp1, domains: [] } },
  upgrades: ["CEN"],
});
`;

test("pulumi package add makes the package a dependency of a Node.js project, typed, whose program is then checked", async () => {
  const project = path.join(folder, "project");
  mkdirSync(project);
  writeFileSync(path.join(project, "Pulumi.yaml"), "name: project\nruntime: nodejs\n");
  writeFileSync(path.join(project, "package.json"), '{ "name": "project" }\n');
  const provider = path.join(ROOT, "provider");
  const { code, stdout } = pulumi(path.join(folder, "state"), project, ["package", "add", provider]);
  expect([code, stdout]).toEqual([0, expect.stringContaining('import * as sms from "pulumi-sms-sdk";\n')]);
  expect(readFileSync(path.join(project, "Pulumi.yaml"), "utf8")).toContain(`packages:\n  sms: ${provider}\n`);
  expect(JSON.parse(readFileSync(path.join(project, "package.json"), "utf8"))).toMatchObject({
    dependencies: { "pulumi-sms-sdk": "file:sdks/sms" },
  });
  expect(existsSync(path.join(project, "node_modules", "pulumi-sms-sdk", "bin", "hierarchy.js"))).toBe(true);

  const lab = Lab.ofProject(project);
  writeFileSync(path.join(project, "index.ts"), PROGRAM);
  const ready = await lab.preview();
  expect([isRefused(ready) && ready.output, ready.output]).toEqual([
    false,
    expect.stringContaining("sms:index:Sp2Upgrade CEN"),
  ]);
  writeFileSync(path.join(project, "index.ts"), PROGRAM.replace("sms.Build.Sp1", "1381"));
  const mistyped = await lab.preview();
  expect([isRefused(mistyped), mistyped.output]).toEqual([
    true,
    expect.stringContaining("'1381' is not assignable to type"),
  ]);
});
