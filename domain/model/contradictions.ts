import type { Fault, Path } from "./bad-input";
import { SP2_BUILD } from "../builds";
import { parseCopylog } from "../text/copylog";
import { HOTFIX_PATH, KEY_FORMS, SITE_TYPES } from "./document";
import { HOTFIX_IDS } from "../hotfixes";
import { memoised } from "../memoised";
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
  const { domains: stated, sites, upgrades } = fields(document);
  const domains = fields(stated);
  const faults: Fault[] = [];
  const sitesOf = new Map<string, Fields[]>(Object.keys(domains).map((name) => [foldName(name), []]));
  findSiteFaults(fields(sites), sitesOf, stated === undefined || isFields(stated) ? domains : undefined, faults);
  if (isFields(sites)) findHierarchyFaults(sites, faults);
  findDomainFaults(domains, sitesOf, faults);
  findUpgradeFaults(list(upgrades), fields(sites), faults);
  return faults;
}

/** Names that are no names, or that stand twice, case aside. Whether one is good is found out once for each spelling. */
function findNameFaults(
  record: Fields,
  kind: { isGood: (key: string) => boolean; form: string; once: string; fold?: (key: string) => string },
  path: Path,
  faults: Fault[],
): void {
  let seen: Map<string, string> | undefined;
  let previous: string | undefined;
  for (const name in record) {
    if (!kind.isGood(name)) {
      faults.push(fault([...path, name], name, kind.form, `the key ${JSON.stringify(name)}`));
      continue;
    }
    // Most records of a large hierarchy have one or two names: no map for them.
    const key = (kind.fold ?? foldName)(name);
    if (previous !== undefined) seen ??= new Map([[(kind.fold ?? foldName)(previous), previous]]);
    const first = seen?.get(key);
    if (first === undefined) seen?.set(key, name);
    else faults.push(fault([...path, name], name, `${kind.once}; ${first} is there already`));
    previous ??= name;
  }
}

const isHotfixPath = memoised((key: string) => HOTFIX_PATH.test(key));
const isName = memoised(isNetbiosName);

const KINDS = {
  site: { isGood: isSiteCode, form: KEY_FORMS.siteCode, once: "a site code that is declared once, case aside" },
  domain: { isGood: isName, form: KEY_FORMS.domain, once: "a domain that is declared once, case aside" },
  server: { isGood: isName, form: KEY_FORMS.server, once: "a server that is listed once, case aside" },
  file: {
    isGood: isHotfixPath,
    form: KEY_FORMS.file,
    once: "a file that is listed once, case aside",
    fold: memoised((key: string) => foldName(key.replaceAll("/", "\\"))),
  },
};

function findSiteFaults(
  sites: Fields,
  sitesOf: ReadonlyMap<string, Fields[]>,
  domains: Fields | undefined,
  faults: Fault[],
): void {
  findNameFaults(sites, KINDS.site, ["sites"], faults);
  const hintDomain = hintsFrom(() => Object.keys(domains ?? {}));
  const hintSite = hintsFrom(() => Object.keys(sites));
  for (const code in sites) {
    const site = fields(sites[code]);
    findVersionFaults(site, code, faults);
    findParentFaults(site, code, sites, hintSite, faults);
    const hotfixes = fields(site["hotfixes"]);
    for (const id in hotfixes) findHotfixFaults(fields(hotfixes[id]), code, id, faults);
    joinDomains(site, code, sitesOf, domains === undefined ? undefined : hintDomain, faults);
  }
}

function findVersionFaults({ build, version }: Fields, code: string, faults: Fault[]): void {
  const stated = typeof version === "string" ? parseVersion(version) : undefined;
  if (stated === undefined) return;
  const path = ["sites", code, "version"];
  if (typeof build === "number" && stated.build !== build) {
    faults.push(fault(path, version, `a version of build ${build}`));
  }
  if (stated.build === SP2_BUILD && servicePackOf1493(stated) === undefined) {
    faults.push(fault(path, version, "a last group of 2xxx (SP2), 3xxx (SP3) or 4xxx (SP4)"));
  }
}

function findParentFaults({ type, parent }: Fields, code: string, sites: Fields, hint: Hint, faults: Fault[]): void {
  const report = (expected: string) => faults.push(fault(["sites", code, "parent"], parent, expected));
  if (type === "central" && parent !== undefined) report("no parent of a central site");
  else if (isSiteType(type) && type !== "central" && parent === undefined) report("the code of the parent site");
  else if (typeof parent === "string" && !Object.hasOwn(sites, parent)) {
    report(`the code of a declared site${hint(parent)}`);
  }
}

function findHotfixFaults(hotfix: Fields, code: string, id: string, faults: Fault[]): void {
  const { installed, files, attestedBy, attestedOn } = hotfix;
  const report = (key: string, expected: string) =>
    faults.push(fault(["sites", code, "hotfixes", id, key], hotfix[key], expected));
  if (!(HOTFIX_IDS as readonly string[]).includes(id)) {
    faults.push(fault(["sites", code, "hotfixes", id], id, KEY_FORMS.hotfix, `the key ${JSON.stringify(id)}`));
  }
  if (installed === false) {
    for (const key of ["files", "attestedBy", "attestedOn"]) {
      if (hotfix[key] !== undefined) report(key, "nothing beside installed: false");
    }
  }
  if (attestedBy !== undefined && attestedOn === undefined) {
    report("attestedOn", "the day on which it was attested, beside attestedBy");
  }
  if (attestedOn !== undefined && attestedBy === undefined) report("attestedBy", "who attests it, beside attestedOn");
  if (isFields(files)) findNameFaults(files, KINDS.file, ["sites", code, "hotfixes", id, "files"], faults);
}

/** Adds a site to the domains that it lists, and finds fault with the list. */
function joinDomains(
  site: Fields,
  code: string,
  sitesOf: ReadonlyMap<string, Fields[]>,
  hint: Hint | undefined,
  faults: Fault[],
): void {
  const names = list(site["domains"]);
  const listed = names.length > 1 ? new Set<string>() : undefined;
  for (const [index, name] of names.entries()) {
    if (typeof name !== "string") continue;
    const path = ["sites", code, "domains", index];
    const folded = foldName(name);
    const others = sitesOf.get(folded);
    if (others === undefined && hint !== undefined) faults.push(fault(path, name, `a declared domain${hint(name)}`));
    if (listed?.has(folded) === true) {
      if (hint !== undefined) faults.push(fault(path, name, "a domain that is listed once, case aside"));
    } else others?.push(site);
    listed?.add(folded);
  }
}

/** What is wrong with the tree of sites: it has one root, and every parent leads to it. */
function findHierarchyFaults(sites: Fields, faults: Fault[]): void {
  const entries = Object.keys(sites).map((code) => {
    const { type, parent } = fields(sites[code]);
    return { code, type, parent };
  });
  const centrals = entries.filter(({ type }) => type === "central");
  if (entries.length === 0) faults.push(fault(["sites"], sites, "at least one site"));
  if (entries.length > 0 && centrals.length === 0 && entries.every(({ type }) => isSiteType(type))) {
    faults.push(fault(["sites"], undefined, "one site of type central", "none of type central"));
  }
  for (const { code } of centrals.slice(1)) {
    faults.push(fault(["sites", code, "type"], "central", `one central site; ${centrals[0]?.code} is one already`));
  }
  faults.push(...findCycles(entries));
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

function findDomainFaults(domains: Fields, sitesOf: ReadonlyMap<string, Fields[]>, faults: Fault[]): void {
  findNameFaults(domains, KINDS.domain, ["domains"], faults);
  /** The domain of each controller. */
  const homes = new Map<string, string>();
  for (const name in domains) {
    const domain = fields(domains[name]);
    const logonPoints = fields(domain["logonPoints"]);
    findControllerFaults(name, domain, homes, faults);
    const installed = lastFixInstalled(takingPartBelowSp2(sitesOf.get(foldName(name)) ?? []));
    for (const server in logonPoints) {
      const at: At = (...more) => ["domains", name, "logonPoints", server, ...more];
      findLogonPointFaults(fields(logonPoints[server]), at, installed, faults);
    }
  }
}

function findControllerFaults(name: string, domain: Fields, homes: Map<string, string>, faults: Fault[]): void {
  const { pdc, bdcs, logonPoints } = domain;
  const own: string[] = [];
  let isReadable = bdcs === undefined || Array.isArray(bdcs);
  for (const [index, server] of [pdc, ...list(bdcs)].entries()) {
    if (typeof server !== "string") {
      isReadable = false;
      continue;
    }
    own.push(server);
    const folded = foldName(server);
    const home = homes.get(folded);
    if (home === undefined) homes.set(folded, name);
    else {
      const path = ["domains", name, ...(index === 0 ? ["pdc"] : ["bdcs", index - 1])];
      faults.push(fault(path, server, `a server that is a controller once; domain ${home} has it already`));
    }
  }
  const points = fields(logonPoints);
  findNameFaults(points, KINDS.server, ["domains", name, "logonPoints"], faults);
  if (!isReadable) return;
  const hint = hintsFrom(() => own);
  for (const server in points) {
    const isOwn = homes.get(foldName(server)) === name || own.some((known) => foldName(known) === foldName(server));
    if (isOwn || !isName(server)) continue;
    faults.push(fault(["domains", name, "logonPoints", server], server, `the pdc or a bdc of ${name}${hint(server)}`));
  }
}

/** Makes the path of a fault; most documents have none, and paths of every part would cost more than the look itself. */
type At = (...more: Path) => Path;

function findLogonPointFaults(
  point: Fields,
  at: At,
  installed: ReturnType<typeof lastFixInstalled>,
  faults: Fault[],
): void {
  const { logonPoint, copylog, updatedSinceFix } = point;
  if (logonPoint === false) {
    for (const key of ["copylog", "updatedSinceFix"]) {
      if (point[key] !== undefined) faults.push(fault(at(key), point[key], "nothing beside logonPoint: false"));
    }
  }
  const { text, sharedOwner, owners, corrupt, modified } = fields(copylog);
  if (typeof text === "string" && isNoFile(text)) {
    const expected = "the text of Copylog.tcf with its line ends, in YAML behind |";
    faults.push(fault(at("copylog", "text"), text, expected));
    return;
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

function findUpgradeFaults(upgrades: readonly unknown[], sites: Fields, faults: Fault[]): void {
  const hint = hintsFrom(() => Object.keys(sites));
  const seen = new Set<string>();
  for (const [index, code] of upgrades.entries()) {
    if (typeof code !== "string") continue;
    const report = (expected: string) => faults.push(fault(["upgrades", index], code, expected));
    const { version } = fields(sites[code]);
    const stated = typeof version === "string" ? parseVersion(version) : undefined;
    const servicePack = stated === undefined ? undefined : servicePackOf1493(stated);
    if (!Object.hasOwn(sites, code)) report(`a declared site${hint(code)}`);
    if (seen.has(code)) report("a site that is listed once");
    if (servicePack === 3 || servicePack === 4) {
      report(`a site below SP2; ${code} is at SP${servicePack} (${String(version)})`);
    }
    seen.add(code);
  }
}

type Hint = (name: string) => string;

/** Says of an unknown name which names are declared: the one that differs in case alone, or the first ones. */
function hintsFrom(namesOf: () => readonly string[]): Hint {
  let known: readonly string[] = [];
  let folded: ReadonlyMap<string, string> | undefined;
  return (name) => {
    if (folded === undefined) known = namesOf();
    folded ??= new Map(known.map((spelling) => [foldName(spelling), spelling]));
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
