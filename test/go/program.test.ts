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

test("the program of the page is refused while a logon point is not updated, and applied once it is", async () => {
  const project = new GoProject(folder, "contoso");
  project.write(PROGRAM.replace("pulumi.Bool(true)", "pulumi.Bool(false)"));
  expect(project.errors()).toBe("");
  const lab = Lab.ofProject(folder);
  const preview = await lab.preview();
  expect([isRefused(preview), refusedBy(preview)]).toEqual([true, ["copylog-updated", "upgrade-gate"]]);
  const refused = await lab.upWithoutPreview({ pack: false });
  expect([isRefused(refused), lab.stored(UPGRADE)]).toEqual([true, []]);
  const { code, output } = await lab.review();
  const line = PROGRAM.split("\n").findIndex((each) => each.includes("sms.NewHierarchy(")) + 1;
  expect([code, output]).toEqual([1, expect.stringContaining(`main.go:${line}: CORPPDC  Copylog.tcf is older`)]);
  project.write(PROGRAM);
  const applied = await lab.up();
  expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
  const stack = lab.state_().find(({ type }) => type === "pulumi:pulumi:Stack");
  expect(stack?.outputs).toEqual({ cleared: { CEN: true, P01: true }, cen: true });
});
