import { isRefused, Lab, refusedBy, type RunOptions } from "../kit/engine/lab";

const GATE = "sms:index:Sp2Readiness";
const UPGRADE = "sms:index:Sp2Upgrade";
const BROKEN = "doc.sites.S01.hotfixes.Q252717 = { installed: false };";

/** CEN is upgraded already; the attacks want P01 too, on facts that are broken by now. */
const program = (change: string, opts = "") => `
  const doc = facts(); doc.upgrades = ["CEN"]; ${change}
  ${opts === "" ? "" : `pulumi.runtime.registerResourceTransform((args) => args.type.startsWith("sms:") ? { props: args.props, opts: { ...args.opts, ...(${opts}) } } : undefined);`}
  sms.Hierarchy.fromFacts("contoso", doc);
  new Later("other", "1");`;
const wanted = `${BROKEN} doc.upgrades = ["CEN", "P01"];`;

describe("on a stack whose first upgrade is applied", () => {
  let lab: Lab;
  let before: string[];

  beforeAll(async () => {
    lab = Lab.ofProgram(program(""));
    const applied = await lab.up();
    expect([isRefused(applied), lab.stored(UPGRADE)]).toEqual([false, ["CEN"]]);
    before = fingerprints(lab);
  });

  const attacks: { what: string; change?: string; opts?: string; run?: RunOptions; withoutPack?: false }[] = [
    { what: "broken facts" },
    { what: "--target on the new upgrade", run: { args: ["--target", "**P01"] } },
    { what: "--target on the gate and the upgrade", run: { args: ["--target", "**contoso", "--target", "**P01"] } },
    { what: "--exclude of the gate", run: { args: ["--exclude", `**${GATE}::contoso`] } },
    { what: "--replace of the applied upgrade", run: { args: ["--replace", "**Sp2Upgrade::CEN"] } },
    { what: "--refresh", run: { args: ["--refresh"] } },
    { what: "--continue-on-error", run: { args: ["--continue-on-error"] } },
    { what: "--parallel 1", run: { args: ["--parallel", "1"] } },
    { what: "the option protect", opts: "{ protect: true }" },
    { what: "the option retainOnDelete", opts: "{ retainOnDelete: true }" },
    { what: "the option replaceOnChanges", opts: '{ replaceOnChanges: ["*"] }' },
    { what: "the option deleteBeforeReplace", opts: "{ deleteBeforeReplace: true, replaceOnChanges: ['*'] }" },
    { what: "ignoreChanges", opts: "{ ignoreChanges: ['*'] }" },
    { what: "ignoreChanges of sites and digest", opts: "{ ignoreChanges: ['sites', 'factsDigest'] }" },
    {
      what: "a replacement with ignoreChanges",
      opts: "{ ignoreChanges: ['sites', 'factsDigest', 'upgrades'], replaceOnChanges: ['*'] }",
    },
    {
      what: "a replacement trigger with ignoreChanges",
      opts: "{ ignoreChanges: ['sites', 'factsDigest', 'upgrades'], replacementTrigger: 'again' }",
    },
    { what: "a replacement trigger", opts: "{ replacementTrigger: 'again' }" },
    { what: "the same pack twice", run: { args: ["--policy-pack", "../../../../policy-pack"] } },
  ];

  test.each(attacks)("$what does not apply another upgrade", async ({ change = wanted, opts = "", run = {} }) => {
    lab.write(program(change, opts));
    const withPack = await lab.upWithoutPreview(run);
    expect([isRefused(withPack), lab.stored(UPGRADE), fingerprints(lab)]).toEqual([true, ["CEN"], before]);
    if (run.args?.includes("--policy-pack") === true) return;
    await lab.upWithoutPreview({ ...run, pack: false });
    expect(lab.stored(UPGRADE)).toEqual(["CEN"]);
  });

  test("a renamed and aliased gate and upgrade do not apply another upgrade", async () => {
    lab.write(`const doc = facts(); ${wanted}
      pulumi.runtime.registerResourceTransform((args) => args.type === "${GATE}" || args.type === "${UPGRADE}"
        ? { props: args.props, opts: { ...args.opts, aliases: [{ name: args.name.replace("new-", "") }] } } : undefined);
      sms.Hierarchy.fromFacts("contoso", doc, { namePrefix: "new-" }); new Later("other", "1");`);
    for (const pack of [true, false]) {
      expect(isRefused(await lab.upWithoutPreview({ pack }))).toBe(true);
      expect(lab.stored(UPGRADE).filter((name) => name.includes("P01"))).toEqual([]);
    }
  });

  test("a gate that is read, not declared, lets nothing through", async () => {
    lab.write(`class Raw extends pulumi.CustomResource { constructor(t, n, a, o) { super(t, n, { clearance: undefined, ...a }, o); } }
      const { gateDigest } = require("pulumi-sms/package.json") && require(${JSON.stringify(require.resolve("../../dist/domain/carried/gate.js"))});
      const doc = facts(); ${wanted}
      const gate = new Raw("${GATE}", "contoso", {}, { id: "contoso" });
      new Raw("${UPGRADE}", "P01", { hierarchy: "contoso", site: "P01", clearance: gate.clearance, factsDigest: gateDigest(doc) });
      new Later("other", "1");`);
    for (const pack of [true, false]) {
      expect(isRefused(await lab.upWithoutPreview({ pack }))).toBe(true);
      expect(lab.stored(UPGRADE)).not.toContain("P01");
    }
  });

  test("an update plan made on good facts does not carry broken ones", async () => {
    lab.write(program(`doc.upgrades = ["CEN", "P01"];`));
    const plan = `${lab.project}/plan.json`;
    const planned = await lab.preview({ args: ["--save-plan", plan], env: { PULUMI_EXPERIMENTAL: "true" } });
    expect(isRefused(planned)).toBe(false);
    lab.write(program(wanted));
    const applied = await lab.upWithoutPreview({ args: ["--plan", plan], env: { PULUMI_EXPERIMENTAL: "true" } });
    expect([isRefused(applied), lab.stored(UPGRADE)]).toEqual([true, ["CEN"]]);
  });

  test("the site of an upgrade cannot change", async () => {
    lab.write(`const doc = facts(); doc.upgrades = ["P01"]; const { sites, domains, upgrades } = doc;
      const h = new sms.Hierarchy("contoso", { upgrades });
      const corp = new sms.Domain("CORP", { hierarchy: h, ...domains.CORP }); const made = {};
      for (const [code, { parent, ...site }] of Object.entries(sites)) made[code] = new sms.Site(code, { hierarchy: h, ...site, parent: made[parent], domains: [corp] });
      new sms.Sp2Upgrade("CEN", { site: made.P01 }); new Later("other", "1");`);
    for (const pack of [true, false]) {
      const applied = await lab.upWithoutPreview({ pack });
      expect(isRefused(applied)).toBe(true);
      expect(applied.output).toContain("cannot change");
    }
    expect(fingerprints(lab)).toEqual(before);
  });
});

describe("what is right passes", () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = Lab.ofProgram(program(""));
    expect(isRefused(await lab.up())).toBe(false);
  });

  test("--target of something else on a stack whose gate and upgrades are not created yet", async () => {
    const fresh = Lab.ofProgram(program(""));
    const applied = await fresh.up({ args: ["--target", "**other"] });
    expect([isRefused(applied), refusedBy(applied), fresh.stored(UPGRADE)]).toEqual([false, [], []]);
  });

  test("--target and --exclude of something else after facts changed", async () => {
    lab.write(program("doc.sites.S01.setupType = 2;").replace('"other", "1"', '"other", "2"'));
    for (const args of [
      ["--target", "**other"],
      ["--exclude", "**contoso", "--exclude-dependents"],
    ]) {
      const preview = await lab.preview({ args });
      expect([isRefused(preview), refusedBy(preview)]).toEqual([false, []]);
    }
  });

  test("--target of the gate alone after facts changed says what is missing, and passes with dependents", async () => {
    lab.write(program("doc.sites.S01.setupType = 2;"));
    const alone = await lab.preview({ args: ["--target", `**${GATE}::contoso`] });
    expect(refusedBy(alone)).toEqual(["upgrade-gate"]);
    expect(alone.policies.map(({ message }) => message).join("\n")).toContain("--target-dependents");
    const together = await lab.preview({ args: ["--target", `**${GATE}::contoso`, "--target-dependents"] });
    expect([isRefused(together), refusedBy(together)]).toEqual([false, []]);
  });

  test("a change of facts is no change of an upgrade, and a refresh brings nothing old back", async () => {
    lab.write(program("doc.sites.S01.setupType = 2;"));
    const applied = await lab.up();
    expect([isRefused(applied), refusedBy(applied)]).toEqual([false, []]);
    expect((await lab.preview({ args: ["--expect-no-changes"] })).code).toBe(0);
    expect((await lab.run("refresh", { args: ["--yes", "--skip-preview"], pack: false })).code).toBe(0);
    expect((await lab.preview({ args: ["--expect-no-changes"] })).code).toBe(0);
    expect((await lab.preview({ pack: false, args: ["--expect-no-changes"] })).code).toBe(0);
  });

  test("a provider of the program's own", async () => {
    const own = Lab.ofProgram(`const provider = new pulumi.ProviderResource("sms", "own", {});
      const doc = facts(); sms.Hierarchy.fromFacts("contoso", doc, { providers: { sms: provider } });`);
    const applied = await own.up();
    expect([isRefused(applied) && applied.output, own.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
  });

  test("an upgrade of a site that is declared at SP2 by now is done: ready, and no change", async () => {
    lab.write(program("doc.sites.CEN.build = 1493; delete doc.sites.CEN.hotfixes;"));
    const applied = await lab.up();
    expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([false, ["CEN"]]);
    expect((await lab.preview({ args: ["--expect-no-changes"] })).code).toBe(0);
  });
});

/** The applied upgrades with their outputs. A gate may change: it starts nothing by itself. */
function fingerprints(lab: Lab): string[] {
  return lab
    .state_()
    .filter(({ type }) => type === UPGRADE)
    .map(({ urn: at, type, outputs }) => `${type} ${at} ${JSON.stringify(outputs)}`)
    .sort();
}
