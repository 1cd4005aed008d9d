import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { isRefused, Lab, refusedBy } from "../kit/engine/lab";
import { GoProject } from "../kit/languages/go";
import { pageProgram } from "../kit/languages/page";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-go-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const UPGRADE = "sms:index:Sp2Upgrade";
const PROGRAM = pageProgram("go");
const REFUSED = PROGRAM.replace("pulumi.Bool(true)", "pulumi.Bool(false)");

let project: GoProject;
beforeAll(() => {
  project = new GoProject(folder, "contoso", PROGRAM);
});

test("pulumi package add makes the SDK a module of the project, under the path that the program of the page imports", () => {
  const [line = ""] = /"pulumi-sms\/.*"/.exec(PROGRAM) ?? [];
  expect(project.instructions).toContain(`import ${line}\n`);
  const read = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");
  expect(read("go.mod")).toContain("\nreplace pulumi-sms/sdk/go => ./sdks/sms\n");
  expect(read("Pulumi.yaml")).toMatch(/^packages:\n {2}sms: .*provider\n$/m);
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

test("a review shows what is not ready at the line of the program that declares the hierarchy", async () => {
  project.write(REFUSED);
  const { code, output } = await Lab.ofProject(folder).review();
  const line = PROGRAM.split("\n").findIndex((each) => each.includes("sms.NewHierarchy(")) + 1;
  expect([code, output]).toEqual([1, expect.stringContaining(`main.go:${line}: CORPPDC  Copylog.tcf is older`)]);
});

test("what is not ready is refused in preview by the pack, and without it by the plugin; once it is, it is applied", async () => {
  project.write(REFUSED);
  const lab = Lab.ofProject(folder);
  const preview = await lab.preview();
  expect([isRefused(preview), refusedBy(preview)]).toEqual([true, ["copylog-updated", "upgrade-gate"]]);
  const refused = await lab.upWithoutPreview({ pack: false });
  expect([isRefused(refused), lab.stored(UPGRADE)]).toEqual([true, []]);
  project.write(PROGRAM);
  const applied = await lab.up();
  expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
  const stack = lab.state_().find(({ type }) => type === "pulumi:pulumi:Stack");
  expect(stack?.outputs).toEqual({ cleared: { CEN: true, P01: true }, cen: true });
});
