import { groupBy } from "../../../domain/groups";
import { articleAddress } from "../../../rules/doc-page";
import type { FindingGroup } from "../../../rules/report";
import { subjectText } from "../../phrases/facts";
import { daysLeft } from "../../phrases/upgrades";
import type { Facts } from "../../../domain/model/facts";
import type { PlacedFinding } from "../../place";
import { code, placeLink, plain } from "./escape";

/** A part of a comment: lines that may be cut from the bottom, between lines that belong together. */
export interface Section {
  /** What is said to be cut. */
  readonly title: string;
  readonly open: readonly string[];
  readonly lines: readonly string[];
  readonly close: readonly string[];
}

/** What a text takes: a line break after each line. */
function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/**
 * Sections as lines, cut from the bottom if they are longer than a comment may be.
 *
 * @param room characters that there are, line breaks counted.
 * @returns the lines, and the titles of the sections that are cut, with how much of each.
 */
export function fit(sections: readonly Section[], room: number): { lines: string[]; cut: string[] } {
  const lines: string[] = [];
  const cut: string[] = [];
  let left = room;
  for (const { title, open, lines: own, close } of sections) {
    const frame = sizeOf(open) + sizeOf(close);
    const shown: string[] = [];
    let taken = frame;
    // After the first cut nothing more comes: what is lower is less important.
    while (cut.length === 0 && shown.length < own.length) {
      const next = sizeOf([own[shown.length] ?? ""]);
      if (taken + next > left) break;
      taken += next;
      shown.push(own[shown.length] ?? "");
    }
    const isWhole = shown.length === own.length && cut.length === 0 && taken <= left;
    if (isWhole || shown.length > 0) {
      lines.push(...open, ...shown, ...close);
      left -= taken;
    }
    if (!isWhole) cut.push(shown.length > 0 ? `the end of ${title}` : title);
  }
  return { lines, cut };
}

/** Subjects of one code that are listed; more are counted. */
const SUBJECTS_SHOWN = 100;

/** What the form of findings depends on besides them. */
export interface FindingOptions {
  readonly today: string;
  readonly sources: string | undefined;
  readonly facts?: Facts;
}

/**
 * Groups of findings under a title, a section for each.
 *
 * @param where what is said after the title, as Markdown.
 */
export function groupSections(
  title: string,
  groups: readonly FindingGroup<PlacedFinding>[],
  options: FindingOptions,
  where = "",
): Section[] {
  const count = groups.flatMap(({ findings }) => findings).length;
  return groups.map((group, index) => ({
    title,
    open: index === 0 ? [`### ${title}${where} (${count})`, ""] : [],
    lines: groupLines(group, options),
    close: [""],
  }));
}

function groupLines(group: FindingGroup<PlacedFinding>, options: FindingOptions): string[] {
  const { title, code: id, rule, page, findings, causes, needs, steps, moreSteps, articles } = group;
  const rest = findings.length - SUBJECTS_SHOWN;
  const alike = groupBy(findings.slice(0, SUBJECTS_SHOWN), ({ found, waivedBy }) => JSON.stringify([found, waivedBy]));
  const links = articles.map((article) => `[${article}](${articleAddress(article)})`);
  return [
    `**${plain(title)}** (${code(id)}, [${rule}](${page}))`,
    "",
    ...alike.map((own) => subjectsLine(own, options)),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    "",
    ...causes.flatMap(({ text, whose }) => [`Cause${plain(whose)}: ${plain(text)}`, ""]),
    ...needs.flatMap(({ text, whose }) => [`Needed${plain(whose)}: ${plain(text)}`, ""]),
    ...steps.flatMap(({ steps: list, whose }) =>
      list.length === 0
        ? []
        : [`What to do${plain(whose)}:`, "", ...list.map((step, index) => `${index + 1}. ${plain(step)}`), ""],
    ),
    ...(moreSteps > 0 ? [`What to do: and ${moreSteps} more, which \`--format json\` lists.`, ""] : []),
    `Articles: ${links.join(", ")}`,
  ];
}

/** Subjects of which the same was found, each with its place. */
function subjectsLine(findings: readonly PlacedFinding[], { today, sources, facts }: FindingOptions): string {
  const subjects = findings.map(({ subject, place }) => {
    const at = place === undefined ? "" : ` ${placeLink(place, sources)}`;
    return `**${plain(subjectText(subject, facts))}**${at}`;
  });
  const [{ found = "", waivedBy } = {}] = findings;
  const waived =
    waivedBy === undefined
      ? ""
      : `; waived by ${plain(waivedBy.owner)} until ${waivedBy.expires} (${daysLeft(today, waivedBy.expires)}): ${plain(waivedBy.reason)}`;
  return `- ${subjects.join(", ")}: ${plain(found)}${waived}`;
}
