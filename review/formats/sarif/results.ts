import type { Result } from "sarif";
import { docPage } from "../../../rules/doc-page";
import type { ComparedFinding, RestatedFinding } from "../../comparison/comparison";
import { findingKey } from "../../comparison/keys";
import type { Failure, PlacedFinding, Review } from "../../review";
import { visibleLines } from "../../writing/lines";
import { standingOf, STANDINGS, standingText, type Standing } from "../../writing/standing";
import { visible } from "../../writing/visible";
import { fingerprinter } from "./fingerprints";
import { locationAt, logicalLocationOf, Places, type Judged } from "./locations";
import { messageOf } from "./message";
import { ruleReference } from "./rules";

/** Results that code scanning of GitHub takes in one run; it refuses a log with more. */
export const MOST_RESULTS = 25_000;

/**
 * A waived finding is a note: code scanning of GitHub reads no suppressions, and what is waived is to refuse nothing.
 */
const LEVEL_OF: Readonly<Record<Standing, Result.level>> = {
  known: "error",
  unknown: "error",
  pending: "warning",
  waived: "note",
  advice: "note",
};

/** What a review says, the worst first, and how much more there is than a log may hold. */
export interface Results {
  readonly results: Result[];
  readonly left: number;
}

/** Failures and findings of a review as results. */
export function resultsOf(review: Review): Results {
  const judged: Judged[] = [
    ...review.engineFindings.map((finding) => ({ hierarchy: "", finding })),
    ...review.hierarchies.flatMap(({ hierarchy, findings }) => findings.map((finding) => ({ hierarchy, finding }))),
  ];
  const places = new Places(judged);
  const fingerprint = fingerprinter();
  const isFresh = freshnessOf(review);
  // Numbered in the order of the rules, so that the level of a finding does not decide its fingerprint.
  const results = judged.map((one) => ({
    rank: STANDINGS.indexOf(standingOf(one.finding)),
    result: (): Result => findingResult(one, places, isFresh),
    fingerprints: fingerprint(findingKey(one.hierarchy, one.finding)),
  }));
  const failures = review.failures.map((failure) => ({
    rank: -1,
    result: (): Result => failureResult(failure, places, review),
    fingerprints: fingerprint(JSON.stringify(["review", failure.kind])),
  }));
  const sorted = [...failures, ...results].sort((a, b) => a.rank - b.rank);
  return {
    results: sorted
      .slice(0, MOST_RESULTS)
      .map(({ result, fingerprints }) => ({ ...result(), partialFingerprints: fingerprints })),
    left: Math.max(0, sorted.length - MOST_RESULTS),
  };
}

function findingResult(
  judged: Judged,
  places: Places,
  isFresh: (one: Judged) => Result.baselineState | undefined,
): Result {
  const { hierarchy, finding } = judged;
  const { rule, code, certainty, level, hotfix } = finding;
  const baselineState = isFresh(judged);
  return {
    ...ruleReference(rule, code),
    level: LEVEL_OF[standingOf(finding)],
    message: messageOf(findingLines(judged)),
    locations: [{ ...locationAt(places.of(judged)), logicalLocations: [logicalLocationOf(judged)] }],
    suppressions: suppressionsOf(finding),
    ...(baselineState === undefined ? {} : { baselineState }),
    properties: { hierarchy: visible(hierarchy), certainty, level, ...(hotfix === undefined ? {} : { hotfix }) },
  };
}

function findingLines({ hierarchy, finding }: Judged): string[] {
  const { rule, message, remedy, articles } = finding;
  return [
    message,
    standingText(finding),
    `Remedy: ${remedy.join(" ")}`,
    ...(hierarchy === "" ? [] : [`Hierarchy: ${hierarchy}`]),
    `Articles: ${articles.join(", ")}; see ${docPage(rule)}`,
  ].map(visible);
}

/** Every result has them, because without the property nobody could tell whether a result is suppressed (3.27.23). */
function suppressionsOf({ waivedBy }: PlacedFinding): Result["suppressions"] {
  if (waivedBy === undefined) return [];
  const { owner, reason, expires } = waivedBy;
  const justification = visible(`${reason} (waived by ${owner} until ${expires})`);
  return [{ kind: "external", status: "accepted", justification }];
}

function failureResult({ kind, message, place }: Failure, places: Places, { comparison }: Review): Result {
  return {
    ...ruleReference("review", kind),
    level: "error",
    message: messageOf(["The review failed: there is no verdict that can be trusted.", ...visibleLines(message)]),
    locations: [locationAt(place ?? places.head(""))],
    suppressions: [],
    ...(comparison === undefined ? {} : { baselineState: "new" }),
  };
}

/**
 * Whether a finding is new since the base, or not what it was to a reader. What the base had and is gone is no result:
 * code scanning of GitHub would open an alert for it.
 */
function freshnessOf({ comparison }: Review): (one: Judged) => Result.baselineState | undefined {
  if (comparison === undefined) return () => undefined;
  // Code scanning knows a finding by its code: one that took the place of another is new there.
  const isTurned = ({ before, finding }: RestatedFinding) => before.code !== finding.code;
  const fresh = keysOf([...comparison.fresh, ...comparison.restated.filter(isTurned)]);
  const updated = keysOf(comparison.restated);
  return ({ hierarchy, finding }) => {
    const key = findingKey(hierarchy, finding);
    return fresh.has(key) ? "new" : updated.has(key) ? "updated" : "unchanged";
  };
}

function keysOf(compared: readonly ComparedFinding[]): Set<string> {
  return new Set(
    compared.flatMap(({ hierarchy, finding }) => [
      findingKey(hierarchy, finding),
      // What only the engine shows is known by no hierarchy here.
      ...(finding.rule === "upgrade-gate" ? [findingKey("", finding)] : []),
    ]),
  );
}
