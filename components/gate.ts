import { issuesIn, type Declaration } from "./declaration";
import type { Hierarchy } from "./hierarchy";
import { problemsOf, refuse, type Caller } from "./problems";
import { Sp2Readiness, type Sp2ReadinessArgs } from "./sp2-readiness";

/** The gate of a hierarchy: made of all that is declared, once. */
export function gateOf(hierarchy: Hierarchy, declaration: Declaration, caller: Caller): Sp2Readiness {
  if (declaration.gate === undefined) {
    const document = declaration.document();
    refuse(`The gate of hierarchy ${JSON.stringify(declaration.hierarchy)}`, problemsOf(issuesIn(document)), caller);
    declaration.gate = new Sp2Readiness(declaration.name, document as unknown as Sp2ReadinessArgs, {
      parent: hierarchy,
    });
  }
  return declaration.gate;
}
