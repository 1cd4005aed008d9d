import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { TYPES } from "../domain/carried/gate";
import { reporterOf } from "../rules/graph/reporter";
import { isShown, type Gate } from "../rules/graph/graph";
import type { GraphRun } from "../rules/graph/run";
import type { Rule } from "../rules/rule";
import { upgradeAdvice } from "../rules/upgrade-advice/index";
import { waiver } from "../rules/waiver";
import { contained, UsageError } from "./contained";
import { metadataOf } from "./metadata";
import { violationsOf } from "./report";
import { resourceOf } from "./resource";

/**
 * Reports the mandatory findings of one rule, one violation for each code. The levels of findings are those of
 * `upgrade-gate`'s settings: a policy cannot see another's.
 */
export function rulePolicy(run: GraphRun, rule: Rule): ResourceValidationPolicy {
  return findingsPolicy(run, { ...metadataOf(rule), enforcementLevel: "mandatory" });
}

/** Reports every advisory finding that is not waived, of whatever rule. */
export function advicePolicy(run: GraphRun): ResourceValidationPolicy {
  return findingsPolicy(run, {
    ...metadataOf(upgradeAdvice, "advice"),
    description: "Recommendations, which do not block the upgrade.",
    enforcementLevel: "advisory",
  });
}

/** Reports what is waived, by whom and until when. */
export function waiversInForcePolicy(run: GraphRun): ResourceValidationPolicy {
  return findingsPolicy(run, {
    ...metadataOf(waiver, "waivers-in-force"),
    description: "What is waived, by whom, and until when.",
    severity: "medium",
    enforcementLevel: "advisory",
  });
}

function findingsPolicy(
  run: GraphRun,
  policy: Omit<ResourceValidationPolicy, "validateResource">,
): ResourceValidationPolicy {
  return {
    ...policy,
    validateResource: contained((args: ResourceValidationArgs, report: ReportViolation) => {
      const gate = args.type === TYPES.gate ? gateAt(run, args) : undefined;
      if (gate?.judged === undefined) return;
      const findings = gate.judged.judgement.findings.filter((finding) => reporterOf(finding) === policy.name);
      for (const message of violationsOf(findings)) report(message);
    }),
  };
}

/**
 * A gate as `upgrade-gate` found it; undefined for one that is shown without inputs.
 *
 * @throws UsageError if `upgrade-gate` did not come first.
 */
function gateAt(run: GraphRun, args: ResourceValidationArgs): Gate | undefined {
  const gate = run.gateAt(args.urn);
  if (gate === undefined && isShown(resourceOf(args))) {
    throw new UsageError(
      "the policy upgrade-gate did not check this gate; keep it in the pack, before the others, and switched on",
    );
  }
  return gate;
}
