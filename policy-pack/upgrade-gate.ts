import { runtime } from "@pulumi/pulumi";
import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { isPassed } from "../rules/graph/graph";
import type { GraphRun } from "../rules/graph/run";
import { refusalOf } from "../rules/refusal";
import { upgradeGate } from "../rules/upgrade-gate";
import { contained } from "./contained";
import { metadataOf } from "./metadata";
import { faultMessages } from "./report";
import { resourceOf } from "./resource";
import { packConfigSchema, readPackSettings } from "./settings";

/**
 * Checks every gate with all rules and remembers the result for the run; refuses a gate that is not ready (in
 * preview: or pending), an upgrade that does not rest on one, and what only looks like either.
 */
export function upgradeGatePolicy(run: GraphRun): ResourceValidationPolicy {
  return {
    ...metadataOf(upgradeGate),
    enforcementLevel: "mandatory",
    configSchema: packConfigSchema,
    validateResource: contained((args: ResourceValidationArgs, report: ReportViolation) => {
      const today = new Date().toISOString().slice(0, 10);
      const isPreview = runtime.isDryRun();
      const faults = run.look(resourceOf(args), () => readPackSettings(args.getConfig()), today, isPreview);
      for (const message of faultMessages(faults)) report(message);
      const judgement = run.gateAt(args.urn)?.judged?.judgement;
      if (judgement !== undefined && !isPassed(judgement, isPreview)) report(refusalOf(judgement));
    }),
  };
}
