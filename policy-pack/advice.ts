import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { TYPES } from "../domain/carried/gate";
import { upgradeAdvice } from "../rules/upgrade-advice/index";
import { contained } from "./contained";
import { metadataOf } from "./metadata";
import { byCode, violationOf } from "./report";
import { judgementAt } from "./rule-policy";
import type { Run } from "./run";

const LOWERED_BY_ONE =
  "lowered by the organisation alone: pulumi up will be refused by the plugin, which judges by the program's levels\n" +
  "  remedy: Lower the rule in the stack configuration too, as pulumi config set --path 'sms:levels.copylog-updated' advisory.";

/** Reports every advisory finding that is not waived, of whatever rule, one violation for each code. */
export function advicePolicy(run: Run): ResourceValidationPolicy {
  return {
    name: "advice",
    ...metadataOf(upgradeAdvice),
    displayName: "advice",
    description: "What does not refuse an upgrade and is worth knowing.",
    enforcementLevel: "advisory",
    validateResource: contained((args: ResourceValidationArgs, report: ReportViolation) => {
      if (args.type !== TYPES.gate) return;
      const findings = judgementAt(run, args)?.findings ?? [];
      const advice = findings.filter(({ level, waivedBy }) => level === "advisory" && waivedBy === undefined);
      for (const group of byCode(advice)) report(violationOf(group));
      if (run.gates.get(args.urn)?.isRefusedByPlugin === true) report(LOWERED_BY_ONE);
    }),
  };
}
