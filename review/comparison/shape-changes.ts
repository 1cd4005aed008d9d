import type { DomainFacts, SiteFacts } from "../../domain/document";
import type { Facts } from "../../domain/facts";
import { isPending } from "../../domain/pending";
import { changed, inBoth, onlyIn, pointOf, type LocalChange } from "./changes";

/** Sites, domains and domain controllers that came, went, or take part in something else; and the plan. */
export function shapeChanges(before: Facts, now: Facts): LocalChange[] {
  return [
    ...members("site", Object.keys(before.sites), Object.keys(now.sites)),
    ...members("domain", Object.keys(before.domains), Object.keys(now.domains)),
    ...inBoth(Object.keys(now.sites), Object.keys(before.sites)).flatMap((code) =>
      siteChanges(code, before.sites[code] as SiteFacts, now.sites[code] as SiteFacts),
    ),
    ...inBoth(Object.keys(now.domains), Object.keys(before.domains)).flatMap((name) =>
      members(
        "logon point",
        controllersOf(name, before.domains[name] as DomainFacts),
        controllersOf(name, now.domains[name] as DomainFacts),
      ),
    ),
    ...planChanges(before, now),
  ];
}

/** What goes away is not judged any more. */
function members(kind: string, before: readonly string[], now: readonly string[]): LocalChange[] {
  return [
    ...onlyIn(before, now).map((name): LocalChange => ({
      kind: "shape",
      effect: "weaker",
      message: `${kind} ${name} removed: it is not judged any more`,
    })),
    ...onlyIn(now, before).map((name): LocalChange => ({
      kind: "shape",
      effect: "other",
      message: `${kind} ${name} added`,
    })),
  ];
}

/** Domain controllers that may be logon points, each with its domain. */
function controllersOf(domain: string, facts: DomainFacts): string[] {
  return [facts.pdc, ...facts.bdcs]
    .filter((server) => {
      const point = pointOf(server, facts);
      return point === undefined || isPending(point) || point.logonPoint !== false;
    })
    .map((server) => `${server} of ${domain}`);
}

const SAID = [
  ["type", "type"],
  ["parent", "parent"],
  ["build", "build"],
  ["version", "version"],
  ["fullVersion", "Full Version"],
  ["setupType", "setup type"],
  ["platform", "platform"],
  ["logonInstallation", "logon client installation"],
  ["logonDiscovery", "logon client discovery"],
  ["remoteInstallation", "remote client installation"],
] as const satisfies readonly (readonly [keyof SiteFacts, string])[];

function siteChanges(code: string, before: SiteFacts, now: SiteFacts): LocalChange[] {
  return [
    ...SAID.flatMap(([key, word]) =>
      changed("shape", "other", `${word} of site ${code}`, said(before[key]), said(now[key])),
    ),
    ...onlyIn(before.domains, now.domains).map((domain): LocalChange => ({
      kind: "shape",
      effect: "weaker",
      message: `site ${code} left domain ${domain}`,
    })),
    ...onlyIn(now.domains, before.domains).map((domain): LocalChange => ({
      kind: "shape",
      effect: "other",
      message: `site ${code} joined domain ${domain}`,
    })),
  ];
}

function said(value: unknown): string {
  if (value === undefined) return "not stated";
  if (value === null) return "missing";
  return isPending(value) ? "pending" : String(value);
}

function planChanges(before: Facts, now: Facts): LocalChange[] {
  const kept = inBoth(now.upgrades, before.upgrades);
  const order = inBoth(before.upgrades, now.upgrades);
  return [
    ...onlyIn(now.upgrades, before.upgrades).map((site): LocalChange => plan(`upgrade of ${site} planned`)),
    ...onlyIn(before.upgrades, now.upgrades).map((site): LocalChange => plan(`upgrade of ${site} no longer planned`)),
    ...(kept.join() === order.join()
      ? []
      : [plan(`order of the upgrades: ${order.join(", ")} before, ${kept.join(", ")} now`)]),
  ];
}

function plan(message: string): LocalChange {
  return { kind: "plan", effect: "other", message };
}
