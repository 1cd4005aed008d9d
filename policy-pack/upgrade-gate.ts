import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { TYPES } from "../domain/carried/gate";
import { gateFaults } from "../rules/graph/gates";
import { gateOf, isPassed, isShown, unreadGate, type RunResource } from "../rules/graph/graph";
import { strangerFaults } from "../rules/graph/strangers";
import { upgradeFaults } from "../rules/graph/upgrades";
import { refusalOf } from "../rules/refusal";
import { upgradeGate } from "../rules/upgrade-gate";
import { contained } from "./contained";
import { metadataOf } from "./metadata";
import { faultMessages } from "./report";
import { graphOf, isPreview, resourceOf, type Run } from "./run";
import { packConfigSchema, readPackSettings } from "./settings";

/**
 * Checks every gate with all rules and remembers the result for the run; refuses a gate that is not ready (in
 * preview: or pending), an upgrade that does not rest on one, and what only looks like either.
 */
export function upgradeGatePolicy(run: Run): ResourceValidationPolicy {
  return {
    name: upgradeGate.id,
    ...metadataOf(upgradeGate),
    enforcementLevel: "mandatory",
    configSchema: packConfigSchema,
    validateResource: contained((args: ResourceValidationArgs, report: ReportViolation) => {
      const strange = strangerFaults({ name: args.name, type: args.type, provider: args.provider?.type });
      for (const message of faultMessages(strange)) report(message);
      if (args.type !== TYPES.gate && args.type !== TYPES.upgrade) return;
      const resource = resourceOf(args);
      if (!isShown(resource)) return;
      // No upgrade may rest on what only looks like a gate.
      if (strange.length > 0) run.gates.set(args.urn, unreadGate(resource));
      else if (resource.type === TYPES.gate)
        validateGate(run, resource, () => readPackSettings(args.getConfig()), report);
      else validateUpgrade(run, resource, report);
    }),
  };
}

function validateGate(
  run: Run,
  resource: RunResource,
  organisation: () => ReturnType<typeof readPackSettings>,
  report: ReportViolation,
): void {
  // Until it is known to pass, no upgrade may rest on it: what follows may throw.
  run.gates.set(resource.urn, unreadGate(resource));
  const gate = gateOf(resource, organisation(), new Date().toISOString().slice(0, 10));
  run.gates.set(resource.urn, gate);
  for (const message of faultMessages(gateFaults(graphOf(run), gate))) report(message);
  const { judged } = gate;
  if (judged !== undefined && !isPassed(judged.judgement, isPreview())) report(refusalOf(judged.judgement));
}

function validateUpgrade(run: Run, resource: RunResource, report: ReportViolation): void {
  run.upgrades.set(resource.urn, resource);
  for (const message of faultMessages(upgradeFaults(graphOf(run), resource, isPreview()))) report(message);
}
