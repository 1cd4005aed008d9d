import type { RuleFinding } from "../finding";
import type { RuleContext } from "../judge/context";

/** A warning of the Knowledge Base that declared facts decide. */
export interface Advice {
  readonly code: string;
  /** What it warns about, as a sentence. */
  readonly title: string;
  /** The articles with the warning. */
  readonly articles: readonly string[];
  readonly find: (context: RuleContext) => Pick<RuleFinding, "subject" | "found" | "needed" | "remedy">[];
}
