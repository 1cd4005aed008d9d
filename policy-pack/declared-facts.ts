import type { ReportViolation, StackValidationArgs, StackValidationPolicy } from "@pulumi/policy";
import { domainDigest, siteDigest } from "../domain/gate";
import { isPending, type Pending } from "../domain/pending";
import { incompleteHierarchy, upgradeGate } from "../rules/upgrade-gate";
import { contained } from "./contained";
import { declaredIn, type Declared } from "./declared";
import { metadataOf } from "./metadata";
import { oneLine } from "./report";
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
      for (const one of declaredIn(resources)) {
        const gate = one.hierarchy === undefined ? undefined : gatesOf(run, one.hierarchy)[0];
        if (gate === undefined || !differs(one, gate)) continue;
        const found = `the gate has other facts of ${one.kind} ${oneLine(one.name)} than are declared`;
        const { code, subject, needed } = incompleteHierarchy(gate.hierarchy, found, "the facts that are declared now");
        report(
          `${code}: ${oneLine(subject.name)}: ${found}\n  needed: ${needed}\n  remedy: Run without --target and --exclude.`,
          one.urn,
        );
      }
    }),
  };
}

function differs({ kind, name, digest }: Declared, { inputs }: JudgedGate): boolean {
  const gated = digestAt(kind, name, inputs);
  return digest !== undefined && gated !== undefined && !isPending(digest) && !isPending(gated) && digest !== gated;
}

function digestAt(kind: Declared["kind"], name: string, inputs: JudgedGate["inputs"]): string | Pending | undefined {
  const site = kind === "site" ? inputs?.sites[name] : undefined;
  const domain = kind === "domain" ? inputs?.domains?.[name] : undefined;
  if (site !== undefined) return siteDigest(site);
  return domain === undefined ? undefined : domainDigest(domain);
}
