import type { RuleId } from "../domain/rule-ids";
import type { RuleContext } from "./judge/context";
import type { Path } from "../domain/model/bad-input";
import type { Facts } from "../domain/model/facts";
import type { Level, RuleFinding, Subject } from "./finding";

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
  /** What a finding of a code is about, whatever is found: rules can share a matter. Default: the id of the rule. */
  readonly matterOf?: (code: string) => string;
  /** It finds nothing unless two sites manage logon points in one domain (Q261931). */
  readonly needsSharing?: true;
  /** Subjects that it looks at. Absent: what it does not find is not known to be in order. */
  readonly looked?: (context: RuleContext) => Subject[];
  /** Where in a document a subject is declared, most telling first, if there is more to it than its kind. */
  readonly placesOf?: (subject: Subject, facts: Facts) => Path[];
  /** Findings from the facts of a hierarchy. Absent: the rule judges something else than facts. */
  readonly check?: (context: RuleContext) => RuleFinding[];
}
