import type { DomainFacts, SiteFacts } from "../../../domain/document";
import { foldName } from "../../../domain/names";
import { isPending } from "../../../domain/pending";
import type { PlacedFinding, HierarchyReview } from "../../review";
import { controllersOf, type Controller } from "../../writing/controllers";
import { buildText, evidenceOf } from "../../writing/evidence";

/** A site as a report lists it, in words. */
export interface SiteRow {
  readonly code: string;
  readonly type: string;
  readonly parent: string | undefined;
  readonly build: string;
  /** Verdict of its upgrade; undefined where none is planned. */
  readonly verdict: string | undefined;
  /** What is stated of each hotfix. */
  readonly hotfixes: string;
  readonly domains: readonly string[];
  readonly findings: readonly PlacedFinding[];
}

/** A domain controller as a report lists it, in words. */
export interface ControllerRow extends Controller {
  readonly findings: readonly PlacedFinding[];
}

/** A domain as a report lists it, in words. */
export interface DomainRow {
  readonly name: string;
  /** What Senior.lst holds. */
  readonly seniorSite: string;
  /** Sites that take part in it. */
  readonly sites: readonly string[];
  readonly controllers: readonly ControllerRow[];
  readonly findings: readonly PlacedFinding[];
}

/** Every site of a hierarchy, those above before those below. */
export function siteRows({ facts, upgrades, findings }: HierarchyReview): SiteRow[] {
  const verdictOf = new Map(upgrades.map(({ site, verdict }) => [site, verdict]));
  const findingsOf = byName(findings, "site");
  return topDown(facts.sites).map((code) => {
    const site = facts.sites[code] as SiteFacts;
    return {
      code,
      type: site.type,
      parent: site.parent,
      build: buildText(site),
      verdict: verdictOf.get(code),
      hotfixes: evidenceOf(site)
        .map(({ hotfix, text }) => `${hotfix} ${text}`)
        .join("; "),
      domains: site.domains,
      findings: findingsOf.get(foldName(code)) ?? [],
    };
  });
}

/** Every domain of a hierarchy with its domain controllers, the PDC first. */
export function domainRows({ facts, findings }: HierarchyReview): DomainRow[] {
  const ofDomain = byName(findings, "domain");
  const ofServer = byName(findings, "server");
  const sites = Object.entries(facts.sites);
  return Object.entries(facts.domains).map(([name, domain]) => ({
    name,
    seniorSite: seniorText(domain),
    sites: sites
      .filter(([, site]) => site.domains.some((one) => foldName(one) === foldName(name)))
      .map(([code]) => code),
    controllers: controllersOf(domain).map((one) => ({ ...one, findings: ofServer.get(foldName(one.server)) ?? [] })),
    findings: ofDomain.get(foldName(name)) ?? [],
  }));
}

function byName(
  findings: readonly PlacedFinding[],
  kind: PlacedFinding["subject"]["kind"],
): Map<string, PlacedFinding[]> {
  const map = new Map<string, PlacedFinding[]>();
  for (const finding of findings.filter(({ subject }) => subject.kind === kind)) {
    const key = foldName(finding.subject.name);
    const list = map.get(key);
    if (list === undefined) map.set(key, [finding]);
    else list.push(finding);
  }
  return map;
}

/** Site codes in the order of a walk from the central site. */
function topDown(sites: HierarchyReview["facts"]["sites"]): string[] {
  const below = new Map<string | undefined, string[]>();
  for (const [code, { parent }] of Object.entries(sites)) {
    const list = below.get(parent);
    if (list === undefined) below.set(parent, [code]);
    else list.push(code);
  }
  const ordered: string[] = [];
  const open = [...(below.get(undefined) ?? [])].reverse();
  for (let code = open.pop(); code !== undefined; code = open.pop()) {
    ordered.push(code);
    open.push(...[...(below.get(code) ?? [])].reverse());
  }
  return ordered;
}

function seniorText({ seniorList }: DomainFacts): string {
  if (seniorList === undefined) return "not known";
  if (isPending(seniorList)) return "pending";
  return seniorList === null ? "no Senior.lst" : `${seniorList.slice(0, 3)} (Senior.lst)`;
}
