import { createHash } from "node:crypto";
import type { Location, Message, Result } from "sarif";
import type { Facts } from "../../../domain/model/facts";
import { STANDINGS, standingOf, standingText, type Standing } from "../../../rules/report";
import { docPage } from "../../../rules/doc-page";
import type { ComparedFinding, RestatedFinding } from "../../comparison/comparison";
import { findingKey, subjectKey } from "../../comparison/pairs";
import { subjectText } from "../../phrases/facts";
import { cutOff, visible, visibleLines } from "../../phrases/visible";
import { pathAddress, type Place } from "../../place";
import type { Failure, PlacedFinding, Review } from "../../review";
import { ruleReference } from "./descriptors";

/** Results that code scanning of GitHub takes in one run; it refuses a log with more. */
export const MOST_RESULTS = 25_000;

/** What paths are relative to: the root of the repository, wherever it is checked out. */
export const SOURCE_ROOT = "%SRCROOT%";

/** The file that every Pulumi program has: the place of what has no other. */
const LAST_RESORT: Place = { file: "Pulumi.yaml", line: 1 };

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
  const all: ComparedFinding[] = [
    ...review.engineFindings.map((finding) => ({ hierarchy: "", finding })),
    ...review.hierarchies.flatMap(({ hierarchy, findings }) => findings.map((finding) => ({ hierarchy, finding }))),
  ];
  const places = new Places(all);
  const factsOf = new Map(review.hierarchies.map(({ hierarchy, facts }) => [hierarchy, facts]));
  const fingerprint = fingerprinter();
  const stateOf = statesSince(review);
  // Numbered in the order of the rules, so that the level of a finding does not decide its fingerprint.
  const results = all.map((compared) => ({
    rank: STANDINGS.indexOf(standingOf(compared.finding)),
    result: (): Result => findingResult(compared, places, stateOf(compared), factsOf.get(compared.hierarchy)),
    fingerprints: fingerprint(findingKey(compared.hierarchy, compared.finding)),
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

/**
 * Gives keys the fingerprints by which alerts are recognised when lines move and wording changes: the same key, the same
 * fingerprint. Keys that come again are numbered, so that every result has a fingerprint of its own.
 */
function fingerprinter(): (key: string) => Record<string, string> {
  const seen = new Map<string, number>();
  return (key) => {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const value = `${createHash("sha256").update(key).digest("hex").slice(0, 32)}:${count}`;
    // Code scanning of GitHub recognises alerts by the first of the two alone.
    return { primaryLocationLineHash: value, "finding/v1": value };
  };
}

function findingResult(
  compared: ComparedFinding,
  places: Places,
  state: Result.baselineState | undefined,
  facts: Facts | undefined,
): Result {
  const { hierarchy, finding } = compared;
  const { rule, code, certainty, level, hotfix, subject } = finding;
  const path = [hierarchy, subject.kind, subject.name].filter((part) => part !== "");
  const logicalLocations = [
    { name: visible(subject.name), fullyQualifiedName: path.map(visible).join("/"), kind: "resource" },
  ];
  return {
    ...ruleReference(rule, code),
    level: LEVEL_OF[standingOf(finding)],
    message: messageOf(findingLines(compared, facts)),
    locations: [{ ...locationAt(places.of(compared)), logicalLocations }],
    suppressions: suppressionsOf(finding),
    ...(state === undefined ? {} : { baselineState: state }),
    properties: { hierarchy: visible(hierarchy), certainty, level, ...(hotfix === undefined ? {} : { hotfix }) },
  };
}

function findingLines({ hierarchy, finding }: ComparedFinding, facts: Facts | undefined): string[] {
  const { subject, rule, message, cause, articles } = finding;
  return [
    message,
    standingText(finding),
    `Subject: ${subjectText(subject, facts)}`,
    ...(cause === undefined ? [] : [`Cause: ${cause.text}`]),
    "What to do:",
    ...finding.remedy.map((step, index) => `${index + 1}. ${step}`),
    ...(hierarchy === "" ? [] : [`Hierarchy: ${hierarchy}`]),
    `Articles: ${articles.join(", ")}; see ${docPage(rule)}`,
  ].map((line) => visible(cutOff(line, 1000)));
}

/**
 * Lines of visible text as a message. In a message a brace begins a placeholder unless it is doubled (SARIF 2.1.0,
 * 3.11.5), and a bracket before a parenthesis makes a link (3.11.6).
 */
export function messageOf(lines: readonly string[]): Message {
  return { text: lines.join("\n").replace(/[{}]/g, "$&$&").replaceAll("](", "] (") };
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
    message: messageOf(["The review failed: there is no reliable result.", ...visibleLines(message)]),
    locations: [locationAt(place ?? places.head(""))],
    suppressions: [],
    ...(comparison === undefined ? {} : { baselineState: "new" }),
  };
}

/**
 * Whether a finding is new since the base, or its status changed. What the base had and is gone is no result: code
 * scanning of GitHub would open an alert for it.
 */
function statesSince({ comparison }: Review): (compared: ComparedFinding) => Result.baselineState | undefined {
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
  return new Set(compared.map(({ hierarchy, finding }) => findingKey(hierarchy, finding)));
}

/**
 * Where results are shown. Code scanning refuses a whole log for one result without a place, so a finding without one
 * is shown where another finding about the same subject is, else at the head of the file in which most of its hierarchy
 * is declared.
 */
class Places {
  private readonly bySubject = new Map<string, Place>();
  private readonly files = new Map<string, Map<string, number>>();

  constructor(all: readonly ComparedFinding[]) {
    for (const { hierarchy, finding } of all) {
      const { place, subject } = finding;
      if (place === undefined) continue;
      for (const scope of new Set([hierarchy, ""])) {
        const key = scope + subjectKey(subject);
        if (!this.bySubject.has(key)) this.bySubject.set(key, place);
        const counts = this.files.get(scope) ?? new Map<string, number>();
        this.files.set(scope, counts.set(place.file, (counts.get(place.file) ?? 0) + 1));
      }
    }
  }

  /** The place of a finding, or the nearest to it. */
  of({ hierarchy, finding }: ComparedFinding): Place {
    return finding.place ?? this.bySubject.get(hierarchy + subjectKey(finding.subject)) ?? this.head(hierarchy);
  }

  /** The head of the file in which most of a hierarchy is declared; of all hierarchies: "". */
  head(hierarchy: string): Place {
    const [most] = [...(this.files.get(hierarchy) ?? [])].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return most === undefined ? LAST_RESORT : { file: most[0], line: 1 };
  }
}

/** A place as SARIF has it. */
export function locationAt({ file, line, column }: Place): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: pathAddress(file), uriBaseId: SOURCE_ROOT },
      region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
    },
  };
}
