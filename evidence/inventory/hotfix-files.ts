import { HOTFIXES, type HotfixId, type Platform } from "../../domain/hotfixes";
import { foldCode, foldName } from "../../domain/names";
import type { ListedFile } from "./listing";
import type { Remarks } from "./remarks";
import type { InventorySite } from "./sites";

/** What listings show of a site. */
export interface SiteFiles {
  /** `filever` output: files of hotfixes by their names in lower case. */
  readonly versions: Map<string, ListedFile>;
  /** `dir` output: logs of installers by hotfix. */
  readonly logs: Map<string, ListedFile>;
}

const NAMES = new Set(Object.values(HOTFIXES).flatMap(({ files }) => files.map(({ name }) => name.toLowerCase())));
const LOGS = new Map(Object.keys(HOTFIXES).map((id) => [`${id}.log`.toLowerCase(), id as HotfixId]));

/** The processor of a site: that of the model if the inventory has none. */
export function platformOf({ platform = "i386" }: InventorySite): Platform {
  return platform;
}

/** Files of the sites in listings, by site code. What belongs to no site is left out, each folder with one remark. */
export function filesOfSites(
  listed: readonly ListedFile[],
  sites: readonly InventorySite[],
  remarks: Remarks,
): ReadonlyMap<string, SiteFiles> {
  const found = new Map<string, SiteFiles>(sites.map(({ code }) => [code, { versions: new Map(), logs: new Map() }]));
  const refused = new Set<string>();
  for (const file of listed) {
    const [, platform] = /(?:^|\\)Bin\\(i386|alpha)$/i.exec(file.folder) ?? [];
    const name = file.name.toLowerCase();
    const isProgram = platform !== undefined && file.version !== undefined && NAMES.has(name);
    const isLog = /\\Logs$/i.test(file.folder) && file.modified !== undefined && LOGS.has(name);
    const isHomeless = platform === undefined && file.version !== undefined && NAMES.has(name);
    if (isHomeless && !refused.has("")) {
      remarks.note(file.place, "not used: no path to Bin\\i386 or Bin\\alpha stands above it");
      refused.add("");
    }
    if (!isProgram && !isLog) continue;
    const owner = ownerOf(file, sites);
    const refusal =
      typeof owner === "string"
        ? owner
        : isProgram && platform.toLowerCase() !== platformOf(owner)
          ? `not used: ${platform} files of site ${owner.code}, whose platform is ${platformOf(owner)}`
          : undefined;
    if (typeof owner === "string" || refusal !== undefined) {
      const folder = `${file.server}\\${file.folder}`;
      if (!refused.has(folder)) remarks.note(file.place, refusal ?? "");
      refused.add(folder);
      continue;
    }
    const files = found.get(owner.code)?.[isProgram ? "versions" : "logs"];
    const key = isProgram ? name : (LOGS.get(name) as string);
    const same = files?.get(key);
    if (same === undefined) files?.set(key, file);
    else if (same.version !== file.version || same.modified !== file.modified) {
      remarks.fault(file.place, `${file.name} of site ${owner.code} differs from the one at ${same.place}`);
    }
  }
  return found;
}

/** The site that a file belongs to: the share names it, else the server does. Else why it belongs to none. */
function ownerOf({ server, folder }: ListedFile, sites: readonly InventorySite[]): InventorySite | string {
  const [, code] = /^SMS_([A-Z0-9]{3})\\/i.exec(folder) ?? [];
  const isServer = (site: InventorySite) =>
    site.server !== undefined && foldName(site.server) === foldName(server ?? "");
  if (code !== undefined) {
    const site = sites.find((one) => foldCode(one.code) === foldCode(code));
    if (site === undefined) return `not used: no site ${code} in the inventory`;
    if (server === undefined || site.server === undefined || isServer(site)) return site;
    return `not used: the server of site ${code} is ${site.server}, not ${server}`;
  }
  if (server === undefined) return `not used: the path ${folder} names no server`;
  const [first, second] = sites.filter(isServer);
  if (first === undefined) return `not used: no site with the server ${server} in the inventory`;
  if (second === undefined) return first;
  return `not used: sites ${first.code} and ${second.code} have the server ${server}: list the share SMS_${first.code} or SMS_${second.code}`;
}
