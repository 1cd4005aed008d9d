import type { DomainFacts, LogonPointFacts } from "../../domain/model/document";
import { byName } from "../../domain/names";
import { isPending, type Pending } from "../../domain/pending";
import type { Change } from "./comparison";

/** A change without the hierarchy that it is in. */
export type LocalChange = Omit<Change, "hierarchy">;

/** The form of a text in which two spellings of one thing are equal. */
export type MeaningOf = (text: string) => string;

const asItStands: MeaningOf = (text) => text;

/** A change from one value to another; another spelling if both mean the same; empty if they are the same. */
export function changed(
  kind: Change["kind"],
  effect: Change["effect"],
  subject: string,
  before: string,
  now: string,
  meaningOf = asItStands,
): LocalChange[] {
  if (meaningOf(before) === meaningOf(now)) return respelled(subject, before, now);
  return [{ kind, effect, message: `${subject}: ${before} before, ${now} now` }];
}

/** Another spelling of the same; empty if it is the same spelling. */
export function respelled(subject: string, before: string, now: string): LocalChange[] {
  if (before === now) return [];
  return [{ kind: "spelling", effect: "other", message: `${subject}: spelled ${now} now, ${before} before` }];
}

/** What is in the first and not in the second. */
export function onlyIn(names: Iterable<string>, others: Iterable<string>, keyOf = asItStands): string[] {
  const known = new Set([...others].map(keyOf));
  return [...names].filter((name) => !known.has(keyOf(name)));
}

/** What is in both, as either spells it. */
export function inBoth(
  before: Iterable<string>,
  now: Iterable<string>,
  keyOf = asItStands,
): (readonly [before: string, now: string])[] {
  const known = new Map([...before].map((name) => [keyOf(name), name]));
  return [...now].flatMap((name) => {
    const old = known.get(keyOf(name));
    return old === undefined ? [] : [[old, name] as const];
  });
}

/** What is known of a domain controller; undefined: nothing. */
export type Point = LogonPointFacts | Pending | undefined;

/** What is known of a domain controller, in whatever case its name stands. */
export function pointOf(server: string, { logonPoints: points }: DomainFacts): Point {
  return points === undefined || isPending(points) ? points : byName(points)(server);
}

/** Whether a domain controller is known to be no logon point. */
export function isExcluded(point: Point): boolean {
  return point !== undefined && !isPending(point) && point.logonPoint === false;
}
