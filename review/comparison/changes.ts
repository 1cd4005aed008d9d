import type { DomainFacts, LogonPointFacts } from "../../domain/document";
import { foldName } from "../../domain/names";
import { isPending, type Pending } from "../../domain/pending";
import type { Change } from "./comparison";

/** A change that is not yet told of which hierarchy. */
export type LocalChange = Omit<Change, "hierarchy">;

/** A change of what is stated from one value to another; empty where both are the same. */
export function changed(
  kind: Change["kind"],
  effect: Change["effect"],
  subject: string,
  before: string,
  now: string,
): LocalChange[] {
  return before === now ? [] : [{ kind, effect, message: `${subject}: ${before} before, ${now} now` }];
}

/** What is in the one and not in the other. */
export function onlyIn(some: Iterable<string>, others: Iterable<string>): string[] {
  const known = new Set(others);
  return [...some].filter((one) => !known.has(one));
}

/** What is in both. */
export function inBoth(some: Iterable<string>, others: Iterable<string>): string[] {
  const known = new Set(others);
  return [...some].filter((one) => known.has(one));
}

/** What is known of a domain controller, in whatever case its name stands; undefined where nothing is. */
export function pointOf(server: string, { logonPoints: points }: DomainFacts): LogonPointFacts | Pending | undefined {
  if (points === undefined || isPending(points)) return points;
  const name = Object.keys(points).find((one) => foldName(one) === foldName(server));
  return name === undefined ? undefined : points[name];
}
