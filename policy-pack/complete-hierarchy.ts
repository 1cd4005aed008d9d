import type { ReportViolation, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import { TYPES } from "../domain/carried/gate";
import { declaredFactsFaults, declaredIn, wholeFaults, type GraphFinding } from "../rules/graph/whole";
import type { Graph } from "../rules/graph/graph";
import type { GraphRun } from "../rules/graph/run";
import { upgradeGate } from "../rules/upgrade-gate";
import { contained } from "./contained";
import { metadataOf } from "./metadata";
import { faultMessages } from "./report";
import { resourceOf } from "./resource";

/** Refuses, in preview, what only the whole graph shows. */
export function completeHierarchyPolicy(run: GraphRun): StackValidationPolicy {
  return {
    ...metadataOf(upgradeGate, "complete-hierarchy"),
    description: "Every declared site and domain is in the gate, and every clearance comes from a gate.",
    enforcementLevel: "mandatory",
    validateStack: validation(run, wholeFaults),
  };
}

/**
 * Says where a gate was checked on other facts than the components declare. Advice: with `--target` or `--exclude` a
 * gate rightly keeps its old facts, and an upgrade on such a gate is refused by its digest. An organisation that runs
 * without both can make it mandatory in the configuration of its policies: `"declared-facts": "mandatory"`.
 */
export function declaredFactsPolicy(run: GraphRun): StackValidationPolicy {
  return {
    ...metadataOf(upgradeGate, "declared-facts"),
    description: "The gate was checked on the facts that the components declare.",
    severity: "medium",
    enforcementLevel: "advisory",
    validateStack: validation(run, declaredFactsFaults),
  };
}

function validation(run: GraphRun, findIn: (graph: Graph) => GraphFinding[]): StackValidationPolicy["validateStack"] {
  return contained(({ resources }: StackValidationArgs, report: ReportViolation) => {
    const ours = resources.filter(({ type }) => OURS.has(type)).map(resourceOf);
    const upgrades = ours.filter(({ type }) => type === TYPES.upgrade);
    const graph = { gates: run.gates, upgrades, declared: declaredIn(ours) };
    for (const { urn, finding } of findIn(graph)) for (const message of faultMessages([finding])) report(message, urn);
  });
}

/** A gate carries a whole hierarchy, and was read before. */
const OURS: ReadonlySet<string> = new Set([TYPES.upgrade, TYPES.hierarchy, TYPES.site, TYPES.domain, TYPES.logonPoint]);
