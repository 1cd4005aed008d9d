import { domainRows, siteRows } from "./rows";
import type { HierarchyReview, PlacedFinding } from "../../review";
import { STANDING_WORDS, STANDINGS, standingOf } from "../../writing/standing";
import { plain, plainInHtml, row, tableHead } from "./escape";
import type { Section } from "./fit";
import { upgradeDiagram } from "./mermaid";

/** Sites, domains, the plan and the settings of a hierarchy, each collapsed. */
export function hierarchySections(hierarchy: HierarchyReview): Section[] {
  const name = plainInHtml(hierarchy.hierarchy);
  return [
    ...(hierarchy.upgrades.length === 0 ? [] : [planSection(hierarchy, name)]),
    siteSection(hierarchy, name),
    ...(Object.keys(hierarchy.facts.domains).length === 0 ? [] : [domainSection(hierarchy, name)]),
    settingsSection(hierarchy, name),
  ];
}

/** @param summary HTML. */
function collapsed(title: string, summary: string, before: readonly string[], lines: readonly string[]): Section {
  return {
    title,
    open: [`<details><summary>${summary}</summary>`, "", ...before],
    lines,
    close: ["", "</details>", ""],
  };
}

/** A diagram that is cut is none: it is one piece. */
function planSection(hierarchy: HierarchyReview, name: string): Section {
  const summary = `Order of the upgrades of ${name} (${hierarchy.upgrades.length})`;
  const diagram = ["```mermaid", ...upgradeDiagram(hierarchy), "```"].join("\n");
  return collapsed("the order of the upgrades", summary, [], [diagram]);
}

function siteSection(hierarchy: HierarchyReview, name: string): Section {
  const sites = siteRows(hierarchy);
  const head = tableHead("Site", "Kind", "Parent", "Build", "Upgrade", "Hotfixes", "Findings");
  const lines = sites.map((site) =>
    row(
      plain(site.code),
      site.type,
      plain(site.parent ?? ""),
      site.build,
      site.upgrade === undefined ? "" : `**${site.upgrade}**`,
      plain(site.hotfixes),
      countText(site.findings),
    ),
  );
  return collapsed("the sites", `Sites of ${name} (${sites.length})`, head, lines);
}

function domainSection(hierarchy: HierarchyReview, name: string): Section {
  const domains = domainRows(hierarchy);
  const head = tableHead("Domain", "Senior Site", "Sites", "Domain controller", "What is known of it", "Findings");
  const lines = domains.flatMap((domain) =>
    domain.controllers.map(({ server, role, text, findings }, index) =>
      row(
        ...(index === 0 ? [plain(domain.name), plain(domain.seniorSite), listText(domain.sites)] : ["", "", ""]),
        `${plain(server)} (${role})`,
        plain(text),
        countText(index === 0 ? [...domain.findings, ...findings] : findings),
      ),
    ),
  );
  return collapsed("the domains", `Domains of ${name} (${domains.length})`, head, lines);
}

/** Sites of a domain that are named; more are counted. */
const NAMED = 12;

function listText(names: readonly string[]): string {
  const rest = names.length - NAMED;
  return plain(`${names.slice(0, NAMED).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`);
}

function countText(findings: readonly PlacedFinding[]): string {
  return STANDINGS.map((standing) => [standing, findings.filter((one) => standingOf(one) === standing).length] as const)
    .filter(([, count]) => count > 0)
    .map(([standing, count]) => `${count} ${STANDING_WORDS[standing]}`)
    .join(", ");
}

function settingsSection({ governance }: HierarchyReview, name: string): Section {
  const levels = Object.entries(governance.levels).map(([rule, level]) => `- level of ${rule}: ${level}`);
  const lines = [
    `- reading: ${governance.reading}`,
    `- minimum evidence: ${governance.minimumEvidence}`,
    `- waivers: ${governance.waivers}`,
    ...levels,
  ];
  return collapsed("the settings", `Settings that ${name} was judged by`, [], lines);
}
