import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { writeContoso, type WriteFile } from "../kit/evidence/contoso-servers";
import { program } from "../kit/evidence/programs";
import { writeWhole } from "../kit/evidence/whole-file";
import { isRefused, Lab } from "../kit/engine/lab";

let folder: string;
const put: WriteFile = (server, file, content, modified) =>
  writeWhole(path.join(folder, server, ...file.split("\\")), content, modified);

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "evidence-"));
  await writeContoso(put);
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Declares what the servers show, and nothing else. */
const PROGRAM = `module.exports = (async () => {
  const site = (code, declared) => sms.inspectSite({ code, server: "SMS" + code, declared });
  const s00 = await site("S00");
  const s01 = await site("S01", { hotfixes: { Q252717: { attestedBy: "j.doe", attestedOn: "2000-06-20" } } });
  const controllers = { pdc: "CORPPDC", bdcs: ["CORPBDC1"] };
  const times = [s00, s01].flatMap((one) => one.copylogFixInstalled ?? []);
  const corp = await sms.inspectDomain({ domain: "CORP", ...controllers, copylogFixInstalled: times });
  const hierarchy = new sms.Hierarchy("contoso", { upgrades: ["S00", "S01"] });
  const domain = new sms.Domain("CORP", { hierarchy, ...controllers, ...corp });
  const parent = new sms.Site("S00", { hierarchy, type: "central", domains: [domain], ...s00 });
  const child = new sms.Site("S01", { hierarchy, type: "primary", parent, domains: [domain], build: 1380, ...s01 });
  for (const site of [parent, child]) new sms.Sp2Upgrade(site.code, { site });
  const later = sms.inspectSiteOutput({ code: pulumi.output("S01"), server: "SMSS01" });
  return { differences: s01.differences, notes: s01.notes, build: later.build, lateNotes: later.notes };
})();`;

test("the rules check in preview what the servers show", async () => {
  const lab = Lab.ofProgram(PROGRAM, { "sms:folder": folder });
  const good = await lab.preview();
  expect([isRefused(good), good.output]).toEqual([false, expect.stringContaining("registry of SMSS00: not collected")]);
  put("SMSS01", "SMS_S01\\Bin\\i386\\Ccm.dll", await program("2.0.1380.1041"));
  const bad = await lab.preview();
  expect([isRefused(bad), bad.output]).toEqual([true, expect.anything()]);
  expect(bad.output).toContain(
    "hotfixes.Q252717 is declared as installed, attested by j.doe, found Ccm.dll is 2.0.1380.1041",
  );
  expect(bad.policies.map(({ policy }) => policy)).toContain("hotfix-evidence");
});

test("a server that is away in preview is not known, with the reason, and its upgrade is refused", async () => {
  fs.rmSync(path.join(folder, "SMSS01"), { recursive: true });
  const lab = Lab.ofProgram(PROGRAM, { "sms:folder": folder });
  const outcome = await lab.preview();
  expect(isRefused(outcome)).toBe(true);
  expect(outcome.output).toContain("not known: SMSS01: no folder SMSS01 in ");
  const finding = outcome.policies.find(({ policy }) => policy === "hotfix-prerequisites");
  expect(finding?.message).toMatch(/S01.*Q249077: no evidence declared; not read: SMSS01: no folder SMSS01 in /);
});

test("a misspelt argument and a missing account are errors that say so", async () => {
  const lab = Lab.ofProgram('module.exports = sms.inspectSite({ code: "P0", server: "SMSP01" });', {
    "sms:folder": folder,
  });
  expect((await lab.preview()).output).toContain('found "P0", expected a site code');
  const network = Lab.ofProgram('module.exports = sms.inspectSite({ code: "P01", server: "SMSP01" });');
  if (process.platform !== "win32") {
    expect((await network.preview()).output).toContain("No account to read the servers with. Set SMS_USERNAME");
  }
});
