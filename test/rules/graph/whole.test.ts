import { factsDigest, packFacts, TYPES } from "../../../domain/carried/gate";
import type { HierarchyInput } from "../../../domain/model/document";
import { PENDING } from "../../../domain/pending";
import type { Gate, Graph, Upgrade } from "../../../rules/graph/graph";
import { GraphRun } from "../../../rules/graph/run";
import { declaredFactsFaults, declaredIn, wholeFaults } from "../../../rules/graph/whole";
import { hierarchy, type Changes } from "../../kit/base";

const urnOf = (type: string, name: string) => `urn:pulumi:dev::infra::${type}::${name}`;
const resource = (type: string, name: string, properties: Readonly<Record<string, unknown>>) => ({
  urn: urnOf(type, name),
  name,
  type,
  provider: "pulumi:providers:sms",
  properties,
  ignoreChanges: [],
});
const component = (type: string, name: string, properties: Readonly<Record<string, unknown>>) => ({
  ...resource(type, name, properties),
  provider: undefined,
});

/** A hierarchy with all that it carries. */
const documentOf = (changes: Changes) => hierarchy(changes) as unknown as Required<HierarchyInput>;

/** The gates of hierarchies, as a preview of them checks them. */
function gatesOf(...all: readonly Changes[]): readonly Gate[] {
  const run = new GraphRun();
  for (const changes of all) {
    const document = documentOf(changes);
    run.look(resource(TYPES.gate, document.hierarchy, { ...document }), () => ORGANISATION, "2000-07-01", true);
  }
  return run.gates;
}
const ORGANISATION = { reading: "every-site", minimumEvidence: "attested", waivers: "allowed", levels: {} } as const;

const site = (code: string, more: Readonly<Record<string, unknown>> = { hierarchy: "contoso" }) =>
  component(TYPES.site, code, { code, ...more });
const domain = (name: string, more: Readonly<Record<string, unknown>> = { hierarchy: "contoso" }) =>
  component(TYPES.domain, name, { domain: name, ...more });
const logonPoint = (server: string, of: string, of_: string) =>
  component(TYPES.logonPoint, `${of_}-${server}`, { server, domain: of, hierarchy: of_ });
const waiting = (name: string, ...waitsFor: string[]) => component(TYPES.hierarchy, name, { waitsFor });

const graph = (parts: Partial<Graph>): Graph => ({ gates: [], upgrades: [], declared: [], ...parts });
const foundIn = (parts: Partial<Graph>) => wholeFaults(graph(parts)).map(({ urn, finding }) => [urn, finding.found]);

describe("what a program declares", () => {
  test("is read from what components registered as their outputs", () => {
    const all = [
      site("CEN", { hierarchy: "contoso", digest: "sms2:1" }),
      domain("CORP", { hierarchy: "contoso", digest: PENDING }),
      logonPoint("CORPPDC", "CORP", "contoso"),
      waiting("fabrikam", "sites", "domains"),
      site("P01", { hierarchy: PENDING, digest: 7 }),
    ];
    expect(declaredIn(all).map(({ urn: _, ...one }) => one)).toEqual([
      { kind: "site", name: "CEN", hierarchy: "contoso", digest: "sms2:1" },
      { kind: "domain", name: "CORP", hierarchy: "contoso", digest: PENDING },
      { kind: "server", name: "CORPPDC", hierarchy: "contoso", domain: "CORP", digest: undefined },
      { kind: "waiting", name: "sites, domains", hierarchy: undefined, digest: undefined },
      { kind: "site", name: "P01", hierarchy: undefined, digest: undefined },
    ]);
    expect(declaredIn(all).map(({ urn }) => urn)).toEqual(all.map(({ urn }) => urn));
  });

  test("is nothing where a component has no outputs, and nothing of what is no component of ours", () => {
    expect(declaredIn([component(TYPES.site, "CEN", {}), resource(TYPES.gate, "contoso", { code: "CEN" })])).toEqual(
      [],
    );
    expect(declaredIn([component(TYPES.hierarchy, "contoso", {})])).toEqual([]);
  });
});

describe("a gate with what is declared beside it", () => {
  const GATE = urnOf(TYPES.gate, "contoso");

  test("has all sites and domains of its hierarchy, and those of others are no matter of it", () => {
    const own = [site("CEN"), site("P01"), domain("CORP")];
    const others = [site("FAB", { hierarchy: "fabrikam" }), domain("LAB", { hierarchy: "fabrikam" })];
    expect(foundIn({ gates: gatesOf({}), declared: declaredIn([...own, ...others]) })).toEqual([]);
  });

  test("that leaves some out is named with them, sites and domains apart", () => {
    const declared = declaredIn([site("S02"), site("CEN"), site("S01"), domain("LAB"), domain("CORP")]);
    expect(foundIn({ gates: gatesOf({}), declared })).toEqual([
      [GATE, "the gate leaves out the sites S01, S02"],
      [GATE, "the gate leaves out the domains LAB"],
    ]);
    const [left] = wholeFaults(graph({ gates: gatesOf({}), declared }));
    expect(left?.finding).toMatchObject({
      subject: { kind: "hierarchy", name: "contoso" },
      needed: "every declared site in the gate",
      remedy: [expect.stringMatching(/ To drop a site that is no longer declared, update without --target\.$/)],
    });
  });

  test("that could not be judged is refused already", () => {
    const gates = gatesOf({ "sites/CEN/build": 7 });
    expect(gates.map(({ judged }) => judged)).toEqual([undefined]);
    expect(foundIn({ gates, declared: declaredIn([site("S01")]) })).toEqual([]);
    expect(declaredFactsFaults(graph({ gates, declared: declaredIn([site("CEN", { digest: "sms2:1" })]) }))).toEqual(
      [],
    );
  });

  test("was checked on the facts that are declared, or is named with those that differ", () => {
    const { sites, domains } = documentOf({});
    const [cen, corp] = [sites["CEN"], domains?.["CORP"]];
    const at = (digest: unknown) => ({ hierarchy: "contoso", digest });
    const same = [site("CEN", at(factsDigest(cen))), domain("CORP", at(factsDigest(corp)))];
    const open = [site("P01", at(PENDING)), domain("SALES", at(undefined)), site("S01", at("sms2:1"))];
    expect(declaredFactsFaults(graph({ gates: gatesOf({}), declared: declaredIn([...same, ...open]) }))).toEqual([]);
    const others = [
      site("CEN", at(factsDigest(corp))),
      domain("CORP", at(factsDigest(cen))),
      site("P01", at("sms2:1")),
    ];
    const faults = declaredFactsFaults(graph({ gates: gatesOf({}), declared: declaredIn(others) }));
    expect(faults.map(({ urn, finding }) => [urn, finding.found, finding.needed, finding.remedy])).toEqual([
      [
        GATE,
        "the gate has other facts than are declared of site CEN, domain CORP, site P01",
        "the facts that are declared now",
        ["Run without --target and --exclude, and without transforms that change the gate."],
      ],
    ]);
    const elsewhere = declaredIn(
      others.map((one) => ({ ...one, properties: { ...one.properties, hierarchy: "fabrikam" } })),
    );
    expect(declaredFactsFaults(graph({ gates: gatesOf({}), declared: elsewhere }))).toEqual([]);
  });

  test("carries packed facts, of which the digest is the same", () => {
    const { sites, domains, ...head } = documentOf({});
    const packed = (all: object = {}) =>
      Object.fromEntries(Object.entries(all).map(([name, facts]) => [name, packFacts(facts as object)]));
    const run = new GraphRun();
    const properties = { ...head, sites: packed(sites), domains: packed(domains) };
    run.look(resource(TYPES.gate, "contoso", properties), () => ORGANISATION, "2000-07-01", true);
    const declared = declaredIn([site("CEN", { hierarchy: "contoso", digest: factsDigest(sites["CEN"]) })]);
    expect(declaredFactsFaults(graph({ gates: run.gates, declared }))).toEqual([]);
  });
});

test("a site or domain outside any hierarchy is named where it stands", () => {
  const declared = declaredIn([site("S01", {}), domain("LAB", {}), component(TYPES.logonPoint, "x", { server: "X" })]);
  expect(
    wholeFaults(graph({ declared })).map(({ urn, finding }) => [urn, finding.subject.name, finding.found]),
  ).toEqual([
    [urnOf(TYPES.site, "S01"), "S01", "a site outside any hierarchy"],
    [urnOf(TYPES.domain, "LAB"), "LAB", "a domain outside any hierarchy"],
  ]);
});

test("two hierarchies that declare one domain with its controller are named at the second one", () => {
  const declared = declaredIn([logonPoint("CORPPDC", "CORP", "contoso"), logonPoint("corppdc", "Corp", "fabrikam")]);
  expect(foundIn({ declared })).toEqual([
    [urnOf(TYPES.logonPoint, "fabrikam-corppdc"), "domain CORP, with the same controllers, in hierarchy contoso too"],
  ]);
});

describe("a hierarchy that waits", () => {
  test("alone is only pending", () => {
    expect(foundIn({ declared: declaredIn([waiting("contoso", "sites")]) })).toEqual([]);
  });

  test("beside others may share a domain with them, so it is refused: each of those that wait", () => {
    const declared = declaredIn([
      waiting("fabrikam", "domains"),
      site("CEN"),
      domain("CORP"),
      waiting("adatum", "file"),
    ]);
    expect(foundIn({ declared })).toEqual([
      [
        urnOf(TYPES.hierarchy, "fabrikam"),
        "it waits for domains: whether it shares a domain with adatum, contoso is not known",
      ],
      [
        urnOf(TYPES.hierarchy, "adatum"),
        "it waits for file: whether it shares a domain with contoso, fabrikam is not known",
      ],
    ]);
    expect(wholeFaults(graph({ declared }))[0]?.finding).toMatchObject({
      subject: { kind: "hierarchy", name: "fabrikam" },
      needed: "all hierarchies of the program known in preview",
      remedy: ["Update the resources that this comes from first, with --target."],
    });
  });
});

describe("an upgrade", () => {
  const CONTOSO = urnOf(TYPES.gate, "contoso");
  const upgrade = (from: readonly string[] | undefined, more: object = {}): Upgrade => ({
    ...resource(TYPES.upgrade, "cen", { hierarchy: "contoso", site: "CEN", clearance: PENDING, ...more }),
    ...(from === undefined ? {} : { clearanceFrom: from }),
  });

  test.each<[string, Upgrade, boolean]>([
    ["comes from the gate of its hierarchy", upgrade([CONTOSO]), true],
    ["comes from that and something else", upgrade(["urn:other", CONTOSO]), true],
    ["comes from the gate of another hierarchy", upgrade([urnOf(TYPES.gate, "fabrikam")]), false],
    ["comes from something else", upgrade(["urn:other"]), false],
    ["comes from nothing", upgrade([]), false],
    ["is not shown to come from anywhere", upgrade(undefined), false],
    ["is not there, as without a step", upgrade([], { clearance: undefined }), true],
    ["is of no site, as without a step", upgrade([], { site: undefined }), true],
  ])("whose clearance %s", (_, one, isGood) => {
    const gates = gatesOf({}, { hierarchy: "fabrikam" });
    const found = "its clearance does not come from the gate of its hierarchy";
    expect(foundIn({ gates, upgrades: [one] })).toEqual(isGood ? [] : [[one.urn, found]]);
  });
});
