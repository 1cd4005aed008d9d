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
