import type { ReportViolation, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import type { DomainInput, SiteInput } from "../domain/model/document";
import { domainDigest, siteDigest } from "../domain/carried/gate";
import { isPending, type Pending } from "../domain/pending";
import { incompleteHierarchy, upgradeGate } from "../rules/upgrade-gate";
import { asList } from "../rules/wording";
import { contained } from "./contained";
import { declaredIn, type Declared } from "./declared";
import { metadataOf } from "./metadata";
import { faultMessages } from "./report";
import { gatesOf, type JudgedGate, type Run } from "./run";

/**
 * Says where a gate was judged on other facts than the components declare. Advice: with `--target` or `--exclude` a
 * gate rightly keeps its old facts, and an upgrade on such a gate is refused by its digest.
 */
export function declaredFactsPolicy(run: Run): StackValidationPolicy {
  return {
    name: "declared-facts",
    ...metadataOf(upgradeGate),
    displayName: "declared-facts",
    description: "The gate was judged on the facts that the components declare.",
    severity: "medium",
    enforcementLevel: "advisory",
    validateStack: contained(({ resources }: StackValidationArgs, report: ReportViolation) => {
      const differing = new Map<JudgedGate, string[]>();
      for (const one of declaredIn(resources)) {
        const gate = one.hierarchy === undefined ? undefined : gatesOf(run, one.hierarchy)[0];
        if (gate?.judgement === undefined || !differs(one, gate)) continue;
        const names = differing.get(gate) ?? [];
        names.push(`${one.kind} ${one.name}`);
        differing.set(gate, names);
      }
      for (const [{ urn, hierarchy }, names] of differing) {
        const found = `the gate has other facts than are declared of ${asList(names, 20)}`;
        const fault = incompleteHierarchy(hierarchy, found, "the facts that are declared now");
        for (const message of faultMessages([{ ...fault, remedy: [REMEDY] }])) report(message, urn);
      }
    }),
  };
}

const REMEDY = "Run without --target and --exclude.";

function differs({ kind, name, digest }: Declared, { inputs }: JudgedGate): boolean {
  const gated = digestAt(kind, name, inputs);
  return digest !== undefined && gated !== undefined && !isPending(digest) && !isPending(gated) && digest !== gated;
}

function digestAt(kind: Declared["kind"], name: string, inputs: JudgedGate["inputs"]): string | Pending | undefined {
  const { sites = {}, domains = {} } = inputs ?? {};
  if (kind === "site") return Object.hasOwn(sites, name) ? siteDigest(sites[name] as SiteInput) : undefined;
  return Object.hasOwn(domains, name) ? domainDigest(domains[name] as DomainInput) : undefined;
}
