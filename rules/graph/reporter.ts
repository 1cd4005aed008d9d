import { RULE_IDS } from "../../domain/rule-ids";
import { isBlocker, type Finding } from "../finding";

/** Names of the policies that look at resources. `upgrade-advice` is reported by `advice`, with all other advice. */
export const RESOURCE_POLICIES: readonly string[] = [
  ...RULE_IDS.filter((id) => id !== "upgrade-advice"),
  "advice",
  "waivers-in-force",
];

/** Names of the policies that look at the stack as a whole. */
export const STACK_POLICIES: readonly string[] = ["complete-hierarchy", "declared-facts"];

/** The policy that reports a finding at its gate; undefined for one that is pending, which refuses nothing yet. */
export function reporterOf(finding: Finding): string | undefined {
  if (finding.waivedBy !== undefined) return "waivers-in-force";
  if (!isBlocker(finding)) return "advice";
  return finding.certainty === "pending" ? undefined : finding.rule;
}
