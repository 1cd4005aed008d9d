import { byKey, counted, groupBy, tally } from "../../../domain/groups";
import type { SiteFacts } from "../../../domain/model/document";
import type { MinimumEvidence, Reading } from "../../../domain/settings";
import { docPage } from "../../../rules/doc-page";
import type { Finding } from "../../../rules/finding";
import { RULES } from "../../../rules/index";
import { STANDINGS, standingOf } from "../../../rules/report";
import { asList } from "../../../rules/wording";
import { subjectKey } from "../../comparison/pairs";
import {
  buildText,
  evidenceOf,
  levelsOf,
  particularsOf,
  topDown,
  type DomainText,
  type FactText,
} from "../../phrases/facts";
import { exemptionOf, UPGRADE_STATES, upgradeState, WAITS } from "../../phrases/upgrades";
import { sign, standingBadge, standingBadges, statusBadge } from "./badges";
import { findingSections } from "./findings";
import { joined, Markup, markup, name, type Part } from "../markup";
import { calledOf, findingsAt, searchText, subjectLink, type Sheet } from "./sheet";

/** Upgrades of the plan, and of those how many stand open without a click. */
const PLAN_SHOWN = 5000;
const PLAN_OPEN = 100;

/** So few domains that those with findings stand open. */
const DOMAINS_OPEN = 8;

/** Nodes without findings that stand in a row; more are folded together, so that the others are seen. */
const QUIET_SHOWN = 20;

/** From so many nodes on a browser only lays out those that are seen. */
const MANY = 50;

/** One hierarchy: its findings, then its sites and domains, the plan and the settings. */
export function hierarchySection(sheet: Sheet, isOnly: boolean): Markup {
  const { review, id } = sheet;
  const { hierarchy, verdict, findings, facts } = review;
  const [sites, domains] = [facts.sites, facts.domains].map((record) => Object.keys(record).length);
  return markup`<section class="hierarchy" id="${id}" aria-labelledby="${id}-title">
<div class="head"><h2 id="${id}-title">${name(hierarchy)} ${statusBadge(verdict)}</h2>
<nav aria-label="Sections of ${hierarchy}"><a href="#${id}-tree">Sites and domains</a> <a href="#${id}-plan">Planned order</a> <a href="#${id}-settings">Settings</a></nav></div>
<p class="distrust">The review failed: no verdict here is reliable.</p>
${!isOnly && exemption(review)}
${findings.length === 0 ? markup`<p>No findings.</p>` : findingSections(findings, sheet)}
<section aria-labelledby="${id}-tree">
<div class="head"><h3 id="${id}-tree">Hierarchy <span class="count">${counted(sites ?? 0, "site")}, ${counted(domains ?? 0, "domain")}</span></h3>
<p class="tools" data-script hidden><button type="button" data-fold="open">Open all</button> <button type="button" data-fold="close">Close all</button></p></div>
<a class="skip" href="#${id}-plan">Skip the hierarchy</a>
<div class="card"><h4>Sites</h4>
${siteTree(sheet)}
${restText((sites ?? 0) - sheet.sites.size, "site")}
<h4>Domains</h4>
${domains === 0 ? markup`<p>None.</p>` : nodeList(domainNodes(sheet), "domain")}
${restText((domains ?? 0) - sheet.domains.length, "domain")}</div>
</section>
${planSection(sheet)}
${settingsSection(sheet)}
</section>`;
}

/** What is shown of a hierarchy to which Q261931 does not apply. */
export function exemption(review: Sheet["review"]): Markup | undefined {
  const text = exemptionOf(review);
  return text === undefined
    ? undefined
    : markup`<p class="exempt">${sign("advice")}${text}: nothing was required, so ready does not mean proven.</p>`;
}

function restText(count: number, thing: string): Markup | undefined {
  if (count <= 0) return undefined;
  return markup`<p class="soft">${counted(count, `more ${thing}`)} of this hierarchy are not shown one by one; no filter finds them. Those with findings are shown first.</p>`;
}

/** A site or a domain in a list that folds up. */
interface Node {
  readonly id: string;
  /** What a reader may type to find it. */
  readonly text: string;
  readonly isOpen: boolean;
  readonly summary: Part;
  readonly body: Part;
  /** Nothing was found here, nor below. */
  readonly isQuiet: boolean;
}

type NodeType = "site" | "domain";

/** Nodes as a list. If many have no findings, they come last, in a fold of their own. */
function nodeList(nodes: readonly Node[], type: NodeType): Markup {
  const quiet = nodes.filter(({ isQuiet }) => isQuiet);
  const isFolded = quiet.length > QUIET_SHOWN;
  const shown = isFolded ? nodes.filter(({ isQuiet }) => !isQuiet) : nodes;
  return markup`<ul class="tree${shown.length > MANY && " many"}">
${shown.map((node) => nodeItem(node, type))}${
    isFolded &&
    markup`<li><details data-quiet><summary class="soft">${counted(quiet.length, type)} without a finding</summary>
<ul class="tree${quiet.length > MANY && " many"}">
${quiet.map((node) => nodeItem(node, type))}</ul></details></li>
`
  }</ul>`;
}

function nodeItem({ id, text, isOpen, summary, body }: Node, type: NodeType): Markup {
  return markup`<li class="node" id="${id}" data-q="${text}" data-node="${type}"><details${isOpen && new Markup(" open")}><summary>${summary}</summary>
<div class="body">${body}</div></details></li>
`;
}

/** The findings at one node, in short; what to do stands once, in the group. */
function findingsAtNode(findings: readonly Finding[]): Markup | undefined {
  if (findings.length === 0) return undefined;
  const ordered = groupBy(findings, (finding) => `${standingOf(finding)} ${finding.code}`).flat();
  return markup`<ul class="found">${ordered.map((finding) => {
    const standing = standingOf(finding);
    return markup`<li data-r="${finding.rule}" data-k="${standing}">${standingBadge(standing)} ${finding.found} <code class="soft">${finding.code}</code></li>`;
  })}</ul>`;
}

function factList(facts: readonly { readonly fact: string; readonly text: Part }[]): Markup {
  return markup`<dl class="facts">${facts.map(({ fact, text }) => markup`<div><dt>${fact}</dt><dd>${text}</dd></div>`)}</dl>`;
}

/** Levels of sites that are drawn inside each other; hierarchies have a few. A site further down stands beside its parent. */
const LEVELS_DRAWN = 30;

/** The sites by their parents, the central site at the root. */
function siteTree(sheet: Sheet): Markup {
  const { facts } = sheet.review;
  const codes = topDown(facts.sites).filter((code) => sheet.sites.has(code));
  const levels = levelsOf(facts.sites);
  const around = new Map<string, string>();
  for (const code of codes) {
    const parent = facts.sites[code]?.parent ?? "";
    around.set(code, (levels.get(parent) ?? 0) < LEVELS_DRAWN ? parent : (around.get(parent) ?? ""));
  }
  const below = byKey(codes, (code) => around.get(code) ?? "");
  const nodesBelow = (parent: string): Node[] =>
    (below.get(parent) ?? []).map((code) => siteNode(code, facts.sites[code] as SiteFacts, sheet, nodesBelow(code)));
  return nodeList(nodesBelow(""), "site");
}

function siteNode(code: string, site: SiteFacts, sheet: Sheet, below: readonly Node[]): Node {
  const subject = { kind: "site", name: code } as const;
  const findings = findingsAt(sheet, "site", code);
  const called = calledOf(sheet, subject);
  const domains = site.domains.length === 0 ? "none" : joined(site.domains.map(name), ", ");
  return {
    id: sheet.anchorOf.get(subjectKey(subject)) ?? "",
    text: searchText(sheet, subject),
    isOpen: below.length > 0,
    isQuiet: findings.length === 0 && below.length === 0,
    summary: markup`<b class="code">${name(code)}</b> <span class="what">${called !== undefined && [name(called), ", "]}${site.type}, ${buildText(site)}</span> <span class="marks">${upgradeBadge(code, sheet)} ${joined(standingBadges(findings), " ")}</span>`,
    body: [
      factList([
        { fact: "Domains", text: domains },
        ...particularsOf(site),
        ...evidenceOf(site).map((evidence) => markedEvidence(evidence, findings)),
      ]),
      findingsAtNode(findings),
      below.length > 0 && nodeList(below, "site"),
    ],
  };
}

/** What the upgrade of a site is. */
function upgradeBadge(site: string, { states }: Sheet): Markup {
  const state = states.get(site) ?? "no upgrade planned";
  return state === WAITS || state === "no upgrade planned"
    ? markup`<span class="badge none">${state}</span>`
    : statusBadge(state);
}

/** The evidence for a hotfix with the sign of the worst finding about it. */
function markedEvidence({ fact, text }: FactText, findings: readonly Finding[]): { fact: string; text: Part } {
  const own = findings.filter(({ hotfix }) => hotfix === fact).map(standingOf);
  const worst = STANDINGS.find((standing) => own.includes(standing));
  return { fact, text: [worst !== undefined && sign(worst), text] };
}

function domainNodes(sheet: Sheet): Node[] {
  return sheet.domains.map((domain) => {
    const subject = { kind: "domain", name: domain.name } as const;
    const own = findingsAt(sheet, "domain", domain.name);
    const ofServers = domain.controllers.map(({ server }) => findingsAt(sheet, "server", server));
    const findings = [...own, ...ofServers.flat()];
    return {
      id: sheet.anchorOf.get(subjectKey(subject)) ?? "",
      text: [searchText(sheet, subject), ...domain.controllers.map(({ server }) => server.toUpperCase())].join(" "),
      isOpen: findings.length > 0 && sheet.domains.length <= DOMAINS_OPEN,
      isQuiet: findings.length === 0,
      summary: markup`<b class="code">${name(domain.name)}</b> <span class="what">${membersText(domain)}</span> <span class="marks">${joined(standingBadges(findings), " ")}</span>`,
      body: [
        factList([{ fact: "Senior.lst", text: domain.seniorList }]),
        findingsAtNode(own),
        markup`<ul class="servers">${domain.controllers.map(
          ({ server, role, text }, index) =>
            markup`<li><b class="code">${name(server)}</b> <abbr class="soft" title="${role === "PDC" ? "primary" : "backup"} domain controller">${role}</abbr> ${text}${findingsAtNode(ofServers[index] ?? [])}</li>`,
        )}</ul>`,
      ],
    };
  });
}

function membersText({ members }: DomainText): string {
  if (members.length === 0) return "no site takes part";
  return `${members.length === 1 ? "one site takes part:" : "shared by"} ${asList(members, 8)}`;
}

/** The planned order of the upgrades, each with its verdict, or done. */
function planSection(sheet: Sheet): Markup {
  const { review, id } = sheet;
  const { upgrades } = review;
  const counts = tally(UPGRADE_STATES, upgrades.map(upgradeState)).map(
    ({ value, count }) => markup`${count} ${statusBadge(value)}`,
  );
  const rest = upgrades.length - PLAN_SHOWN;
  const items = upgrades.slice(0, PLAN_SHOWN).map((upgrade, index) => {
    const { site } = upgrade;
    return markup`<li data-q="${site.toUpperCase()}"><span class="place">${index + 1}.</span><span class="code">${subjectLink(sheet, { kind: "site", name: site })}</span> ${upgradeBadge(site, sheet)}</li>
`;
  });
  const plan = markup`<ol class="plan">${items}</ol>${rest > 0 && markup`<p class="soft">and ${rest} more</p>`}`;
  const folded = markup`<details class="fold"><summary>${joined(counts, ", ")}</summary>
${plan}</details>`;
  return markup`<section aria-labelledby="${id}-plan">
<h3 id="${id}-plan" tabindex="-1">Planned order of upgrades <span class="count">${upgrades.length}</span></h3>
${upgrades.length === 0 ? markup`<p>No upgrade is planned.</p>` : upgrades.length > PLAN_OPEN ? folded : plan}
</section>`;
}

const READINGS: Readonly<Record<Reading, string>> = {
  "every-site": "every site of the hierarchy needs its hotfixes (Q261931)",
  "shared-domains": "only sites that share a domain need their hotfixes (the narrower reading)",
};

const EVIDENCES: Readonly<Record<MinimumEvidence, string>> = {
  files: "only file versions prove a hotfix",
  attested: "an attestation proves a hotfix if it can",
};

/** What decided how strictly the hierarchy was checked. */
function settingsSection({ review: { governance, waiversInForce }, id }: Sheet): Markup {
  const inForce =
    waiversInForce.length === 0 ? "none in force" : `${counted(waiversInForce.length, "waiver")} in force`;
  const levels = RULES.flatMap((rule) => {
    const level = Object.entries(governance.levels).find(([changed]) => changed === rule.id)?.[1];
    if (level === undefined || level === rule.level) return [];
    return markup`<a href="${docPage(rule.id)}">${rule.id}</a> ${level === "advisory" ? "lowered" : "raised"} from ${rule.level} to <b>${level}</b>`;
  });
  const { reading, minimumEvidence, waivers } = governance;
  return markup`<section aria-labelledby="${id}-settings">
<h3 id="${id}-settings">Settings</h3>
<dl class="governance">
<div><dt>Reading</dt><dd><code>${reading}</code> ${READINGS[reading]}</dd></div>
<div><dt>Minimum evidence</dt><dd><code>${minimumEvidence}</code> ${EVIDENCES[minimumEvidence]}</dd></div>
<div><dt>Waivers</dt><dd><code>${waivers}</code> ${waivers === "none" ? "the organisation forbids them" : inForce}</dd></div>
<div><dt>Levels</dt><dd>${levels.length === 0 ? "every rule at its default" : joined(levels, ", ")}</dd></div>
</dl>
</section>`;
}
