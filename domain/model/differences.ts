import { sideBySide } from "../groups";
import { parseFilePath } from "../hotfixes";
import { foldName } from "../names";
import { seniorSiteCode } from "../text/senior-list";
import { versionMeaning } from "../version";
import { isMembers, membersOf } from "./plain-data";

/** A field in which two declarations of one thing differ. */
export interface FieldDifference {
  /** The keys that lead to it, as the first declaration spells them, else as the second does. */
  readonly path: readonly string[];
  /** What is declared there; undefined: nothing. A record only beside a value in its place, such as one that is pending. */
  readonly before: unknown;
  readonly now: unknown;
  /** Both mean the same. */
  readonly isSpelling: boolean;
}

/**
 * The fields in which two declarations of one thing differ: a site, a domain, a logon point, or a part of one. An empty record
 * declares nothing.
 */
export function differences(before: unknown, now: unknown, path: readonly string[] = []): FieldDifference[] {
  if ([before, now].some((value) => value !== undefined && !isMembers(value)))
    return leafDifferences(before, now, path);
  return sideBySide(membersOf(before), membersOf(now), keyMeaning).flatMap(([was, is]) => {
    const own = differences(was?.[1], is?.[1], [...path, (was ?? is)[0]]);
    const isRespelled = was !== undefined && is !== undefined && was[0] !== is[0];
    return isRespelled ? [{ path, before: was[0], now: is[0], isSpelling: true }, ...own] : own;
  });
}

/** Of all keys only paths of files have more than one spelling. */
function keyMeaning(key: string): string {
  return parseFilePath(key).key;
}

function leafDifferences(before: unknown, now: unknown, path: readonly string[]): FieldDifference[] {
  const [old, young] = [before, now].map((value) => (isEmpty(value) ? undefined : value));
  const key = path.at(-1);
  const isSpelling = meaningOf(old, key) === meaningOf(young, key);
  const isSame = old === young || (isSpelling && Array.isArray(old) && old.join() === String(young));
  return isSame ? [] : [{ path, before: old, now: young, isSpelling }];
}

function isEmpty(value: unknown): boolean {
  return isMembers(value) && Object.keys(value).length === 0;
}

const TIME = /^\d{4}-\d\d-\d\dT/;

/** What a value means in whatever spelling: versions are numbers, times are instants, lists of site codes ignore case. */
function meaningOf(value: unknown, key: string | undefined): unknown {
  if (Array.isArray(value)) {
    const codes = value.map((code) => foldName(String(code)));
    return JSON.stringify(key === "siteFolders" ? codes.sort() : codes);
  }
  if (typeof value !== "string") return value;
  // Its first three characters alone carry meaning (Q263395).
  if (key === "seniorList") return seniorSiteCode(value);
  return TIME.test(value) ? Date.parse(value) : versionMeaning(value);
}
