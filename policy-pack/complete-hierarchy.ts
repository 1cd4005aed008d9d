import type { PolicyResource, ReportViolation, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import { TYPES } from "../domain/carried/gate";
import type { RuleFinding } from "../rules/finding";
import { incompleteHierarchy, leftOut, ungatedUpgrade, upgradeGate } from "../rules/upgrade-gate";
import { contained } from "./contained";
import { declaredIn, type Declared } from "./declared";
import { metadataOf } from "./metadata";
import { readProp, readProps } from "./props";
import { faultMessages } from "./report";
import { gatesOf, type Run } from "./run";

/**
 * Refuses, in preview, what only the whole graph shows: a gate that leaves out a declared site or domain, a site or
 * domain outside any hierarchy, and an upgrade whose clearance does not come from a gate.
 */
export function completeHierarchyPolicy(run: Run): StackValidationPolicy {
  return {
    name: "complete-hierarchy",
    ...metadataOf(upgradeGate),
    displayName: "complete-hierarchy",
    description: "Every declared site and domain is in the gate, and every clearance comes from a gate.",
    enforcementLevel: "mandatory",
    validateStack: contained(({ resources }: StackValidationArgs, report: ReportViolation) => {
      const declared = declaredIn(resources);
      for (const [urn, finding] of [...leftOutFindings(run, declared), ...homeless(declared), ...forged(resources)]) {
        for (const message of faultMessages([finding])) report(message, urn);
      }
    }),
  };
}

type Located = readonly [urn: string | undefined, finding: RuleFinding];

function leftOutFindings(run: Run, declared: readonly Declared[]): Located[] {
  const hierarchies = new Set(declared.flatMap(({ hierarchy }) => (hierarchy === undefined ? [] : [hierarchy])));
  return [...hierarchies].flatMap((hierarchy) =>
    gatesOf(run, hierarchy).flatMap(({ urn, inputs, judgement }) =>
      // What could not be judged is refused already.
      (judgement === undefined ? [] : (["site", "domain"] as const)).flatMap((kind) => {
        const names = declared
          .filter((one) => one.kind === kind && one.hierarchy === hierarchy)
          .map(({ name }) => name);
        const gated = Object.keys((kind === "site" ? inputs?.sites : inputs?.domains) ?? {});
        return leftOut(hierarchy, kind, names, gated).map((finding): Located => [urn, finding]);
      }),
    ),
  );
}

function homeless(declared: readonly Declared[]): Located[] {
  return declared
    .filter(({ hierarchy }) => hierarchy === undefined)
    .map(({ urn, kind, name }) => [
      urn,
      incompleteHierarchy(name, `a ${kind} outside any hierarchy`, `a ${kind} that belongs to a Hierarchy`),
    ]);
}

function forged(resources: readonly PolicyResource[]): Located[] {
  const gates = resources.filter(({ type }) => type === TYPES.gate);
  const hierarchyOf = new Map(gates.map(({ urn, props }) => [urn, readProp(props, "hierarchy")]));
  return resources
    .filter(({ type }) => type === TYPES.upgrade)
    .flatMap((upgrade): Located[] => {
      const { site, clearance, hierarchy } = readProps(upgrade.props);
      if (site === undefined || clearance === undefined) return [];
      const sources = upgrade.propertyDependencies["clearance"] ?? [];
      if (sources.some(({ urn }) => hierarchyOf.has(urn) && hierarchyOf.get(urn) === hierarchy)) return [];
      return [
        [upgrade.urn, ungatedUpgrade(String(site), "its clearance does not come from the gate of its hierarchy")],
      ];
    });
}
