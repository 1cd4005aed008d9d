import type { Fault, Path } from "./bad-input";
import { isMembers, membersOf, type Members } from "./plain-data";
import { SP2_BUILD } from "../builds";
import { parseCopylog } from "../text/copylog";
import { HOTFIX_PATH, KEY_FORMS, SITE_TYPES } from "./forms";
import { HOTFIX_IDS } from "../hotfixes";
import { didYouMean } from "./did-you-mean";
import { memoised } from "../memoised";
import { foldCode, foldName, isNetbiosName, isSiteCode } from "../names";
import { isUpdatedSince, lastFixInstalled, type FixTimes } from "./updated-since-fix";
import { parseVersion, servicePackOf1493 } from "../version";

/** Names that a fault lists: enough to see what is meant. */
const NAMES_SHOWN = 10;

/**
 * What is wrong between the parts of a document, each part of which may be well formed: names that are declared
 * twice or not at all, parents that lead nowhere, statements that exclude each other. Reads raw data, so that these
 * are reported together with the parts that are not well formed; what is of the wrong type is passed over here.
 *
 * @param isPart the document is a part of a hierarchy, see {@link Declared.isPart}.
 */
export function findContradictions(document: unknown, isPart = false): Fault[] {
  const { domains: stated, sites, upgrades } = membersOf(document);
  const domains = membersOf(stated);
  const faults: Fault[] = [];
  const homes = new Map<string, string>();
  const declared: Declared = {
    sites: namesIn(membersOf(sites)),
    domains: stated === undefined || isMembers(stated) ? namesIn(domains) : undefined,
    homeOf: (folded) => homes.get(folded),
    isPart,
  };
  const bySite = membersOf(sites);
  findSiteFaults(bySite, declared, faults);
  if (isMembers(sites)) findHierarchyFaults(sites, declared.sites.all(), isPart, faults);
  const names = Object.keys(domains);
  findNameFaults(names, KINDS.domain, ["domains"], faults);
  let sitesOf: ReadonlyMap<string, readonly Members[]> | undefined;
  for (const name of names) {
    const domain = membersOf(domains[name]);
    const installed = () => {
      // Of a part nobody knows which other sites take part in the domain.
      if (isPart) return undefined;
      sitesOf ??= sitesByDomain(declared.sites.all().map((code) => membersOf(bySite[code])));
      return lastFixInstalled(takingPartBelowSp2(sitesOf.get(foldName(name)) ?? []));
    };
    for (const own of domainFaults(name, domain, declared, installed)) faults.push(below(["domains", name], own));
    for (const server of serversIn(domain).map(foldName)) if (!homes.has(server)) homes.set(server, name);
  }
  if (!isPart) findUpgradeFaults(list(upgrades), bySite, declared.sites, faults);
  else if (list(upgrades).length > 0) faults.push(fault(["upgrades"], upgrades, UPGRADES_ELSEWHERE));
  return faults;
}

/** Names that are no names, or that stand twice, case aside. Whether one is good is found out once for each spelling. */
function findNameFaults(
  names: readonly string[],
  kind: { isGood: (key: string) => boolean; form: string; once: string; fold?: (key: string) => string },
  path: Path,
  faults: Fault[],
): void {
  const { isGood, form, once, fold = foldName } = kind;
  const seen = names.length > 1 ? new Map<string, string>() : undefined;
  for (const name of names) {
    if (!isGood(name)) {
      faults.push(fault([...path, name], name, form, `the key ${JSON.stringify(name)}`));
      continue;
    }
    const key = fold(name);
    const first = seen?.get(key);
    if (first === undefined) seen?.set(key, name);
    else faults.push(fault([...path, name], name, `${once}; ${first} is there already`));
  }
}

const isHotfixPath = memoised((key: string) => HOTFIX_PATH.test(key));

const KINDS = {
  site: { isGood: isSiteCode, form: KEY_FORMS.siteCode, once: "a site code that is declared once, case aside" },
  domain: { isGood: isNetbiosName, form: KEY_FORMS.domain, once: "a domain that is declared once, case aside" },
  server: { isGood: isNetbiosName, form: KEY_FORMS.server, once: "a server that is listed once, case aside" },
  file: {
    isGood: isHotfixPath,
    form: KEY_FORMS.file,
    once: "a file that is listed once, case aside",
    fold: memoised((key: string) => foldName(key.replaceAll("/", "\\"))),
  },
};

/** What is expected of the upgrades of a part. */
export const UPGRADES_ELSEWHERE = "no upgrades in a part of a hierarchy: plan them in the stack that has the gate";

/** Names of one kind that are declared. */
export interface DeclaredNames {
  /** The spelling in which a name is declared, case aside; undefined: it is not. */
  named(name: string): string | undefined;
  all(): readonly string[];
}

/** What is declared beside a site or a domain: a whole document, or what a program has declared so far. */
export interface Declared {
  readonly sites: DeclaredNames;
  /** Undefined: they cannot be read. */
  readonly domains: DeclaredNames | undefined;
  /** The domain that has a server as a controller, by its folded name. */
  homeOf(folded: string): string | undefined;
  /** It is a part of a hierarchy: parents and domains may be declared elsewhere. Default: `false`. */
  readonly isPart?: boolean;
}

function namesIn(record: Members): DeclaredNames {
  let names: readonly string[] | undefined;
  let folded: ReadonlyMap<string, string> | undefined;
  const all = () => (names ??= Object.keys(record));
  return {
    named: (name) => {
      if (Object.hasOwn(record, name)) return name;
      folded ??= new Map(all().map((spelling) => [foldName(spelling), spelling]));
      return folded.get(foldName(name));
    },
    all,
  };
}

function findSiteFaults(sites: Members, declared: Declared, faults: Fault[]) {
  findNameFaults(declared.sites.all(), KINDS.site, ["sites"], faults);
  for (const code of declared.sites.all()) {
    for (const own of siteFaults(sites[code], declared)) faults.push(below(["sites", code], own));
  }
}

/** Sites by the folded names of the domains that they list. */
function sitesByDomain(sites: readonly Members[]): ReadonlyMap<string, readonly Members[]> {
  const byDomain = new Map<string, Members[]>();
  for (const site of sites) {
    for (const name of list(site["domains"])) {
      if (typeof name !== "string") continue;
      const folded = foldName(name);
      const others = byDomain.get(folded);
      if (others === undefined) byDomain.set(folded, [site]);
      else if (others.at(-1) !== site) others.push(site);
    }
  }
  return byDomain;
}

/** What is wrong with a site by itself and beside what is declared; paths from the site. */
export function siteFaults(site: unknown, { sites, domains, isPart = false }: Omit<Declared, "homeOf">): Fault[] {
  const faults: Fault[] = [];
  const stated = membersOf(site);
  findVersionFaults(stated, faults);
  findParentFaults(stated, sites, isPart, faults);
  const hotfixes = membersOf(stated["hotfixes"]);
  for (const id in hotfixes) findHotfixFaults(membersOf(hotfixes[id]), id, faults);
  if (domains !== undefined) findMembershipFaults(list(stated["domains"]), domains, isPart, faults);
  return faults;
}

/** A fault with a path from a place, as one with a path from the root. */
export function below(place: Path, own: Fault): Fault {
  return { ...own, path: [...place, ...own.path] };
}

/** What is wrong with the name of an entry that a program adds: it is none, or it is declared already. */
export function nameFaults(kind: "site" | "domain", name: string, declared: DeclaredNames): Fault[] {
  const { isGood, form, once } = KINDS[kind];
  const first = declared.named(name);
  if (!isGood(name)) return [fault([], name, form)];
  return first === undefined ? [] : [fault([], name, `${once}; ${first} is there already`)];
}

function findVersionFaults({ build, version }: Members, faults: Fault[]): void {
  const stated = typeof version === "string" ? parseVersion(version) : undefined;
  if (stated === undefined) return;
  if (typeof build === "number" && stated.build !== build) {
    faults.push(fault(["version"], version, `a version of build ${build}`));
  }
  if (stated.build === SP2_BUILD && servicePackOf1493(stated) === undefined) {
    faults.push(fault(["version"], version, "a last group of 2xxx (SP2), 3xxx (SP3) or 4xxx (SP4)"));
  }
}

function findParentFaults({ type, parent }: Members, sites: DeclaredNames, isPart: boolean, faults: Fault[]): void {
  if (parent === undefined) {
    if (isSiteType(type) && type !== "central") faults.push(fault(["parent"], parent, "the code of the parent site"));
    return;
  }
  if (type === "central") {
    const reason = "a central site has no parent";
    faults.push({ path: ["parent"], value: parent, expected: "no parent of a central site", reason });
  } else if (typeof parent === "string") {
    const spelling = sites.named(parent);
    if (spelling === parent || (isPart && spelling === undefined)) return;
    faults.push(fault(["parent"], parent, `the code of a declared site${hint(parent, sites)}`));
  }
}

function findHotfixFaults(hotfix: Members, id: string, faults: Fault[]): void {
  const { installed, files, attestedBy, attestedOn } = hotfix;
  if (!(HOTFIX_IDS as readonly string[]).includes(id)) {
    const expected = KEY_FORMS.hotfix + didYouMean(id, HOTFIX_IDS);
    faults.push(fault(["hotfixes", id], id, expected, `the key ${JSON.stringify(id)}`));
  }
  if (installed === false) {
    for (const key of ["files", "attestedBy", "attestedOn"]) {
      if (hotfix[key] !== undefined) faults.push(besideFault(["hotfixes", id, key], hotfix[key], "installed: false"));
    }
  }
  if ((attestedBy === undefined) !== (attestedOn === undefined)) {
    const [key, expected] =
      attestedOn === undefined
        ? ["attestedOn", "the day on which it was attested, beside attestedBy"]
        : ["attestedBy", "who attests it, beside attestedOn"];
    faults.push(fault(["hotfixes", id, key], undefined, expected));
  }
  if (isMembers(files)) findNameFaults(Object.keys(files), KINDS.file, ["hotfixes", id, "files"], faults);
}

function findMembershipFaults(
  names: readonly unknown[],
  domains: DeclaredNames,
  isPart: boolean,
  faults: Fault[],
): void {
  const repeated = repeatedIn(names);
  for (const [index, name] of names.entries()) {
    if (typeof name !== "string") continue;
    if (!isPart && domains.named(name) === undefined) {
      faults.push(fault(["domains", index], name, `a declared domain${hint(name, domains)}`));
    }
    if (repeated.has(index)) faults.push(fault(["domains", index], name, "a domain that is listed once, case aside"));
  }
}

/** Where a name stands that is in the list before, case aside. Most sites have one domain. */
function repeatedIn(names: readonly unknown[]): ReadonlySet<number> {
  if (names.length < 2) return NONE;
  const seen = new Set<string>();
  return new Set(
    names.flatMap((name, index) => {
      if (typeof name !== "string") return [];
      const before = seen.size;
      return seen.add(foldName(name)).size === before ? [index] : [];
    }),
  );
}

const NONE: ReadonlySet<number> = new Set();

/** What is wrong with the tree of sites: it has one root, and every parent leads to it. */
function findHierarchyFaults(sites: Members, codes: readonly string[], isPart: boolean, faults: Fault[]): void {
  const typeOf = (code: string) => membersOf(sites[code])["type"];
  const [central, ...others] = codes.filter((code) => typeOf(code) === "central");
  if (codes.length === 0 && !isPart) faults.push(fault(["sites"], sites, "at least one site"));
  if (!isPart && codes.length > 0 && central === undefined && codes.every((code) => isSiteType(typeOf(code)))) {
    faults.push(fault(["sites"], undefined, "one site of type central", "none of type central"));
  }
  for (const code of others) {
    faults.push(fault(["sites", code, "type"], "central", `one central site; ${central} is one already`));
  }
  for (const code of codes) {
    const { parent } = membersOf(sites[code]);
    if (typeof parent !== "string" || typeOf(parent) !== "secondary") continue;
    faults.push(
      fault(["sites", code, "parent"], parent, `a primary site; ${parent} is secondary, so no site reports to it`),
    );
  }
  findCycles(sites, codes, faults);
}

function isSiteType(type: unknown): boolean {
  return (SITE_TYPES as readonly unknown[]).includes(type);
}

function findCycles(sites: Members, codes: readonly string[], faults: Fault[]): void {
  const passed = new Set<string>();
  for (const code of codes) {
    const way: string[] = [];
    let at: unknown = code;
    while (typeof at === "string" && !passed.has(at)) {
      passed.add(at);
      way.push(at);
      const { type, parent } = membersOf(sites[at]);
      at = type === "central" ? undefined : parent;
    }
    const start = typeof at === "string" ? way.indexOf(at) : -1;
    if (start === -1) continue;
    const cycle = way.slice(start);
    const more = cycle.length > NAMES_SHOWN ? [`${cycle.length - NAMES_SHOWN} more`] : [];
    const circle = [...cycle.slice(0, NAMES_SHOWN), ...more, at].join(" -> ");
    const expected = `parents that lead to the central site, not ${circle}`;
    faults.push(fault(["sites", String(at), "parent"], cycle[1] ?? at, expected));
  }
}

/**
 * What is wrong with a domain by itself and beside those that are declared before it; paths from the domain.
 *
 * @param installed when its last site got the Copylog hotfix; undefined: it is not known.
 */
export function domainFaults(
  name: string,
  domain: unknown,
  { homeOf }: Pick<Declared, "homeOf">,
  installed: () => FixTimes | undefined = () => undefined,
): Fault[] {
  const faults: Fault[] = [];
  const stated = membersOf(domain);
  const { pdc, bdcs } = stated;
  const points = membersOf(stated["logonPoints"]);
  const own = new Set<string>();
  for (const [index, server] of [pdc, ...list(bdcs)].entries()) {
    if (typeof server !== "string") continue;
    const folded = foldName(server);
    const home = homeOf(folded) ?? (own.has(folded) ? name : undefined);
    own.add(folded);
    if (home === undefined) continue;
    const path = index === 0 ? ["pdc"] : ["bdcs", index - 1];
    faults.push(fault(path, server, `a server that is a controller once; domain ${home} has it already`));
  }
  const servers = Object.keys(points);
  findNameFaults(servers, KINDS.server, ["logonPoints"], faults);
  const isReadable = typeof pdc === "string" && (bdcs === undefined || isTextList(bdcs));
  let known: DeclaredNames | undefined;
  for (const server of servers) {
    if (isReadable && !own.has(foldName(server)) && isNetbiosName(server)) {
      known ??= namesIn(Object.fromEntries(serversIn(stated).map((controller) => [controller, controller])));
      const expected = `the pdc or a bdc of ${name}${hint(server, known)}`;
      faults.push(fault(["logonPoints", server], server, expected));
    }
    const at: At = (...more) => ["logonPoints", server, ...more];
    findLogonPointFaults(membersOf(points[server]), at, installed, faults);
  }
  return faults;
}

function serversIn({ pdc, bdcs }: Members): string[] {
  return [pdc, ...list(bdcs)].filter((server) => typeof server === "string");
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Makes the path of a fault; most documents have none, and paths of every part would cost more than the look itself. */
type At = (...more: Path) => Path;

function findLogonPointFaults(point: Members, at: At, installed: () => FixTimes | undefined, faults: Fault[]): void {
  const { logonPoint, copylog, updatedSinceFix } = point;
  if (logonPoint === false) {
    for (const key of ["copylog", "updatedSinceFix"]) {
      if (point[key] !== undefined) faults.push(besideFault(at(key), point[key], "logonPoint: false"));
    }
  }
  const { text, file, sharedOwner, owners, corrupt, modified } = membersOf(copylog);
  if (file !== undefined) {
    const path = at("copylog", "file");
    if (text !== undefined) faults.push(besideFault(path, file, "text"));
    else faults.push(fault(path, file, "the text itself: nothing reads files here"));
  }
  if (typeof text === "string" && isNoFile(text)) {
    const expected = "the text of Copylog.tcf with its line ends, in YAML behind |";
    faults.push(fault(at("copylog", "text"), text, expected));
    return;
  }
  const isCompared = sharedOwner !== undefined || corrupt !== undefined;
  const read = isCompared && typeof text === "string" ? parseCopylog(text) : undefined;
  if (owners !== undefined && (sharedOwner !== undefined || text !== undefined)) {
    faults.push(besideFault(at("copylog", "owners"), owners, "text or sharedOwner, which show it too"));
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
    const computed = isUpdatedSince(modified, installed());
    if (typeof computed === "boolean" && computed !== updatedSinceFix) {
      faults.push(fault(at("updatedSinceFix"), updatedSinceFix, `${computed}, as the times say`));
    }
  }
}

/** A path in place of the file's text, or a text that lost its line ends: neither is what a corrupt file looks like. */
function isNoFile(text: string): boolean {
  return !/[\r\n]./.test(text) && /copylog\.tcf\s*$|^\s*\[\s*FILE SOURCE\s*\].*=/i.test(text);
}

/** Sites of a domain whose Copylog fix counts, with its time; none where it is not sure that the site is one of them. */
function takingPartBelowSp2(sites: readonly Members[]): { copylogFixInstalled?: string }[] {
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

function findUpgradeFaults(upgrades: readonly unknown[], sites: Members, names: DeclaredNames, faults: Fault[]): void {
  for (const [index, code] of upgrades.entries()) {
    if (typeof code !== "string") continue;
    const report = (expected: string) => faults.push(fault(["upgrades", index], code, expected));
    if (!Object.hasOwn(sites, code)) report(`a declared site${hint(code, names)}`);
    const { version } = membersOf(sites[code]);
    if (typeof version !== "string") continue;
    const stated = parseVersion(version);
    const servicePack = stated && servicePackOf1493(stated);
    if (servicePack === 3 || servicePack === 4) {
      report(`a site below SP2; ${code} is at SP${servicePack} (${String(version)})`);
    }
  }
  for (const repeated of repeatedUpgrades(upgrades)) faults.push(repeated);
}

/** Upgrades that are listed twice. */
export function repeatedUpgrades(upgrades: unknown): Fault[] {
  const seen = new Set<unknown>();
  const faults: Fault[] = [];
  for (const [index, code] of list(upgrades).entries()) {
    const before = seen.size;
    if (typeof code === "string" && seen.add(code).size === before) {
      faults.push(fault(["upgrades", index], code, "a site that is listed once"));
    }
  }
  return faults;
}

/** Shows of an unknown name which names are declared: the one that is meant, or the first ones. */
function hint(name: string, declared: DeclaredNames): string {
  const match = declared.named(name);
  if (match !== undefined) return `; ${match} is declared`;
  const names = declared.all();
  if (names.length === 0) return "; none is declared";
  if (names.length <= NAMES_SHOWN) return `; declared: ${names.join(", ")}`;
  const near = names.length > MOST_COMPARED ? "" : didYouMean(name, names);
  return near || `; declared: ${names.slice(0, NAMES_SHOWN).join(", ")} and more`;
}

/** Names that are compared with a misspelled one: in a large hierarchy everything is near to something. */
const MOST_COMPARED = 100;

function fault(path: Path, value: unknown, expected: string, found?: string): Fault {
  return { path, value, expected, ...(found === undefined ? {} : { found }) };
}

/** A key that excludes what stands beside it. */
function besideFault(path: Path, value: unknown, what: string): Fault {
  return { path, value, expected: `nothing beside ${what}`, reason: `not allowed beside ${what}` };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
