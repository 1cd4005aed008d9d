import { toWire } from "../../domain/carried/wire";
import type { InputIssue } from "../../domain/model/bad-input";
import { writtenFacts } from "../../domain/model/facts";
import type { Judgement } from "../../rules/judge/judge";
import type { ComparedFinding, Comparison } from "../comparison/comparison";
import { COMPARED } from "../phrases/comparison";
import { visibleJson } from "../phrases/visible";
import { statusOf, type HierarchyReview, type PlacedFinding, type Review } from "../review";

/** What a review as JSON calls itself; another number means another form. */
export const REVIEW_FORMAT = "pulumi-sms-review/1";

/**
 * A judgement as JSON, in pieces: that of a large hierarchy can be longer than a text may be. What a finding concerns is
 * left out if it is every open upgrade.
 */
export function* judgementJson(judgement: Judgement): Generator<string, void> {
  const { hierarchy, applies, verdict, upgrades } = judgement;
  yield* withFindings({ hierarchy, applies, verdict, upgrades }, judgement);
  yield "\n";
}

/** Mistakes in an input as JSON. */
export function badInputJson(issues: readonly InputIssue[]): string {
  const errors = issues.map(({ path, value, expected, message, position }) => ({
    path,
    value,
    expected,
    message,
    ...position,
  }));
  return `${json({ errors })}\n`;
}

/**
 * A review as JSON, in pieces: for programs, and as the base of later reviews, so with the facts. A fact that is pending
 * is the text that the engine puts in its place.
 */
export function* reviewJson(review: Review): Generator<string, void> {
  const { version, today, subject, failures, hierarchies, ungated, waiting, ...rest } = review;
  const { engineFindings, remarks, comparison } = rest;
  const head = {
    format: REVIEW_FORMAT,
    version,
    today,
    subject,
    verdict: statusOf(review),
    failures,
    ungated,
    waiting,
    remarks,
    engineFindings: engineFindings.map((finding) => findingJson(finding, -1)),
    comparison: comparison && comparisonJson(comparison),
  };
  yield `${json(head).slice(0, -2)},\n  "hierarchies": [`;
  for (const [index, hierarchy] of hierarchies.entries()) {
    yield index === 0 ? "\n" : ",\n";
    yield* hierarchyJson(hierarchy);
  }
  yield "\n  ]\n}\n";
}

function* hierarchyJson(review: HierarchyReview): Generator<string, void> {
  const { hierarchy, applies, verdict, validThrough, upgrades, governance, facts } = review;
  yield* withFindings(
    { hierarchy, applies, verdict, validThrough, upgrades, governance, facts: toWire(writtenFacts(facts)) },
    review,
  );
}

/** A document that ends in its findings, one after the other. */
function* withFindings(
  head: object,
  { findings, upgrades }: Pick<HierarchyReview, "findings" | "upgrades">,
): Generator<string, void> {
  const open = upgrades.filter(({ done }) => done !== true).length;
  yield `${json(head).slice(0, -2)},\n  "findings": [`;
  for (const [index, finding] of findings.entries()) {
    yield `${index === 0 ? "" : ","}\n    ${json(findingJson(finding, open)).replaceAll("\n", "\n    ")}`;
  }
  yield findings.length === 0 ? "]\n}" : "\n  ]\n}";
}

/**
 * A finding as programs get it: its keys in the order of the documentation.
 *
 * @param open how many upgrades are open: a finding that concerns all of them does not name them.
 */
function findingJson(finding: PlacedFinding, open: number): object {
  const { rule, code, subject, level, certainty, upgrades, found, needed, hotfix, part } = finding;
  const { message, remedy, articles, cause, waivedBy, place } = finding;
  return {
    rule,
    code,
    subject: { kind: subject.kind, name: subject.name },
    level,
    certainty,
    upgrades: upgrades.length === open ? undefined : upgrades,
    found,
    needed,
    hotfix,
    part,
    message,
    remedy,
    articles,
    cause,
    waivedBy,
    place,
  };
}

/** A comparison whose findings do not name the upgrades that they concern: those of now do so in their hierarchy. */
function comparisonJson(comparison: Comparison): object {
  const slim = <T extends ComparedFinding & { before?: PlacedFinding }>(compared: readonly T[]) =>
    compared.map((entry) => ({
      ...entry,
      finding: { ...entry.finding, upgrades: undefined },
      before: entry.before && { ...entry.before, upgrades: undefined },
    }));
  return { ...comparison, ...Object.fromEntries(COMPARED.map((key) => [key, slim(comparison[key])])) };
}

function json(value: unknown): string {
  return visibleJson(JSON.stringify(value, undefined, 2));
}
