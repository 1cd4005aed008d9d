import type { Input } from "@pulumi/pulumi";
import type { Build } from "../domain/builds";
import type { HotfixId } from "../domain/hotfixes";
import type { WaivableRuleId } from "../domain/rule-ids";
import type { Waiver } from "../domain/waiver";

export type { WaivableRuleId, Waiver };

/** The evidence for one hotfix at one site. No property at all: not known. */
export interface HotfixArgs {
  /** `false`: the hotfix is known not to be there. Excludes the other properties. */
  installed?: Input<false>;
  /**
   * Versions of files below the SMS folder, by path: the best evidence. Either slash, either case; `null`: you looked, and
   * the file is missing. Only files of the server's own platform count, each against the minimum of its article (Q251070,
   * Q249077, Q252718, Q252717, Q250850).
   *
   * @example { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1105" }
   */
  files?: Input<Record<string, Input<string | null>>>;
  /** Who says that the hotfix was installed. Needs `attestedOn`. Proves nothing on a secondary site or on Alpha. */
  attestedBy?: Input<string>;
  /** The day on which it was attested, as `2000-06-20`. Needs `attestedBy`. */
  attestedOn?: Input<string>;
}

/** What is known of `SMSLOGON\Config\Copylog.tcf` on one logon point. */
export interface CopylogArgs {
  /** The text of the file. The program reads it; the state keeps a summary, not the text. */
  text?: Input<string>;
  /** Code of the site that owns `clicore.exe`, or else most shared lines. For a file that was looked at by eye. */
  sharedOwner?: Input<string>;
  /** Owners of all shared lines, the one of `clicore.exe` first. Excludes `sharedOwner`. */
  owners?: Input<readonly string[]>;
  /** Sites that have lines of their own below `SITES\` (Q313209). */
  siteFolders?: Input<readonly string[]>;
  /** No `[FILE SOURCE]` section, or no shared line in it (Q264976). */
  corrupt?: Input<boolean>;
  /** Owner of `clicore.exe`; `null`: the file has no line for it. Goes with `owners`. */
  clicore?: Input<string | null>;
  /** When the file was last written: a time with its zone, as `2000-06-20T14:30:00Z`. */
  modified?: Input<string>;
}

/** What is known of one domain controller as a logon point. */
export interface LogonPointArgs {
  /** `false`: this domain controller has no share SMSLOGON (Q192487, Q225542). */
  logonPoint?: Input<boolean>;
  /** What its Copylog.tcf contains (Q249077, Q264976, Q263345, Q313209). */
  copylog?: Input<CopylogArgs>;
  /**
   * Copylog.tcf was written after the last site of the domain got its Copylog hotfix (Q249077). Computed if
   * `copylog.modified` and every `copylogFixInstalled` of the domain are known; a value that contradicts them is refused.
   */
  updatedSinceFix?: Input<boolean>;
  /** Why the server could not be read, as {@link inspectDomain} gives it: findings show it. Proves nothing. */
  notRead?: Input<string>;
}

/** Facts of a Windows NT domain. */
export interface DomainFactsArgs {
  /** Primary domain controller: the name of a server, 1 to 15 characters. */
  pdc: string;
  /** Backup domain controllers. Default: none. */
  bdcs?: readonly string[];
  /**
   * Text of `SMSLOGON\Sitescfg\Senior.lst` on the PDC; `null`: there is no such file; absent: not known (Q263395).
   *
   * @example "CEN\r\n"
   */
  seniorList?: Input<string | null>;
  /** What is known of the controllers as logon points, by server. A controller without an entry: nothing is known. */
  logonPoints?: Input<Record<string, Input<LogonPointArgs> | undefined>>;
}

/** Facts of a site server, without its place in the hierarchy. */
export interface SiteFactsArgs {
  /** Name of the site server, 1 to 15 characters, shown beside the code in reports. Default: none. */
  server?: string;
  /** What people call the site, shown beside the code in reports. Default: none. @example "London" */
  name?: string;
  /** Kind of site. A hierarchy has one central site. */
  type: "central" | "primary" | "secondary";
  /** Build of SMS 2.0: 1239 is the release, 1380 is SP1, 1493 is SP2 to SP4 (Q261931, Q264630). */
  build: Input<Build>;
  /** Version of the site, as `2.0.1493.3000`; tells SP3 from SP2. Its third group is the build (Q213410). */
  version?: Input<string>;
  /** The registry value `SMS\Setup\Full Version`; `null`: it is missing; absent: not known (Q249077). */
  fullVersion?: Input<string | null>;
  /** The registry value `SMS\Setup\Type`, 0 or more: 2 on a healthy secondary site (Q273853). Default: not known. */
  setupType?: Input<number>;
  /** Processor of the site server; only files of its own platform count (Q250850). Default `i386`. */
  platform?: Input<"i386" | "alpha">;
  /** Windows Networking Logon Client Installation is enabled (Q235726). Default `true`. */
  logonInstallation?: Input<boolean>;
  /** Windows Networking Logon Client Discovery is enabled (Q235726). Default `true`. */
  logonDiscovery?: Input<boolean>;
  /** Windows NT Remote Client Installation, the use of CCM, is enabled (Q264630). Default `true`. */
  remoteInstallation?: Input<boolean>;
  /** When the site got its Copylog hotfix: a time with its zone, as `2000-06-20T14:30:00Z` (Q249077, Q251070). */
  copylogFixInstalled?: Input<string>;
  /** What is known of each hotfix, by article number (Q261931). */
  hotfixes?: Input<Partial<Record<HotfixId, Input<HotfixArgs>>>>;
  /** Why the server could not be read, as {@link inspectSite} gives it: findings show it. Proves nothing. */
  notRead?: Input<string>;
}

/** A site server in a hierarchy document. */
export interface SiteEntry extends SiteFactsArgs {
  /** Code of the parent site; every site but the central one has one. */
  parent?: string;
  /** Names of the Windows NT domains in which the site manages logon points. */
  domains: readonly string[];
}

/** A hierarchy as one document: what a hierarchy file holds. Facts that can be looked up may be Outputs. */
export interface HierarchyDocumentArgs {
  /** Name of the hierarchy. */
  hierarchy: string;
  /** Windows NT domains by name; names ignore case. Default: none. */
  domains?: Record<string, DomainFactsArgs>;
  /** Site servers by site code: three letters or digits. */
  sites: Record<string, SiteEntry>;
  /** Codes of the sites to be upgraded to SP2, in the planned order. Default: none. */
  upgrades?: readonly string[];
  /** Accepted exceptions. Default: none. */
  waivers?: readonly Waiver[];
}

/** Facts of a hierarchy, or of a part of one, as a stack shares them: plain JSON, see {@link Hierarchy.facts}. */
export interface HierarchyFacts extends HierarchyDocumentArgs {
  /** The format: a number that goes up with every fact that is added or changes its meaning. */
  formatVersion: number;
  /** The stack that shares them, as `organization/contoso-europe/prod`. */
  stack: string;
}
