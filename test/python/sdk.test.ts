import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { read } from "../kit/docs/markdown";
import { builtWheel, PythonProject } from "../kit/languages/python";
import { pageProgram } from "../kit/languages/page";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-python-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const PROGRAM = pageProgram("python");
let wheel: string;
let project: PythonProject;
beforeAll(() => {
  wheel = builtWheel(folder);
  project = new PythonProject(path.join(folder, "project"), "contoso", wheel);
});

test("the wheel has the name of the SDK and the version of the package", () => {
  const { version } = JSON.parse(read("package.json")) as { version: string };
  expect(path.basename(wheel)).toBe(`pulumi_sms-${version}-py3-none-any.whl`);
});

test("the program of the page has the right types", () => {
  project.write(PROGRAM);
  expect(project.typeErrors()).toBe("");
});

test.each([
  ["a build that does not exist", "build=sms.Build.SP1", "build=sms.Build.SP5", 'has no attribute "SP5"'],
  ["a misspelt fact", "senior_list=", "senior_lists=", 'Unexpected keyword argument "senior_lists"'],
  ["a text in the place of a list", 'domains=["CORP"]', "domains=7", 'has incompatible type "int"'],
])("%s is an error before anything runs", (_, right, wrong, message) => {
  project.write(PROGRAM.replace(right, wrong));
  expect(project.typeErrors()).toContain(message);
});
