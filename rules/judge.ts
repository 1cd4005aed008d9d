import type { Facts } from "../domain/facts";
import type { Waiver } from "../domain/document";
import type { OpenRuleId } from "../domain/rule-ids";
import type { Settings } from "../domain/settings";
import type { Finding, Level } from "./finding";
import type { Verdict } from "./verdict";

/** What a judgement depends on besides the facts. */
export interface JudgeOptions {
  readonly settings: Settings;
  /** The day of the judgement, UTC, as YYYY-MM-DD: decides whether waivers count. */
  readonly today: string;
  /** Levels of rules that differ from their defaults. */
  readonly levels?: Partial<Record<OpenRuleId, Level>>;
  /** `none`: an organisation forbids waivers altogether. Default `allowed`. */
  readonly waivers?: "allowed" | "none";
}

/** What the rules say of a hierarchy. */
export interface Judgement {
  readonly hierarchy: string;
  /** The worst verdict of the upgrades; without upgrades, whether any upgrade may begin. */
  readonly verdict: Verdict;
  /** One for each planned upgrade, in the planned order. */
  readonly upgrades: readonly { readonly site: string; readonly verdict: Verdict }[];
  /** Sorted by rule, code and subject. */
  readonly findings: readonly Finding[];
  /** Waivers that cover a finding. */
  readonly waiversInForce: readonly Waiver[];
  /** The last day on which this judgement can stand: the first day of expiry among the waivers in force. */
  readonly validThrough?: string;
}

/** Judges a hierarchy by all rules. */
export function judge(facts: Facts, options: JudgeOptions): Judgement {
  throw new Error(`${facts.hierarchy} ${options.today}`);
}
