import { SP2_BUILD, isBuild, type Build } from "../../domain/builds";
import { proofOf, requiredHotfixes, type Hotfix } from "../../domain/hotfixes";
import { foldName } from "../../domain/names";
import { SMS_VERSION, parseVersion } from "../../domain/version";
import type { InventoryController, InventoryDomain } from "./controllers";
import { filesOfSites, platformOf, type SiteFiles } from "./hotfix-files";
import type { ListedFile } from "./listing";
import type { Remarks } from "./remarks";
import type { InventorySite } from "./sites";
import { readTime, type TimeOptions } from "./times";

/** A copy of a Copylog.tcf. */
export interface CopylogCopy {
  readonly server: string;
  /** Its path as the hierarchy file names it. */
  readonly file: string;
}

/** Everything that an inventory has. */
export interface Inventory {
  readonly sites: readonly InventorySite[];
  readonly domains: readonly InventoryDomain[];
  readonly listed: readonly ListedFile[];
  readonly copylogs: readonly CopylogCopy[];
}

/** What is said beside an inventory. */
export interface ImportOptions extends TimeOptions {
  readonly hierarchy: string;
  /** When the Copylog hotfix was installed at every site whose files prove it. */
  readonly copylogFixInstalled?: string | undefined;
  /** Whether the sites below SP2 are to be upgraded, from the central site down. */
  readonly isUpgradePlanned: boolean;
}

/** An entry of the hierarchy file, and where it comes from. */
export interface Entry {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly sources: readonly string[];
}

/** A hierarchy file before it is written. */
export interface Imported {
  readonly hierarchy: string;
  readonly domains: ReadonlyMap<string, Entry>;
  readonly sites: ReadonlyMap<string, Entry>;
  readonly upgrades: readonly string[];
}

/** The hierarchy that an inventory shows. */
export function hierarchyOf(inventory: Inventory, options: ImportOptions, remarks: Remarks): Imported {
  const files = filesOfSites(inventory.listed, inventory.sites, remarks);
  const names = new Map(inventory.domains.map(({ name }) => [foldName(name), name]));
  const sites = inventory.sites.map((site) =>
    siteEntry(site, files.get(site.code) as SiteFiles, names, options, remarks),
  );
  const copylogs = copylogsByServer(inventory, remarks);
  const times = timesByServer(inventory, options, remarks);
  return {
    hierarchy: options.hierarchy,
    domains: new Map(inventory.domains.map((domain) => [domain.name, domainEntry(domain, copylogs, times, remarks)])),
    sites: new Map(inventory.sites.map(({ code }, index) => [code, sites[index] as Entry])),
    upgrades: options.isUpgradePlanned ? downwards(inventory.sites.filter((_, index) => !isAtSp2(sites[index]))) : [],
  };
}

function siteEntry(
  site: InventorySite,
  files: SiteFiles,
  names: ReadonlyMap<string, string>,
  options: ImportOptions,
  remarks: Remarks,
): Entry {
  const { place, code, type, fullVersion, setupType, platform } = site;
  const build = buildOf(site, files, remarks);
  const installed = build === undefined ? undefined : fixInstalled(build, site, files, options, remarks);
  const hotfixes =
    build === undefined ? [] : requiredHotfixes(build).flatMap((hotfix) => hotfixEntry(hotfix, site, files, remarks));
  const sources = [...files.versions.values(), ...files.logs.values()].map((file) => file.place);
  const [share] = [...files.versions.values(), ...files.logs.values()].flatMap(({ server }) => server ?? []);
  const server = site.server ?? share;
  return {
    sources: [place, ...sources],
    facts: {
      type,
      ...(server === undefined ? {} : { server }),
      ...(site.name === undefined ? {} : { name: site.name }),
      ...(site.parent === undefined || (type === "central" && site.parent === code) ? {} : { parent: site.parent }),
      ...(build === undefined ? {} : { build }),
      ...(fullVersion === undefined ? {} : { fullVersion }),
      ...(setupType === undefined ? {} : { setupType }),
      ...(platform === undefined ? {} : { platform }),
      domains: site.domains.flatMap((name) => domainNames(name, names)),
      ...(installed === undefined ? {} : { copylogFixInstalled: installed }),
      ...(hotfixes.length === 0 ? {} : { hotfixes: Object.fromEntries(hotfixes) }),
    },
  };
}

/** Names of domains in a cell as they are declared; blanks between them are no part of them if all of them are declared. */
function domainNames(text: string, names: ReadonlyMap<string, string>): string[] {
  const known = names.get(foldName(text));
  if (known !== undefined) return [known];
  const parts = text.split(/\s+/).map((part) => names.get(foldName(part)));
  return parts.every((part) => part !== undefined) ? parts : [text];
}

/** The build that Full Version shows, else the inventory, else all files. A site without any is a fault. */
function buildOf(
  { place, code, ...site }: InventorySite,
  { versions }: SiteFiles,
  remarks: Remarks,
): Build | undefined {
  const registry = parseVersion(site.fullVersion ?? "")?.build;
  const inFiles = new Set([...versions.values()].map(({ version }) => parseVersion(version ?? "")?.build));
  const [first] = inFiles;
  const shown = [registry, site.build, inFiles.size === 1 ? first : undefined].filter((build) => build !== undefined);
  const [build] = shown;
  if (registry !== undefined && site.build !== undefined && registry !== site.build) {
    return remarks.fault(place, `site ${code}: Full Version is of build ${registry}, and the build is ${site.build}`);
  }
  if (build === undefined) {
    const why =
      inFiles.size > 1 ? `, and its files are of builds ${[...inFiles].join(" and ")}` : " and no file versions";
    return remarks.fault(place, `site ${code} has no build: no Full Version${why}`);
  }
  if (!isBuild(build)) return remarks.fault(place, `site ${code} is of build ${build}, expected 1239, 1380 or 1493`);
  for (const { version = "", name, place: at } of versions.values()) {
    const other = parseVersion(version)?.build;
    if (other !== build) remarks.note(at, `${name} is of build ${other}, and site ${code} of build ${build}`);
  }
  return build;
}

function hotfixEntry(
  { id, files }: Hotfix,
  site: InventorySite,
  { versions }: SiteFiles,
  remarks: Remarks,
): [string, { files: Record<string, string> }][] {
  const known = files.flatMap(({ name, path }): [string, string][] => {
    const listed = versions.get(name.toLowerCase());
    if (listed?.version === undefined) return [];
    if (SMS_VERSION.test(listed.version)) return [[path[platformOf(site)], listed.version]];
    return remarks.note(listed.place, `${name} ${listed.version}, not used: not a version of SMS 2.0`) ?? [];
  });
  return known.length === 0 ? [] : [[id, { files: Object.fromEntries(known) }]];
}

/** When a site got its Copylog hotfix. Only files of the right version show that it got it. */
function fixInstalled(
  build: Build,
  site: InventorySite,
  { versions, logs }: SiteFiles,
  options: ImportOptions,
  remarks: Remarks,
): string | undefined {
  const fix = requiredHotfixes(build).find(({ purpose }) => purpose === "copylog");
  const isProven = fix?.files.every((file) => {
    const version = parseVersion(versions.get(file.name.toLowerCase())?.version ?? "");
    return version !== undefined && proofOf(fix, file, version) === "proven";
  });
  if (fix === undefined || !isProven) return undefined;
  const log = logs.get(fix.id);
  if (log?.modified === undefined) return options.copylogFixInstalled;
  const read = readTime(log.modified, options);
  if ("time" in read) return read.time;
  return remarks.fault(log.place, `time of ${log.name} of site ${site.code}: ${read.fault}`);
}

function domainEntry(
  { pdc, controllers }: InventoryDomain,
  copylogs: ReadonlyMap<string, CopylogCopy>,
  times: ReadonlyMap<string, { readonly time: string; readonly place: string }>,
  remarks: Remarks,
): Entry {
  const points = controllers.flatMap((controller): [string, object][] => {
    const { server, logonPoint, place } = controller;
    const copy = copylogs.get(foldName(server));
    if (logonPoint === false) {
      if (copy !== undefined) remarks.fault(place, `${server} has no share SMSLOGON, and there is a copy ${copy.file}`);
      return [[server, { logonPoint }]];
    }
    const modified = modifiedOf(controller, times.get(foldName(server)), remarks);
    const copylog = {
      ...(copy === undefined ? {} : { file: copy.file }),
      ...(modified === undefined ? {} : { modified }),
    };
    const facts = {
      ...(logonPoint === undefined ? {} : { logonPoint }),
      ...(copy === undefined && modified === undefined ? {} : { copylog }),
    };
    return Object.keys(facts).length === 0 ? [] : [[server, facts]];
  });
  return {
    sources: controllers.map(({ place }) => place),
    facts: {
      pdc: pdc.server,
      bdcs: controllers.filter((one) => one !== pdc).map(({ server }) => server),
      ...(pdc.seniorList === undefined ? {} : { seniorList: pdc.seniorList }),
      ...(points.length === 0 ? {} : { logonPoints: Object.fromEntries(points) }),
    },
  };
}

function modifiedOf(
  { server, modified, place }: InventoryController,
  listed: { readonly time: string; readonly place: string } | undefined,
  remarks: Remarks,
): string | undefined {
  if (modified !== undefined && listed !== undefined && modified !== listed.time) {
    return remarks.fault(listed.place, `Copylog.tcf of ${server} is of ${listed.time}, and of ${modified} at ${place}`);
  }
  return modified ?? listed?.time;
}

function copylogsByServer({ domains, copylogs }: Inventory, remarks: Remarks): ReadonlyMap<string, CopylogCopy> {
  const known = new Set(domains.flatMap(({ controllers }) => controllers.map(({ server }) => foldName(server))));
  const found = new Map<string, CopylogCopy>();
  for (const copy of copylogs) {
    const server = foldName(copy.server);
    const first = found.get(server);
    if (!known.has(server)) remarks.note(copy.file, `not used: no domain controller ${copy.server} in the inventory`);
    else if (first !== undefined)
      remarks.fault(copy.file, `a second Copylog.tcf of ${copy.server}, beside ${first.file}`);
    else found.set(server, copy);
  }
  return found;
}

/** When each Copylog.tcf was written, as `dir` shows it. */
function timesByServer({ listed }: Inventory, options: ImportOptions, remarks: Remarks) {
  const times = new Map<string, { time: string; place: string }>();
  for (const { place, server, folder, name, modified } of listed) {
    if (!/^SMSLOGON\\Config$/i.test(folder) || !/^copylog\.tcf$/i.test(name) || modified === undefined) continue;
    const read = readTime(modified, options);
    if (server === undefined) remarks.note(place, "not used: the path above it names no server");
    else if ("fault" in read) remarks.fault(place, read.fault);
    else times.set(foldName(server), { time: read.time, place });
  }
  return times;
}

function isAtSp2(entry: Entry | undefined): boolean {
  return entry?.facts["build"] === SP2_BUILD;
}

/** Site codes from the central site down, in the order of the inventory within a level. */
function downwards(sites: readonly InventorySite[]): string[] {
  const parents = new Map(sites.map(({ code, parent }) => [code, parent]));
  const depth = (code: string | undefined, level = 0): number =>
    code === undefined || level > sites.length ? level : depth(parents.get(code), level + 1);
  return sites
    .map(({ code }) => ({ code, level: depth(code) }))
    .sort((a, b) => a.level - b.level)
    .map(({ code }) => code);
}
