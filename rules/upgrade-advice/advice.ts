import type { RuleFinding } from "../finding";
import type { Moment } from "../moment";
import type { RuleContext } from "../judge/context";

/** A warning of the Knowledge Base that declared facts decide. */
export interface Advice {
  readonly code: string;
  /** When it is due. */
  readonly moment: Moment;
  /** What it warns about, as a sentence. */
  readonly title: string;
  /** The articles with the warning. */
  readonly articles: readonly string[];
  readonly find: (context: RuleContext) => Pick<RuleFinding, "subject" | "found" | "needed" | "remedy">[];
}
