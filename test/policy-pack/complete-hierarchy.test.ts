import { factsDigest, TYPES, type GateInputs } from "../../domain/carried/gate";
import { PENDING } from "../../domain/pending";
import { gate, inPreview, Run, summaryOf, upgrade, urnOf, type Resource } from "../kit/analyzer";

beforeAll(() => inPreview(true));
afterAll(() => inPreview(false));

const GATE = gate();
const GATE_URN = urnOf(TYPES.gate, "contoso");

/** A site component as it registers itself. */
const site = (
  code: string,
  hierarchy: unknown = "contoso",
  digest: unknown = siteDigestOf(GATE.props, code),
): Resource => ({
  type: TYPES.site,
  name: code,
  props: { code, hierarchy, digest },
});
const domain = (name: string, hierarchy: unknown = "contoso"): Resource => ({
  type: TYPES.domain,
  name,
  props: { domain: name, hierarchy, digest: domainDigestOf(GATE.props, name) },
});
const fromGate = (code: string, on = GATE, others = {}): Resource => ({
  ...upgrade(code, on, others),
  propertyDependencies: { clearance: [GATE_URN] },
});

function siteDigestOf({ sites }: GateInputs, code: string): unknown {
  return sites[code] === undefined ? "sms2:0" : factsDigest(sites[code]);
}
function domainDigestOf({ domains }: GateInputs, name: string): unknown {
  return domains?.[name] === undefined ? "sms2:0" : factsDigest(domains[name]);
}

/** What complete-hierarchy says, with the resource that it says it of. */
async function found(resources: readonly Resource[], gates: readonly Resource[] = [GATE]): Promise<string[]> {
  const run = new Run();
  for (const each of gates) await run.analyze(each);
  const violations = (await run.analyzeStack(resources)).filter(({ policy }) => policy === "complete-hierarchy");
  expect(violations.every(({ level }) => level === "mandatory")).toBe(true);
  return violations.map(({ message, urn }) => `${urn.split("::").at(-1)} ${message.split("\n")[1]}`);
}

const WHOLE = [GATE, site("CEN"), site("P01"), domain("CORP")];

test("a whole hierarchy with its upgrades passes", async () => {
  expect(await found([...WHOLE, fromGate("CEN"), fromGate("P01")])).toEqual([]);
});

describe("a gate that leaves out what is declared", () => {
  test.each<[string, Resource[], string[]]>([
    ["one site", [site("S01")], ["contoso incomplete-hierarchy: contoso: the gate leaves out the sites S01"]],
    [
      "two sites",
      [site("S01"), site("S02")],
      ["contoso incomplete-hierarchy: contoso: the gate leaves out the sites S01, S02"],
    ],
    ["a domain", [domain("LAB")], ["contoso incomplete-hierarchy: contoso: the gate leaves out the domains LAB"]],
    [
      "a site and a domain",
      [site("S01"), domain("LAB")],
      [
        "contoso incomplete-hierarchy: contoso: the gate leaves out the sites S01",
        "contoso incomplete-hierarchy: contoso: the gate leaves out the domains LAB",
      ],
    ],
    [
      "a site whose digest is pending",
      [site("S01", "contoso", PENDING)],
      ["contoso incomplete-hierarchy: contoso: the gate leaves out the sites S01"],
    ],
  ])("%s", async (_, more, expected) => {
    expect(await found([...WHOLE, ...more])).toEqual(expected);
  });

  test("what another hierarchy declares is not its own", async () => {
    expect(await found([...WHOLE, site("S01", "fabrikam")])).toEqual([]);
  });

  test("a hierarchy without a gate in this run has nothing to leave out", async () => {
    expect(await found([...WHOLE, site("S01")], [])).toEqual([]);
    expect(await found([...WHOLE, site("S01")], [{ ...GATE, props: {} }])).toEqual([]);
  });

  test("a gate that could not be judged is refused already", async () => {
    expect(await found(WHOLE, [gate({ sites: PENDING })])).toEqual([]);
  });
});

describe("components that the engine shows for reasons of its own", () => {
  test("one without outputs was not declared in this run, and is passed over", async () => {
    expect(await found([...WHOLE, { ...site("S01"), props: {} }, { ...domain("LAB"), props: {} }])).toEqual([]);
  });

  test("a site or a domain outside any hierarchy is refused", async () => {
    expect(await found([...WHOLE, site("S01", null), { ...domain("LAB"), props: { domain: "LAB" } }])).toEqual([
      "S01 incomplete-hierarchy: S01: a site outside any hierarchy",
      "LAB incomplete-hierarchy: LAB: a domain outside any hierarchy",
    ]);
  });

  test("a logon point and a hierarchy are no sites", async () => {
    const others = [TYPES.logonPoint, TYPES.hierarchy].map((type) => ({ type, name: "x", props: { code: "S01" } }));
    expect(await found([...WHOLE, ...others])).toEqual([]);
  });
});

describe("a clearance that does not come from the gate of its hierarchy", () => {
  const FORGED = "CEN ungated-upgrade: CEN: its clearance does not come from the gate of its hierarchy";
  const other: Resource = { ...gate({ hierarchy: "fabrikam" }), name: "fabrikam" };
  const otherUrn = urnOf(TYPES.gate, "fabrikam");
  const bucket: Resource = { type: "aws:s3:Bucket", name: "b", props: { hierarchy: "contoso" } };

  test.each<[string, Resource[], string[]]>([
    ["a literal, which depends on nothing", [upgrade("CEN", GATE)], [FORGED]],
    [
      "a dependency of another property",
      [{ ...upgrade("CEN", GATE), propertyDependencies: { site: [GATE_URN] } }],
      [FORGED],
    ],
    [
      "another hierarchy's gate",
      [other, { ...upgrade("CEN", GATE), propertyDependencies: { clearance: [otherUrn] } }],
      [FORGED],
    ],
    [
      "a resource that is no gate",
      [bucket, { ...upgrade("CEN", GATE), propertyDependencies: { clearance: [urnOf("aws:s3:Bucket", "b")] } }],
      [FORGED],
    ],
    [
      "a gate that is not in the stack",
      [{ ...upgrade("CEN", GATE), propertyDependencies: { clearance: [urnOf(TYPES.gate, "gone")] } }],
      [FORGED],
    ],
    ["a clearance that is not known, from the gate", [fromGate("CEN", GATE, { clearance: PENDING })], []],
    ["a clearance that is not known, from nowhere", [upgrade("CEN", GATE, { clearance: PENDING })], [FORGED]],
    [
      "its own gate among other sources",
      [
        bucket,
        { ...upgrade("CEN", GATE), propertyDependencies: { clearance: [urnOf("aws:s3:Bucket", "b"), GATE_URN] } },
      ],
      [],
    ],
    ["an upgrade without inputs, which is not a target of this run", [{ ...upgrade("CEN", GATE), props: {} }], []],
    ["each of two", [upgrade("CEN", GATE), upgrade("P01", GATE)], [FORGED, FORGED.replaceAll("CEN", "P01")]],
  ])("%s", async (_, resources, expected) => {
    expect(await found([...WHOLE, ...resources])).toEqual(expected);
  });
});

test("it remembers nothing of another run", async () => {
  const run = new Run();
  expect(summaryOf(await run.analyzeStack([...WHOLE, site("S01")]))).toEqual([]);
});
