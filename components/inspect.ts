import * as pulumi from "@pulumi/pulumi";
import type { Build } from "../domain/builds";
import type { HotfixId, Platform } from "../domain/hotfixes";

/** Something that is declared otherwise than the servers show it. */
export interface EvidenceDifference {
  /** As `site P01`, `domain CORP` or `server CORPPDC`. */
  readonly subject: string;
  /** Field of the facts, as `hotfixes.Q249077`. */
  readonly fact: string;
  readonly declared: string;
  readonly found: string;
}

/** What is to be looked at beside the facts. In the result of a promise a spread (`...`) leaves it out. */
export interface Remarks {
  /** What `declared` says otherwise than the servers. */
  readonly differences: readonly EvidenceDifference[];
  /** What could not be read, and why. */
  readonly notes: readonly string[];
}

/** What to read of a site server. */
export interface InspectSiteArgs {
  /** Site code. */
  readonly code: string;
  /** Name of the site server. */
  readonly server: string;
  /** Its processor, i386 (default) or alpha: only files of its own platform count (Q250850). */
  readonly platform?: Platform;
  /** Facts to compare with what is found. */
  readonly declared?: object;
}

/** What a site server shows, as `Site` takes it. What could not be read is absent. */
export interface SiteEvidence {
  readonly build: Build;
  readonly fullVersion?: string | null;
  readonly setupType?: number;
  readonly copylogFixInstalled?: string;
  readonly hotfixes?: Partial<Record<HotfixId, { files: Record<string, string | null> }>>;
  /** Why the server, or a part of what was asked, could not be read: findings show it. */
  readonly notRead?: string;
}

/** What to read of the controllers of a domain. */
export interface InspectDomainArgs {
  /** Name of the domain. */
  readonly domain: string;
  /** Primary domain controller. */
  readonly pdc: string;
  /** Backup domain controllers. */
  readonly bdcs?: readonly string[];
  /**
   * When each site of the domain got its Copylog hotfix. The time of a Copylog.tcf that was written within ten minutes of it is
   * left out, because clocks differ.
   */
  readonly copylogFixInstalled?: readonly string[];
  /** Facts to compare with what is found. */
  readonly declared?: object;
}

/** What the controllers of a domain show, as `Domain` takes it. What could not be read is absent. */
export interface DomainEvidence {
  readonly seniorList?: string | null;
  readonly logonPoints: Record<
    string,
    { logonPoint?: boolean; copylog?: { text: string; modified?: string }; notRead?: string }
  >;
}

/**
 * Reads a site server: its build, its registry and the files of its hotfixes. The plugin reads in preview too, so that the rules
 * check what is really there. What cannot be read is not known; a warning, and the findings about it, say why.
 *
 * @example
 * const evidence = await inspectSite({ code: "P01", server: "SMSP01" });
 * new Site("P01", { hierarchy: contoso, type: "primary", parent: central, domains: [corp], ...evidence });
 */
export async function inspectSite(args: InspectSiteArgs, opts?: pulumi.InvokeOptions): Promise<SiteEvidence & Remarks> {
  return apart(await pulumi.runtime.invoke("sms:index:inspectSite", { ...args }, opts));
}

/** {@link inspectSite} for arguments that are Outputs. */
export function inspectSiteOutput(
  args: pulumi.Inputs & { [Key in keyof InspectSiteArgs]: pulumi.Input<InspectSiteArgs[Key]> },
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<SiteEvidence & Remarks> {
  return pulumi.runtime.invokeOutput("sms:index:inspectSite", args, opts);
}

/**
 * Reads the controllers of a domain: Copylog.tcf of each with the time at which it was last written, and Senior.lst of the PDC.
 *
 * @example
 * const evidence = await inspectDomain({ domain: "CORP", pdc: "CORPPDC", bdcs: ["CORPBDC1"] });
 * new Domain("CORP", { hierarchy: contoso, pdc: "CORPPDC", bdcs: ["CORPBDC1"], ...evidence });
 */
export async function inspectDomain(
  args: InspectDomainArgs,
  opts?: pulumi.InvokeOptions,
): Promise<DomainEvidence & Remarks> {
  return apart(await pulumi.runtime.invoke("sms:index:inspectDomain", { ...args }, opts));
}

/** {@link inspectDomain} for arguments that are Outputs. */
export function inspectDomainOutput(
  args: pulumi.Inputs & { [Key in keyof InspectDomainArgs]: pulumi.Input<InspectDomainArgs[Key]> },
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<DomainEvidence & Remarks> {
  return pulumi.runtime.invokeOutput("sms:index:inspectDomain", args, opts);
}

/** Facts that can be spread into a component, with the remarks beside them. */
function apart<T extends Remarks>({ differences, notes, ...facts }: T): T {
  const beside = { differences: { value: differences }, notes: { value: notes } };
  return Object.defineProperties(facts, beside) as unknown as T;
}
