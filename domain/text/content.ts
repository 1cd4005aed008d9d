import type { Path, Position } from "../model/bad-input";
import type { Reading } from "../model/facts";

/** Where a part of a text stands: a member at its key, an item at itself. With `around`, else the nearest around it. */
export type PlaceFinder = (path: Path, around?: "around") => Position | undefined;

/** What a text holds. */
export interface Content extends Reading {
  readonly value: unknown;
  readonly find: PlaceFinder;
  /** What declares a part, if that has no lines: a stack that shares facts. */
  readonly sourceOf?: (path: Path) => string | undefined;
  /** The words for an issue with a null, if what stands in the text says more. */
  readonly reasonFor?: (path: Path, expected: string) => string | undefined;
}

/** Members of objects by key, each object indexed once: a hierarchy has thousands of sites. */
export function indexed<Owner extends object, Member>(
  membersOf: (owner: Owner) => readonly (readonly [key: string, member: Member])[],
): (owner: Owner | undefined, key: string) => Member | undefined {
  const known = new WeakMap<Owner, ReadonlyMap<string, Member>>();
  return (owner, key) => {
    if (owner === undefined) return undefined;
    const members = known.get(owner) ?? new Map(membersOf(owner));
    known.set(owner, members);
    return members.get(key);
  };
}
