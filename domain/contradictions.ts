import { inputIssue, type InputIssue } from "./bad-input";
import { SP2_BUILD } from "./builds";
import { parseCopylog } from "./copylog";
import { HOTFIX_PATH, KEY_FORMS } from "./document";
import { HOTFIX_IDS } from "./hotfixes";
import { foldName, isNetbiosName, isSiteCode } from "./names";
import type { Path } from "./plain-data";
import { isUpdatedSince, lastFixInstalled } from "./updated-since-fix";
import { parseVersion, servicePackOf1493 } from "./version";

type Fields = Readonly<Record<string, unknown>>;

/**
 * What is wrong between the parts of a document, each part of which may be well formed: names that are declared
 * twice or not at all, parents that lead nowhere, statements that exclude each other. Reads raw data, so that these
 * are reported together with the parts that are not well formed; what is of the wrong type is passed over here.
 */
export function findContradictions(document: unknown): InputIssue[] {
  const { domains, sites, upgrades } = fields(document);
  return [
    ...findBadKeys(fields(domains), fields(sites)),
    ...findSiteContradictions(fields(sites)),
    ...findParentContradictions(fields(sites), isFields(sites)),
    ...findDomainContradictions(fields(domains), fields(sites)),
    ...findUpgradeContradictions(upgrades, fields(sites)),
  ];
}

function findBadKeys(domains: Fields, sites: Fields): InputIssue[] {
  const issues: InputIssue[] = [];
  const check = (record: unknown, path: Path, isGood: (key: string) => boolean, expected: string) => {
    for (const key of Object.keys(fields(record))) {
      if (!isGood(key)) issues.push(inputIssue([...path, key], key, expected));
    }
  };
  check(domains, ["domains"], isNetbiosName, KEY_FORMS.domain);
  for (const [name, domain] of Object.entries(domains)) {
    const { logonPoints } = fields(domain);
    check(logonPoints, ["domains", name, "logonPoints"], isNetbiosName, KEY_FORMS.server);
  }
  check(sites, ["sites"], isSiteCode, KEY_FORMS.siteCode);
  for (const [code, site] of Object.entries(sites)) {
    const { hotfixes } = fields(site);
    check(hotfixes, ["sites", code, "hotfixes"], isHotfixId, KEY_FORMS.hotfix);
    for (const [id, hotfix] of Object.entries(fields(hotfixes))) {
      const { files } = fields(hotfix);
      check(files, ["sites", code, "hotfixes", id, "files"], (key) => HOTFIX_PATH.test(key), KEY_FORMS.file);
    }
  }
  return issues;
}

function isHotfixId(key: string): boolean {
  return (HOTFIX_IDS as readonly string[]).includes(key);
}

function findSiteContradictions(sites: Fields): InputIssue[] {
  return [
    ...repeatedNames(Object.keys(sites), (code) => ["sites", code], "a site code that is declared once, case aside"),
    ...Object.entries(sites).flatMap(([code, site]) => {
      const { build, version, hotfixes } = fields(site);
      const stated = typeof version === "string" ? parseVersion(version) : undefined;
      const path = ["sites", code];
      return [
        ...(typeof build === "number" && stated !== undefined && stated.build !== build
          ? [inputIssue([...path, "version"], version, `a version of build ${build}`)]
          : []),
        ...(stated?.build === SP2_BUILD && servicePackOf1493(stated) === undefined
          ? [inputIssue([...path, "version"], version, "a last group of 2xxx (SP2), 3xxx (SP3) or 4xxx (SP4)")]
          : []),
        ...Object.entries(fields(hotfixes)).flatMap(([id, hotfix]) =>
          findHotfixContradictions(fields(hotfix), [...path, "hotfixes", id]),
        ),
      ];
    }),
  ];
}

function findHotfixContradictions(hotfix: Fields, path: Path): InputIssue[] {
  const { installed, files, attestedBy, attestedOn } = hotfix;
  const issues: InputIssue[] = [];
  if (installed === false) {
    for (const key of ["files", "attestedBy", "attestedOn"]) {
      if (hotfix[key] !== undefined)
        issues.push(inputIssue([...path, key], hotfix[key], "nothing beside installed: false"));
    }
  }
  if (attestedBy !== undefined && attestedOn === undefined) {
    issues.push(inputIssue([...path, "attestedOn"], attestedOn, "the day on which it was attested, beside attestedBy"));
  }
  if (attestedOn !== undefined && attestedBy === undefined) {
    issues.push(inputIssue([...path, "attestedBy"], attestedBy, "who attests it, beside attestedOn"));
  }
  const names = Object.keys(fields(files)).filter((name) => HOTFIX_PATH.test(name));
  const folded = (name: string) => name.replaceAll("/", "\\");
  issues.push(
    ...repeatedNames(names, (name) => [...path, "files", name], "a file that is listed once, case aside", folded),
  );
  return issues;
}

function findParentContradictions(sites: Fields, areSites: boolean): InputIssue[] {
  const issues: InputIssue[] = [];
  const entries = Object.entries(sites).map(([code, site]) => ({ code, ...pick(site) }));
  const centrals = entries.filter(({ type }) => type === "central");
  if (areSites && entries.length === 0) issues.push(inputIssue(["sites"], sites, "at least one site"));
  if (entries.length > 0 && centrals.length === 0 && entries.every(({ type }) => typeof type === "string")) {
    issues.push(inputIssue(["sites"], undefined, "one site of type central", "none of type central"));
  }
  for (const { code } of centrals.slice(1)) {
    issues.push(
      inputIssue(["sites", code, "type"], "central", `one central site; ${centrals[0]?.code} is one already`),
    );
  }
  for (const { code, type, parent } of entries) {
    const path = ["sites", code, "parent"];
    if (type === "central" && parent !== undefined)
      issues.push(inputIssue(path, parent, "no parent of a central site"));
    else if (typeof type === "string" && type !== "central" && parent === undefined) {
      issues.push(inputIssue(path, parent, "the code of the parent site"));
    } else if (typeof parent === "string" && !Object.hasOwn(sites, parent)) {
      issues.push(inputIssue(path, parent, `the code of a declared site${nearest(parent, Object.keys(sites))}`));
    }
  }
  return [...issues, ...findCycles(entries)];
}

function pick(site: unknown): { type: unknown; parent: unknown } {
  const { type, parent } = fields(site);
  return { type, parent };
}

function findCycles(sites: readonly { code: string; parent: unknown }[]): InputIssue[] {
  const parentOf = new Map(sites.map(({ code, parent }) => [code, parent]));
  const settled = new Set<unknown>();
  const issues: InputIssue[] = [];
  for (const { code } of sites) {
    const way = new Set<unknown>();
    let at: unknown = code;
    while (typeof at === "string" && parentOf.has(at) && !settled.has(at) && !way.has(at)) {
      way.add(at);
      at = parentOf.get(at);
    }
    if (way.has(at)) {
      const passed = [...way];
      const cycle = [...passed.slice(passed.indexOf(at)), at].join(" -> ");
      issues.push(
        inputIssue(
          ["sites", String(at), "parent"],
          parentOf.get(String(at)),
          `parents that lead to the central site, not ${cycle}`,
        ),
      );
    }
    for (const passed of way) settled.add(passed);
  }
  return issues;
}

function findDomainContradictions(domains: Fields, sites: Fields): InputIssue[] {
  const issues = repeatedNames(
    Object.keys(domains),
    (name) => ["domains", name],
    "a domain that is declared once, case aside",
  );
  const declared = new Set(Object.keys(domains).map(foldName));
  const sitesOf = new Map<string, Fields[]>();
  for (const [code, site] of Object.entries(sites)) {
    const { domains: names } = fields(site);
    const listed = new Set<string>();
    for (const [index, name] of list(names).entries()) {
      if (typeof name !== "string") continue;
      const path = ["sites", code, "domains", index];
      if (!declared.has(foldName(name)))
        issues.push(inputIssue(path, name, `a declared domain${nearest(name, Object.keys(domains))}`));
      if (listed.has(foldName(name))) issues.push(inputIssue(path, name, "a domain that is listed once, case aside"));
      listed.add(foldName(name));
    }
    for (const name of listed) {
      const others = sitesOf.get(name);
      if (others === undefined) sitesOf.set(name, [fields(site)]);
      else others.push(fields(site));
    }
  }
  const homes = new Map<string, string>();
  for (const [name, domain] of Object.entries(domains)) {
    issues.push(...findControllerContradictions(name, fields(domain), homes));
    const { logonPoints } = fields(domain);
    const installed = lastFixInstalled(takingPartBelowSp2(sitesOf.get(foldName(name)) ?? []));
    for (const [server, point] of Object.entries(fields(logonPoints))) {
      issues.push(...findLogonPointContradictions(fields(point), ["domains", name, "logonPoints", server], installed));
    }
  }
  return issues;
}

function findControllerContradictions(name: string, domain: Fields, homes: Map<string, string>): InputIssue[] {
  const issues: InputIssue[] = [];
  const controllers: [Path, unknown][] = [
    [["domains", name, "pdc"], domain["pdc"]],
    ...list(domain["bdcs"]).map((server, index): [Path, unknown] => [["domains", name, "bdcs", index], server]),
  ];
  for (const [path, server] of controllers) {
    if (typeof server !== "string") continue;
    const home = homes.get(foldName(server));
    if (home !== undefined)
      issues.push(inputIssue(path, server, `a server that is a controller once; ${home} has it already`));
    else homes.set(foldName(server), name);
  }
  const points = Object.keys(fields(domain["logonPoints"]));
  const own = new Set(controllers.map(([, server]) => (typeof server === "string" ? foldName(server) : "")));
  for (const server of points.filter((point) => !own.has(foldName(point)))) {
    const known = controllers.map(([, one]) => String(one));
    issues.push(
      inputIssue(
        ["domains", name, "logonPoints", server],
        server,
        `the pdc or a bdc of ${name}${nearest(server, known)}`,
      ),
    );
  }
  const path = (server: string) => ["domains", name, "logonPoints", server];
  return [...issues, ...repeatedNames(points, path, "a server that is listed once, case aside")];
}

function findLogonPointContradictions(
  point: Fields,
  path: Path,
  installed: ReturnType<typeof lastFixInstalled>,
): InputIssue[] {
  const { logonPoint, copylog, updatedSinceFix } = point;
  const issues: InputIssue[] = [];
  if (logonPoint === false) {
    for (const key of ["copylog", "updatedSinceFix"]) {
      if (point[key] !== undefined)
        issues.push(inputIssue([...path, key], point[key], "nothing beside logonPoint: false"));
    }
  }
  const { text, sharedOwner, owners, corrupt, modified } = fields(copylog);
  const at = (key: string) => [...path, "copylog", key];
  const read = typeof text === "string" ? parseCopylog(text) : undefined;
  if (owners !== undefined && (sharedOwner !== undefined || text !== undefined)) {
    issues.push(inputIssue(at("owners"), owners, "only one of text, owners and sharedOwner"));
  }
  if (read !== undefined && typeof sharedOwner === "string" && foldName(sharedOwner) !== read.owners[0]) {
    issues.push(
      inputIssue(at("sharedOwner"), sharedOwner, `what the text says: ${read.owners[0] ?? "no shared line"}`),
    );
  }
  if (read !== undefined && typeof corrupt === "boolean" && corrupt !== read.corrupt) {
    issues.push(inputIssue(at("corrupt"), corrupt, `what the text says: ${read.corrupt}`));
  }
  if (corrupt === true && read === undefined && (sharedOwner !== undefined || list(owners).length > 0)) {
    issues.push(inputIssue(at("corrupt"), corrupt, "false: a file with an owner has shared lines"));
  }
  if (corrupt === false && Array.isArray(owners) && owners.length === 0) {
    issues.push(inputIssue(at("corrupt"), corrupt, "true: a file without owners has no shared lines"));
  }
  if (typeof updatedSinceFix === "boolean" && typeof modified === "string" && !Number.isNaN(Date.parse(modified))) {
    const computed = isUpdatedSince(modified, installed);
    if (typeof computed === "boolean" && computed !== updatedSinceFix) {
      issues.push(inputIssue([...path, "updatedSinceFix"], updatedSinceFix, `${computed}, as the times say`));
    }
  }
  return issues;
}

function takingPartBelowSp2(sites: readonly Fields[]): { copylogFixInstalled?: string }[] {
  return sites
    .filter(
      (site) =>
        site["build"] !== SP2_BUILD && (site["logonInstallation"] !== false || site["logonDiscovery"] !== false),
    )
    .map(({ copylogFixInstalled: time }) =>
      typeof time === "string" && !Number.isNaN(Date.parse(time)) ? { copylogFixInstalled: time } : {},
    );
}

function findUpgradeContradictions(upgrades: unknown, sites: Fields): InputIssue[] {
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
      ...(Object.hasOwn(sites, code)
        ? []
        : [inputIssue(path, code, `a declared site${nearest(code, Object.keys(sites))}`)]),
      ...(isRepeated ? [inputIssue(path, code, "a site that is listed once")] : []),
      ...(servicePack === 3 || servicePack === 4
        ? [inputIssue(path, code, `a site below SP2; ${code} is at SP${servicePack} (${String(version)})`)]
        : []),
    ];
  });
}

function repeatedNames(
  names: readonly string[],
  path: (name: string) => Path,
  expected: string,
  fold: (name: string) => string = (name) => name,
): InputIssue[] {
  const seen = new Map<string, string>();
  return names.flatMap((name) => {
    const key = foldName(fold(name));
    const first = seen.get(key);
    if (first !== undefined) return [inputIssue(path(name), name, `${expected}; ${first} is there already`)];
    seen.set(key, name);
    return [];
  });
}

function nearest(name: string, known: readonly string[]): string {
  const match = known.find((one) => foldName(one) === foldName(name));
  if (match !== undefined) return `; ${match} is declared`;
  const shown = known.slice(0, 10).join(", ");
  return known.length === 0 ? "; none is declared" : `; declared are ${shown}${known.length > 10 ? " and more" : ""}`;
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
