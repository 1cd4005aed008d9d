import { upgradeDiagram } from "../../../../review/formats/markdown/mermaid";
import { base, chainOf, changed, secondsOf } from "../../../kit/base";
import { largeDocument, readyReview, reviewOf } from "../../../kit/review/samples";
import type { Review } from "../../../../review/review";

const diagramOf = ({ hierarchies: [first] }: Review) => upgradeDiagram(first!).slice(2);

test("each upgrade is a node with its place in the plan and its verdict; arrows lead down the hierarchy", () => {
  expect(diagramOf(readyReview())).toEqual([
    '  u0["1. CEN: ready"]:::ready',
    '  u1["2. P01: ready"]:::ready',
    "  u0 --> u1",
    "  classDef ready fill:#067647,stroke:#054f31,color:#ffffff",
  ]);
});

test("an arrow comes from the nearest site above that is planned too", () => {
  const document = changed(base(), {
    upgrades: ["CEN", "S01"],
    "sites/S01": { ...(base()["sites"] as Record<string, object>)["P01"], type: "secondary", parent: "P01" },
  });
  const lines = diagramOf(reviewOf([document]));
  expect(lines.filter((line) => line.includes("-->"))).toEqual(["  u0 --> u1"]);
});

test("50 upgrades are drawn one by one, more are summed up by level and verdict", () => {
  expect(diagramOf(reviewOf([largeDocument(50, 0)])).filter((line) => line.includes('["'))).toHaveLength(50);
  expect(diagramOf(reviewOf([largeDocument(51, 0)])).slice(0, 3)).toEqual([
    '  l0ready["level 1: 1 ready"]:::ready',
    '  l1ready["level 2: 50 ready"]:::ready',
    "  l0ready --> l1ready",
  ]);
});

test("a chain of thousands of sites is summed up in no time, level by level", () => {
  const review = reviewOf([chainOf(10_000)]);
  let lines: string[] = [];
  expect(secondsOf(() => (lines = diagramOf(review)))).toBeLessThan(5);
  expect(lines.filter((line) => line.includes('["'))).toHaveLength(10_000);
  expect(lines[0]).toContain('"level 1: 1 ');
});
