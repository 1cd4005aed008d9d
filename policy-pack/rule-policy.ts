import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { TYPES } from "../domain/carried/gate";
import { isBlocker } from "../rules/finding";
import type { Rule } from "../rules/rule";
import { contained, UsageError } from "./contained";
import { metadataOf } from "./metadata";
import { byCode, violationOf } from "./report";
import type { Run } from "./run";

/**
 * Reports the mandatory findings of one rule, one violation for each code. The levels of findings are those of
 * `upgrade-gate`'s settings: a policy cannot see another's.
 */
export function rulePolicy(run: Run, rule: Rule): ResourceValidationPolicy {
  return {
    name: rule.id,
    ...metadataOf(rule),
    enforcementLevel: "mandatory",
    validateResource: contained((args: ResourceValidationArgs, report: ReportViolation) => {
      if (args.type !== TYPES.gate) return;
      const findings = judgementAt(run, args)?.findings ?? [];
      const blockers = findings.filter(
        (finding) => finding.rule === rule.id && isBlocker(finding) && finding.certainty !== "pending",
      );
      for (const group of byCode(blockers)) report(violationOf(group));
    }),
  };
}

/**
 * What `upgrade-gate` found at a gate; undefined for one that could not be judged, which it reports itself.
 *
 * @throws UsageError when `upgrade-gate` did not come first.
 */
export function judgementAt(
  run: Run,
  { urn, props }: ResourceValidationArgs,
): NonNullable<ReturnType<Run["gates"]["get"]>>["judgement"] {
  const gate = run.gates.get(urn);
  if (gate === undefined && Object.keys(props).some((key) => key === "hierarchy" || key === "sites")) {
    throw new UsageError(
      "the policy upgrade-gate did not judge this gate; keep it in the pack, before the others, and switched on",
    );
  }
  return gate?.judgement;
}
