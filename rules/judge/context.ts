import { SP2_BUILD, type Build } from "../../domain/builds";
import { isAhead } from "../../domain/days";
import type { DomainFacts, LogonPointFacts, SiteFacts } from "../../domain/model/document";
import { serversOf, type Facts } from "../../domain/model/facts";
import { byName, foldCode, foldName } from "../../domain/names";
import { isPending, type Pending } from "../../domain/pending";
import type { Settings } from "../../domain/settings";
import { knownSeniorSite } from "../senior";
import { olderFactsOf, type OlderFacts } from "./older-facts";
import { isUpdatedSince, lastFixInstalled } from "../../domain/model/updated-since-fix";

/** A site server, with what the rules ask of it again and again. */
export interface SiteView {
  readonly code: string;
  readonly facts: SiteFacts;
  readonly build: Build;
  readonly isBelowSp2: boolean;
  /** What contradicts that it is at SP2. */
  readonly older?: OlderFacts | undefined;
}

/** A domain controller of a domain. */
export interface ControllerView {
  readonly server: string;
  /** What is known of it; undefined: nothing. */
  readonly point: LogonPointFacts | Pending | undefined;
  /** Its Copylog.tcf is dated after today, so its time shows nothing. */
  readonly isAhead?: true;
}

/** A Windows NT domain with the sites that take part in its logon point management. */
export interface DomainView {
  readonly name: string;
  readonly facts: DomainFacts;
  readonly takingPart: readonly SiteView[];
  /** Their codes, without case. */
  readonly codesTakingPart: ReadonlySet<string>;
  /** Several sites manage logon points here (Q261931). */
  readonly isShared: boolean;
  /** A site that takes part here is below SP2. */
  readonly hasSitesBelowSp2: boolean;
  /** Sites at SP2 that take part here. */
  readonly sitesAtSp2: readonly SiteView[];
  /** Sites that take part here and install clients at logon. */
  readonly installing: readonly SiteView[];
  /** The Senior Site, if it is known. */
  readonly seniorSite: SiteView | undefined;
  readonly controllers: readonly ControllerView[];
}

/**
 * A hierarchy as rules see it, sites and domains sorted by code and name. Build and logon methods are known here; other
 * facts may be pending or absent.
 */
export interface RuleContext {
  readonly facts: Facts;
  readonly settings: Settings;
  /** The day, UTC, as YYYY-MM-DD: what is dated later is no evidence. */
  readonly today: string;
  readonly sites: readonly SiteView[];
  readonly siteOf: ReadonlyMap<string, SiteView>;
  /** Sites by the name of their server without case. */
  readonly siteOn: ReadonlyMap<string, SiteView>;
  /** Codes of all sites, without case. */
  readonly declaredCodes: ReadonlySet<string>;
  readonly domains: readonly DomainView[];
  /** Domains by their name without case. */
  readonly domainOf: ReadonlyMap<string, DomainView>;
  /** Sites below SP2 that need their hotfixes before any upgrade. */
  readonly sitesInScope: ReadonlySet<SiteView>;
  /** Domains whose logon points need an updated Copylog.tcf before any upgrade. */
  readonly domainsInScope: readonly DomainView[];
  readonly sharedDomains: readonly DomainView[];
  /** Sites whose upgrade is planned. */
  readonly planned: ReadonlySet<string>;
  /** Sites at SP2 that the reading covers. */
  readonly sitesAtSp2: readonly SiteView[];
  /**
   * Nothing is left that the hotfixes could protect: a site that the reading covers is at SP2, and at most one is below
   * (Q264630; our decision over the letter of Q261931). A site at SP2 with facts of an older build may be below.
   */
  readonly isFinishing: boolean;
}

/**
 * Prepares a hierarchy for the rules. Q261931 applies once two sites take part in one domain; then the reading decides
 * whether it is about every site below SP2 or only about those that share a domain.
 *
 * @param facts a hierarchy whose builds and logon methods are not pending.
 * @param today the day, UTC, as YYYY-MM-DD.
 */
export function contextOf(facts: Facts, settings: Settings, today: string): RuleContext {
  const sites = Object.keys(facts.sites)
    .sort()
    .map((code) => siteView(code, facts.sites[code] as SiteFacts));
  const domains = domainViews(facts, sites, today);
  const sharedDomains = domains.filter(({ isShared }) => isShared);
  const everySite = settings.reading === "every-site" && sharedDomains.length > 0;
  const covered = everySite ? sites : sitesSharing(sharedDomains, sites);
  const sitesInScope = new Set(covered.filter(({ isBelowSp2 }) => isBelowSp2));
  const sitesAtSp2 = covered.filter(({ isBelowSp2 }) => !isBelowSp2);
  const doubted = sitesAtSp2.filter(({ older }) => older !== undefined);
  const siteOf = new Map<string, SiteView>();
  const siteOn = new Map<string, SiteView>();
  for (const site of sites) {
    siteOf.set(site.code, site);
    if (site.facts.server !== undefined) siteOn.set(foldName(site.facts.server), site);
  }
  return {
    facts,
    settings,
    today,
    sites,
    siteOf,
    siteOn,
    declaredCodes: foldedCodes(sites),
    domains,
    domainOf: new Map(domains.map((domain) => [foldName(domain.name), domain])),
    sitesInScope,
    domainsInScope: everySite ? domains.filter(({ takingPart }) => takingPart.length > 0) : sharedDomains,
    sharedDomains,
    planned: new Set(facts.upgrades),
    sitesAtSp2,
    isFinishing: sitesAtSp2.length > doubted.length && sitesInScope.size + doubted.length <= 1,
  };
}

function sitesSharing(sharedDomains: readonly DomainView[], sites: readonly SiteView[]): readonly SiteView[] {
  const sharing = new Set(sharedDomains.flatMap(({ takingPart }) => takingPart));
  return sites.filter((site) => sharing.has(site));
}

/**
 * Whether a site takes part in logon point management of its domains (Q235726), or may while that is pending: by either
 * logon method.
 */
export function managesLogonPoints({ logonInstallation, logonDiscovery }: SiteFacts): boolean {
  return logonInstallation !== false || logonDiscovery !== false;
}

/** The domains in which one of these sites takes part, by name. */
export function domainsOf({ domainOf }: RuleContext, sites: readonly SiteView[]): DomainView[] {
  const names = sites.flatMap(({ facts }) => (managesLogonPoints(facts) ? facts.domains : []));
  const domains = names.flatMap((name) => domainOf.get(foldName(name)) ?? []);
  return [...new Set(domains)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function siteView(code: string, facts: SiteFacts): SiteView {
  if (isPending(facts.build)) throw new Error(`the build of ${code} is pending`);
  return { code, facts, build: facts.build, isBelowSp2: facts.build < SP2_BUILD, older: olderFactsOf(facts) };
}

function domainViews(facts: Facts, sites: readonly SiteView[], today: string): DomainView[] {
  const takingPart = new Map<string, SiteView[]>();
  for (const site of sites) {
    if (!managesLogonPoints(site.facts)) continue;
    for (const name of site.facts.domains) {
      const folded = foldName(name);
      const others = takingPart.get(folded);
      if (others === undefined) takingPart.set(folded, [site]);
      else others.push(site);
    }
  }
  const declared = Object.entries(facts.domains).sort(([a], [b]) => (a < b ? -1 : 1));
  return declared.map(([name, domain]) => {
    const members = takingPart.get(foldName(name)) ?? [];
    return {
      name,
      facts: domain,
      takingPart: members,
      codesTakingPart: foldedCodes(members),
      isShared: members.length > 1,
      hasSitesBelowSp2: members.some(({ isBelowSp2 }) => isBelowSp2),
      sitesAtSp2: members.filter(({ isBelowSp2 }) => !isBelowSp2),
      installing: members.filter(({ facts }) => facts.logonInstallation === true),
      seniorSite: knownSeniorSite(domain.seniorList, members),
      controllers: controllersOf(
        domain,
        members.map((site) => site.facts),
      ).map((controller) => (isDatedAhead(controller, today) ? { ...controller, isAhead: true } : controller)),
    };
  });
}

function isDatedAhead({ point }: ControllerView, today: string): boolean {
  const copylog = point === undefined || isPending(point) ? undefined : point.copylog;
  const modified = copylog === undefined || isPending(copylog) ? undefined : copylog.modified;
  return modified !== undefined && !isPending(modified) && isAhead(modified, today);
}

function foldedCodes(sites: readonly SiteView[]): ReadonlySet<string> {
  return new Set(sites.map(({ code }) => foldCode(code)));
}

/**
 * The domain controllers of a domain, the PDC first, each with whether Copylog.tcf was updated since the fix, as declared or as
 * the times show it.
 *
 * @param members sites that take part in the domain.
 */
export function controllersOf(domain: DomainFacts, members: readonly SiteFacts[]): ControllerView[] {
  const { logonPoints } = domain;
  const servers = serversOf(domain);
  if (isPending(logonPoints)) return servers.map((server) => ({ server, point: logonPoints }));
  const installed = lastFixInstalled(members.filter(({ build }) => build !== SP2_BUILD));
  const pointOf = byName(logonPoints ?? {});
  return servers.map((server) => {
    const point = pointOf(server);
    return { server, point: point === undefined || isPending(point) ? point : withUpdatedSinceFix(point, installed) };
  });
}

/**
 * Times may tell whether Copylog.tcf was updated only now that builds and logon methods are settled, or only once it is
 * known what this update reads of the file.
 */
function withUpdatedSinceFix(point: LogonPointFacts, installed: ReturnType<typeof lastFixInstalled>): LogonPointFacts {
  const { copylog, updatedSinceFix } = point;
  if (copylog === undefined || updatedSinceFix !== undefined) return point;
  const computed = isUpdatedSince(isPending(copylog) ? copylog : copylog.modified, installed);
  return computed === undefined ? point : { ...point, updatedSinceFix: computed };
}
