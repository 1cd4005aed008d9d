import { SP2_BUILD } from "../../domain/builds";
import type { DomainFacts, SiteFacts } from "../../domain/model/document";
import { serversOf, type Facts } from "../../domain/model/facts";
import { foldName } from "../../domain/names";
import { isPending } from "../../domain/pending";
import { versionMeaning } from "../../domain/version";
import { managesLogonPoints } from "../../rules/judge/context";
import { asList } from "../../rules/wording";
import { buildText, membersIn } from "../phrases/facts";
import { changed, inBoth, isExcluded, onlyIn, pointOf, respelled, type LocalChange } from "./changes";

/** To what Q261931 applies: domains in which several sites manage logon points, and with them the hierarchy. */
export function scopeChanges(before: Facts, now: Facts): LocalChange[] {
  const [old, young] = [membersByDomain(before), membersByDomain(now)];
  const shared = (domains: typeof old) => [...domains].flatMap(([key, { sites }]) => (sites.length > 1 ? [key] : []));
  const [wereShared, areShared] = [shared(old), shared(young)];
  // Nothing of a domain that is removed: that is reported as such.
  const over = onlyIn(wereShared, areShared).flatMap((key) => young.get(key) ?? []);
  const begun = onlyIn(areShared, wereShared).flatMap((key) => young.get(key) ?? []);
  return [
    ...(wereShared.length > 0 === areShared.length > 0
      ? []
      : areShared.length > 0
        ? [scope("stronger", "Q261931 applies now: several sites manage logon points in the same domain")]
        : [
            scope(
              "weaker",
              "Q261931 no longer applies to this hierarchy: no two sites manage logon points in the same domain",
            ),
          ]),
    ...over.map(({ name, sites: [only] }) =>
      scope(
        "weaker",
        `domain ${name} is no longer shared: ${only === undefined ? "no site manages" : `${only} alone manages`} logon points in it`,
      ),
    ),
    ...begun.map(({ name, sites }) =>
      scope("stronger", `domain ${name} is shared now: ${asList(sites, 5)} manage logon points in it`),
    ),
  ];
}

function scope(effect: LocalChange["effect"], message: string): LocalChange {
  return { kind: "scope", effect, message };
}

function membersByDomain(facts: Facts): Map<string, { readonly name: string; readonly sites: readonly string[] }> {
  const members = membersIn(facts);
  return new Map(
    Object.keys(facts.domains).map((name) => [foldName(name), { name, sites: members.get(foldName(name)) ?? [] }]),
  );
}

/** Sites, domains and domain controllers that came, went, or take part in something else; and the plan. */
export function shapeChanges(before: Facts, now: Facts): LocalChange[] {
  const [sites, domains] = [
    [Object.keys(before.sites), Object.keys(now.sites)],
    [Object.keys(before.domains), Object.keys(now.domains)],
  ] as const;
  return [
    ...onlyIn(...sites).map((code) => removed(`site ${code}`)),
    ...onlyIn(sites[1], sites[0]).map((code) => shape("other", `site ${code} added`)),
    ...onlyIn(...domains, foldName).map((name) => removed(`domain ${name}`)),
    ...onlyIn(domains[1], domains[0], foldName).map((name) => shape("other", `domain ${name} added`)),
    ...inBoth(...domains, foldName).flatMap(([old, young]) => respelled("domain", old, young)),
    ...inBoth(...sites).flatMap(([, code]) =>
      siteChanges(code, before.sites[code] as SiteFacts, now.sites[code] as SiteFacts),
    ),
    ...inBoth(...domains, foldName).flatMap(([old, name]) =>
      controllerChanges(name, before.domains[old] as DomainFacts, now.domains[name] as DomainFacts),
    ),
    ...planChanges(before, now),
  ];
}

function shape(effect: LocalChange["effect"], message: string): LocalChange {
  return { kind: "shape", effect, message };
}

function removed(what: string): LocalChange {
  return shape("weaker", `${what} removed: it is no longer checked`);
}

/** Domain controllers that came, went, took over as PDC, or are logon points or not. */
function controllerChanges(domain: string, before: DomainFacts, now: DomainFacts): LocalChange[] {
  const [old, young] = [serversOf(before), serversOf(now)];
  const nameOf = (server: string, facts: DomainFacts) =>
    `${isExcluded(pointOf(server, facts)) ? "domain controller" : "logon point"} ${server} of ${domain}`;
  return [
    ...onlyIn(old, young, foldName).map((server) =>
      isExcluded(pointOf(server, before))
        ? shape("other", `${nameOf(server, before)} removed`)
        : removed(nameOf(server, before)),
    ),
    ...onlyIn(young, old, foldName).map((server) => shape("other", `${nameOf(server, now)} added`)),
    ...(foldName(before.pdc) === foldName(now.pdc)
      ? []
      : changed("shape", "other", `PDC of domain ${domain}`, before.pdc, now.pdc)),
    ...inBoth(old, young, foldName).flatMap(([was, is]) => [
      ...respelled(`domain controller of ${domain}`, was, is),
      ...exclusionChange(`${is} of ${domain}`, isExcluded(pointOf(was, before)), isExcluded(pointOf(is, now))),
    ]),
  ];
}

function exclusionChange(server: string, before: boolean, now: boolean): LocalChange[] {
  if (before === now) return [];
  return now
    ? [shape("weaker", `${server} is declared to be no logon point: it is no longer checked`)]
    : [shape("stronger", `${server} is no longer declared to be no logon point: it is checked now`)];
}

/** Facts of a site that are compared as they stand. The others have a comparison of their own. */
const COMPARED: Readonly<
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
  notRead: "reason why it could not be read",
};

const METHODS = {
  logonInstallation: "logon client installation",
  logonDiscovery: "logon client discovery",
} as const;

function siteChanges(code: string, before: SiteFacts, now: SiteFacts): LocalChange[] {
  const fields = (labels: Readonly<Partial<Record<keyof SiteFacts, string>>>) =>
    (Object.keys(labels) as (keyof SiteFacts)[]).flatMap((key) =>
      changed("shape", "other", `${labels[key]} of site ${code}`, text(before[key]), text(now[key]), versionMeaning),
    );
  const isSwitchedOff = managesLogonPoints(before) && !managesLogonPoints(now);
  return [
    ...(before.build !== now.build && now.build === SP2_BUILD
      ? [shape("other", `site ${code} is at SP2 now: ${buildText(before)} before`)]
      : fields({ build: "build" })),
    ...fields(COMPARED),
    // A site without any logon method manages no logon points: its domains are checked without it (Q235726).
    ...(isSwitchedOff
      ? [
          scope(
            "weaker",
            `site ${code} no longer manages logon points: ${Object.values(METHODS).join(" and ")} are off`,
          ),
        ]
      : fields(METHODS)),
    ...onlyIn(before.domains, now.domains, foldName).map((name) => shape("weaker", `site ${code} left domain ${name}`)),
    ...onlyIn(now.domains, before.domains, foldName).map((name) =>
      shape("other", `site ${code} joined domain ${name}`),
    ),
    ...inBoth(before.domains, now.domains, foldName).flatMap(([old, young]) =>
      respelled(`domain of site ${code}`, old, young),
    ),
  ];
}

function text(value: unknown): string {
  if (value === undefined) return "not declared";
  if (value === null) return "missing";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "object" && "text" in value) return String(value.text);
  if (typeof value !== "string") return isPending(value) ? "pending" : String(value);
  // A registry value can be any text, such as that for a value that is missing.
  return value.includes(" ") || ["missing", "pending", "on", "off"].includes(value) ? JSON.stringify(value) : value;
}

function planChanges(before: Facts, now: Facts): LocalChange[] {
  const plan = (message: string): LocalChange => ({ kind: "plan", effect: "other", message });
  const [old, young] = [inBoth(now.upgrades, before.upgrades), inBoth(before.upgrades, now.upgrades)].map((kept) =>
    kept.map(([, site]) => site).join(", "),
  );
  return [
    ...onlyIn(now.upgrades, before.upgrades).map((site) => plan(`upgrade of ${site} planned`)),
    ...onlyIn(before.upgrades, now.upgrades).map((site) => plan(`upgrade of ${site} no longer planned`)),
    ...(old === young ? [] : [plan(`order of the upgrades: ${old} before, ${young} now`)]),
  ];
}
