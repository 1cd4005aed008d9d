import type { Fault, Path } from "./bad-input";
import { SP2_BUILD } from "../builds";
import { parseCopylog } from "../text/copylog";
import { HOTFIX_PATH, KEY_FORMS, SITE_TYPES } from "./document";
import { HOTFIX_IDS } from "../hotfixes";
import { foldCode, foldName, isNetbiosName, isSiteCode } from "../names";
import { isUpdatedSince, lastFixInstalled } from "./updated-since-fix";
import { parseVersion, servicePackOf1493 } from "../version";

/** Names that a fault lists: enough to see what is meant. */
const NAMES_SHOWN = 10;

type Fields = Readonly<Record<string, unknown>>;

/**
 * What is wrong between the parts of a document, each part of which may be well formed: names that are declared
 * twice or not at all, parents that lead nowhere, statements that exclude each other. Reads raw data, so that these
 * are reported together with the parts that are not well formed; what is of the wrong type is passed over here.
 */
export function findContradictions(document: unknown): Fault[] {
  const { domains, sites, upgrades } = fields(document);
  return [
    ...findBadKeys(fields(domains), fields(sites)),
    ...findSiteContradictions(fields(sites)),
    ...findParentContradictions(fields(sites), isFields(sites)),
    ...findDomainContradictions(domains, fields(sites)),
    ...findUpgradeContradictions(upgrades, fields(sites)),
  ];
}

function findBadKeys(domains: Fields, sites: Fields): Fault[] {
  const faults: Fault[] = [];
  const check = (record: unknown, isGood: (key: string) => boolean, expected: string, ...path: Path) => {
    for (const key of Object.keys(fields(record))) {
      if (!isGood(key)) faults.push(fault([...path, key], key, expected, `the key ${JSON.stringify(key)}`));
    }
  };
  check(domains, isNetbiosName, KEY_FORMS.domain, "domains");
  for (const name in domains) {
    check(fields(domains[name])["logonPoints"], isNetbiosName, KEY_FORMS.server, "domains", name, "logonPoints");
  }
  check(sites, isSiteCode, KEY_FORMS.siteCode, "sites");
  for (const code in sites) {
    const { hotfixes } = fields(sites[code]);
    check(hotfixes, isHotfixId, KEY_FORMS.hotfix, "sites", code, "hotfixes");
    for (const [id, hotfix] of Object.entries(fields(hotfixes))) {
      check(fields(hotfix)["files"], isHotfixPath, KEY_FORMS.file, "sites", code, "hotfixes", id, "files");
    }
  }
  return faults;
}

function isHotfixPath(key: string): boolean {
  return HOTFIX_PATH.test(key);
}

function isHotfixId(key: string): boolean {
  return (HOTFIX_IDS as readonly string[]).includes(key);
}

function findSiteContradictions(sites: Fields): Fault[] {
  const expected = "a site code that is declared once, case aside";
  const faults = repeatedNames(Object.keys(sites), (code) => ["sites", code], expected);
  for (const code in sites) {
    const { build, version, hotfixes } = fields(sites[code]);
    const stated = typeof version === "string" ? parseVersion(version) : undefined;
    if (typeof build === "number" && stated !== undefined && stated.build !== build) {
      faults.push(fault(["sites", code, "version"], version, `a version of build ${build}`));
    }
    if (stated?.build === SP2_BUILD && servicePackOf1493(stated) === undefined) {
      const packs = "a last group of 2xxx (SP2), 3xxx (SP3) or 4xxx (SP4)";
      faults.push(fault(["sites", code, "version"], version, packs));
    }
    for (const [id, hotfix] of Object.entries(fields(hotfixes))) {
      faults.push(...findHotfixContradictions(fields(hotfix), (...more) => ["sites", code, "hotfixes", id, ...more]));
    }
  }
  return faults;
}

/** Makes the path of a fault; most documents have none, and paths of every part would cost more than the look itself. */
type At = (...more: Path) => Path;

function findHotfixContradictions(hotfix: Fields, at: At): Fault[] {
  const { installed, files, attestedBy, attestedOn } = hotfix;
  const faults: Fault[] = [];
  if (installed === false) {
    for (const key of ["files", "attestedBy", "attestedOn"]) {
      if (hotfix[key] !== undefined) faults.push(fault(at(key), hotfix[key], "nothing beside installed: false"));
    }
  }
  if (attestedBy !== undefined && attestedOn === undefined) {
    faults.push(fault(at("attestedOn"), attestedOn, "the day on which it was attested, beside attestedBy"));
  }
  if (attestedOn !== undefined && attestedBy === undefined) {
    faults.push(fault(at("attestedBy"), attestedBy, "who attests it, beside attestedOn"));
  }
  const names = Object.keys(fields(files));
  if (names.length < 2) return faults;
  const folded = (name: string) => name.replaceAll("/", "\\");
  const expected = "a file that is listed once, case aside";
  return [...faults, ...repeatedNames(names.filter(isHotfixPath), (name) => at("files", name), expected, folded)];
}

function findParentContradictions(sites: Fields, areSites: boolean): Fault[] {
  const faults: Fault[] = [];
  const entries = Object.keys(sites).map((code) => {
    const { type, parent } = fields(sites[code]);
    return { code, type, parent };
  });
  const centrals = entries.filter(({ type }) => type === "central");
  if (areSites && entries.length === 0) faults.push(fault(["sites"], sites, "at least one site"));
  if (entries.length > 0 && centrals.length === 0 && entries.every(({ type }) => isSiteType(type))) {
    faults.push(fault(["sites"], undefined, "one site of type central", "none of type central"));
  }
  for (const { code } of centrals.slice(1)) {
    faults.push(fault(["sites", code, "type"], "central", `one central site; ${centrals[0]?.code} is one already`));
  }
  const hint = hintsFrom(Object.keys(sites));
  for (const { code, type, parent } of entries) {
    const at: At = () => ["sites", code, "parent"];
    if (type === "central" && parent !== undefined) faults.push(fault(at(), parent, "no parent of a central site"));
    else if (isSiteType(type) && type !== "central" && parent === undefined) {
      faults.push(fault(at(), parent, "the code of the parent site"));
    } else if (typeof parent === "string" && !Object.hasOwn(sites, parent)) {
      faults.push(fault(at(), parent, `the code of a declared site${hint(parent)}`));
    }
  }
  return [...faults, ...findCycles(entries)];
}

function isSiteType(type: unknown): boolean {
  return (SITE_TYPES as readonly unknown[]).includes(type);
}

function findCycles(sites: readonly { code: string; type: unknown; parent: unknown }[]): Fault[] {
  const parentOf = new Map(sites.filter(({ type }) => type !== "central").map(({ code, parent }) => [code, parent]));
  const state = new Map<string, "on the way" | "settled">();
  const faults: Fault[] = [];
  for (const { code } of sites) {
    const way: string[] = [];
    let at: unknown = code;
    while (typeof at === "string" && parentOf.has(at) && !state.has(at)) {
      state.set(at, "on the way");
      way.push(at);
      at = parentOf.get(at);
    }
    if (typeof at === "string" && state.get(at) === "on the way") {
      const cycle = way.slice(way.indexOf(at));
      const more = cycle.length > NAMES_SHOWN ? [`${cycle.length - NAMES_SHOWN} more`] : [];
      const circle = [...cycle.slice(0, NAMES_SHOWN), ...more, at].join(" -> ");
      const expected = `parents that lead to the central site, not ${circle}`;
      faults.push(fault(["sites", at, "parent"], parentOf.get(at), expected));
    }
    for (const passed of way) state.set(passed, "settled");
  }
  return faults;
}

function findDomainContradictions(stated: unknown, sites: Fields): Fault[] {
  const domains = fields(stated);
  const names = Object.keys(domains);
  const sitesOf = new Map<string, Fields[]>(names.map((name) => [foldName(name), []]));
  const strangers = joinDomains(sitesOf, sites, hintsFrom(names));
  const isReadable = stated === undefined || isFields(stated);
  const homes = new Map<string, string>();
  const faults = [
    ...repeatedNames(names, (name) => ["domains", name], "a domain that is declared once, case aside"),
    ...(isReadable ? strangers : []),
  ];
  for (const [name, domain] of Object.entries(domains)) {
    const { logonPoints } = fields(domain);
    const installed = lastFixInstalled(takingPartBelowSp2(sitesOf.get(foldName(name)) ?? []));
    faults.push(...findControllerContradictions(name, fields(domain), homes));
    for (const [server, point] of Object.entries(fields(logonPoints))) {
      const at: At = (...more) => ["domains", name, "logonPoints", server, ...more];
      faults.push(...findLogonPointContradictions(fields(point), at, installed));
    }
  }
  return faults;
}

/** Adds each site to the domains that it lists, and finds fault with the list. */
function joinDomains(
  sitesOf: ReadonlyMap<string, Fields[]>,
  sites: Fields,
  hint: ReturnType<typeof hintsFrom>,
): Fault[] {
  const faults: Fault[] = [];
  for (const code in sites) {
    const site = fields(sites[code]);
    const listed = new Set<string>();
    for (const [index, name] of list(site["domains"]).entries()) {
      if (typeof name !== "string") continue;
      const folded = foldName(name);
      const at: At = () => ["sites", code, "domains", index];
      const others = sitesOf.get(folded);
      if (others === undefined) faults.push(fault(at(), name, `a declared domain${hint(name)}`));
      if (listed.has(folded)) faults.push(fault(at(), name, "a domain that is listed once, case aside"));
      else others?.push(site);
      listed.add(folded);
    }
  }
  return faults;
}

function findControllerContradictions(name: string, domain: Fields, homes: Map<string, string>): Fault[] {
  const faults: Fault[] = [];
  const own = new Map<string, string>();
  const take = (server: unknown, ...at: Path) => {
    if (typeof server !== "string") return false;
    const folded = foldName(server);
    const home = homes.get(folded);
    if (home === undefined) homes.set(folded, name);
    else {
      const expected = `a server that is a controller once; domain ${home} has it already`;
      faults.push(fault(["domains", name, ...at], server, expected));
    }
    if (!own.has(folded)) own.set(folded, server);
    return true;
  };
  const { pdc, bdcs, logonPoints } = domain;
  let isReadable = take(pdc, "pdc") && (bdcs === undefined || Array.isArray(bdcs));
  for (const [index, server] of list(bdcs).entries()) if (!take(server, "bdcs", index)) isReadable = false;
  const points = Object.keys(fields(logonPoints));
  const pathOf = (server: string) => ["domains", name, "logonPoints", server];
  const hint = hintsFrom([...own.values()]);
  for (const server of isReadable ? points : []) {
    if (own.has(foldName(server)) || !isNetbiosName(server)) continue;
    faults.push(fault(pathOf(server), server, `the pdc or a bdc of ${name}${hint(server)}`));
  }
  return [...faults, ...repeatedNames(points, pathOf, "a server that is listed once, case aside")];
}

function findLogonPointContradictions(point: Fields, at: At, installed: ReturnType<typeof lastFixInstalled>): Fault[] {
  const { logonPoint, copylog, updatedSinceFix } = point;
  const faults: Fault[] = [];
  if (logonPoint === false) {
    for (const key of ["copylog", "updatedSinceFix"]) {
      if (point[key] !== undefined) faults.push(fault(at(key), point[key], "nothing beside logonPoint: false"));
    }
  }
  const { text, sharedOwner, owners, corrupt, modified } = fields(copylog);
  if (typeof text === "string" && isNoFile(text)) {
    const expected = "the text of Copylog.tcf with its line ends, in YAML behind |";
    return [...faults, fault(at("copylog", "text"), text, expected)];
  }
  const isCompared = sharedOwner !== undefined || corrupt !== undefined;
  const read = isCompared && typeof text === "string" ? parseCopylog(text) : undefined;
  if (owners !== undefined && (sharedOwner !== undefined || text !== undefined)) {
    faults.push(fault(at("copylog", "owners"), owners, "nothing beside text or sharedOwner, which say it too"));
  }
  if (read !== undefined && typeof sharedOwner === "string" && foldCode(sharedOwner) !== read.owners[0]) {
    faults.push(
      fault(at("copylog", "sharedOwner"), sharedOwner, `what the text says: ${read.owners[0] ?? "no shared line"}`),
    );
  }
  if (read !== undefined && typeof corrupt === "boolean" && corrupt !== read.corrupt) {
    faults.push(fault(at("copylog", "corrupt"), corrupt, `what the text says: ${read.corrupt}`));
  }
  if (corrupt === true && read === undefined && (sharedOwner !== undefined || list(owners).length > 0)) {
    faults.push(fault(at("copylog", "corrupt"), corrupt, "false: a file with an owner has shared lines"));
  }
  if (corrupt === false && Array.isArray(owners) && owners.length === 0) {
    faults.push(fault(at("copylog", "corrupt"), corrupt, "true: a file without owners has no shared lines"));
  }
  if (typeof updatedSinceFix === "boolean" && typeof modified === "string" && !Number.isNaN(Date.parse(modified))) {
    const computed = isUpdatedSince(modified, installed);
    if (typeof computed === "boolean" && computed !== updatedSinceFix) {
      faults.push(fault(at("updatedSinceFix"), updatedSinceFix, `${computed}, as the times say`));
    }
  }
  return faults;
}

/** A path in place of the file's text, or a text that lost its line ends: neither is what a corrupt file looks like. */
function isNoFile(text: string): boolean {
  return !/[\r\n]./.test(text) && /copylog\.tcf\s*$|^\s*\[\s*FILE SOURCE\s*\].*=/i.test(text);
}

/** Sites of a domain whose Copylog fix counts, with its time; none where it is not sure that the site is one of them. */
function takingPartBelowSp2(sites: readonly Fields[]): { copylogFixInstalled?: string }[] {
  return sites
    .filter((site) => site["build"] !== SP2_BUILD && METHODS.some((method) => site[method] !== false))
    .map((site) => {
      const time = site["copylogFixInstalled"];
      const takesPart = METHODS.some((method) => site[method] === undefined || site[method] === true);
      const isSure = typeof site["build"] === "number" && takesPart;
      return isSure && typeof time === "string" && !Number.isNaN(Date.parse(time)) ? { copylogFixInstalled: time } : {};
    });
}

const METHODS = ["logonInstallation", "logonDiscovery"];

function findUpgradeContradictions(upgrades: unknown, sites: Fields): Fault[] {
  const hint = hintsFrom(Object.keys(sites));
  const seen = new Set<string>();
  return list(upgrades).flatMap((code, index) => {
    if (typeof code !== "string") return [];
    const isRepeated = seen.has(code);
    seen.add(code);
    const path = ["upgrades", index];
    const { version } = fields(sites[code]);
    const stated = typeof version === "string" ? parseVersion(version) : undefined;
    const servicePack = stated === undefined ? undefined : servicePackOf1493(stated);
    return [
      ...(Object.hasOwn(sites, code) ? [] : [fault(path, code, `a declared site${hint(code)}`)]),
      ...(isRepeated ? [fault(path, code, "a site that is listed once")] : []),
      ...(servicePack === 3 || servicePack === 4
        ? [fault(path, code, `a site below SP2; ${code} is at SP${servicePack} (${String(version)})`)]
        : []),
    ];
  });
}

function repeatedNames(
  names: readonly string[],
  path: (name: string) => Path,
  expected: string,
  fold: (name: string) => string = (name) => name,
): Fault[] {
  const seen = new Map<string, string>();
  const faults: Fault[] = [];
  for (const name of names) {
    const key = foldName(fold(name));
    const first = seen.get(key);
    if (first === undefined) seen.set(key, name);
    else faults.push(fault(path(name), name, `${expected}; ${first} is there already`));
  }
  return faults;
}

/** Says of an unknown name which names are declared: the one that differs in case alone, or the first ones. */
function hintsFrom(known: readonly string[]): (name: string) => string {
  let folded: ReadonlyMap<string, string> | undefined;
  return (name) => {
    folded ??= new Map(known.map((one) => [foldName(one), one]));
    const match = folded.get(foldName(name));
    if (match !== undefined) return `; ${match} is declared`;
    const shown = known.slice(0, NAMES_SHOWN).join(", ");
    return known.length === 0
      ? "; none is declared"
      : `; declared: ${shown}${known.length > NAMES_SHOWN ? " and more" : ""}`;
  };
}

function fault(path: Path, value: unknown, expected: string, found?: string): Fault {
  return { path, value, expected, ...(found === undefined ? {} : { found }) };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
