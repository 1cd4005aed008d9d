import type { SiteFacts } from "../../../domain/model/document";
import type { PlacedFinding } from "../../review";
import { counted } from "../../../domain/groups";
import { standingOf, STANDINGS } from "../../writing/standing";
import { buildText, evidenceOf, statedOf } from "../../writing/evidence";
import { upgradeState, type UpgradeState } from "../../writing/plan";
import { kindBadges, sign, statusBadge } from "./kinds";
import { joined, markup, name, type Markup } from "./markup";
import { findingsAtNode, nodeList, type Node } from "./nodes";
import { subjectKey } from "../../comparison/keys";
import { findingsAt, searchText, type Sheet } from "./sheet";

/** The sites by their parents, the central site at the root. */
export function siteTree(sheet: Sheet): Markup {
  const { sites } = sheet.review.facts;
  const shown = sheet.shown.sites;
  const children = new Map<string | undefined, string[]>();
  for (const code of Object.keys(sites)) {
    if (!shown.has(code)) continue;
    const parent = sites[code]?.parent;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [code]);
    else siblings.push(code);
  }
  const upgrades = new Map(sheet.review.upgrades.map((one) => [one.site, upgradeState(one)]));
  const left = Object.keys(sites).length - shown.size;
  return markup`${nodeList(nodesBelow(undefined, { sheet, children, upgrades }), "site", "site")}
${left > 0 && markup`<p class="more">${counted(left, "more site")} of this hierarchy are not shown one by one; no filter finds them. Sites with findings are shown first.</p>`}`;
}

interface Tree {
  readonly sheet: Sheet;
  readonly children: ReadonlyMap<string | undefined, readonly string[]>;
  readonly upgrades: ReadonlyMap<string, UpgradeState>;
}

function nodesBelow(parent: string | undefined, tree: Tree): Node[] {
  return (tree.children.get(parent) ?? []).flatMap((code) => {
    const site = tree.sheet.review.facts.sites[code];
    return site === undefined ? [] : [nodeOf(code, site, tree)];
  });
}

function nodeOf(code: string, site: SiteFacts, tree: Tree): Node {
  const { sheet, upgrades } = tree;
  const findings = findingsAt(sheet, "site", code);
  const below = nodesBelow(code, tree);
  const upgrade = upgrades.get(code);
  const planned =
    upgrade === undefined ? markup`<span class="badge none">no upgrade planned</span>` : statusBadge(upgrade);
  return {
    id: sheet.anchorOf.get(subjectKey({ kind: "site", name: code })) ?? "",
    text: searchText(sheet, "site", code),
    isOpen: below.length > 0,
    isQuiet: findings.length === 0 && below.length === 0,
    summary: markup`<b class="code">${name(code)}</b> <span class="what">${site.type}, ${buildText(site)}</span> <span class="marks">${planned} ${joined(kindBadges(findings), " ")}</span>`,
    body: [aboutSite(site, findings), findingsAtNode(findings), below.length > 0 && nodeList(below, "site", "site")],
  };
}

function aboutSite(site: SiteFacts, findings: readonly PlacedFinding[]): Markup {
  const evidence = evidenceOf(site);
  const domains = site.domains.length === 0 ? "none" : joined(site.domains.map(name), ", ");
  const stated = statedOf(site).map(({ fact, text }) => markup`<dt>${fact}</dt><dd>${text}</dd>`);
  return markup`<dl class="facts"><dt>Domains</dt><dd>${domains}</dd>${stated}${evidence.map(
    ({ hotfix, text }) =>
      markup`<dt>${hotfix}</dt><dd>${signOf(findings.filter((one) => one.hotfix === hotfix))}${text}</dd>`,
  )}</dl>`;
}

/** The sign of the worst that is found about a hotfix; its words stand in the findings below. */
function signOf(findings: readonly PlacedFinding[]): Markup | undefined {
  const worst = STANDINGS.find((kind) => findings.some((one) => standingOf(one) === kind));
  return worst === undefined ? undefined : sign(worst);
}
