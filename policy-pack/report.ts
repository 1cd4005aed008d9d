import { groupBy } from "../domain/groups";
import type { Finding, RuleFinding } from "../rules/finding";
import { faultGroups, reportByCode, STANDING_TEXTS, type FindingGroup } from "../rules/report";
import { oneLine } from "../rules/wording";

/** Subjects that a violation lists one by one; more are counted. */
const SUBJECTS_SHOWN = 20;

/**
 * Findings as messages of violations, one for each code: what was found at each subject on a line of its own, then what
 * is needed, what to do and where to read on, each once.
 */
export function violationsOf(findings: readonly Finding[]): string[] {
  return reportByCode(findings).map(violationOf);
}

function violationOf(group: FindingGroup): string {
  const { code, title, findings, causes, needs, steps, moreSteps, articles, page } = group;
  const lines = findings.slice(0, SUBJECTS_SHOWN).map(({ subject, found, waivedBy }) => {
    const waived =
      waivedBy === undefined ? "" : ` (waived by ${waivedBy.owner} until ${waivedBy.expires}: ${waivedBy.reason})`;
    return `  ${oneLine(subject.name)}: ${oneLine(found)}${oneLine(waived)}`;
  });
  return [
    `${code}${standingText(findings)}: ${title}`,
    ...lines,
    ...moreLines(findings.slice(SUBJECTS_SHOWN)),
    ...causes.map(({ text, whose }) => `  cause${oneLine(whose)}: ${oneLine(text)}`),
    ...needs.map(({ text, whose }) => `  needed${oneLine(whose)}: ${oneLine(text)}`),
    ...steps.flatMap(({ steps: list, whose }) => stepLines(list, oneLine(whose))),
    ...(moreSteps > 0 ? [`  to do: and ${moreSteps} more`] : []),
    `  articles: ${articles.join(", ")}; see ${page}`,
  ].join("\n");
}

function standingText(findings: readonly Finding[]): string {
  if (findings[0]?.level !== "mandatory" || findings[0].waivedBy !== undefined) return "";
  const words = new Set(findings.map(({ certainty }) => STANDING_TEXTS[certainty].word));
  return ` (${[...words].join(", ")})`;
}

function stepLines(steps: readonly string[], whose = ""): string[] {
  const [only = ""] = steps;
  if (steps.length <= 1) return steps.map(() => `  to do${whose}: ${oneLine(only)}`);
  return [`  to do${whose}:`, ...steps.map((step, index) => `    ${index + 1}. ${oneLine(step)}`)];
}

/**
 * Faults of a gate or an upgrade as messages of violations: one for each code and remedy, however many faults there are.
 */
export function faultMessages(faults: readonly RuleFinding[]): string[] {
  return faultGroups(faults).map(faultMessage);
}

function faultMessage(faults: readonly [RuleFinding, ...RuleFinding[]]): string {
  const [first] = faults;
  const head = `${first.code}: ${oneLine(first.subject.name)}: `;
  const found = faults.slice(0, SUBJECTS_SHOWN).map((fault) => oneLine(fault.found));
  const more = faults.length > found.length ? [`  ${faults.length - found.length} more`] : [];
  return [
    ...(faults.length === 1
      ? [`${head}${found[0]}`]
      : [`${head}${faults.length} faults`, ...found.map((text) => `  ${text}`)]),
    ...more,
    `  needed: ${oneLine(first.needed)}`,
    ...stepLines(first.remedy),
  ].join("\n");
}

function moreLines(rest: readonly Finding[]): string[] {
  const counts = groupBy(rest, ({ found }) => found).sort((a, b) => b.length - a.length);
  const shown = counts.slice(0, 5).map((same) => `  ${same.length} more: ${oneLine(same[0].found)}`);
  const others = counts.slice(5).reduce((sum, same) => sum + same.length, 0);
  return others === 0 ? shown : [...shown, `  ${others} more with other causes`];
}
