import { groupBy, unique } from "../domain/groups";
import { docPage } from "../rules/doc-page";
import type { Finding, RuleFinding } from "../rules/finding";
import { shared } from "../rules/report";
import { oneLine } from "../rules/wording";

/** Different needs and remedies that a violation lists. */
const TEXTS_SHOWN = 10;

/** Subjects that a violation lists one by one; more are counted. */
const SUBJECTS_SHOWN = 20;

/**
 * Findings of one code as the message of a violation: what was found at each subject on a line of its own, then what
 * is needed, what to do and where to read on, each once.
 */
export function violationOf(findings: readonly Finding[]): string {
  const [first] = findings;
  if (first === undefined) return "";
  const lines = findings.slice(0, SUBJECTS_SHOWN).map(({ subject, found, waivedBy }) => {
    const waived =
      waivedBy === undefined ? "" : ` (waived by ${waivedBy.owner} until ${waivedBy.expires}: ${waivedBy.reason})`;
    return `  ${oneLine(subject.name)}: ${oneLine(found)}${oneLine(waived)}`;
  });
  return [
    first.level === "mandatory" ? `${first.code} (${describe(findings)})` : first.code,
    ...lines,
    ...moreLines(findings.slice(SUBJECTS_SHOWN)),
    ...labelled("needed", findings, ({ needed }) => needed),
    ...labelled("remedy", findings, ({ remedy }) => remedy.join(" ")),
    `  articles: ${unique(findings.flatMap(({ articles }) => articles)).join(", ")}; see ${docPage(first.rule)}`,
  ].join("\n");
}

/**
 * Faults of a gate or an upgrade as messages of violations: one for each code and remedy, however many faults there are.
 */
export function faultMessages(faults: readonly RuleFinding[]): string[] {
  const keyOf = ({ code, subject, needed, remedy }: RuleFinding) => JSON.stringify([code, subject, needed, remedy]);
  return groupBy(faults, keyOf).map(faultMessage);
}

function faultMessage(faults: readonly RuleFinding[]): string {
  const [first] = faults;
  if (first === undefined) return "";
  const head = `${first.code}: ${oneLine(first.subject.name)}: `;
  const found = faults.slice(0, SUBJECTS_SHOWN).map((fault) => oneLine(fault.found));
  const more = faults.length > found.length ? [`  ${faults.length - found.length} more`] : [];
  return [
    ...(faults.length === 1
      ? [`${head}${found[0]}`]
      : [`${head}${faults.length} faults`, ...found.map((one) => `  ${one}`)]),
    ...more,
    `  needed: ${oneLine(first.needed)}`,
    `  remedy: ${oneLine(first.remedy.join(" "))}`,
  ].join("\n");
}

/** Findings in groups of one rule and code, in the order in which they come. */
export function byCode(findings: readonly Finding[]): Finding[][] {
  return groupBy(findings, ({ rule, code }) => `${rule} ${code}`);
}

function describe(findings: readonly Finding[]): string {
  const words = { known: "broken", unknown: "not known", pending: "pending" } as const;
  return unique(findings.map(({ certainty }) => words[certainty])).join(", ");
}

function moreLines(rest: readonly Finding[]): string[] {
  if (rest.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { found } of rest) counts.set(found, (counts.get(found) ?? 0) + 1);
  const groups = [...counts].sort(([, a], [, b]) => b - a);
  const shown = groups.slice(0, 5).map(([found, count]) => `  ${count} more: ${oneLine(found)}`);
  const others = groups.slice(5).reduce((sum, [, count]) => sum + count, 0);
  return others === 0 ? shown : [...shown, `  ${others} more of other kinds`];
}

/** The different texts of findings, each once and with whose it is; where there are many, the first few. */
function labelled(label: string, findings: readonly Finding[], textOf: (finding: Finding) => string): string[] {
  const texts = shared(findings, (finding) => oneLine(textOf(finding)));
  const lines = texts.slice(0, TEXTS_SHOWN).map(({ value, whose }) => `  ${label}${oneLine(whose)}: ${value}`);
  const more = texts.length - lines.length;
  return more > 0 ? [...lines, `  ${label}: and ${more} more`] : lines;
}
