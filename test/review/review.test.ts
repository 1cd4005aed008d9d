import { isBlocker } from "../../rules/finding";
import { allFindings, statusOf, type Review } from "../../review/review";
import {
  blockedReview,
  failedReview,
  largeDocument,
  nastyReview,
  readyReview,
  reviewOf,
  unplannedReview,
} from "../kit/review/samples";

describe("what a review comes to", () => {
  test.each<[string, Review, string]>([
    ["every upgrade is ready", readyReview(), "ready"],
    ["one upgrade is blocked", blockedReview(), "blocked"],
    ["no upgrade is planned and any may begin", unplannedReview(), "ready"],
    ["the preview failed", failedReview(), "failed"],
    ["a failure beside verdicts", nastyReview(), "failed"],
    ["no hierarchy has a gate", { ...reviewOf([]), ungated: ["contoso"] }, "not checked"],
    [
      "the engine refuses what facts do not show",
      { ...readyReview(), engineFindings: allFindings(blockedReview()).filter(isBlocker).slice(0, 1) },
      "blocked",
    ],
    [
      "the worst of two hierarchies",
      { ...readyReview(), hierarchies: [...readyReview().hierarchies, ...blockedReview().hierarchies] },
      "blocked",
    ],
  ])("%s", (_, review, status) => {
    expect(statusOf(review)).toBe(status);
  });
});

test("a large hierarchy has as many blockers as sites without their fix", () => {
  const findings = allFindings(reviewOf([largeDocument(300, 40)]));
  expect(findings.filter(isBlocker).map(({ code }) => code)).toEqual(Array(40).fill("missing-hotfix"));
});

test("a finding has the place of its subject", () => {
  const { place, subject } = first(blockedReview());
  expect([subject.name, place]).toEqual(["S01", { file: "infra/index.ts", line: 180, column: 7 }]);
});

function first(review: Review) {
  return allFindings(review)[0]!;
}
