import type { Policies } from "@pulumi/policy";
import { RULES } from "../rules";
import { advicePolicy } from "./advice";
import { completeHierarchyPolicy } from "./complete-hierarchy";
import { declaredFactsPolicy } from "./declared-facts";
import { rulePolicy } from "./rule-policy";
import { createRun } from "./run";
import { upgradeGatePolicy } from "./upgrade-gate";
import { waiversInForcePolicy } from "./waivers-in-force";

/**
 * The policies of the pack, for a pack of an organisation's own: `new PolicyPack("ours", { policies: [...policies] })`.
 *
 * `upgrade-gate` judges, and so comes first; the others report what it found. They belong together: one of the others
 * in a pack without `upgrade-gate` before it refuses every gate.
 */
export const policies: Policies = createPolicies();

/** The policies with a memory of their own, as one run of a pack needs it. */
export function createPolicies(): Policies {
  const run = createRun();
  const reported = RULES.filter(({ id }) => id !== "upgrade-gate" && id !== "upgrade-advice");
  return [
    upgradeGatePolicy(run),
    ...reported.map((rule) => rulePolicy(run, rule)),
    advicePolicy(run),
    waiversInForcePolicy(run),
    completeHierarchyPolicy(run),
    declaredFactsPolicy(run),
  ];
}
