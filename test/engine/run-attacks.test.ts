import { isRefused, Lab, refusedBy } from "../kit/engine/lab";

const GATE = "sms:index:Sp2Readiness";
const UPGRADE = "sms:index:Sp2Upgrade";
const BROKEN = "doc.sites.S01.hotfixes.Q252717 = { installed: false };";
const program = (change: string) => `const doc = facts(); ${change} sms.Hierarchy.fromFacts("contoso", doc);`;

test("an input that is unknown in preview does not hide a rule that is broken for certain", async () => {
  const unknown = "doc.sites.P01.hotfixes.Q249077 = { files: new Later('P01', '2.0.1380.1105').files };";
  const outcome = await Lab.ofProgram(program(unknown + BROKEN)).preview();
  expect([isRefused(outcome), refusedBy(outcome)]).toEqual([true, ["hotfix-prerequisites", "upgrade-gate"]]);
});

test.each(["build", "logonInstallation", "hotfixes", "platform"])(
  "a site whose %s is unknown in preview does not hide a rule that is broken for certain elsewhere",
  async (key) => {
    const unknown = `doc.sites.P01.${key} = new Later('P01', '2.0.1380.1105').files.apply(() => facts().sites.P01.${key} ?? true);`;
    const outcome = await Lab.ofProgram(program(unknown + BROKEN)).preview();
    expect([isRefused(outcome), refusedBy(outcome)]).toEqual([true, ["hotfix-prerequisites", "upgrade-gate"]]);
  },
);

test.each([{ pack: true }, { pack: false }])(
  "facts that are all unknown in preview and broken at apply stop every upgrade and what depends on it (pack: $pack)",
  async ({ pack }) => {
    const lab = Lab.ofProgram(`
      const known = facts(); known.sites.S01.hotfixes.Q252717 = { installed: false };
      const later = new Later("evidence", "1").files;
      const doc = facts();
      for (const code of Object.keys(doc.sites)) doc.sites[code].hotfixes = later.apply(() => known.sites[code].hotfixes);
      doc.domains.CORP.logonPoints = later.apply(() => known.domains.CORP.logonPoints);
      doc.domains.CORP.seniorList = later.apply(() => known.domains.CORP.seniorList);
      const h = new sms.Hierarchy("contoso", { upgrades: ["CEN"] });
      const { domains, sites } = doc;
      const corp = new sms.Domain("CORP", { hierarchy: h, ...domains.CORP });
      const made = {};
      for (const [code, { parent, ...site }] of Object.entries(sites))
        made[code] = new sms.Site(code, { hierarchy: h, ...site, parent: made[parent], domains: [corp] });
      const upgrade = new sms.Sp2Upgrade("CEN", { site: made.CEN });
      new Later("setup", "1", { dependsOn: upgrade });`);
    const preview = await lab.preview({ pack });
    expect([isRefused(preview), refusedBy(preview)]).toEqual([false, []]);
    const applied = await lab.up({ pack });
    expect(applied.code).not.toBe(0);
    expect([lab.stored(GATE), lab.stored(UPGRADE), lab.stored("lab:index:Installation")]).toEqual([
      [],
      [],
      ["evidence"],
    ]);
  },
);

test.each([
  { how: "up --skip-preview", options: {} },
  { how: "up without a policy pack", options: { pack: false } },
  { how: "up without component inputs", options: { env: { PULUMI_NODEJS_SKIP_COMPONENT_INPUTS: "1" } } },
  { how: "up --continue-on-error", options: { args: ["--continue-on-error"] } },
  { how: "up --parallel 1", options: { args: ["--parallel", "1"] } },
])("$how starts no upgrade of a refused hierarchy", async ({ options }) => {
  const lab = Lab.ofProgram(program(BROKEN));
  const applied = await lab.upWithoutPreview(options);
  expect(applied.code).not.toBe(0);
  expect([lab.stored(GATE), lab.stored(UPGRADE)]).toEqual([[], []]);
});

test("the provider's own refusal says what was found, needed and to be done", async () => {
  const applied = await Lab.ofProgram(program(BROKEN)).upWithoutPreview({ pack: false });
  for (const text of ["blocked", "S01", "Q252717 is not installed", "Smsqfe"]) expect(applied.output).toContain(text);
  expect(applied.output).not.toMatch(/^\s+at .*\(.*:\d+:\d+\)/m);
});

test("an unfixed site that joins after upgrades were applied refuses the next upgrade as already broken", async () => {
  const lab = Lab.ofProgram(program("doc.upgrades = ['CEN'];"));
  expect((await lab.up()).code).toBe(0);
  lab.write(
    program(`doc.sites.CEN.build = 1493; delete doc.sites.CEN.hotfixes;
      doc.sites.N01 = { type: "secondary", parent: "CEN", build: 1380, domains: ["CORP"] };
      doc.upgrades = ["CEN", "P01"];`),
  );
  const next = await lab.preview();
  expect([isRefused(next), refusedBy(next)]).toEqual([true, ["hotfix-prerequisites", "upgrade-gate"]]);
  const said = next.policies.find(({ policy }) => policy === "hotfix-prerequisites")?.message;
  expect(said).toContain("the rule is already broken, CEN at SP2");
  expect(said).toContain("Ccrretry.box");
  expect((await lab.upWithoutPreview()).code).not.toBe(0);
  expect(lab.stored(UPGRADE)).toEqual(["CEN"]);
});
