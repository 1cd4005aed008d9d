import { requiredHotfixes } from "../../domain/hotfixes";
import { sideBySide } from "../../domain/groups";
import { differences } from "../../domain/model/differences";
import type { DomainFacts, SiteFacts } from "../../domain/model/document";
import { writtenSite, type Facts } from "../../domain/model/facts";
import { foldName } from "../../domain/names";
import { isPending } from "../../domain/pending";
import { managesLogonPoints } from "../../rules/judge/context";
import { asList } from "../../rules/wording";
import { membersIn } from "../phrases/facts";
import { isExcluded, onlyIn, pointsOf, respelled, type LocalChange, type Point, type Side } from "./changes";
import { fieldChange, fieldChanges, type IsShown } from "./field-changes";
import { shownStill, type ShownStill } from "./shown-still";

/** What changed of the facts of a hierarchy: what Q261931 applies to, sites, domains and domain controllers, and the plan. */
export function factChanges(older: Side, younger: Side): LocalChange[] {
  const [{ facts: before }, { facts: now }] = [older, younger];
  const isShown = shownStill(older, younger);
  return [
    ...scopeChanges(before, now),
    ...entryChanges("site", before.sites, now.sites, (code) => code, {
      kept: (code, was, is) => siteChanges(code, was, is, isShown),
    }),
    ...entryChanges("domain", before.domains, now.domains, foldName, {
      kept: (name, was, is) => domainChanges(name, was, is, isShown),
    }),
    ...planChanges(before, now),
  ];
}

function scope(effect: LocalChange["effect"], message: string): LocalChange {
  return { kind: "scope", effect, message };
}

function shape(effect: LocalChange["effect"], message: string): LocalChange {
  return { kind: "shape", effect, message };
}

/** To what Q261931 applies: domains in which several sites manage logon points, and with them the hierarchy. */
function scopeChanges(before: Facts, now: Facts): LocalChange[] {
  const [old, young] = [membersIn(before), membersIn(now)];
  const isShared = (codes: readonly string[] = []) => codes.length > 1;
  const applied = [...old.values()].some(isShared);
  const applies = [...young.values()].some(isShared);
  const begun = "Q261931 applies now: several sites manage logon points in the same domain";
  const over = "Q261931 no longer applies to this hierarchy: no two sites manage logon points in the same domain";
  const ofHierarchy = applies ? scope("stronger", begun) : scope("weaker", over);
  // Nothing of a domain that is removed: that is reported as such.
  const ofDomains = Object.keys(now.domains).flatMap((name) => {
    const sites = young.get(foldName(name)) ?? [];
    if (isShared(old.get(foldName(name))) === isShared(sites)) return [];
    if (isShared(sites)) {
      return scope("stronger", `domain ${name} is shared now: ${asList(sites, 5)} manage logon points in it`);
    }
    const left = sites[0] === undefined ? "no site manages" : `${sites[0]} alone manages`;
    return scope("weaker", `domain ${name} is no longer shared: ${left} logon points in it`);
  });
  return [...(applied === applies ? [] : [ofHierarchy]), ...ofDomains];
}

/** What to say of things by their names: of one that went, one that came, and one that is still there. */
interface Fates<T> {
  readonly removed?: (name: string, before: T) => LocalChange;
  readonly added?: (name: string, now: T) => LocalChange;
  readonly kept?: (name: string, before: T, now: T) => LocalChange[];
}

/** What became of things of one kind. */
function entryChanges<T>(
  what: string,
  before: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
  keyOf: (name: string) => string,
  {
    removed = (name) => shape("weaker", `${what} ${name} removed: it is no longer checked`),
    added = (name) => shape("other", `${what} ${name} added`),
    kept = () => [],
  }: Fates<T>,
): LocalChange[] {
  return sideBySide(before, now, keyOf).flatMap(([was, is]) => {
    if (was === undefined) return [added(...is)];
    if (is === undefined) return [removed(...was)];
    return [...respelled(what, was[0], is[0]), ...kept(is[0], was[1], is[1])];
  });
}

function siteChanges(code: string, before: SiteFacts, now: SiteFacts, isShown: ShownStill): LocalChange[] {
  const [{ domains: old, ...was }, { domains: young, ...is }] = [writtenSite(before), writtenSite(now)];
  const fields = differences(was, is).flatMap((difference) => {
    const changes = fieldChange(`site ${code}`, difference, isShown.ofSite(code));
    if (isAsked(difference.path, now)) return changes;
    // Evidence that the build of a site does not ask for weakens nothing, and goes away with the build that did.
    const kept = changes.filter(({ effect }) => before.build === now.build || effect === "stronger");
    return kept.map((change): LocalChange => ({ ...change, effect: "other" }));
  });
  return [
    ...fields,
    // A site without any logon method manages no logon points: its domains are checked without it (Q235726).
    ...(managesLogonPoints(before) && !managesLogonPoints(now)
      ? [scope("weaker", `site ${code} no longer manages logon points: its logon methods are off`)]
      : []),
    ...entryChanges(`domain of site ${code}`, named(old), named(young), foldName, {
      removed: (name) => shape("weaker", `site ${code} left domain ${name}`),
      added: (name) => shape("other", `site ${code} joined domain ${name}`),
    }),
  ];
}

/** Whether the build of a site asks for what a field shows. */
function isAsked([field, hotfix]: readonly string[], { build }: SiteFacts): boolean {
  if (isPending(build) || (field !== "hotfixes" && field !== "copylogFixInstalled")) return true;
  return requiredHotfixes(build).some(({ id }) => hotfix === undefined || id === hotfix);
}

function named(names: readonly string[]): Record<string, undefined> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

/** Its Senior.lst, and domain controllers that came, went, took over as PDC, or are logon points or not. */
function domainChanges(name: string, before: DomainFacts, now: DomainFacts, isShown: ShownStill): LocalChange[] {
  const { pdc: oldPdc, bdcs: oldBdcs, logonPoints: oldPoints, ...old } = before;
  const { pdc, bdcs, logonPoints, ...young } = now;
  const title = (point: Point) => (isExcluded(point) ? "domain controller" : "logon point");
  return [
    ...fieldChanges(`domain ${name}`, old, young, isShown.ofDomain(name)),
    ...(foldName(oldPdc) === foldName(pdc) ? [] : fieldChanges(`domain ${name}`, { pdc: oldPdc }, { pdc })),
    ...entryChanges(`domain controller of ${name}`, pointsOf(before), pointsOf(now), foldName, {
      removed: (server, point) =>
        isExcluded(point)
          ? shape("other", `domain controller ${server} of ${name} removed`)
          : shape("weaker", `logon point ${server} of ${name} removed: it is no longer checked`),
      added: (server, point) => shape("other", `${title(point)} ${server} of ${name} added`),
      kept: (server, was, is) => pointChanges(`${server} of ${name}`, was, is, isShown.ofPoint(name, server)),
    }),
  ];
}

function pointChanges(server: string, before: Point, now: Point, isShown: IsShown): LocalChange[] {
  if (isExcluded(before) === isExcluded(now)) return fieldChanges(`logon point ${server}`, before, now, isShown);
  return isExcluded(now)
    ? [shape("weaker", `${server} is declared to be no logon point: it is no longer checked`)]
    : [shape("stronger", `${server} is no longer declared to be no logon point: it is checked now`)];
}

function planChanges({ upgrades: before }: Facts, { upgrades: now }: Facts): LocalChange[] {
  const plan = (message: string): LocalChange => ({ kind: "plan", effect: "other", message });
  const [removed, added] = [onlyIn(before, now), onlyIn(now, before)];
  const [old, young] = [onlyIn(before, removed).join(", "), onlyIn(now, added).join(", ")];
  return [
    ...added.map((site) => plan(`upgrade of ${site} planned`)),
    ...removed.map((site) => plan(`upgrade of ${site} no longer planned`)),
    ...(old === young ? [] : [plan(`order of the upgrades: ${old} before, ${young} now`)]),
  ];
}
