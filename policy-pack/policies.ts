import type { Policies } from "@pulumi/policy";
import { RULES } from "../rules";
import { RESOURCE_POLICIES } from "../rules/graph/reporter";
import { GraphRun } from "../rules/graph/run";
import { completeHierarchyPolicy, declaredFactsPolicy } from "./complete-hierarchy";
import { advicePolicy, rulePolicy, waiversInForcePolicy } from "./findings-policies";
import { upgradeGatePolicy } from "./upgrade-gate";

/**
 * The policies of the pack, for a pack of an organisation's own: `new PolicyPack("ours", { policies: [...policies] })`.
 *
 * `upgrade-gate` checks, and so comes first; the others report what it found. They belong together: one of the others
 * in a pack without `upgrade-gate` before it refuses every gate.
 */
export const policies: Policies = createPolicies();

/** The policies with a memory of their own, as one run of a pack needs it. */
export function createPolicies(): Policies {
  const run = new GraphRun();
  const reported = RULES.filter(({ id }) => id !== "upgrade-gate" && RESOURCE_POLICIES.includes(id));
  return [
    upgradeGatePolicy(run),
    ...reported.map((rule) => rulePolicy(run, rule)),
    advicePolicy(run),
    waiversInForcePolicy(run),
    completeHierarchyPolicy(run),
    declaredFactsPolicy(run),
  ];
}
