import type { DomainFacts, LogonPointFacts, SiteFacts } from "../../domain/model/document";
import { serversOf, type Facts } from "../../domain/model/facts";
import { sideBySide } from "../../domain/groups";
import { foldName } from "../../domain/names";
import { isMembers, membersOf } from "../../domain/model/plain-data";
import { isPending } from "../../domain/pending";
import { isExcluded, onlyIn, pointsOf, type Point } from "./changes";

/**
 * The facts of now for everything that was checked before: sites, domains and domain controllers that were there, in the
 * domains and with the logon methods that they had, and the upgrades that were planned. What is no longer declared is as
 * before. What is still found here is not resolved: less is checked or declared.
 */
export function inScopeOf(before: Facts, now: Facts): Facts {
  return {
    ...now,
    sites: merged(before.sites, now.sites, siteInScopeOf, (code) => code),
    domains: merged(before.domains, now.domains, domainInScopeOf, foldName),
    upgrades: [...now.upgrades, ...onlyIn(before.upgrades, now.upgrades)],
  };
}

/** All that either has, under the names of now; what both have is put together. */
function merged<T>(
  before: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
  together: (before: T, now: T) => T,
  keyOf: (name: string) => string,
): Record<string, T> {
  const entries = sideBySide(before, now, keyOf).map(([was, is]) => {
    if (was === undefined) return is;
    return is === undefined ? was : ([is[0], together(was[1], is[1])] as const);
  });
  return Object.fromEntries(entries);
}

function siteInScopeOf(before: SiteFacts, now: SiteFacts): SiteFacts {
  // What was read of another build says nothing of this one.
  const { version, fullVersion, ...lasting } = before;
  return {
    ...declared<SiteFacts>(before.build === now.build ? before : lasting, now, "hotfixes"),
    domains: [...now.domains, ...onlyIn(before.domains, now.domains, foldName)],
    logonInstallation: before.logonInstallation === false ? now.logonInstallation : before.logonInstallation,
    logonDiscovery: before.logonDiscovery === false ? now.logonDiscovery : before.logonDiscovery,
  };
}

function domainInScopeOf(before: DomainFacts, now: DomainFacts): DomainFacts {
  return {
    ...declared(before, now),
    bdcs: [...now.bdcs, ...onlyIn(serversOf(before), serversOf(now), foldName)],
    logonPoints: merged(pointsOf(before), pointsOf(now), pointInScopeOf, foldName),
  };
}

function pointInScopeOf(before: Point, now: Point): Point {
  if (now === undefined || isPending(now)) return before ?? now;
  if (before === undefined || isPending(before)) return isExcluded(now) ? before : now;
  if (isExcluded(now)) return before;
  const { modified, owners } = membersOf(now.copylog);
  const old = { ...before };
  if (modified !== undefined) delete old.updatedSinceFix;
  if (owners !== undefined && isMembers(before.copylog)) {
    // A file with an owner has shared lines, whatever was said of it before.
    const { corrupt, ...others } = before.copylog;
    old.copylog = others;
  }
  return declared<LogonPointFacts>(old, now, "copylog");
}

/** Everything that is declared now, and what was declared before of all else; below one key likewise, if both are known. */
function declared<T extends object>(before: Partial<T>, now: T, below?: keyof T): T {
  const known = Object.entries(now).filter(([key, value]) => !isSilent(value) || !Object.hasOwn(before, key));
  const all = { ...before, ...Object.fromEntries(known) } as T;
  const [old, young] = below === undefined ? [] : [before[below], now[below]];
  return below !== undefined && isMembers(old) && isMembers(young)
    ? { ...all, [below]: declared<object>(old, young) }
    : all;
}

function isSilent(value: unknown): boolean {
  return value === undefined || isPending(value) || (isMembers(value) && Object.keys(value).length === 0);
}
