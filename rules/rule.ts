import type { Path } from "../domain/model/bad-input";
import type { Facts } from "../domain/model/facts";
import type { FactRead } from "../domain/model/where-read";
import type { RuleId } from "../domain/rule-ids";
import type { Moment } from "./moment";
import type { Level, RuleFinding, Subject } from "./finding";
import type { RuleContext } from "./judge/context";

/** What a code of a rule means. */
export interface CodeMeta {
  /** What is wrong, as a sentence. */
  readonly title: string;
  /** The level of the code if it is not the one of its rule; `advisory` is never raised. */
  readonly level?: "advisory";
  /** When it is due, if that is not the moment of its rule. */
  readonly moment?: Moment;
  /** It only matters until every site of the domain is at SP2: as advice it is left out after that. */
  readonly untilSp2?: true;
}

/** A rule: everything that is known about one requirement. */
export interface Rule {
  readonly id: RuleId;
  /** What holds when the rule passes, as a sentence. */
  readonly title: string;
  /** Why, in a sentence or two. */
  readonly description: string;
  /** Default level; an organisation may choose another one for the rules that are open to that. */
  readonly level: Level;
  readonly codes: Readonly<Record<string, CodeMeta>>;
  /** How to fix what the rule finds, in general. */
  readonly remediation: string;
  /** Articles that the rule rests on, the most important first. */
  readonly articles: readonly string[];
  /** Facts that it reads and that people look up. */
  readonly facts: readonly FactRead[];
  /** When in the course of an upgrade its findings are to be fixed. */
  readonly moment: Moment;
  /** What its findings are about. */
  readonly subjects: readonly Subject["kind"][];
  /** What a finding of a code is about, whatever is found: rules can share a matter. Default: the id of the rule. */
  readonly matterOf?: (code: string) => string;
  /** It finds nothing unless two or more sites take part in one domain (Q261931). */
  readonly needsSharing?: true;
  /** A waiver of it makes the order of the upgrades mandatory (Q264630). */
  readonly waiverNeedsOrder?: true;
  /** The last site in scope below SP2 may finish in spite of it (Q264630). */
  readonly protectsMixedDomains?: true;
  /** Findings from the facts of a hierarchy. Absent: the rule is about something else than facts. */
  readonly check?: (context: RuleContext) => RuleFinding[];
  /** Subjects that it looks at. Absent: what it does not find is not known to be in order. */
  readonly looked?: (context: RuleContext) => Subject[];
  /** Subjects at which a fact that is pending may still turn out to break the rule. */
  readonly unsettled?: (context: RuleContext) => Subject[];
  /** Where in a document a subject is declared, most telling first, if there is more to it than its kind. */
  readonly placesOf?: (facts: Facts) => (subject: Subject) => Path[];
}
