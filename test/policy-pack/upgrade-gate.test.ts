import fc from "fast-check";
import { packFacts, readGate } from "../../domain/carried/gate";
import { PENDING } from "../../domain/pending";
import type { Settings } from "../../domain/settings";
import { judge } from "../../rules/judge/judge";
import { garbage } from "../kit/arbitraries";
import { base, type Changes, type Tree } from "../kit/base";
import { FABRIKAM, gate, inPreview, refusals, Run, summaryOf, upgrade, type Resource } from "../kit/analyzer";

const ADVICE = "advice advisory save-senior-list";
const unfixed: Changes = { "sites/P01/hotfixes/Q249077": { installed: false } };
const unknown: Changes = { "sites/P01/hotfixes/Q249077": undefined };
const pending: Changes = { "sites/P01/hotfixes/Q249077": PENDING };
const REFUSED = "2 of 2 upgrades refused";
const refusal = (verdict: string, what: string) => `upgrade-gate mandatory contoso is ${verdict}: ${REFUSED}; ${what}`;
const MISSING = "hotfix-prerequisites/missing-hotfix 1";
const report = (words: string) => `hotfix-prerequisites mandatory missing-hotfix (${words})`;

afterAll(() => inPreview(false));

describe.each([
  ["in preview", true],
  ["at apply", false],
])("a gate %s", (_, isPreview) => {
  beforeEach(() => inPreview(isPreview));
  const analyze = async (resource: Resource) => summaryOf(await new Run().analyze(resource));

  test.each<[string, Changes, string[]]>([
    ["ready", {}, [ADVICE]],
    ["blocked", unfixed, [refusal("blocked", MISSING), report("failed"), ADVICE]],
    ["undetermined", unknown, [refusal("undetermined", MISSING), report("not known"), ADVICE]],
    [
      "not known and pending: undetermined",
      { ...unknown, "sites/CEN/hotfixes/Q249077": PENDING },
      [refusal("undetermined", `${MISSING}, hotfix-evidence/evidence-insufficient 1`), report("not known"), ADVICE],
    ],
    [
      "broken and pending: blocked, the unknown hides nothing",
      { ...unfixed, "sites/CEN/hotfixes": PENDING },
      [refusal("blocked", `${MISSING}, hotfix-evidence/evidence-insufficient 2`), report("failed"), ADVICE],
    ],
    [
      "the plan done",
      { upgrades: ["CEN"], "sites/CEN/build": 1493, "sites/CEN/hotfixes": undefined, ...unfixed },
      ["advice advisory missing-hotfix", "advice advisory half-upgraded-domain"],
    ],
  ])("%s", async (_, changes, expected) => {
    expect(await analyze(gate(changes))).toEqual(expected);
  });

  test("pending: previewed, and refused at apply, where nothing may be pending", async () => {
    const found = await analyze(gate(pending));
    expect(found).toEqual(
      isPreview ? [ADVICE] : [refusal("pending", "hotfix-evidence/evidence-insufficient 1"), ADVICE],
    );
  });

  test.each<[string, Changes]>([
    ["the sites", { sites: PENDING }],
    ["one site", { "sites/P01": PENDING }],
    ["the kind of a site", { "sites/P01/type": PENDING }],
    ["the domains of a site", { "sites/P01/domains": PENDING }],
    ["one domain of a site", { "sites/P01/domains": [PENDING] }],
    ["the domains", { domains: PENDING }],
    ["the PDC of a domain", { "domains/CORP/pdc": PENDING }],
    ["the name of the hierarchy", { hierarchy: PENDING }],
    ["the plan", { upgrades: PENDING }],
    ["one site of the plan", { upgrades: ["CEN", PENDING] }],
    ["the waivers", { waivers: PENDING }],
    ["the reading", { reading: PENDING }],
    ["the minimum of evidence", { minimumEvidence: PENDING }],
  ])("the shape of the hierarchy has to be known: not %s", async (_, changes) => {
    const found = await analyze(gate(changes));
    expect(found).toEqual([expect.stringMatching(/^upgrade-gate mandatory incomplete-hierarchy: contoso: /)]);
  });

  test.each<[string, Resource["props"]]>([
    ["no inputs", {}],
    ["nothing but tags that another pack added", { tags: { owner: "it" } }],
  ])("with %s is passed over: it is not a target of this run", async (_, props) => {
    expect(await analyze({ ...gate(), props })).toEqual([]);
  });

  test.each<[string, Resource["props"]]>([
    ["a hierarchy alone", { hierarchy: "contoso" }],
    ["sites alone", { sites: {} }],
    ["null for both", { hierarchy: null, sites: null }],
    ["no sites", { ...base(), sites: {} }],
  ])("with %s is judged, and refused", async (_, props) => {
    expect(refusals(await new Run().analyze({ ...gate(), props }))).toEqual([
      expect.stringMatching(/^upgrade-gate mandatory incomplete-hierarchy: contoso: /),
    ]);
  });

  test.each<[string, Changes]>([
    ["ready", {}],
    ["blocked", unfixed],
    ["undetermined", unknown],
  ])("with its sites as texts is judged the same: %s", async (_, changes) => {
    const single = gate(changes);
    const sites = Object.entries(single.props["sites"] as object);
    const texts = Object.fromEntries(sites.map(([code, site]) => [code, packFacts(site as object)]));
    const packed = { ...single, props: { ...single.props, sites: texts } };
    expect(await analyze(packed)).toEqual(await analyze(single));
    const run = new Run();
    await run.analyze(packed);
    expect(refusals(await run.analyze(upgrade("CEN", single)))).toEqual(
      changes === unfixed || changes === unknown ? [expect.stringContaining("is refused in this run")] : [],
    );
  });

  test("with ignoreChanges is refused: old facts would be judged", async () => {
    const [violation] = await new Run().analyze({ ...gate(), ignoreChanges: ["sites", "waivers"] });
    expect(violation?.level).toBe("mandatory");
    expect(violation?.message).toContain("incomplete-hierarchy: contoso: ignoreChanges on contoso (sites, waivers)");
    expect(violation?.message).toContain("to do: Remove ignoreChanges");
  });

  test("with ignoreChanges lets no upgrade rest on it", async () => {
    const run = new Run();
    await run.analyze({ ...gate(), ignoreChanges: ["sites"] });
    expect(refusals(await run.analyze(upgrade("CEN", gate())))).toEqual([
      "upgrade-gate mandatory ungated-upgrade: CEN: the gate of contoso is refused in this run",
    ]);
  });

  test("another of the same hierarchy is refused, and makes the first one impassable", async () => {
    const run = new Run();
    const first = gate();
    const second: Resource = { ...first, name: "again" };
    expect(refusals(await run.analyze(first))).toEqual([]);
    expect(refusals(await run.analyze(second))).toEqual([
      "upgrade-gate mandatory incomplete-hierarchy: contoso: a second gate of contoso; urn:pulumi:dev::contoso::sms:index:Sp2Readiness::contoso is one already",
    ]);
    expect(refusals(await run.analyze(upgrade("CEN", first)))).toEqual([
      "upgrade-gate mandatory ungated-upgrade: CEN: contoso has two gates",
    ]);
  });

  test("shown again is judged again, and is no second gate", async () => {
    const run = new Run();
    expect(refusals(await run.analyze(gate(unfixed)))).not.toEqual([]);
    expect(refusals(await run.analyze(gate()))).toEqual([]);
    expect(refusals(await run.analyze(upgrade("CEN", gate())))).toEqual([]);
  });

  test("of another hierarchy is no second gate", async () => {
    const run = new Run();
    await run.analyze(gate());
    expect(refusals(await run.analyze({ ...gate(FABRIKAM), name: "fabrikam" }))).toEqual([]);
  });

  test("a resource of another type is none", async () => {
    expect(await analyze({ ...gate(unfixed), type: "aws:s3:Bucket" })).toEqual([]);
  });
});

describe("bad facts are violations, not passes and not stack traces", () => {
  beforeEach(() => inPreview(true));
  const proto = JSON.parse(
    '{ "__proto__": { "type": "central" }, "CEN": { "type": "central", "build": 1380, "domains": [] } }',
  ) as object;

  test.each<[string, unknown, string]>([
    ["NaN", { ...base(), sites: { CEN: { type: "central", build: Number.NaN, domains: [] } } }, "sites.CEN.build"],
    ["a key named __proto__", { ...base(), sites: proto }, "__proto__"],
    ["a text that is not well-formed", { ...base(), hierarchy: "con\uD800toso" }, "hierarchy"],
    ["an unknown key", gate({ "sites/CEN/colour": "red" }).props, "sites.CEN.colour"],
    [
      "a waiver without an owner",
      { ...base(), waivers: [{ rule: "senior-site", subject: "CORP", reason: "r", expires: "2000-08-01" }] },
      "waivers[0].owner",
    ],
    ["a setting that there is not", { ...base(), reading: "lenient" }, "reading"],
    ["a list in the place of sites", { ...base(), sites: [1, 2] }, "sites"],
  ])("%s", async (_, props, found) => {
    const violations = await new Run().analyze({ ...gate(), props: props as Resource["props"] });
    const mandatory = violations.filter(({ level }) => level === "mandatory");
    expect(mandatory.map(({ policy }) => policy)).toEqual(["upgrade-gate"]);
    expect(mandatory[0]?.message).toContain(found);
    expect(mandatory[0]?.message).not.toMatch(/\n\s+at /);
  });

  test("all faults come in one violation, twenty of them in full", async () => {
    const odd = Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [`sites/CEN/odd${String(index).padStart(2, "0")}`, 1]),
    );
    const violations = await new Run().analyze({ ...gate(), props: gate(odd).props });
    expect(refusals(violations)).toEqual(["upgrade-gate mandatory incomplete-hierarchy: contoso: 25 faults"]);
    const lines = violations[0]?.message.split("\n") ?? [];
    expect(lines.filter((line) => line.includes("unknown key"))).toHaveLength(20);
    expect(lines).toContain("  5 more");
    expect(lines.filter((line) => line.includes("needed:"))).toHaveLength(1);
  });

  test("after bad facts no upgrade may rest on the gate", async () => {
    const run = new Run();
    const bad = gate({ "sites/P01/build": 1400 });
    expect(refusals(await run.analyze(bad))).toHaveLength(1);
    expect(refusals(await run.analyze(upgrade("CEN", bad)))).toEqual([
      "upgrade-gate mandatory ungated-upgrade: CEN: the gate of contoso is refused in this run",
    ]);
  });

  test("whatever a gate carries, it is refused or ready, in plain lines", async () => {
    const settings: Settings = { reading: "every-site", minimumEvidence: "attested" };
    const isReady = (props: unknown) => {
      try {
        const { facts } = readGate(props);
        return judge(facts, { settings, today: new Date().toISOString().slice(0, 10) }).verdict === "ready";
      } catch {
        return false;
      }
    };
    const carried = garbage.map(asJson).filter((props): props is Tree => typeof props === "object" && props !== null);
    await fc.assert(
      fc.asyncProperty(carried, async (props) => {
        const named = { hierarchy: "contoso", ...props };
        const violations = await new Run().analyze({ ...gate(), props: named });
        expect(refusals(violations).length > 0).toBe(!isReady(named));
        for (const { message } of violations) expect(message.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
      }),
      { numRuns: 100 },
    );
  });
});

/** What can travel of a value. */
function asJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch {
    return undefined;
  }
}
