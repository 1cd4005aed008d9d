import { byKey, tally } from "../../../domain/groups";
import type { SiteFacts } from "../../../domain/model/document";
import type { Subject } from "../../../rules/finding";
import { STANDING_TEXTS, standingOf, STANDINGS } from "../../../rules/report";
import { asList } from "../../../rules/wording";
import { subjectKey } from "../../comparison/pairs";
import { buildText, domainTexts, evidenceOf, subjectText, topDown } from "../../phrases/facts";
import { upgradeStates, WAITS } from "../../phrases/upgrades";
import type { HierarchyReview } from "../../review";
import { plain, plainInHtml, row, tableHead } from "./escape";
import { upgradeDiagram } from "./mermaid";
import type { Section } from "./sections";

/** Sites, domains, the plan and the settings of a hierarchy, each collapsed. */
export function hierarchySections(review: HierarchyReview): Section[] {
  const name = plainInHtml(review.hierarchy);
  const { facts, upgrades } = review;
  const [sites, domains] = [Object.keys(facts.sites).length, Object.keys(facts.domains).length];
  const countsAt = countsBySubject(review);
  // A diagram that is cut is none: it is one piece.
  const diagram = ["```mermaid", ...upgradeDiagram(review), "```"].join("\n");
  return [
    ...(upgrades.length === 0
      ? []
      : [
          collapsed(
            "the order of the upgrades",
            `Order of the upgrades of ${name} (${upgrades.length})`,
            [],
            [diagram],
          ),
        ]),
    collapsed("the sites", `Sites of ${name} (${sites})`, SITE_HEAD, siteRows(review, countsAt)),
    ...(domains === 0
      ? []
      : [collapsed("the domains", `Domains of ${name} (${domains})`, DOMAIN_HEAD, domainRows(review, countsAt))]),
    settingsSection(review, name),
  ];
}

/**
 * Lines below a summary that unfolds them.
 *
 * @param summary HTML.
 */
export function collapsed(
  title: string,
  summary: string,
  before: readonly string[],
  lines: readonly string[],
): Section {
  return {
    title,
    open: [`<details><summary>${summary}</summary>`, "", ...before],
    lines,
    close: ["", "</details>", ""],
  };
}

type CountsAt = (...subjects: readonly Subject[]) => string;

/** How many findings of each standing there are at subjects, in words. */
function countsBySubject({ findings }: HierarchyReview): CountsAt {
  const standings = byKey(findings, ({ subject }) => subjectKey(subject));
  return (...subjects) => {
    const own = subjects.flatMap((subject) => standings.get(subjectKey(subject)) ?? []).map(standingOf);
    return tally(STANDINGS, own)
      .map(({ value, count }) => `${count} ${STANDING_TEXTS[value].word}`)
      .join(", ");
  };
}

const SITE_HEAD = tableHead("Site", "Kind", "Parent", "Build", "Upgrade", "Hotfixes", "Findings");

function siteRows(review: HierarchyReview, countsAt: CountsAt): string[] {
  const { facts } = review;
  const states = upgradeStates(review);
  return topDown(facts.sites).map((code) => {
    const site = facts.sites[code] as SiteFacts;
    const [state, subject] = [states.get(code), { kind: "site", name: code } as const];
    return row(
      plain(subjectText(subject, facts)),
      site.type,
      plain(site.parent ?? ""),
      buildText(site),
      state === undefined || state === WAITS ? (state ?? "") : `**${state}**`,
      plain(
        evidenceOf(site)
          .map(({ fact, text }) => `${fact} ${text}`)
          .join("; "),
      ),
      countsAt(subject),
    );
  });
}

const DOMAIN_HEAD = tableHead("Domain", "Senior.lst", "Sites", "Domain controller", "Evidence", "Findings");

function domainRows({ facts }: HierarchyReview, countsAt: CountsAt): string[] {
  return domainTexts(facts).flatMap(({ name, seniorList, members, controllers }) =>
    controllers.map(({ server, role, text }, index) => {
      const ownServer: Subject = { kind: "server", name: server };
      const isFirst = index === 0;
      return row(
        ...(isFirst ? [plain(name), plain(seniorList), plain(asList(members, 12))] : ["", "", ""]),
        `${plain(server)} (${role})`,
        plain(text),
        isFirst ? countsAt({ kind: "domain", name }, ownServer) : countsAt(ownServer),
      );
    }),
  );
}

function settingsSection({ governance }: HierarchyReview, name: string): Section {
  const lines = [
    `- reading: ${governance.reading}`,
    `- minimum evidence: ${governance.minimumEvidence}`,
    `- waivers: ${governance.waivers}`,
    ...Object.entries(governance.levels).map(([rule, level]) => `- level of ${rule}: ${level}`),
  ];
  return collapsed("the settings", `Settings used for ${name}`, [], lines);
}
