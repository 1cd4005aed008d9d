import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { GoProject } from "../kit/languages/go";
import { pageProgram } from "../kit/languages/page";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-go-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const PROGRAM = pageProgram("go");
let project: GoProject;
beforeAll(() => {
  project = new GoProject(folder, "contoso");
});

test("the program of the page compiles, and neither compiler nor vet has anything against it", () => {
  project.write(PROGRAM);
  expect(project.errors()).toBe("");
});

test.each([
  ["a build that does not exist", "sms.BuildSp1", "sms.BuildSp5", "undefined: sms.BuildSp5"],
  ["a misspelt fact", "SeniorList:", "SeniorLists:", "unknown field SeniorLists in struct literal"],
  ["a number in the place of a text", 'pulumi.String("CORPPDC")', "pulumi.Int(7)", "pulumi.Int does not implement"],
])("%s is an error before anything runs", (_, right, wrong, message) => {
  project.write(PROGRAM.replace(right, wrong));
  expect(project.errors()).toContain(message);
});
