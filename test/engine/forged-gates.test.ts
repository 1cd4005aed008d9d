import { isRefused, Lab, refusedBy, type Outcome } from "../kit/engine/lab";

const UPGRADE = "sms:index:Sp2Upgrade";
const RAW = `
class Raw extends pulumi.CustomResource { constructor(type, name, args, opts) { super(type, name, { clearance: undefined, ...args }, opts); } }
const { gateDigest, formatClearance } = require(${JSON.stringify(require.resolve("../../dist/domain/carried/gate.js"))});
const gate = (name, doc, opts) => new Raw("sms:index:Sp2Readiness", name, doc, opts);
const upgrade = (name, args, opts) => new Raw("sms:index:Sp2Upgrade", name, args, opts);
const digest = (doc) => gateDigest(doc);
const clear = (doc) => formatClearance({ digest: digest(doc), hierarchy: doc.hierarchy });
const broken = facts(); broken.sites.S01.hotfixes.Q252717 = { installed: false };
const good = facts();
`;

function saysIt({ output, policies }: Outcome, text: string): boolean | string {
  const said = [output, ...policies.map(({ message }) => message)].join("\n");
  return said.includes(text) || said;
}

/** Refused in preview, by `up --skip-preview` with the pack, and, where the last column says so, without the pack. */
test.each([
  {
    what: "an upgrade without a gate",
    says: "no gate of contoso was checked in this run",
    program: `upgrade("CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(good), clearance: clear(good) });`,
    withoutPack: false,
  },
  {
    what: "an upgrade without a clearance",
    says: "clearance",
    program: `upgrade("CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(good) });`,
    withoutPack: true,
  },
  {
    what: "a literal in the place of the gate's output, beside a gate that is refused",
    says: "ungated-upgrade: CEN",
    program: `gate("contoso", broken); upgrade("CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(broken), clearance: clear(broken) });`,
    withoutPack: false,
  },
  {
    what: "the gate of another hierarchy with its digest",
    says: "other",
    program: `const other = { ...good, hierarchy: "other" }; const g = gate("other", other); gate("contoso", broken);
      upgrade("CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(other), clearance: g.clearance });`,
    withoutPack: true,
  },
  {
    what: "an upgrade that says it is of the other hierarchy, of a site that is not in it",
    says: "X99",
    program: `const other = { ...good, hierarchy: "other" }; const g = gate("other", other);
      upgrade("X", { hierarchy: "other", site: "X99", factsDigest: digest(other), clearance: g.clearance });`,
    withoutPack: false,
  },
  {
    what: "stale facts: a digest of other facts than the gate's",
    says: "the facts that the program declares now are not those",
    program: `const g = gate("contoso", good); upgrade("CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(broken), clearance: g.clearance });`,
    withoutPack: true,
  },
  {
    what: "two gates of one hierarchy",
    says: "a second gate of contoso",
    program: `gate("first", broken); const g = gate("second", good); upgrade("CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(good), clearance: g.clearance });`,
    withoutPack: true,
  },
  {
    what: "a type token that the plugin does not have",
    says: "sms:other:Sp2Upgrade",
    program: `new Raw("sms:other:Sp2Upgrade", "CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(good), clearance: clear(good) });`,
    withoutPack: true,
  },
  ...["sms:x$sms:index:Sp2Upgrade", "sms:a:b$sms:index:Sp2Upgrade", "sms:index:Sp2Upgrade::x"].map((type) => ({
    what: `the type ${type}, in which the engine sees an upgrade and a policy does not`,
    says: type,
    program: `new Raw("${type}", "CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(broken), clearance: clear(broken) });`,
    withoutPack: true,
  })),
  {
    what: "an upgrade that another plugin serves",
    says: "sms:index:Sp2Upgrade of pulumi:providers:lab",
    program: `const provider = new pulumi.ProviderResource("lab", "lab");
      upgrade("CEN", { hierarchy: "contoso", site: "CEN", server: "CEN", version: "1" }, { provider });`,
    withoutPack: false,
  },
  {
    what: "a component of the type of an upgrade",
    says: "sms:index:Sp2Upgrade as a component",
    program: `new pulumi.ComponentResource("sms:index:Sp2Upgrade", "CEN").registerOutputs({ cleared: true });`,
    withoutPack: false,
  },
  {
    what: "one domain in two hierarchies",
    says: "found controllers of domain CORP of hierarchy contoso",
    program: `const { CEN, P01 } = good.sites;
      sms.Hierarchy.fromFacts("contoso", { ...good, sites: { CEN }, upgrades: ["CEN"] });
      sms.Hierarchy.fromFacts("other", { ...good, hierarchy: "other", sites: { P01: { ...P01, type: "central", parent: undefined } }, upgrades: [] }, { namePrefix: "other-" });`,
    withoutPack: true,
  },
  {
    what: "one domain in two hierarchies of two copies of the package",
    says: "found controllers of domain CORP of hierarchy contoso",
    program: `const { CEN, P01 } = good.sites;
      sms.Hierarchy.fromFacts("contoso", { ...good, sites: { CEN }, upgrades: ["CEN"] });
      for (const file of Object.keys(require.cache)) if (/[\\\\/]dist[\\\\/]/.test(file)) delete require.cache[file];
      const copy = require("pulumi-sms");
      if (copy === sms) throw new Error("it is no copy");
      copy.Hierarchy.fromFacts("other", { ...good, hierarchy: "other", sites: { P01: { ...P01, type: "central", parent: undefined } }, upgrades: [] }, { namePrefix: "other-" });`,
    withoutPack: true,
  },
  {
    what: "a gate by hand that has a domain of a hierarchy beside it",
    says: "with the same controllers, in hierarchy",
    program: `const { CEN } = good.sites; const one = { ...good, sites: { CEN }, upgrades: ["CEN"] };
      sms.Hierarchy.fromFacts("other", { ...good, hierarchy: "other" }, { namePrefix: "other-" });
      const g = gate("contoso", one);
      upgrade("CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(one), clearance: g.clearance });`,
    withoutPack: false,
  },
  {
    what: "two upgrades of one site, each with a provider of its own",
    says: "CEN has a second upgrade",
    program: `const [first, second] = ["first", "second"].map((name) => new pulumi.ProviderResource("sms", name));
      const g = gate("contoso", good, { provider: first });
      const inputs = { hierarchy: "contoso", site: "CEN", factsDigest: digest(good), clearance: g.clearance };
      const cen = upgrade("CEN", inputs, { provider: first });
      upgrade("again", inputs, { provider: second, dependsOn: cen });`,
    withoutPack: false,
    isFirstApplied: true,
  },
  {
    what: "another spelling of the type token",
    says: "sms:index/sp2Upgrade:Sp2Upgrade",
    program: `new Raw("sms:index/sp2Upgrade:Sp2Upgrade", "CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(good), clearance: clear(good) });`,
    withoutPack: true,
  },
  {
    what: "a site that the plan does not list",
    says: "S01 is not among the upgrades of contoso",
    program: `const g = gate("contoso", good); upgrade("S01", { hierarchy: "contoso", site: "S01", factsDigest: digest(good), clearance: g.clearance });`,
    withoutPack: false,
  },
  {
    what: "ignoreChanges on the gate",
    says: "Remove ignoreChanges",
    program: `const g = gate("contoso", good, { ignoreChanges: ["sites"] }); upgrade("CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(good), clearance: g.clearance });`,
    withoutPack: false,
  },
  {
    what: "ignoreChanges on the upgrade",
    says: "Remove ignoreChanges",
    program: `const g = gate("contoso", good); upgrade("CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(good), clearance: g.clearance }, { ignoreChanges: ["factsDigest"] });`,
    withoutPack: false,
  },
  {
    what: "secret facts",
    says: "secret",
    program: `const doc = facts(); doc.sites.CEN.fullVersion = pulumi.secret("2.00.1380.1000"); sms.Hierarchy.fromFacts("contoso", doc);`,
    withoutPack: true,
  },
])("$what is refused", async ({ program, says, withoutPack, ...others }) => {
  const lab = Lab.ofProgram(RAW + program);
  const preview = await lab.preview();
  expect([isRefused(preview), saysIt(preview, says)]).toEqual([true, true]);
  expect(isRefused(await lab.upWithoutPreview())).toBe(true);
  expect(lab.stored(UPGRADE)).toEqual("isFirstApplied" in others ? ["CEN"] : []);
  if (withoutPack) {
    expect(isRefused(await lab.upWithoutPreview({ pack: false }))).toBe(true);
    expect(lab.stored(UPGRADE)).toEqual([]);
  }
});

/** What a program reads by an id is shown to no policy: only the plugin can refuse it. */
test.each([
  { what: "as they are declared", props: "args.props" },
  { what: "with outputs of their own", props: '{ ...args.props, cleared: true, clearedUnder: "x", verdict: "ready" }' },
  {
    what: "with outputs alone",
    props: '{ hierarchy: "contoso", site: "CEN", cleared: true, clearedUnder: clear(good), clearance: clear(good) }',
  },
])("a gate and an upgrade that are read by an id, $what, are refused", async ({ props }) => {
  const lab = Lab.ofProgram(`${RAW}
    pulumi.runtime.registerStackTransformation((args) => /Sp2(Readiness|Upgrade)$/.test(args.type)
      ? { props: ${props}, opts: { ...args.opts, id: args.name } } : undefined);
    sms.Hierarchy.fromFacts("contoso", broken);`);
  for (const outcome of [
    await lab.preview(),
    await lab.upWithoutPreview(),
    await lab.upWithoutPreview({ pack: false }),
  ]) {
    expect([isRefused(outcome), saysIt(outcome, "nothing to read by an id")]).toEqual([true, true]);
    expect(lab.stored(UPGRADE)).toEqual([]);
  }
});

test.each([
  {
    what: "a gate that leaves out a declared site, with a digest to match",
    program: `const h = new sms.Hierarchy("contoso", { upgrades: ["CEN"] });
      const corp = new sms.Domain("CORP", { hierarchy: h, ...broken.domains.CORP });
      const { parent, ...site } = broken.sites.S01; const cen = new sms.Site("CEN", { hierarchy: h, ...good.sites.CEN });
      new sms.Site("S01", { hierarchy: h, ...site, parent: cen });
      const doc = facts(); doc.upgrades = ["CEN"]; delete doc.sites.S01; delete doc.sites.P01;
      const g = gate("contoso", doc); upgrade("CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(doc), clearance: g.clearance });`,
  },
  {
    what: "a clearance that is a literal equal to the gate's",
    program: `const g = gate("contoso", good); upgrade("CEN", { hierarchy: "contoso", site: "CEN", factsDigest: digest(good), clearance: clear(good) }, { dependsOn: g });`,
  },
  {
    what: "a site outside any hierarchy",
    program: `const s = new pulumi.ComponentResource("sms:index:Site", "X01"); s.registerOutputs({ code: "X01" });`,
  },
])("$what is refused in preview by the stack policy", async ({ program }) => {
  const outcome = await Lab.ofProgram(RAW + program).preview();
  expect([isRefused(outcome), refusedBy(outcome)]).toEqual([true, ["complete-hierarchy"]]);
});

test.each([
  {
    what: "a site declared after the first upgrade",
    program: `const h = new sms.Hierarchy("contoso", { upgrades: ["CEN"] });
      const corp = new sms.Domain("CORP", { hierarchy: h, ...good.domains.CORP });
      const cen = new sms.Site("CEN", { hierarchy: h, ...good.sites.CEN });
      new sms.Sp2Upgrade("CEN", { site: cen });
      new sms.Site("P01", { hierarchy: h, ...good.sites.P01, parent: cen });`,
    says: "declare every site and domain before the first upgrade",
  },
  {
    what: "a Site without a hierarchy",
    program: `new sms.Site("CEN", good.sites.CEN);`,
    says: "expected a Hierarchy",
  },
  {
    what: "a second hierarchy of one name, which is broken a little later",
    program: `sms.Hierarchy.fromFacts("eu", good, { namePrefix: "eu-" });
      broken.sites.P01.fullVersion = pulumi.output(new Promise((done) => setTimeout(() => done("2.00.1380.1000"), 3000)));
      sms.Hierarchy.fromFacts("us", broken, { namePrefix: "us-" });`,
    says: "expected a name that no other Hierarchy of this program has",
  },
])("$what stops the program before any step", async ({ program, says }) => {
  const lab = Lab.ofProgram(RAW + program);
  for (const outcome of [await lab.preview(), await lab.upWithoutPreview()]) {
    expect(outcome.code).not.toBe(0);
    expect(outcome.output).toContain(says);
    expect(lab.stored(UPGRADE)).toEqual([]);
  }
});

test("controllers of two domains whose names run into each other are two logon points", async () => {
  const outcome = await Lab.ofProgram(
    `const doc = facts(); doc.domains["CORP-EU"] = { pdc: "PDC9" };
    doc.domains.CORP.bdcs.push("EU-PDC9"); doc.domains.CORP.logonPoints["EU-PDC9"] = { logonPoint: false };
    sms.Hierarchy.fromFacts("contoso", doc);`,
  ).preview();
  expect([outcome.code, refusedBy(outcome)]).toEqual([0, []]);
});

test("facts that a transform rewrites with their digest are advice, refused if the organisation wants it, and block a review", async () => {
  const lab = Lab.ofProgram(`${RAW}
    const { carriedGate } = require(${JSON.stringify(require.resolve("../../dist/domain/carried/gate.js"))});
    let forged;
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
      if (type === "sms:index:Sp2Readiness") {
        forged = { ...props, hierarchy: "contoso", sites: good.sites };
        return { props: forged, opts };
      }
      return type === "sms:index:Sp2Upgrade" ? { props: { ...props, factsDigest: carriedGate(forged).digest }, opts } : undefined;
    });
    sms.Hierarchy.fromFacts("contoso", broken);`);
  const advised = await lab.preview();
  const declaredFacts = advised.policies.filter(({ policy }) => policy === "declared-facts");
  expect([advised.code, declaredFacts.map(({ level }) => level)]).toEqual([0, ["advisory"]]);
  const refused = await lab.preview({ pack: { "declared-facts": "mandatory" } });
  expect([isRefused(refused), refusedBy(refused)]).toEqual([true, ["declared-facts"]]);
  const { code, review } = await lab.review();
  expect([code, review.verdict]).toEqual([1, "blocked"]);
});
