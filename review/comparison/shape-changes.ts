import { SP2_BUILD } from "../../domain/builds";
import type { DomainFacts, SiteFacts } from "../../domain/model/document";
import { serversOf, type Facts } from "../../domain/model/facts";
import { foldName } from "../../domain/names";
import { isPending } from "../../domain/pending";
import { managesLogonPoints } from "../../rules/judge/context";
import { buildText } from "../writing/evidence";
import {
  changed,
  entriesInBoth,
  inBoth,
  isExcluded,
  onlyIn,
  pointOf,
  respelt,
  versionMeaning,
  type LocalChange,
} from "./changes";

/** Sites, domains and domain controllers that came, went, or take part in something else; and the plan. */
export function shapeChanges(before: Facts, now: Facts): LocalChange[] {
  return [
    ...onlyIn(Object.keys(before.sites), Object.keys(now.sites)).map((code) => removed(`site ${code}`)),
    ...onlyIn(Object.keys(now.sites), Object.keys(before.sites)).map((code) => shape("other", `site ${code} added`)),
    ...onlyIn(Object.keys(before.domains), Object.keys(now.domains), foldName).map((name) => removed(`domain ${name}`)),
    ...onlyIn(Object.keys(now.domains), Object.keys(before.domains), foldName).map((name) =>
      shape("other", `domain ${name} added`),
    ),
    ...inBoth(Object.keys(before.domains), Object.keys(now.domains), foldName).flatMap(([old, young]) =>
      respelt("domain", old, young),
    ),
    ...entriesInBoth(before.sites, now.sites).flatMap(([code, old, young]) => siteChanges(code, old, young)),
    ...entriesInBoth(before.domains, now.domains, foldName).flatMap(([name, old, young]) =>
      controllerChanges(name, old, young),
    ),
    ...planChanges(before, now),
  ];
}

function shape(effect: LocalChange["effect"], message: string): LocalChange {
  return { kind: "shape", effect, message };
}

/** What goes away is not judged any more. */
function removed(what: string): LocalChange {
  return shape("weaker", `${what} removed: it is not judged any more`);
}

/** Domain controllers that came, went, took over as PDC, or are logon points or not. */
function controllerChanges(domain: string, before: DomainFacts, now: DomainFacts): LocalChange[] {
  const [old, young] = [serversOf(before), serversOf(now)];
  return [
    ...onlyIn(old, young, foldName).map((server) => {
      const what = controllerText(server, before, domain);
      return isExcluded(pointOf(server, before)) ? shape("other", `${what} removed`) : removed(what);
    }),
    ...onlyIn(young, old, foldName).map((server) => shape("other", `${controllerText(server, now, domain)} added`)),
    ...(foldName(before.pdc) === foldName(now.pdc)
      ? []
      : changed("shape", "other", `PDC of domain ${domain}`, before.pdc, now.pdc)),
    ...inBoth(old, young, foldName).flatMap(([was, is]) => [
      ...respelt(`domain controller of ${domain}`, was, is),
      ...exclusionChange(`${is} of ${domain}`, isExcluded(pointOf(was, before)), isExcluded(pointOf(is, now))),
    ]),
  ];
}

function controllerText(server: string, facts: DomainFacts, domain: string): string {
  return `${isExcluded(pointOf(server, facts)) ? "domain controller" : "logon point"} ${server} of ${domain}`;
}

function exclusionChange(server: string, before: boolean, now: boolean): LocalChange[] {
  if (before === now) return [];
  return now
    ? [shape("weaker", `${server} is declared to be no logon point: it is not judged any more`)]
    : [shape("stronger", `${server} is no longer declared to be no logon point: it is judged now`)];
}

/** What a site is told to be. What is told in a way of its own is left out. */
const SAID: Readonly<
  Record<
    Exclude<
      keyof SiteFacts,
      "build" | "domains" | "logonInstallation" | "logonDiscovery" | "hotfixes" | "copylogFixInstalled"
    >,
    string
  >
> = {
  server: "server",
  name: "name",
  type: "type",
  parent: "parent",
  version: "version",
  fullVersion: "Full Version",
  setupType: "setup type",
  platform: "platform",
  remoteInstallation: "remote client installation",
};

function siteChanges(code: string, before: SiteFacts, now: SiteFacts): LocalChange[] {
  return [
    ...buildChange(code, before, now),
    ...(Object.keys(SAID) as (keyof typeof SAID)[]).flatMap((key) =>
      changed("shape", "other", `${SAID[key]} of site ${code}`, said(before[key]), said(now[key]), versionMeaning),
    ),
    ...methodChanges(code, before, now),
    ...onlyIn(before.domains, now.domains, foldName).map((name) => shape("weaker", `site ${code} left domain ${name}`)),
    ...onlyIn(now.domains, before.domains, foldName).map((name) =>
      shape("other", `site ${code} joined domain ${name}`),
    ),
    ...inBoth(before.domains, now.domains, foldName).flatMap(([old, young]) =>
      respelt(`domain of site ${code}`, old, young),
    ),
  ];
}

/** An upgrade that was carried out is told as such. */
function buildChange(code: string, before: SiteFacts, now: SiteFacts): LocalChange[] {
  if (before.build !== now.build && now.build === SP2_BUILD) {
    return [shape("other", `site ${code} is at SP2 now: ${buildText(before)} before`)];
  }
  return changed("shape", "other", `build of site ${code}`, said(before.build), said(now.build));
}

/** A site without any logon method manages no logon points: its domains are judged without it (Q235726). */
function methodChanges(code: string, before: SiteFacts, now: SiteFacts): LocalChange[] {
  if (managesLogonPoints(before) && !managesLogonPoints(now)) {
    const what = "logon client installation and logon client discovery are off";
    return [{ kind: "scope", effect: "weaker", message: `site ${code} manages no logon points any more: ${what}` }];
  }
  return [
    ...changed(
      "shape",
      "other",
      `logon client installation of site ${code}`,
      ...saidOf(before, now, "logonInstallation"),
    ),
    ...changed("shape", "other", `logon client discovery of site ${code}`, ...saidOf(before, now, "logonDiscovery")),
  ];
}

function saidOf(before: SiteFacts, now: SiteFacts, key: keyof SiteFacts): [string, string] {
  return [said(before[key]), said(now[key])];
}

function said(value: unknown): string {
  if (value === undefined) return "not stated";
  if (value === null) return "missing";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value !== "string") return isPending(value) ? "pending" : String(value);
  // A registry value can be any text, such as that for a value that is missing.
  return value.includes(" ") || RESERVED.has(value) ? JSON.stringify(value) : value;
}

const RESERVED: ReadonlySet<string> = new Set(["missing", "pending", "on", "off"]);

function planChanges(before: Facts, now: Facts): LocalChange[] {
  const [order, kept] = [inBoth(now.upgrades, before.upgrades), inBoth(before.upgrades, now.upgrades)].map((both) =>
    both.map(([, site]) => site).join(", "),
  );
  return [
    ...onlyIn(now.upgrades, before.upgrades).map((site) => plan(`upgrade of ${site} planned`)),
    ...onlyIn(before.upgrades, now.upgrades).map((site) => plan(`upgrade of ${site} no longer planned`)),
    ...(kept === order ? [] : [plan(`order of the upgrades: ${order} before, ${kept} now`)]),
  ];
}

function plan(message: string): LocalChange {
  return { kind: "plan", effect: "other", message };
}
