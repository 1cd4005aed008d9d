import type { InputIssue } from "../../domain/model/bad-input";
import type { Judgement } from "../../rules/judge/judge";
import type { PlacedFinding } from "../review";
import { visibleJson } from "../writing/visible";

/**
 * A judgement as JSON, in pieces: findings that concern every upgrade of a large hierarchy can be longer together than
 * a text may be.
 */
export function* judgementJson(judgement: Judgement): Generator<string, void> {
  const { hierarchy, applies, verdict, upgrades } = judgement;
  const head = {
    hierarchy,
    applies,
    verdict,
    upgrades: upgrades.map(({ site, verdict: one, done }) => ({ site, verdict: one, done })),
  };
  yield `${text(head, 0).slice(0, -2)},\n  "findings": [`;
  let separator = "\n    ";
  for (const finding of judgement.findings) {
    yield separator + text(findingJson(finding), 4);
    separator = ",\n    ";
  }
  yield judgement.findings.length === 0 ? "]\n}\n" : "\n  ]\n}\n";
}

/** What is wrong with an input as JSON. */
export function badInputJson(issues: readonly InputIssue[]): string {
  const errors = issues.map(({ path, value, expected, message, position }) => ({
    path,
    value,
    expected,
    message,
    ...position,
  }));
  return `${text({ errors }, 0)}\n`;
}

/** A finding as programs get it: its keys in the order of the documentation. */
export function findingJson(finding: PlacedFinding): Record<string, unknown> {
  const { rule, code, subject, level, certainty, upgrades, found, needed, hotfix } = finding;
  const { message, remedy, articles, waivedBy, place } = finding;
  return {
    rule,
    code,
    subject: { kind: subject.kind, name: subject.name },
    level,
    certainty,
    upgrades,
    found,
    needed,
    hotfix,
    message,
    remedy,
    articles,
    waivedBy,
    place,
  };
}

function text(value: unknown, indent: number): string {
  return visibleJson(JSON.stringify(value, undefined, 2).replaceAll("\n", `\n${" ".repeat(indent)}`));
}
