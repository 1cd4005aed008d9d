import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { isRefused, Lab, ROOT } from "../kit/engine/lab";
import { pulumi } from "../kit/engine/pulumi";
import { pageProgram } from "../kit/languages/page";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-yaml-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const PROVIDER = path.join(ROOT, "provider");
const PROGRAM = pageProgram("yaml");

/** A project with this Pulumi.yaml. */
function projectOf(name: string, settings: string): string {
  const project = path.join(folder, name);
  fs.mkdirSync(project);
  fs.writeFileSync(path.join(project, "Pulumi.yaml"), settings);
  return project;
}

test("the program of the page about languages is ready", async () => {
  const project = projectOf("page", PROGRAM.replace("node_modules/pulumi-sms/provider", PROVIDER));
  const preview = await Lab.ofProject(project).preview();
  expect([isRefused(preview) && preview.output, preview.policies.map(({ policy }) => policy)]).toEqual([
    false,
    ["advice"],
  ]);
  expect(preview.output).toContain("sms:index:Sp2Upgrade P01");
});

test("pulumi package add gives a project the plugin, and its program is then checked", async () => {
  const [, resources = ""] = PROGRAM.split(/^(?=variables:)/m);
  const project = projectOf("added", "name: added\nruntime: yaml\n");
  const { code, stderr } = pulumi(path.join(folder, "state"), project, ["package", "add", PROVIDER]);
  expect([code, stderr]).toEqual([0, expect.stringContaining("Added package")]);
  const file = path.join(project, "Pulumi.yaml");
  expect(fs.readFileSync(file, "utf8")).toBe(`name: added\nruntime: yaml\npackages:\n  sms: ${PROVIDER}\n`);
  fs.appendFileSync(file, resources.replace("updatedSinceFix: true", "updatedSinceFix: false"));
  const refused = await Lab.ofProject(project).preview();
  expect(refused.policies.map(({ policy }) => policy)).toContain("copylog-updated");
});
