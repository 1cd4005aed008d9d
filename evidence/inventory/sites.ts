import { isBuild, type Build } from "../../domain/builds";
import type { Platform } from "../../domain/hotfixes";
import { foldCode, foldName } from "../../domain/names";
import { parseVersion } from "../../domain/version";
import type { Remarks } from "./remarks";
import type { Columns, Row } from "./table";

/** Columns of a table of sites. */
export const SITE_COLUMNS = {
  code: ["Code", "Site", "SiteCode", "SMSSite", "SMSCode", "SMSSiteCode"],
  name: ["Name", "SiteName"],
  server: [
    "Server",
    "SiteServer",
    "SiteServerName",
    "ServerName",
    "Computer",
    "ComputerName",
    "Machine",
    "Host",
    "Hostname",
  ],
  parent: ["Parent", "ParentSite", "ParentCode", "ParentSiteCode"],
  type: ["Type", "SiteType", "SMSSiteType"],
  build: ["Build"],
  fullVersion: ["FullVersion", "SMSFullVersion", "RegistryFullVersion", "RegFullVersion"],
  setupType: ["SetupType", "RegType", "RegistryType"],
  platform: ["Platform", "CPU", "Processor", "Architecture", "Hardware"],
  domains: ["Domains", "Domain", "NTDomains", "NTDomain", "WindowsNTDomains", "LogonDomains"],
} as const satisfies Columns<string>;

/** A column of a table of sites. */
export type SiteField = keyof typeof SITE_COLUMNS;

/** What a row says of a site; what it does not say is absent. */
export interface InventorySite {
  readonly place: string;
  readonly code: string;
  readonly type: "central" | "primary" | "secondary";
  readonly name?: string;
  readonly server?: string;
  readonly parent?: string;
  readonly build?: Build;
  readonly fullVersion?: string | null;
  readonly setupType?: number;
  readonly platform?: Platform;
  readonly domains: readonly string[];
}

const BUILDS: Readonly<Record<string, Build>> = { SP1: 1380, SP2: 1493 };
const PLATFORMS: readonly (readonly [RegExp, Platform])[] = [
  [/^(?:intel|i386|x86|intel[ /]x86)$/i, "i386"],
  [/^(?:(?:dec )?alpha|axp|alpha[ /]axp)$/i, "alpha"],
];

/** The sites of the rows. A site that stands twice, and a cell that means nothing, is a fault. */
export function sitesIn(rows: readonly Row<SiteField>[], isEmptyNone: boolean, remarks: Remarks): InventorySite[] {
  const places = new Map<string, string>();
  const servers = new Map<string, string>();
  return rows.flatMap((row) => {
    const { code = "" } = row.cells;
    const first = places.get(foldCode(code));
    if (code === "") return remarks.fault(row.place, "no site code") ?? [];
    if (first !== undefined) return remarks.fault(row.place, `site ${code} is there already, at ${first}`) ?? [];
    places.set(foldCode(code), row.place);
    const site = siteIn(row, code, isEmptyNone, remarks);
    if (site === undefined) return [];
    const server = foldName(site.server ?? "");
    const neighbour = server === "" ? undefined : servers.get(server);
    if (neighbour !== undefined)
      remarks.note(row.place, `sites ${neighbour} and ${code} have the same server, ${server}`);
    servers.set(server, code);
    return [site];
  });
}

function siteIn({ place, cells }: Row<SiteField>, code: string, isEmptyNone: boolean, remarks: Remarks) {
  const fault = (field: SiteField, expected: string) =>
    remarks.fault(place, `${field} of ${code} is ${JSON.stringify(cells[field])}, expected ${expected}`);
  const [, type] = /^(central|primary|secondary)(?: site)?$/i.exec(cells.type ?? "") ?? [];
  if (type === undefined) return fault("type", "Central, Primary or Secondary");
  const [, platform] = PLATFORMS.find(([form]) => form.test(cells.platform ?? "")) ?? [];
  if (cells.platform && platform === undefined) fault("platform", "Intel or Alpha");
  const build = cells.build ? (BUILDS[cells.build.toUpperCase()] ?? Number(cells.build)) : undefined;
  if (build !== undefined && !isBuild(build)) fault("build", "1239, 1380 or 1493");
  const setupType = cells.setupType ? Number(cells.setupType) : undefined;
  if (cells.setupType && !/^\d+$/.test(cells.setupType)) fault("setupType", "a number");
  if (cells.fullVersion && parseVersion(cells.fullVersion) === undefined) {
    remarks.note(place, `the Full Version of ${code} shows no build: ${JSON.stringify(cells.fullVersion)}`);
  }
  const fullVersion = cells.fullVersion === "" && isEmptyNone ? null : cells.fullVersion || undefined;
  return {
    place,
    code,
    type: type.toLowerCase() as InventorySite["type"],
    domains: (cells.domains ?? "").split(/\s*[;,|/\n]\s*/).filter((name) => name !== ""),
    ...(cells.name ? { name: cells.name } : {}),
    ...(cells.server ? { server: serverName(cells.server) } : {}),
    ...(cells.parent ? { parent: cells.parent } : {}),
    ...(build !== undefined && isBuild(build) ? { build } : {}),
    ...(fullVersion === undefined ? {} : { fullVersion }),
    ...(setupType === undefined ? {} : { setupType }),
    ...(platform === undefined ? {} : { platform }),
  };
}

/** The name of a server, which some write with the backslashes of its shares. */
export function serverName(text: string): string {
  return text.replace(/^\\\\/, "");
}
