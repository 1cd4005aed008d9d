import { SP2_BUILD } from "./builds";
import type { DomainFacts, HierarchyDocument, Known, LogonPointFacts, SiteFacts } from "./document";
import { foldName } from "./names";
import { isPending, PENDING, type Pending } from "./pending";

/**
 * Whether Copylog.tcf was written after the last site of its domain got its Copylog hotfix (Q249077): only where the
 * times of the file and of all taking-part sites below SP2 are known. A stated value stays; it agrees, or the document
 * is bad input.
 */
export function computeUpdatedSinceFix(facts: HierarchyDocument): HierarchyDocument {
  const timed = Object.entries(facts.domains).filter(([, { logonPoints }]) =>
    Object.values(knownPoints(logonPoints)).some(hasModified),
  );
  if (timed.length === 0) return facts;
  const sites = belowSp2ByDomain(facts);
  const computed = timed.map(([name, domain]) => {
    const installed = lastFixInstalled(sites.get(foldName(name)) ?? []);
    return [name, { ...domain, logonPoints: withComputed(knownPoints(domain.logonPoints), installed) }] as const;
  });
  return { ...facts, domains: { ...facts.domains, ...Object.fromEntries(computed) } };
}

/** Whether a file was written after the last fix: milliseconds since 1970; undefined while a time is not known. */
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

type LogonPoints = Known<DomainFacts["logonPoints"]>;

function withComputed(points: LogonPoints, installed: number | Pending | undefined): LogonPoints {
  return Object.fromEntries(
    Object.entries(points).map(([server, point]) => {
      if (!hasModified(point) || point.updatedSinceFix !== undefined) return [server, point];
      const updatedSinceFix = isUpdatedSince(point.copylog.modified, installed);
      return [server, updatedSinceFix === undefined ? point : { ...point, updatedSinceFix }];
    }),
  );
}

type WithModified = LogonPointFacts & { copylog: { modified: string | Pending } };

function hasModified(point: LogonPointFacts | Pending): point is WithModified {
  return (
    !isPending(point) &&
    point.copylog !== undefined &&
    !isPending(point.copylog) &&
    point.copylog.modified !== undefined
  );
}

function knownPoints(points: DomainFacts["logonPoints"]): LogonPoints {
  return points === undefined || isPending(points) ? {} : points;
}

function belowSp2ByDomain(facts: HierarchyDocument): Map<string, SiteFacts[]> {
  const byDomain = new Map<string, SiteFacts[]>();
  for (const site of Object.values(facts.sites)) {
    const takesPart = site.logonInstallation !== false || site.logonDiscovery !== false;
    if (site.build === SP2_BUILD || !takesPart) continue;
    for (const name of site.domains.map(foldName)) {
      const others = byDomain.get(name);
      if (others === undefined) byDomain.set(name, [site]);
      else others.push(site);
    }
  }
  return byDomain;
}
