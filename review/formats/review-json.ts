import { toWire } from "../../domain/carried/wire";
import { visibleJson } from "../writing/visible";
import { statusOf, type HierarchyReview, type Review } from "../review";
import { findingJson } from "./json";

/** What a review as JSON calls itself; another number means another form. */
export const REVIEW_FORMAT = "pulumi-sms-review/1";

/**
 * A review as JSON, in pieces: for programs, and as the base of later reviews, so with the facts. A fact that is pending
 * is the text that the engine puts in its place.
 */
export function* reviewJson(review: Review): Generator<string, void> {
  const { version, today, subject, failures, hierarchies, ungated, engineFindings, remarks, comparison } = review;
  const head = {
    format: REVIEW_FORMAT,
    version,
    today,
    subject,
    verdict: statusOf(review),
    failures,
    ungated,
    remarks,
  };
  yield `${text(head).slice(0, -2)},\n  "engineFindings": ${text(engineFindings.map(findingJson))}`;
  if (comparison !== undefined) yield `,\n  "comparison": ${text(comparison)}`;
  yield `,\n  "hierarchies": [`;
  let separator = "\n";
  for (const hierarchy of hierarchies) {
    yield separator;
    yield* hierarchyJson(hierarchy);
    separator = ",\n";
  }
  yield "\n  ]\n}\n";
}

function* hierarchyJson(hierarchy: HierarchyReview): Generator<string, void> {
  const { hierarchy: name, applies, verdict, validThrough, upgrades, governance, facts, findings } = hierarchy;
  const head = { hierarchy: name, applies, verdict, validThrough, upgrades, governance };
  yield `${text(head).slice(0, -2)},\n  "facts": ${text(toWire(facts))},\n  "findings": [`;
  let separator = "\n";
  for (const finding of findings) {
    yield separator + text(findingJson(finding));
    separator = ",\n";
  }
  yield "\n]\n}";
}

function text(value: unknown): string {
  return visibleJson(JSON.stringify(value, undefined, 2));
}
