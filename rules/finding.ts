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

/** What distinguishes a subject from all others of its hierarchy, in any spelling. */
export function subjectKey(subject: Subject): string {
  return `${subject.kind} ${meantName(subject)}`;
}

export type { Level };

/** What a finding rests on: facts that are known, facts that are missing, or facts that this update will produce. */
export type Certainty = "known" | "unknown" | "pending";

/** What brings a finding about at another subject: a fact that is missing there, or another finding. */
export interface Cause {
  readonly subject: Subject;
  /** The missing fact, such as `copylogFixInstalled`. */
  readonly fact?: string;
  /** What to know about it, as a sentence. */
  readonly text: string;
}

/** What a rule reports about one subject, before waivers and levels. */
export interface RuleFinding {
  readonly code: string;
  readonly subject: Subject;
  readonly certainty: Certainty;
  /** The level of this very finding, if it is not the one of its rule. */
  readonly level?: Level;
  /** Sites whose upgrade it concerns; absent: every open upgrade. */
  readonly upgrades?: readonly string[];
  readonly hotfix?: HotfixId;
  /** Distinguishes several findings of one rule at one subject, such as lines of a file that break it in two ways. */
  readonly part?: string;
  /** What was found, as a phrase. */
  readonly found: string;
  /** What is needed instead, as a phrase. */
  readonly needed: string;
  /** Steps that fix it, as sentences, in the order in which they are done. */
  readonly remedy: readonly string[];
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
