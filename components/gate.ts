import { packFacts } from "../domain/carried/gate";
import { issuesIn, type Declaration } from "./declaration";
import { withPending } from "./deferred";
import type { Hierarchy } from "./hierarchy";
import { onceDeclared } from "./program-run";
import { problemsOf, refuse, type Caller } from "./problems";
import { Sp2Readiness, type Sp2ReadinessArgs } from "./sp2-readiness";

/** The gate of a hierarchy: made of all that is declared, once. */
export function gateOf(hierarchy: Hierarchy, declaration: Declaration, caller: Caller): Sp2Readiness {
  if (declaration.gate === undefined) {
    const document = declaration.document();
    refuse(`The gate of hierarchy ${JSON.stringify(declaration.hierarchy)}`, problemsOf(issuesIn(document)), caller);
    const carried = {
      ...document,
      hierarchy: onceDeclared(declaration.hierarchy),
      domains: packedWhereKnown(declaration.domains),
      sites: packedWhereKnown(declaration.sites),
    };
    declaration.gate = new Sp2Readiness(declaration.name, carried as unknown as Sp2ReadinessArgs, {
      parent: hierarchy,
    });
  }
  return declaration.gate;
}

/** Facts that are known only later stay single values: the others beside them are judged in preview all the same. */
function packedWhereKnown(entries: ReadonlyMap<string, object>): Record<string, object | string> {
  return Object.fromEntries(
    [...entries].map(([name, facts]) => [name, withPending(facts) === facts ? packFacts(facts) : facts]),
  );
}
