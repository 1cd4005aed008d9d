import type { CopylogFacts, DomainFacts, LogonPointFacts, SiteFacts } from "../../domain/model/document";
import { serversOf, type Facts } from "../../domain/model/facts";
import { sideBySide } from "../../domain/groups";
import { foldName } from "../../domain/names";
import { isPending, type Pending } from "../../domain/pending";
import { isExcluded, onlyIn, pointOf, type Point } from "./changes";

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
  const old = before.build === now.build ? before : lasting;
  return {
    ...declared<SiteFacts>(old, now),
    ...combined(before, now, "hotfixes", declared),
    domains: [...now.domains, ...onlyIn(before.domains, now.domains, foldName)],
    logonInstallation: before.logonInstallation === false ? now.logonInstallation : before.logonInstallation,
    logonDiscovery: before.logonDiscovery === false ? now.logonDiscovery : before.logonDiscovery,
  };
}

function domainInScopeOf(before: DomainFacts, now: DomainFacts): DomainFacts {
  const all = [...serversOf(now), ...onlyIn(serversOf(before), serversOf(now), foldName)];
  const points = all.flatMap((server): [string, LogonPointFacts | Pending][] => {
    const point = pointInScopeOf(pointOf(server, before), pointOf(server, now));
    return point === undefined ? [] : [[server, point]];
  });
  return { ...declared(before, now), bdcs: all.slice(1), logonPoints: Object.fromEntries(points) };
}

function pointInScopeOf(before: Point, now: Point): Point {
  if (now === undefined || isPending(now)) return before ?? now;
  if (before === undefined || isPending(before)) return isExcluded(now) ? before : now;
  if (isExcluded(now)) return before;
  const { updatedSinceFix, ...others } = before;
  const isTimed = isRecord(now.copylog) && now.copylog.modified !== undefined;
  return { ...declared<LogonPointFacts>(isTimed ? others : before, now), ...combined(before, now, "copylog", fileOf) };
}

/** A file with an owner has shared lines, whatever was said of it before. */
function fileOf(before: CopylogFacts, now: CopylogFacts): CopylogFacts {
  const { corrupt, ...others } = before;
  return declared<CopylogFacts>(now.owners === undefined ? before : others, now);
}

/** Two records under one key put together, if both are known. */
function combined<K extends string, V extends object>(
  before: Readonly<Partial<Record<K, V | Pending | undefined>>>,
  now: Readonly<Partial<Record<K, V | Pending | undefined>>>,
  key: K,
  combine: (before: V, now: V) => V,
): Partial<Record<K, V>> {
  const [old, young]: (V | Pending | undefined)[] = [before[key], now[key]];
  return isRecord(old) && isRecord(young) ? ({ [key]: combine(old, young) } as Partial<Record<K, V>>) : {};
}

/** Everything that is declared now, and what was declared before of all else. */
function declared<T extends object>(before: Partial<T>, now: T): T {
  const known = Object.entries(now).filter(([key, value]) => !isSilent(value) || !Object.hasOwn(before, key));
  return { ...before, ...Object.fromEntries(known) } as T;
}

function isSilent(value: unknown): boolean {
  return value === undefined || isPending(value) || (isRecord(value) && Object.keys(value).length === 0);
}

function isRecord<T>(value: T): value is T & object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
