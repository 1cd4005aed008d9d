import type { Policy } from "@pulumi/policy";
import { RULES } from "../../rules";
import { docPage } from "../../rules/doc-page";
import { createPolicies, policies } from "../../policy-pack/policies";

const ADVISORY = ["advice", "waivers-in-force", "declared-facts"];

test("the policies: the gate first, then one for each rule that findings are reported of, then the reports", () => {
  expect(createPolicies().map(({ name }) => name)).toEqual([
    "upgrade-gate",
    "hotfix-prerequisites",
    "hotfix-evidence",
    "senior-site",
    "copylog-updated",
    "copylog-owners",
    "upgrade-order",
    "waiver",
    "advice",
    "waivers-in-force",
    "complete-hierarchy",
    "declared-facts",
  ]);
});

test("packs of an organisation's own get the same policies", () => {
  expect(policies.map(({ name }) => name)).toEqual(createPolicies().map(({ name }) => name));
});

test("two packs share no memory", () => {
  const [first] = createPolicies();
  const [second] = createPolicies();
  expect(first).not.toBe(second);
});

describe.each(createPolicies().map((policy): [string, Policy] => [policy.name, policy]))("%s", (name, policy) => {
  test("has all that Pulumi shows and stores of a policy", () => {
    expect(policy.displayName).toBe(name);
    expect(policy.description).toMatch(/^[A-Z].{10,120}\.$/);
    expect(policy.enforcementLevel).toBe(ADVISORY.includes(name) ? "advisory" : "mandatory");
    expect(["low", "medium", "high", "critical"]).toContain(policy.severity);
    expect(policy.remediationSteps).toMatch(/^[A-Z].*\.$/);
    expect(policy.tags).toEqual(expect.arrayContaining(["sms-2.0", "upgrade", expect.stringMatching(/^Q\d{6}$/)]));
    expect(new Set(policy.tags).size).toBe(policy.tags?.length);
    expect(policy.framework).toEqual({
      name: "Microsoft Knowledge Base",
      version: "SMS 2.0",
      reference: expect.stringMatching(/^Q\d{6}$/),
      specification: expect.stringMatching(/\(Q\d{6}(, Q\d{6})*\)$/),
    });
  });

  test("leads to the page of a rule of this very version", () => {
    expect(RULES.map(({ id }) => docPage(id))).toContain(policy.url);
  });
});

test.each(
  RULES.filter(({ id }) => createPolicies().some(({ name }) => name === id)).map((rule) => [rule.id, rule] as const),
)("the policy %s says what its rule says, and no more", (id, rule) => {
  const policy = createPolicies().find(({ name }) => name === id);
  expect(policy).toMatchObject({
    description: rule.title,
    url: docPage(id),
    remediationSteps: rule.remediation,
    tags: ["sms-2.0", "upgrade", ...rule.articles],
    severity: rule.level === "mandatory" ? "critical" : "low",
    framework: { reference: rule.articles[0] },
  });
});

test("upgrade-gate alone has settings: policies cannot see each other's", () => {
  const withSettings = createPolicies().filter(({ configSchema }) => configSchema !== undefined);
  expect(withSettings.map(({ name }) => name)).toEqual(["upgrade-gate"]);
});
