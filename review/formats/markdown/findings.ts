import { shared } from "../../../rules/report";
import type { PlacedFinding } from "../../review";
import { daysLeft } from "../../writing/days";
import { groupBy, unique } from "../../../domain/groups";
import { placeLink, plain, row, ruleLink, tableHead } from "./escape";
import type { Section } from "./fit";

/** Subjects of one code that are listed; more are counted. */
const SUBJECTS = 100;

/**
 * Findings in groups of one rule and code: each subject with its line and what was found; needed and remedy once.
 *
 * @param where what is said after the title, as Markdown.
 */
export function findingSections(
  title: string,
  findings: readonly PlacedFinding[],
  sources: string | undefined,
  where = "",
): Section[] {
  if (findings.length === 0) return [];
  const groups = groupBy(findings, ({ rule, code }) => `${rule} ${code}`);
  return groups.map((group, index) => ({
    title,
    open: index === 0 ? [`### ${title}${where} (${findings.length})`, ""] : [],
    lines: groupLines(group, sources),
    close: [""],
  }));
}

function groupLines(findings: readonly PlacedFinding[], sources: string | undefined): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const rest = findings.length - SUBJECTS;
  const articles = unique(findings.flatMap((finding) => finding.articles)).join(", ");
  return [
    `**${plain(first.code)}** of ${ruleLink(first.rule)}`,
    "",
    ...tableHead("Subject", "Where", "Found"),
    ...findings
      .slice(0, SUBJECTS)
      .map(({ subject, place, found }) => row(plain(subject.name), placeLink(place, sources), plain(found))),
    ...(rest > 0 ? ["", `and ${rest} more`] : []),
    "",
    ...labelled("Needed", findings, ({ needed }) => needed),
    ...labelled("Remedy", findings, ({ remedy }) => remedy.join(" ")),
    `- Articles: ${plain(articles)}`,
    "",
  ];
}

function labelled(
  label: string,
  findings: readonly PlacedFinding[],
  textOf: (finding: PlacedFinding) => string,
): string[] {
  const shown = shared(findings, textOf);
  const more = Math.max(0, shown.length - 10);
  const lines = shown.slice(0, 10).map(({ value: text, whose }) => `- ${label}${plain(whose)}: ${plain(text)}`);
  return more > 0 ? [...lines, `- ${label}: ${more} more of the kind`] : lines;
}

/** What is waived, by whom, and for how long. */
export function waivedSection(
  findings: readonly PlacedFinding[],
  today: string,
  sources: string | undefined,
): Section[] {
  const waived = findings.filter(({ waivedBy }) => waivedBy !== undefined);
  if (waived.length === 0) return [];
  return [
    {
      title: "Waived",
      open: [
        `### Waived (${waived.length})`,
        "",
        ...tableHead("Subject", "Where", "Found", "Owner", "Last day", "Reason"),
      ],
      lines: waived.map(({ subject, place, found, rule, waivedBy }) =>
        row(
          `${plain(subject.name)} (${ruleLink(rule)})`,
          placeLink(place, sources),
          plain(found),
          plain(waivedBy?.owner ?? ""),
          `${waivedBy?.expires} (${daysLeft(today, waivedBy?.expires ?? today)})`,
          plain(waivedBy?.reason ?? ""),
        ),
      ),
      close: [""],
    },
  ];
}
