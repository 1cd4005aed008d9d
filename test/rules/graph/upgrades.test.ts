import { formatClearance, gateDigest, TYPES } from "../../../domain/carried/gate";
import { PENDING } from "../../../domain/pending";
import { GraphRun } from "../../../rules/graph/run";
import { gate, inPreview, refusals, Run, upgrade, type Resource } from "../../kit/analyzer";

afterAll(() => inPreview(false));

const READY = gate();
const DIGEST = gateDigest(READY.props) as string;
const OTHER_DIGEST = gateDigest(gate({ "domains/CORP/seniorList": "P01" }).props) as string;
const BLOCKED = gate({ "sites/P01/hotfixes/Q249077": { installed: false } });
const WAITING = gate({ "sites/P01/hotfixes/Q249077": PENDING });
const clearance = (digest: string, hierarchy = "contoso") => formatClearance({ digest, hierarchy });

/** What refuses an upgrade, after the gates that come before it. */
async function refused(gates: readonly Resource[], one: Resource): Promise<string[]> {
  const run = new Run();
  for (const each of gates) await run.analyze(each);
  return refusals(await run.analyze(one)).map((text) => text.replace("upgrade-gate mandatory ungated-upgrade: ", ""));
}

const NOT_DECLARED_NOW =
  "CEN: the facts that the program declares now are not those that the gate of contoso was checked on";
const NOT_GIVEN = "CEN: its clearance is not the one that the gate of contoso gives for these facts";

describe.each([
  ["in preview", true],
  ["at apply", false],
])("an upgrade %s", (_, isPreview) => {
  beforeEach(() => inPreview(isPreview));

  test("that rests on a gate judged ready in this run passes, for each site of the plan", async () => {
    expect(await refused([READY], upgrade("CEN", READY))).toEqual([]);
    expect(await refused([READY], upgrade("P01", READY))).toEqual([]);
  });

  test.each<[string, Resource, string[]]>([
    ["a site that the gate does not have", upgrade("S01", READY), ["S01: the gate of contoso has no site S01"]],
    ["a site in another case", upgrade("cen", READY), ["cen: the gate of contoso has no site cen"]],
    [
      "a name that every object has",
      upgrade("constructor", READY),
      ["constructor: the gate of contoso has no site constructor"],
    ],
    [
      "another hierarchy",
      upgrade("CEN", READY, { hierarchy: "fabrikam" }),
      ["CEN: no gate of fabrikam was checked in this run"],
    ],
    ["another digest", upgrade("CEN", READY, { factsDigest: OTHER_DIGEST }), [NOT_DECLARED_NOW]],
    ["no digest", upgrade("CEN", READY, { factsDigest: undefined }), [NOT_DECLARED_NOW]],
    ["a digest that is no text", upgrade("CEN", READY, { factsDigest: [DIGEST] }), [NOT_DECLARED_NOW]],
    [
      "a literal in the place of the clearance",
      upgrade("CEN", READY, { clearance: "ready" }),
      ["CEN: its clearance is not one that a gate gives out"],
    ],
    [
      "the bare digest as its clearance",
      upgrade("CEN", READY, { clearance: DIGEST }),
      ["CEN: its clearance is not one that a gate gives out"],
    ],
    [
      "no clearance",
      upgrade("CEN", READY, { clearance: undefined }),
      ["CEN: its clearance is not one that a gate gives out"],
    ],
    ["the clearance of other facts", upgrade("CEN", READY, { clearance: clearance(OTHER_DIGEST) }), [NOT_GIVEN]],
    [
      "the clearance of another hierarchy",
      upgrade("CEN", READY, { clearance: clearance(DIGEST, "fabrikam") }),
      ["CEN: its clearance is that of fabrikam, not of contoso"],
    ],
    [
      "the digest and the clearance of other facts: one violation",
      upgrade("CEN", READY, { factsDigest: OTHER_DIGEST, clearance: clearance(OTHER_DIGEST) }),
      ["CEN: 2 faults"],
    ],
    ["a site that is not known", upgrade("CEN", READY, { site: PENDING }), ["CEN: its site or hierarchy is not known"]],
    [
      "a hierarchy that is not known",
      upgrade("CEN", READY, { hierarchy: PENDING }),
      ["CEN: its site or hierarchy is not known"],
    ],
    [
      "null in the place of both",
      upgrade("CEN", READY, { site: null, hierarchy: null }),
      ["CEN: its site or hierarchy is not known"],
    ],
    [
      "ignoreChanges",
      { ...upgrade("CEN", READY), ignoreChanges: ["clearance"] },
      ["CEN: ignoreChanges on CEN (clearance)"],
    ],
  ])("with %s is refused", async (_, one, expected) => {
    expect(await refused([READY], one)).toEqual(expected);
  });

  test.each<[string, readonly Resource[]]>([
    ["without a gate", []],
    ["before its gate", []],
    ["beside a gate of another hierarchy", [{ ...gate({ hierarchy: "fabrikam" }), name: "fabrikam" }]],
    ["beside a gate that is not a target of this run", [{ ...READY, props: {} }]],
    ["beside a resource of another type with the facts of a gate", [{ ...READY, type: "sms:index:sp2Readiness" }]],
  ])("%s is refused", async (_, gates) => {
    expect(await refused(gates, upgrade("CEN", READY))).toEqual(["CEN: no gate of contoso was checked in this run"]);
  });

  test("of a site that is not in the plan is refused", async () => {
    const one = gate({ upgrades: ["CEN"] });
    expect(await refused([one], upgrade("P01", one))).toEqual(["P01: P01 is not among the upgrades of contoso"]);
  });

  test("on a gate that is refused is refused, where its clearance is known", async () => {
    expect(await refused([BLOCKED], upgrade("CEN", BLOCKED))).toEqual([
      "CEN: the gate of contoso is refused in this run",
    ]);
  });

  test("without inputs is passed over: it is not a target of this run", async () => {
    expect(await refused([], { ...upgrade("CEN", READY), props: {} })).toEqual([]);
    expect(await refused([], { ...upgrade("CEN", READY), props: { tags: { owner: "it" } } })).toEqual([]);
  });

  test("the way out is told: how to take the gate, and what --target needs", async () => {
    const [violation] = await new Run().analyze(upgrade("CEN", READY));
    expect(violation?.message).toContain("new Sp2Upgrade(name, { site })");
    expect(violation?.message).toContain("--target-dependents");
  });
});

describe("facts and clearance that are not known yet", () => {
  test("in preview they pass, while what is known agrees", async () => {
    await inPreview(true);
    expect(await refused([WAITING], upgrade("CEN", WAITING))).toEqual([]);
    expect(await refused([READY], upgrade("CEN", READY, { clearance: PENDING }))).toEqual([]);
    expect(await refused([READY], upgrade("CEN", READY, { factsDigest: PENDING }))).toEqual([]);
  });

  test("in preview a known digest is compared even while the clearance is pending", async () => {
    await inPreview(true);
    expect(await refused([READY], upgrade("CEN", READY, { clearance: PENDING, factsDigest: OTHER_DIGEST }))).toEqual([
      NOT_DECLARED_NOW,
    ]);
    expect(await refused([WAITING], upgrade("CEN", READY, { clearance: PENDING }))).toEqual([NOT_DECLARED_NOW]);
  });

  test("in preview a refused gate is told once: an upgrade that waits for it says nothing more", async () => {
    await inPreview(true);
    expect(await refused([BLOCKED], upgrade("CEN", BLOCKED, { clearance: PENDING }))).toEqual([]);
  });

  test("at apply nothing may be unknown", async () => {
    await inPreview(false);
    expect(await refused([WAITING], upgrade("CEN", WAITING))).toEqual([
      "CEN: the gate of contoso is refused in this run",
    ]);
    expect(await refused([BLOCKED], upgrade("CEN", BLOCKED, { clearance: PENDING }))).toEqual([
      "CEN: the gate of contoso is refused in this run",
    ]);
    expect(await refused([READY], upgrade("CEN", READY, { clearance: PENDING }))).toEqual([
      "CEN: its clearance is not known",
    ]);
    expect(await refused([READY], upgrade("CEN", READY, { factsDigest: PENDING }))).toEqual([
      "CEN: the digest of its facts is not known",
    ]);
  });
});

test("a second upgrade of one site is named, whatever others there are", () => {
  const plan = new GraphRun();
  const shown = (name: string, type: string, properties: object) => ({
    urn: `urn:pulumi:dev::infra::${type}::${name}`,
    name,
    type,
    provider: "pulumi:providers:sms",
    properties: { ...properties },
    ignoreChanges: [],
  });
  const organisation = () =>
    ({ reading: "every-site", minimumEvidence: "attested", waivers: "allowed", levels: {} }) as const;
  const look = (...one: Parameters<typeof shown>) =>
    plan.look(shown(...one), organisation, "2000-07-01", true).map(({ found }) => found);
  const of = (site: string, hierarchy = "contoso") => ({
    hierarchy,
    site,
    factsDigest: DIGEST,
    clearance: clearance(DIGEST),
  });
  expect(look("contoso", TYPES.gate, READY.props)).toEqual([]);
  expect(look("p01", TYPES.upgrade, of("P01"))).toEqual([]);
  expect(look("other", TYPES.upgrade, of("CEN", "fabrikam"))).toEqual(["no gate of fabrikam was checked in this run"]);
  expect(look("cen", TYPES.upgrade, of("CEN"))).toEqual([]);
  expect(look("again", TYPES.upgrade, of("CEN"))).toEqual([
    `CEN has a second upgrade, urn:pulumi:dev::infra::${TYPES.upgrade}::cen`,
  ]);
});
