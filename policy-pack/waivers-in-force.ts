import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { TYPES } from "../domain/carried/gate";
import { waiver } from "../rules/waiver";
import { contained } from "./contained";
import { metadataOf } from "./metadata";
import { byCode, violationOf } from "./report";
import { judgementAt } from "./rule-policy";
import type { Run } from "./run";

/** Reports what is waived, by whom and until when. */
export function waiversInForcePolicy(run: Run): ResourceValidationPolicy {
  return {
    name: "waivers-in-force",
    ...metadataOf(waiver),
    displayName: "waivers-in-force",
    description: "What is waived, by whom, and until when.",
    severity: "medium",
    enforcementLevel: "advisory",
    validateResource: contained((args: ResourceValidationArgs, report: ReportViolation) => {
      if (args.type !== TYPES.gate) return;
      const findings = judgementAt(run, args)?.findings ?? [];
      for (const group of byCode(findings.filter(({ waivedBy }) => waivedBy !== undefined))) report(violationOf(group));
    }),
  };
}
