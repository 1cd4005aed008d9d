import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { program as versioned } from "../kit/evidence/programs";
import { isRefused, Lab, refusedBy } from "../kit/engine/lab";
import { builtWheel, PythonProject } from "../kit/languages/python";
import { pageProgram } from "../kit/languages/page";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-python-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const UPGRADE = "sms:index:Sp2Upgrade";
const PROGRAM = pageProgram("python");

let wheel: string;
beforeAll(() => {
  wheel = builtWheel(folder);
});

/** A stack of a Python project with this program. */
function labOf(name: string, program: string, config = {}): { lab: Lab; project: PythonProject } {
  const project = new PythonProject(path.join(folder, name), name, wheel);
  project.write(program);
  return { lab: Lab.ofProject(project.folder, config), project };
}

test("the program of the page is ready in preview, applied once, and a second run changes nothing", async () => {
  const { lab } = labOf("ready", PROGRAM);
  const preview = await lab.preview();
  expect([isRefused(preview) && preview.output, refusedBy(preview)]).toEqual([false, []]);
  const applied = await lab.upWithoutPreview();
  expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
  const stack = lab.state_().find(({ type }) => type === "pulumi:pulumi:Stack");
  expect(stack?.outputs).toEqual({ cleared: { CEN: true, P01: true }, cen: true });
  expect((await lab.preview({ args: ["--expect-no-changes"] })).code).toBe(0);
});

test("what is not ready is refused in preview by the pack, and without it by the plugin; once it is, it is applied", async () => {
  const { lab, project } = labOf("refused", PROGRAM.replace("updated_since_fix=True", "updated_since_fix=False"));
  const preview = await lab.preview();
  expect([isRefused(preview), refusedBy(preview)]).toEqual([true, ["copylog-updated", "upgrade-gate"]]);
  const refused = await lab.upWithoutPreview({ pack: false });
  expect([isRefused(refused), lab.stored(UPGRADE)]).toEqual([true, []]);
  expect(refused.output).toContain("Hierarchy contoso is not ready for SP2: blocked");
  project.write(PROGRAM);
  const applied = await lab.up();
  expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
});

test("what a server shows in the update is pending in preview, and decides in the update", async () => {
  const installed = 'sms.HotfixInstallation("fix", code="P01", server="SMSP01", hotfix=sms.Hotfix.Q249077)';
  const program = PROGRAM.replace("contoso = ", `installation = ${installed}\n\n$&`).replace(
    /hotfixes=hotfixes(?=,\n\s*\),\n\s*\},\n\s*upgrades)/,
    'hotfixes={**hotfixes, "Q249077": installation.evidence}',
  );
  expect(program).toContain("installation.evidence");
  const shares = path.join(folder, "shares");
  const file = path.join(shares, "SMSP01", "SMS_P01", "Bin", "i386", "Nt_logon.dll");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const { lab, project } = labOf("pending", program, { "sms:folder": shares });
  expect(project.typeErrors()).toBe("");

  fs.writeFileSync(file, await versioned("2.0.1380.1104"));
  const old = await lab.upWithoutPreview();
  expect([isRefused(old), lab.stored(UPGRADE)]).toEqual([true, []]);
  const preview = await lab.preview();
  expect([isRefused(preview) && preview.output, refusedBy(preview)]).toEqual([false, []]);
  fs.writeFileSync(file, await versioned("2.0.1380.1105"));
  const applied = await lab.up();
  expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
});

test("a review shows what is not ready at the line of the program that declares the hierarchy", async () => {
  const { lab } = labOf("reviewed", PROGRAM.replace("updated_since_fix=True", "updated_since_fix=False"));
  const { code, output } = await lab.review();
  const line = PROGRAM.split("\n").findIndex((each) => each.includes("sms.Hierarchy(")) + 1;
  expect([code, output]).toEqual([1, expect.stringContaining(`__main__.py:${line}: CORPPDC  Copylog.tcf is older`)]);
});

test("all that is wrong with the arguments is one message, among the lines that the SDK of Python adds", async () => {
  const wrong = PROGRAM.replace('parent="CEN"', 'parent="XXX"').replace('upgrades=["CEN", "P01"]', 'upgrades=["ZZZ"]');
  const { lab } = labOf("wrong", wrong);
  const preview = await lab.preview();
  const [, message = ""] = /\n *(error: sms:index:Hierarchy.*\n.*\n.*)\n/.exec(preview.output) ?? [];
  expect(message.split("\n").map((line) => line.trim())).toEqual([
    `error: sms:index:Hierarchy resource 'contoso' has a problem: Hierarchy "contoso" is refused:`,
    expect.stringMatching(/^- sites\.P01\.parent: found "XXX", expected the code of a declared site/),
    expect.stringMatching(/^- upgrades\[0\]: found "ZZZ", expected a declared site/),
  ]);
  expect([isRefused(preview), lab.stored(UPGRADE)]).toEqual([true, []]);
});

test.each([
  ["None, which is lost on the way, says nothing", "senior_list=None", "not declared whether the PDC has a Senior.lst"],
  [
    "no_senior_list says that there is no Senior.lst",
    "no_senior_list=True",
    "no Senior.lst, and CEN, P01 have the highest version",
  ],
])("%s", async (_, fact, finding) => {
  const { policies } = await labOf("none", PROGRAM.replace('senior_list="CEN"', fact)).lab.preview();
  expect(policies.map(({ message }) => message).join("\n")).toContain(finding);
});
