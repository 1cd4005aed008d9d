import type { DomainFacts, LogonPointFacts } from "../../domain/model/document";
import { byName } from "../../domain/names";
import { isPending, type Pending } from "../../domain/pending";
import { parseVersion } from "../../domain/version";
import type { Change } from "./comparison";

/** A change that is not yet told of which hierarchy. */
export type LocalChange = Omit<Change, "hierarchy">;

/** The form of a text in which two spellings of one thing are equal. */
export type MeaningOf = (text: string) => string;

const asItStands: MeaningOf = (text) => text;

/** Versions compare as numbers: `2.00.1380.1000` is `2.0.1380.1000`. */
export const versionMeaning: MeaningOf = (text) => {
  const version = parseVersion(text);
  return version === undefined ? text : Object.values(version).join(".");
};

/** A change of what is stated from one value to another; empty where both are the same. */
export function changed(
  kind: Change["kind"],
  effect: Change["effect"],
  subject: string,
  before: string,
  now: string,
  meaningOf = asItStands,
): LocalChange[] {
  if (meaningOf(before) === meaningOf(now)) return respelt(subject, before, now);
  return [{ kind, effect, message: `${subject}: ${before} before, ${now} now` }];
}

/** Another spelling of the same; empty where it is the same spelling. */
export function respelt(subject: string, before: string, now: string): LocalChange[] {
  if (before === now) return [];
  return [{ kind: "spelling", effect: "other", message: `${subject}: spelt ${now} now, ${before} before` }];
}

/** What is in the one and not in the other. */
export function onlyIn(some: Iterable<string>, others: Iterable<string>, keyOf = asItStands): string[] {
  const known = new Set([...others].map(keyOf));
  return [...some].filter((one) => !known.has(keyOf(one)));
}

/** What is in both, as either spells it. */
export function inBoth(
  before: Iterable<string>,
  now: Iterable<string>,
  keyOf = asItStands,
): (readonly [before: string, now: string])[] {
  const known = new Map([...before].map((one) => [keyOf(one), one]));
  return [...now].flatMap((one) => {
    const old = known.get(keyOf(one));
    return old === undefined ? [] : [[old, one] as const];
  });
}

/** All that two records have under names of both, with the name of now. */
export function entriesInBoth<T>(
  before: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
  keyOf = asItStands,
): (readonly [name: string, before: T, now: T])[] {
  return inBoth(Object.keys(before), Object.keys(now), keyOf).map(([old, young]) => {
    return [young, before[old] as T, now[young] as T] as const;
  });
}

/** What is known of a domain controller; undefined where nothing is. */
export type Point = LogonPointFacts | Pending | undefined;

/** What is known of a domain controller, in whatever case its name stands. */
export function pointOf(server: string, { logonPoints: points }: DomainFacts): Point {
  return points === undefined || isPending(points) ? points : byName(points)(server);
}

/** Whether a domain controller is known to be no logon point. */
export function isExcluded(point: Point): boolean {
  return point !== undefined && !isPending(point) && point.logonPoint === false;
}
