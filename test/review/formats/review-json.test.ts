import { PENDING, UNKNOWN_TEXTS } from "../../../domain/pending";
import { reviewJson } from "../../../review/formats/review-json";
import { statusOf, type Review } from "../../../review/review";
import { hierarchy } from "../../kit/base";
import {
  blockedReview,
  comparisonOf,
  failedReview,
  largeDocument,
  nastyReview,
  readyReview,
  reviewOf,
  weakenedReview,
} from "../../kit/review/samples";

const textOf = (review: Review) => [...reviewJson(review)].join("");
const read = (review: Review) =>
  JSON.parse(textOf(review)) as Record<string, unknown> & { hierarchies: Record<string, unknown>[] };

test.each<[string, Review]>([
  ["ready", readyReview()],
  ["blocked", blockedReview()],
  ["failed", failedReview()],
  ["nasty", nastyReview()],
  ["without a hierarchy", reviewOf([])],
  ["of two hierarchies", reviewOf([hierarchy(), { ...hierarchy(), hierarchy: "other" }])],
  ["compared", { ...readyReview(), comparison: comparisonOf() }],
])("the JSON of a review %s is all that it says", (_, review) => {
  const { hierarchies, ...others } = read(review);
  const { hierarchies: expected, ...rest } = review;
  const plain = JSON.parse(JSON.stringify(rest)) as object;
  expect(others).toEqual({ ...plain, format: "pulumi-sms-review/1", verdict: statusOf(review) });
  expect(hierarchies).toEqual(
    expected.map(({ waiversInForce: _inForce, isOver: _isOver, ...one }) => JSON.parse(JSON.stringify(one)) as unknown),
  );
});

test("whether Q261931 applies, and all of a comparison, is in it", () => {
  const { hierarchies, comparison } = read(weakenedReview());
  expect(hierarchies.map(({ applies }) => applies)).toEqual([false]);
  expect(Object.keys(comparison as object)).toEqual([
    ...["base", "verdicts", "fresh", "mended", "restated", "unjudged", "gone", "unchanged", "changes"],
  ]);
});

test("its keys come in an order that reads well", () => {
  expect(Object.keys(read(blockedReview()))).toEqual([
    "format",
    "version",
    "today",
    "subject",
    "verdict",
    "failures",
    "ungated",
    "remarks",
    "engineFindings",
    "hierarchies",
  ]);
});

test("a fact that is pending is the text that the engine puts in its place", () => {
  const { hierarchies } = read(reviewOf([hierarchy({ "sites/P01/hotfixes": PENDING })]));
  const { sites } = hierarchies[0]?.["facts"] as { sites: Record<string, { hotfixes: string }> };
  expect(UNKNOWN_TEXTS.has(sites["P01"]?.hotfixes ?? "")).toBe(true);
});

test("nothing is hidden in it", () => {
  expect(textOf(nastyReview())).not.toMatch(/[\u202E\u2028]/);
});

test("a large hierarchy comes in pieces", () => {
  const pieces = [...reviewJson(reviewOf([largeDocument(500, 400)]))];
  expect(pieces.length).toBeGreaterThan(400);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(1_000_000);
});
