import { byKey } from "../../domain/groups";
import { requiredHotfixes } from "../../domain/hotfixes";
import type { CopylogFacts, DomainFacts, HotfixFacts, LogonPointFacts, SiteFacts } from "../../domain/model/document";
import type { Facts } from "../../domain/model/facts";
import { foldName } from "../../domain/names";
import { isPending, type Pending } from "../../domain/pending";
import { seniorSiteCode } from "../../domain/text/senior-list";
import { servicePackOf1493 } from "../../domain/version";
import type { Subject } from "../../rules/finding";
import { controllersOf, managesLogonPoints } from "../../rules/judge/context";
import { asList } from "../../rules/wording";

/** A fact in words. */
export interface FactText {
  readonly fact: string;
  readonly text: string;
}

const LATER = "known when the update runs";
const NONE = "no evidence declared";

function inWords<T>(value: T | Pending | undefined, absent: string, text: (value: T) => string): string {
  if (value === undefined) return absent;
  return isPending(value) ? LATER : text(value);
}

/** The build of a site with its usual name, and its version if that is declared. */
export function buildText({ build, version }: SiteFacts): string {
  if (isPending(build)) return `build ${LATER}`;
  const declared = version === undefined || isPending(version) ? undefined : version;
  const pack = declared === undefined ? undefined : servicePackOf1493(declared);
  const names = { 1239: "release", 1380: "SP1", 1493: pack === undefined ? "SP2 or later" : `SP${pack}` };
  return `${declared?.text ?? build} ${names[build]}`;
}

/** What people call a site beside its code: its name and its server, as far as they are declared. */
export function siteTitle(site: SiteFacts): string | undefined {
  const declared = [site.name, site.server].filter((text) => text !== undefined);
  return declared.length === 0 ? undefined : declared.join(", ");
}

/** A subject with what people call it: `S05 (London, SMSP05)`. */
export function subjectText({ kind, name }: Subject, facts: Facts | undefined): string {
  const site = kind === "site" ? facts?.sites[name] : undefined;
  const title = site === undefined ? undefined : siteTitle(site);
  return title === undefined ? name : `${name} (${title})`;
}

/** The evidence for each hotfix that a site needs, in short. */
export function evidenceOf(site: SiteFacts): FactText[] {
  if (isPending(site.build)) return [];
  return requiredHotfixes(site.build).map(({ id }) => ({
    fact: id,
    text: inWords(site.hotfixes, NONE, (hotfixes) => inWords(hotfixes[id], NONE, evidenceText)),
  }));
}

function evidenceText({ installed, files, attestedBy, attestedOn }: HotfixFacts): string {
  if (installed === false) return "not installed";
  if (isPending(installed) || isPending(files)) return LATER;
  const listed = Object.values(files ?? {}).map(
    ({ path: { platform, name }, version }) =>
      `${platform}\\${name} ${inWords(version, "", (known) => known?.text ?? "missing")}`,
  );
  if (listed.length > 0) return listed.join(", ");
  if (attestedBy === undefined) return NONE;
  if (isPending(attestedBy) || isPending(attestedOn)) return `attested, by whom and when is ${LATER}`;
  return `attested by ${attestedBy} on ${attestedOn}`;
}

/** What is declared of a site beside its hotfixes, if it is not what most sites have. */
export function particularsOf(site: SiteFacts): FactText[] {
  const { platform, logonInstallation, logonDiscovery, fullVersion, copylogFixInstalled } = site;
  const off = (fact: string, isOn: boolean | Pending) =>
    isOn === true ? [] : [{ fact, text: inWords(isOn, "", () => "off") }];
  const declared = (fact: string, value: string | Pending | null | undefined) =>
    value === undefined ? [] : [{ fact, text: inWords(value, "", (text) => text ?? "missing") }];
  return [
    ...(platform === "alpha" ? [{ fact: "Platform", text: "Alpha" }] : []),
    ...off("Windows Networking Logon Client Installation", logonInstallation),
    ...off("Windows Networking Logon Client Discovery", logonDiscovery),
    ...declared("Full Version", fullVersion),
    ...declared("Copylog hotfix installed", copylogFixInstalled),
  ];
}

/** A domain controller, and what is known of it in short. */
export interface ControllerText {
  readonly server: string;
  readonly role: "PDC" | "BDC";
  readonly text: string;
}

/** A domain in words. */
export interface DomainText {
  readonly name: string;
  /** What Senior.lst on the PDC holds. */
  readonly seniorList: string;
  /** Sites that take part in it: those that manage logon points there by at least one logon method (Q235726). */
  readonly members: readonly string[];
  /** The PDC first. */
  readonly controllers: readonly ControllerText[];
}

/** Every domain of a hierarchy in words. */
export function domainTexts(facts: Facts): DomainText[] {
  const members = membersIn(facts);
  return Object.entries(facts.domains).map(([name, domain]) => {
    const codes = members.get(foldName(name)) ?? [];
    const sites = codes.flatMap((code) => facts.sites[code] ?? []);
    return {
      name,
      seniorList: seniorText(domain),
      members: codes,
      controllers: controllersOf(domain, sites).map(({ server, point }, index) => ({
        server,
        role: index === 0 ? "PDC" : "BDC",
        text: pointText(point),
      })),
    };
  });
}

/** Sites that take part in a domain, by its folded name. */
export function membersIn({ sites }: Facts): ReadonlyMap<string, readonly string[]> {
  const takingPart = Object.entries(sites).filter(([, site]) => managesLogonPoints(site));
  const members = takingPart.flatMap(([code, { domains }]) => domains.map((domain) => ({ code, domain })));
  const byDomain = byKey(members, ({ domain }) => foldName(domain));
  return new Map([...byDomain].map(([domain, own]) => [domain, own.map(({ code }) => code)]));
}

function seniorText({ seniorList }: DomainFacts): string {
  return inWords(seniorList, "not declared", (content) =>
    content === null ? "no such file" : `names ${seniorSiteCode(content)} as Senior Site`,
  );
}

function pointText(point: LogonPointFacts | Pending | undefined): string {
  return inWords(point, NONE, ({ logonPoint, updatedSinceFix, copylog }) => {
    if (logonPoint === false) return "not a logon point";
    const updated = inWords(updatedSinceFix, "time not known", (isUpdated) =>
      isUpdated ? "updated since the hotfix" : "older than the hotfix",
    );
    return `Copylog.tcf: ${updated}, ${inWords(copylog, "contents not declared", copylogText)}`;
  });
}

function copylogText({ corrupt, owners }: CopylogFacts): string {
  if (corrupt === true) return "corrupt";
  return inWords(owners, "owner not declared", (codes) =>
    codes.length === 0 ? "no shared line" : `shared lines owned by ${asList(codes, 5)}`,
  );
}

/** A site and all sites above it, from the bottom up. */
export function withSitesAbove(site: string, sites: Facts["sites"]): string[] {
  const line: string[] = [];
  for (let at: string | undefined = site; at !== undefined; at = sites[at]?.parent) line.push(at);
  return line;
}

/** How far down each site is: 1 for the central site. */
export function levelsOf(sites: Facts["sites"]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  for (const code of topDown(sites)) levels.set(code, 1 + (levels.get(sites[code]?.parent ?? "") ?? 0));
  return levels;
}

/** Site codes in the order of a walk from the central site. */
export function topDown(sites: Facts["sites"]): string[] {
  const below = byKey(Object.keys(sites), (code) => sites[code]?.parent ?? "");
  const ordered: string[] = [];
  const open = [...(below.get("") ?? [])].reverse();
  for (let code = open.pop(); code !== undefined; code = open.pop()) {
    ordered.push(code);
    for (const child of [...(below.get(code) ?? [])].reverse()) open.push(child);
  }
  return ordered;
}
