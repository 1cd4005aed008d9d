import { isPending, PENDING, type Pending } from "../pending";

/**
 * Whether Copylog.tcf was written after the last site of its domain got its Copylog hotfix (Q249077). Undefined while a
 * time is not known.
 *
 * @param installed milliseconds since 1970, see {@link lastFixInstalled}.
 */
export function isUpdatedSince(
  modified: string | Pending | undefined,
  installed: number | Pending | undefined,
): boolean | Pending | undefined {
  if (modified === undefined || installed === undefined) return undefined;
  if (isPending(modified) || isPending(installed)) return PENDING;
  return Date.parse(modified) > installed;
}

/** When the last of these sites got its Copylog hotfix; undefined while one of the times is not known. */
export function lastFixInstalled(
  sites: readonly { readonly copylogFixInstalled?: string | Pending | undefined }[],
): number | Pending | undefined {
  const times = sites.map((site) => site.copylogFixInstalled);
  if (times.includes(undefined)) return undefined;
  if (times.some(isPending)) return PENDING;
  return (times as string[]).reduce((last, time) => Math.max(last, Date.parse(time)), -Infinity);
}
