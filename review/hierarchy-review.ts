import type { Facts } from "../domain/model/facts";
import type { Finding } from "../rules/finding";
import type { Judged } from "../rules/graph/graph";
import { judge, type JudgeOptions } from "../rules/judge/judge";
import type { Place } from "./place";
import type { HierarchyReview } from "./review";

/**
 * Checks a hierarchy for a review.
 *
 * @param placeOf where the subject of a finding is declared; undefined if that is not known.
 */
export function reviewHierarchy(
  facts: Facts,
  options: JudgeOptions,
  placeOf: (finding: Finding) => Place | undefined = () => undefined,
): HierarchyReview {
  return placedReview({ facts, options, judgement: judge(facts, options) }, placeOf);
}

/** What was judged as a review shows it. */
export function placedReview(
  { facts, options, judgement }: Judged,
  placeOf: (finding: Finding) => Place | undefined,
): HierarchyReview {
  const { settings, levels = {}, waivers = "allowed" } = options;
  return {
    ...judgement,
    findings: judgement.findings.map((finding) => {
      const place = placeOf(finding);
      return place === undefined ? finding : { ...finding, place };
    }),
    governance: { ...settings, levels, waivers },
    facts,
  };
}
