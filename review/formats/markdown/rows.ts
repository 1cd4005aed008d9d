import type { DomainFacts, SiteFacts } from "../../../domain/model/document";
import { foldName } from "../../../domain/names";
import { isPending } from "../../../domain/pending";
import { seniorSiteCode } from "../../../domain/text/senior-list";
import type { PlacedFinding, HierarchyReview } from "../../review";
import { controllersOf, type Controller } from "../../writing/controllers";
import { buildText, evidenceOf } from "../../writing/evidence";
import { byKey } from "../../../domain/groups";
import { membersIn } from "../../writing/members";
import { upgradeState, type UpgradeState } from "../../writing/plan";

/** A site as a report lists it, in words. */
export interface SiteRow {
  readonly code: string;
  readonly type: string;
  readonly parent: string | undefined;
  readonly build: string;
  /** What its upgrade is; undefined where none is planned. */
  readonly upgrade: UpgradeState | undefined;
  /** What is stated of each hotfix. */
  readonly hotfixes: string;
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
  const upgradeOf = new Map(upgrades.map((one) => [one.site, upgradeState(one)]));
  const findingsOf = byName(findings, "site");
  return topDown(facts.sites).map((code) => {
    const site = facts.sites[code] as SiteFacts;
    return {
      code,
      type: site.type,
      parent: site.parent,
      build: buildText(site),
      upgrade: upgradeOf.get(code),
      hotfixes: evidenceOf(site)
        .map(({ hotfix, text }) => `${hotfix} ${text}`)
        .join("; "),
      findings: findingsOf.get(foldName(code)) ?? [],
    };
  });
}

/** Every domain of a hierarchy with its domain controllers, the PDC first. */
export function domainRows({ facts, findings }: HierarchyReview): DomainRow[] {
  const ofDomain = byName(findings, "domain");
  const ofServer = byName(findings, "server");
  const members = membersIn(facts);
  return Object.entries(facts.domains).map(([name, domain]) => ({
    name,
    seniorSite: seniorText(domain),
    sites: members.get(foldName(name)) ?? [],
    controllers: controllersOf(domain).map((one) => ({ ...one, findings: ofServer.get(foldName(one.server)) ?? [] })),
    findings: ofDomain.get(foldName(name)) ?? [],
  }));
}

function byName(
  findings: readonly PlacedFinding[],
  kind: PlacedFinding["subject"]["kind"],
): Map<string, PlacedFinding[]> {
  return byKey(
    findings.filter(({ subject }) => subject.kind === kind),
    ({ subject }) => foldName(subject.name),
  );
}

/** Site codes in the order of a walk from the central site. */
function topDown(sites: HierarchyReview["facts"]["sites"]): string[] {
  const below = byKey(Object.keys(sites), (code) => sites[code]?.parent ?? "");
  const ordered: string[] = [];
  const open = [...(below.get("") ?? [])].reverse();
  for (let code = open.pop(); code !== undefined; code = open.pop()) {
    ordered.push(code);
    open.push(...[...(below.get(code) ?? [])].reverse());
  }
  return ordered;
}

function seniorText({ seniorList }: DomainFacts): string {
  if (seniorList === undefined) return "not known";
  if (isPending(seniorList)) return "pending";
  return seniorList === null ? "no Senior.lst" : `${seniorSiteCode(seniorList)} (Senior.lst)`;
}
