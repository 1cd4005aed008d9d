import type { GateInputs } from "../../../domain/carried/gate";
import { gateFaults, sharedDomainFaults } from "../../../rules/graph/gates";
import type { Declared, Gate } from "../../../rules/graph/graph";

const server = (hierarchy: string, name: string, domain = "CORP"): Declared => {
  const urn = `urn:pulumi:dev::infra::sms:index:LogonPoint::${hierarchy}-${name}`;
  return { urn, kind: "server", name, hierarchy, domain, digest: undefined };
};

const DECLARED = [
  server("contoso", "CORPPDC"),
  server("contoso", "CORPBDC1"),
  server("fabrikam", "corpbdc1"),
  server("fabrikam", "CORPPDC", "corp"),
  server("fabrikam", "SALESPDC", "SALES"),
];

test("a domain in two hierarchies is found at the same one, in whatever order the run shows them", () => {
  const [fault, ...others] = sharedDomainFaults(DECLARED);
  expect(others).toEqual([]);
  expect([fault?.urn, fault?.finding.found]).toEqual([
    "urn:pulumi:dev::infra::sms:index:LogonPoint::fabrikam-corpbdc1",
    "domain CORP, with the same controllers, in hierarchy contoso too",
  ]);
  expect(sharedDomainFaults([...DECLARED].reverse())).toEqual([fault]);
});

test("domains of one name with other controllers are two networks", () => {
  expect(sharedDomainFaults([server("contoso", "CORPPDC"), server("fabrikam", "FABPDC")])).toEqual([]);
});

describe("a gate beside others", () => {
  const gate = (urn: string, hierarchy: string, domains?: unknown): Gate => ({
    urn,
    hierarchy,
    inputs: { hierarchy, domains, sites: {} } as unknown as GateInputs,
    digest: "sms2:1",
    faults: [],
  });
  const OWN = gate("urn:own", "contoso", { CORP: { pdc: "PDC1", bdcs: ["BDC1", 7] }, LAB: { pdc: 7 }, HQ: null });
  const foundBeside = (...others: Gate[]) => gateFaults({ gates: [OWN, ...others] }, OWN).map(({ found }) => found);

  test("of hierarchies that share nothing with it has no fault, whatever those carry", () => {
    const { inputs: _, ...unread } = gate("urn:3", "adatum");
    const odd = { CORP: { pdc: "PDC2", bdcs: "BDC1" }, OTHER: { pdc: "PDC1" } };
    expect(foundBeside(gate("urn:1", "fabrikam", odd), gate("urn:2", "tailspin"), unread)).toEqual([]);
  });

  test("that has a domain with one of the same controllers is named with it", () => {
    expect(foundBeside(gate("urn:1", "fabrikam", { corp: { pdc: "X", bdcs: ["bdc1"] } }))).toEqual([
      "domain CORP, with the same controllers, in hierarchy fabrikam too",
    ]);
    const [fault] = gateFaults({ gates: [OWN, gate("urn:1", "fabrikam", { corp: { pdc: "pdc1" } })] }, OWN);
    expect([fault?.needed, fault?.remedy]).toEqual([
      "each domain in one hierarchy, with all sites that manage logon points in it",
      [
        "Declare all sites of the domain in one Hierarchy. If these are two networks, give the controllers the names that they have.",
      ],
    ]);
  });

  test("that is of its own hierarchy is a second one", () => {
    expect(foundBeside(gate("urn:1", "contoso"))).toEqual(["a second gate of contoso; urn:1 is one already"]);
    const [fault] = gateFaults({ gates: [OWN, gate("urn:1", "contoso")] }, OWN);
    expect(fault?.needed).toBe("one gate for each hierarchy");
  });
});
