import { sharedDomainFaults } from "../../../rules/graph/gates";
import type { Declared } from "../../../rules/graph/graph";

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
