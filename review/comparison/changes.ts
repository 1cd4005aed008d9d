import type { DomainFacts, LogonPointFacts } from "../../domain/model/document";
import { serversOf } from "../../domain/model/facts";
import { byName } from "../../domain/names";
import { isPending, type Pending } from "../../domain/pending";
import type { HierarchyReview } from "../review";
import type { Change } from "./comparison";

/** One side of a comparison: what is declared of a hierarchy, and what it is checked by. */
export interface Side extends Pick<HierarchyReview, "facts" | "governance"> {
  readonly today: string;
}

/** A change without the hierarchy that it is in. */
export type LocalChange = Omit<Change, "hierarchy">;

/** Another spelling of the same; empty if it is the same spelling. */
export function respelled(subject: string, before: string, now: string): LocalChange[] {
  if (before === now) return [];
  return [{ kind: "spelling", effect: "other", message: `${subject}: spelled ${now} now, ${before} before` }];
}

/** What is in the first and not in the second. */
export function onlyIn(
  names: readonly string[],
  others: readonly string[],
  keyOf: (name: string) => string = (name) => name,
): string[] {
  const known = new Set(others.map(keyOf));
  return names.filter((name) => !known.has(keyOf(name)));
}

/** What is known of a domain controller; undefined: nothing. */
export type Point = LogonPointFacts | Pending | undefined;

/** What is known of each domain controller of a domain, in whatever case its name stands. */
export function pointsOf(domain: DomainFacts): Record<string, Point> {
  const { logonPoints: points } = domain;
  const pointOf = points === undefined || isPending(points) ? () => points : byName(points);
  return Object.fromEntries(serversOf(domain).map((server) => [server, pointOf(server)]));
}

/** Whether a domain controller is known to be no logon point. */
export function isExcluded(point: Point): boolean {
  return point !== undefined && !isPending(point) && point.logonPoint === false;
}
