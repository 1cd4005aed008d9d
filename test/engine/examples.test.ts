import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { program } from "../kit/evidence/programs";
import { isRefused, Lab, refusedBy, ROOT } from "../kit/engine/lab";

const UPGRADE = "sms:index:Sp2Upgrade";

test("the root project is cleared in preview, applied once, and a second run changes nothing", async () => {
  const lab = Lab.ofProject(".");
  const preview = await lab.preview();
  expect([isRefused(preview), refusedBy(preview)]).toEqual([false, []]);

  const applied = await lab.up();
  expect([isRefused(applied), refusedBy(applied)]).toEqual([false, []]);
  expect(lab.stored(UPGRADE)).toEqual(["CEN", "P01", "S01"]);

  const again = await lab.preview({ args: ["--expect-no-changes"] });
  expect([isRefused(again), refusedBy(again)]).toEqual([false, []]);

  const destroyed = await lab.run("destroy", { pack: false, args: ["--yes", "--skip-preview"] });
  expect(destroyed.code).toBe(0);
  expect(destroyed.output).toContain("cannot be taken back");
});

test("the refused hierarchy is refused in preview with every rule that it breaks", async () => {
  const outcome = await Lab.ofProject("examples/refused").preview();
  expect(outcome.code).not.toBe(0);
  expect(refusedBy(outcome)).toEqual([
    "copylog-updated",
    "hotfix-evidence",
    "hotfix-prerequisites",
    "senior-site",
    "upgrade-gate",
  ]);
});

test.each([
  { file: "ready.yaml", refused: [] as string[] },
  {
    file: "refused.yaml",
    refused: ["copylog-updated", "hotfix-evidence", "hotfix-prerequisites", "senior-site", "upgrade-gate"],
  },
])("the hierarchy file $file is judged like the program", async ({ file, refused }) => {
  const outcome = await Lab.ofProject("examples/hierarchy-file", { "contoso-hierarchy-file:file": file }).preview();
  expect([isRefused(outcome), refusedBy(outcome)]).toEqual([refused.length > 0, refused]);
});

test("a collected folder is read in preview, and what it shows is checked", async () => {
  const good = await Lab.ofProject("examples/collected", { "sms:folder": "servers" }).preview();
  expect([isRefused(good), refusedBy(good)]).toEqual([false, []]);
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-collected-"));
  fs.cpSync(path.join(ROOT, "examples/collected/servers"), copy, { recursive: true });
  fs.writeFileSync(path.join(copy, "SMSS01/SMS_S01/Bin/i386/Nt_logon.dll"), await program("2.0.1380.1062"));
  fs.rmSync(path.join(copy, "CORPBDC1"), { recursive: true });
  const bad = await Lab.ofProject("examples/collected", { "sms:folder": copy }).preview();
  expect(refusedBy(bad)).toEqual(["copylog-updated", "hotfix-evidence", "upgrade-gate"]);
  expect(bad.output).toContain("S01: Bin\\i386\\Nt_logon.dll is 2.0.1380.1062");
  fs.rmSync(copy, { recursive: true });
});

test("evidence that an installation produces is pending in preview and cleared at apply", async () => {
  const version = { "contoso-evidence-at-apply:ntLogonVersion": "2.0.1380.1105" };
  const lab = Lab.ofProject("examples/evidence-at-apply", version);
  const preview = await lab.preview();
  expect([isRefused(preview), refusedBy(preview)]).toEqual([false, []]);
  const applied = await lab.up();
  expect([isRefused(applied), refusedBy(applied)]).toEqual([false, []]);
  expect(lab.stored(UPGRADE)).toEqual(["CEN"]);
});

test.each([{ pack: true }, { pack: false }])(
  "an installation that leaves too old a file is pending in preview and stopped at apply (pack: $pack)",
  async ({ pack }) => {
    const version = { "contoso-evidence-at-apply:ntLogonVersion": "2.0.1380.1104" };
    const lab = Lab.ofProject("examples/evidence-at-apply", version);
    expect((await lab.preview({ pack })).code).toBe(0);
    const applied = await lab.up({ pack });
    expect(applied.code).not.toBe(0);
    expect(applied.output).toContain("Bin\\i386\\Nt_logon.dll is 2.0.1380.1104");
    expect(lab.stored("lab:index:Installation")).toEqual(["P01-Q249077"]);
    expect(lab.stored("sms:index:Sp2Readiness")).toEqual([]);
    expect(lab.stored(UPGRADE)).toEqual([]);
  },
);
