import { serversOf } from "../../domain/model/facts";
import type { RuleContext } from "./context";
import { meantName, type RuleFinding, type Subject } from "../finding";

/** Codes that are only about what has to hold before a site of the domain goes to SP2. */
const BEFORE_SP2 = new Set(["copylog-not-updated", "senior-site-ambiguous"]);

/**
 * Tells advice that nobody needs any more: that Copylog.tcf is updated since a hotfix, and that the Senior Site is
 * certain, matters while a site of the domain is below SP2. What is known to be wrong with a file stays: it harms
 * clients of SP2 sites as well (Q264976, Q313209).
 *
 * @param contexts every hierarchy that the facts can turn out to be.
 */
export function mootAdvice(contexts: readonly RuleContext[]): (finding: RuleFinding) => boolean {
  const needed = new Set<string>();
  for (const { name, facts, hasSitesBelowSp2 } of contexts.flatMap(({ domains }) => domains)) {
    if (!hasSitesBelowSp2) continue;
    needed.add(keyOf({ kind: "domain", name }));
    for (const server of serversOf(facts)) needed.add(keyOf({ kind: "server", name: server }));
  }
  return ({ code, subject }) => BEFORE_SP2.has(code) && !needed.has(keyOf(subject));
}

function keyOf(subject: Subject): string {
  return `${subject.kind} ${meantName(subject)}`;
}
