import { byKey } from "../../domain/groups";
import { foldName, isSiteCode } from "../../domain/names";
import { meantName, type Subject } from "../../rules/finding";
import { RULES } from "../../rules/index";
import type { PlacedFinding } from "../place";
import type { ComparedFinding } from "./comparison";

/** What tells a finding from all others, wherever it is declared and however its subject is spelled or it is worded. */
export function findingKey(hierarchy: string, { rule, code, ...finding }: PlacedFinding): string {
  return JSON.stringify([hierarchy, rule, code, ...aboutOf(finding)]);
}

/** What a finding is about, whatever is found of it: a hotfix that is missing or too old is one matter. */
export function matterOf({ rule, code }: Pick<PlacedFinding, "rule" | "code">): string {
  return RULES.find(({ id }) => id === rule)?.matterOf?.(code) ?? rule;
}

function aboutOf({ subject, hotfix, part }: Pick<PlacedFinding, "subject" | "hotfix" | "part">): string[] {
  return [subject.kind, nameKey(subject), hotfix ?? "", ...(part === undefined ? [] : [part])];
}

/** What tells a waiver from others: its rule and what it is for. Site codes keep their case. */
export function waiverKey({ rule, subject }: { readonly rule: string; readonly subject: string }): string {
  const isOnSites = RULES.find(({ id }) => id === rule)?.subjects.includes("site") ?? true;
  return `${rule} ${isOnSites && isSiteCode(subject) ? subject : foldName(subject)}`;
}

/** What tells a subject from all others of its hierarchy, however it is spelled. */
export function subjectKey(subject: Subject): string {
  return `${subject.kind} ${nameKey(subject)}`;
}

function nameKey(subject: Subject): string {
  if (subject.kind !== "waiver") return meantName(subject);
  // A waiver is called by its rule and what it is for.
  const [rule = "", ...words] = subject.name.split(" ");
  return waiverKey({ rule, subject: words.join(" ") });
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
  const same = pairBy(before, now, ({ hierarchy, finding }) => findingKey(hierarchy, finding));
  const turned = pairBy(same.over, same.fresh, ({ hierarchy, finding }) =>
    JSON.stringify([hierarchy, matterOf(finding), ...aboutOf(finding)]),
  );
  return { pairs: [...same.pairs, ...turned.pairs], over: turned.over, fresh: turned.fresh };
}

function pairBy(
  before: readonly ComparedFinding[],
  now: readonly ComparedFinding[],
  keyOf: (compared: ComparedFinding) => string,
): Pairing {
  const open = byKey(now, keyOf);
  const pairs: [ComparedFinding, ComparedFinding][] = [];
  const over: ComparedFinding[] = [];
  for (const compared of before) {
    const counterpart = open.get(keyOf(compared))?.shift();
    if (counterpart === undefined) over.push(compared);
    else pairs.push([compared, counterpart]);
  }
  const paired = new Set(pairs.map(([, compared]) => compared));
  return { pairs, over, fresh: now.filter((compared) => !paired.has(compared)) };
}
