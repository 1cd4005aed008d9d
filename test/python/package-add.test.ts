import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { isRefused, Lab, ROOT } from "../kit/engine/lab";
import { pulumi } from "../kit/engine/pulumi";
import { environmentWithSdk } from "../kit/languages/python";
import { pageProgram } from "../kit/languages/page";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-python-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test("pulumi package add makes the SDK a dependency of a Python project, whose program is then checked", async () => {
  const project = path.join(folder, "project");
  const provider = path.join(ROOT, "provider");
  const file = (name: string) => path.join(project, name);
  fs.mkdirSync(project);
  fs.writeFileSync(file("Pulumi.yaml"), "name: project\nruntime: { name: python, options: { virtualenv: venv } }\n");
  fs.writeFileSync(file("requirements.txt"), "pulumi>=3\n");
  environmentWithSdk(file("venv"));
  const { code, stdout, stderr } = pulumi(path.join(folder, "state"), project, ["package", "add", provider]);
  expect([code, stderr, stdout]).toEqual([
    0,
    expect.any(String),
    expect.stringContaining("import pulumi_sms as sms\n"),
  ]);
  expect(fs.readFileSync(file("requirements.txt"), "utf8")).toBe("pulumi>=3\n./sdks/sms\n");
  expect(fs.readFileSync(file("Pulumi.yaml"), "utf8")).toContain(`packages:\n  sms: ${provider}\n`);

  fs.writeFileSync(file("__main__.py"), pageProgram("python"));
  const ready = await Lab.ofProject(project).preview();
  expect([isRefused(ready) && ready.output, ready.output]).toEqual([
    false,
    expect.stringContaining("sms:index:Sp2Upgrade CEN"),
  ]);
});
