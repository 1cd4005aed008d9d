import type { Path } from "../domain/model/bad-input";
import type { Facts } from "../domain/model/facts";
import type { RuleId } from "../domain/rule-ids";
import type { Level, RuleFinding, Subject } from "./finding";
import type { RuleContext } from "./judge/context";

/** What a code of a rule means. */
export interface CodeMeta {
  /** What is wrong, as a sentence. */
  readonly title: string;
  /** The level of the code if it is not the one of its rule; `advisory` is never raised. */
  readonly level?: "advisory";
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
  /** What its findings are about. */
  readonly subjects: readonly Subject["kind"][];
  /**
   * Rules that report parts of one matter share its name: a finding of one takes the place of a finding of another. Default:
   * the rule itself. `code`: each code is a matter of its own.
   */
  readonly matter?: string;
  /** It applies only if two or more sites take part in one domain (Q261931). */
  readonly needsSharedDomain?: true;
  /** The last site in scope below SP2 may finish in spite of it (Q264630). */
  readonly protectsMixedDomains?: true;
  /** Findings from the facts of a hierarchy. Absent: the rule is about something else than facts. */
  readonly check?: (context: RuleContext) => RuleFinding[];
  /** What it looked at, whether it found something or not. */
  readonly looked?: (context: RuleContext) => Looked[];
  /** Subjects at which a fact that is pending may still turn out to break the rule. */
  readonly unsettled?: (context: RuleContext) => Subject[];
  /** Where in a document the subject of a finding is, the most telling place first. Default: the subject itself. */
  readonly placesOf?: (finding: Pick<RuleFinding, "subject" | "hotfix" | "part">, facts: Facts) => Path[];
}

/** Something that a rule looked at. */
export type Looked = Pick<RuleFinding, "subject" | "hotfix">;
