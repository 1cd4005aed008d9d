import type { RuleId } from "../domain/rule-ids";
import type { RuleContext } from "./judge/context";
import type { Level, RuleFinding } from "./finding";

/** What a code of a rule means. */
export interface CodeMeta {
  /** The fault, as a sentence. */
  readonly title: string;
  /** The level of the code where it is not the one of its rule; `advisory` is never raised. */
  readonly level?: "advisory";
}

/** A rule: what it demands, described once for policies, doc pages and reports. */
export interface Rule {
  readonly id: RuleId;
  /** What holds when the rule passes, as a sentence. */
  readonly title: string;
  /** Why, in a sentence or two. */
  readonly description: string;
  /** Default level; an organisation may choose another one for the rules that are open to that. */
  readonly level: Level;
  readonly codes: Readonly<Record<string, CodeMeta>>;
  /** How to mend what the rule finds, in general. */
  readonly remediation: string;
  /** Articles that the rule rests on, the most important first. */
  readonly articles: readonly string[];
  /** Findings from the facts of a hierarchy. Absent: the rule judges something else than facts. */
  readonly check?: (context: RuleContext) => RuleFinding[];
}
