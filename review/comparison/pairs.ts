import type { Waiver } from "../../domain/waiver";
import { foldName, isSiteCode } from "../../domain/names";
import { byKey } from "../../domain/groups";
import { WAIVABLE_RULES, type RuleId } from "../../domain/rule-ids";
import { meantName, type Subject } from "../../rules/finding";
import { HOTFIX_RULES } from "../../rules/hotfix/index";
import { SUBJECT_KINDS } from "../../rules/judge/waiver-subject";
import type { PlacedFinding } from "../place";
import type { ComparedFinding } from "./comparison";

type Keyed = Pick<PlacedFinding, "rule" | "code" | "subject" | "hotfix">;

/** What tells a finding from all others, wherever it is declared and however its subject is spelt or it is worded. */
export function findingKey(hierarchy: string, { rule, code, subject, hotfix }: Keyed): string {
  return JSON.stringify([hierarchy, rule, code, subject.kind, nameKey(subject), hotfix ?? ""]);
}

/** Rules of which every code is a matter of its own. In the others one code takes the place of another. */
const MANY_MATTERS: readonly RuleId[] = ["upgrade-advice", "upgrade-gate"];

/** What a finding is about, whatever is found of it: a hotfix that is missing or too old is one matter. */
export function matterKey(hierarchy: string, finding: Keyed): string {
  const { rule, code, subject, hotfix } = finding;
  const matter = isOnHotfixes(rule) ? "hotfix" : MANY_MATTERS.includes(rule) ? `${rule} ${code}` : rule;
  return JSON.stringify([hierarchy, matter, subject.kind, nameKey(subject), hotfix ?? ""]);
}

/** Whether a rule reports a part of one matter: whether a hotfix is shown at a site. */
function isOnHotfixes(rule: RuleId): boolean {
  return HOTFIX_RULES.some(({ id }) => id === rule);
}

/** Rules whose findings are about domains and servers, the names of which ignore case. */
const ON_NAMES: readonly RuleId[] = WAIVABLE_RULES.filter((rule) => !SUBJECT_KINDS[rule].includes("site"));

/** What tells a waiver from others: its rule and what it is for. Site codes keep their case. */
export function waiverKey({ rule, subject }: Pick<Waiver, "rule" | "subject">): string {
  return `${rule} ${ON_NAMES.includes(rule) || !isSiteCode(subject) ? foldName(subject) : subject}`;
}

/** What tells a subject from all others of its hierarchy, however it is spelt. */
export function subjectKey(subject: Subject): string {
  return `${subject.kind} ${nameKey(subject)}`;
}

function nameKey(subject: Subject): string {
  return subject.kind === "waiver" ? waiverNameKey(subject.name) : meantName(subject);
}

/** A waiver is called by its rule and what it is for. */
function waiverNameKey(name: string): string {
  const [rule = "", ...words] = name.split(" ");
  return waiverKey({ rule: rule as Waiver["rule"], subject: words.join(" ") });
}

/** Findings of two judgements, each with its counterpart. */
export interface Pairing {
  readonly pairs: readonly (readonly [before: ComparedFinding, now: ComparedFinding])[];
  /** Findings of before that have no counterpart now. */
  readonly over: readonly ComparedFinding[];
  /** Findings of now that had no counterpart before. */
  readonly fresh: readonly ComparedFinding[];
}

/** Pairs findings that are the same, then those of which one took the place of the other. */
export function pairUp(before: readonly ComparedFinding[], now: readonly ComparedFinding[]): Pairing {
  const same = pairBy(before, now, ({ hierarchy, finding }) => findingKey(hierarchy, finding) + lineOf(finding));
  const turned = pairBy(same.over, same.fresh, ({ hierarchy, finding }) => {
    return matterKey(hierarchy, finding) + lineOf(finding);
  });
  return { pairs: [...same.pairs, ...turned.pairs], over: turned.over, fresh: turned.fresh };
}

/** A server can have stale lines twice, shared ones and those of a site's own: what is needed tells them apart. */
function lineOf({ rule, needed }: ComparedFinding["finding"]): string {
  return rule === "copylog-owners" ? foldName(needed) : "";
}

function pairBy(
  before: readonly ComparedFinding[],
  now: readonly ComparedFinding[],
  keyOf: (one: ComparedFinding) => string,
): Pairing {
  const open = byKey(now, keyOf);
  const pairs: [ComparedFinding, ComparedFinding][] = [];
  const over: ComparedFinding[] = [];
  for (const one of before) {
    const counterpart = open.get(keyOf(one))?.shift();
    if (counterpart === undefined) over.push(one);
    else pairs.push([one, counterpart]);
  }
  const paired = new Set(pairs.map(([, one]) => one));
  return { pairs, over, fresh: now.filter((one) => !paired.has(one)) };
}
