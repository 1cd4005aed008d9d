import type { HotfixId } from "../domain/hotfixes";
import { foldName } from "../domain/names";
import type { RuleId } from "../domain/rule-ids";
import type { Level } from "../domain/settings";

/** What a finding is about. Site codes, domain and server names as declared; a waiver as `rule subject`. */
export interface Subject {
  readonly kind: "site" | "domain" | "server" | "hierarchy" | "waiver";
  readonly name: string;
}

/** The form of a subject's name in which two spellings are equal: domains and servers ignore case, site codes do not. */
export function meantName({ kind, name }: Subject): string {
  return kind === "domain" || kind === "server" ? foldName(name) : name;
}

export type { Level };

/** What a finding rests on: facts that are known, facts that nobody stated, or facts that this update will produce. */
export type Certainty = "known" | "unknown" | "pending";

/** Why something was found, if the reason is not at the subject itself. */
export interface Cause {
  /** Where the missing fact belongs, or what another finding is about. */
  readonly subject: Subject;
  /** The fact that is missing there, as `copylogFixInstalled`. */
  readonly fact?: string;
  /** The cause as a sentence. */
  readonly text: string;
}

/** What a rule says of one subject, before waivers and levels. Every text is a phrase of its own. */
export interface RuleFinding {
  readonly code: string;
  readonly subject: Subject;
  readonly certainty: Certainty;
  /** The level of this very finding, where it is not the one of its rule. */
  readonly level?: Level;
  /** Sites whose upgrade it concerns; absent: every upgrade that is still to be done. */
  readonly upgrades?: readonly string[];
  readonly hotfix?: HotfixId;
  /** Tells findings of one code at one subject apart, if they are not about different hotfixes. */
  readonly part?: string;
  /** What was found. */
  readonly found: string;
  /** What is needed instead. */
  readonly needed: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Articles that say so. */
  readonly articles: readonly string[];
  readonly cause?: Cause;
}

/** A finding as users, reports and policies get it. */
export interface Finding extends RuleFinding {
  readonly rule: RuleId;
  readonly level: Level;
  readonly upgrades: readonly string[];
  /** Subject, found and needed as a sentence. */
  readonly message: string;
  /** Owner and last day of the waiver that covers it. */
  readonly waivedBy?: { readonly owner: string; readonly reason: string; readonly expires: string };
}

/** Whether a finding keeps an upgrade from being ready. */
export function isBlocker(finding: Finding): boolean {
  return finding.level === "mandatory" && finding.waivedBy === undefined;
}
