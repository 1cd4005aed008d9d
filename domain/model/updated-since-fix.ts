import { isPending, PENDING, type Pending } from "../pending";

/** When the sites of a domain got their Copylog hotfix (Q249077), as far as it is known. */
export interface FixTimes {
  /** The last of the known times, in milliseconds since 1970. */
  readonly last: number;
  /** What the times that are missing are; absent: none is missing. */
  readonly missing?: "unknown" | "pending";
}

/**
 * Whether Copylog.tcf was written after the last site of its domain got its Copylog hotfix. Undefined while a time that
 * decides it is not known: one known time that is not before it is enough for a no.
 */
export function isUpdatedSince(
  modified: string | Pending | undefined,
  installed: FixTimes | undefined,
): boolean | Pending | undefined {
  if (modified === undefined || installed === undefined) return undefined;
  if (isPending(modified)) return installed.missing === "unknown" ? undefined : PENDING;
  if (Date.parse(modified) <= installed.last) return false;
  if (installed.missing === undefined) return true;
  return installed.missing === "pending" ? PENDING : undefined;
}

/** When these sites got their Copylog hotfix. */
export function lastFixInstalled(
  sites: readonly { readonly copylogFixInstalled?: string | Pending | undefined }[],
): FixTimes {
  const times = sites.map((site) => site.copylogFixInstalled);
  const known = times.filter((time) => typeof time === "string").map((time) => Date.parse(time));
  const last = known.reduce((latest, time) => Math.max(latest, time), -Infinity);
  if (times.includes(undefined)) return { last, missing: "unknown" };
  return times.some(isPending) ? { last, missing: "pending" } : { last };
}
