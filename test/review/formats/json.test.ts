import { asWritten, slim } from "../../kit/review/as-written";
import { inputIssue } from "../../../domain/model/bad-input";
import { writtenFacts } from "../../../domain/model/facts";
import { badInputJson, judgementJson } from "../../../review/formats/json";
import { hierarchy, judgementOf, type Tree } from "../../kit/base";
import { compare } from "../../../review/comparison/compare";
import { PENDING, UNKNOWN_TEXTS } from "../../../domain/pending";
import { reviewJson } from "../../../review/formats/json";
import { statusOf, type Review } from "../../../review/review";
import {
  asBase,
  blockedReview,
  comparisonOf,
  failedReview,
  largeDocument,
  nastyReview,
  readyReview,
  reviewOf,
  weakenedReview,
} from "../../kit/review/samples";

const jsonOf = (judgement: ReturnType<typeof judgementOf>) => [...judgementJson(judgement)].join("");

test("a judgement is an object of hierarchy, verdict, upgrades and findings, and of nothing else", () => {
  const document = hierarchy({
    "sites/CEN/hotfixes/Q252717": { installed: false },
    "sites/P01/hotfixes/Q252717": { installed: false },
    "domains/CORP/seniorList": null,
    upgrades: ["CEN"],
    waivers: [
      { rule: "hotfix-prerequisites", subject: "P01", reason: "é\u202e", owner: "j.doe", expires: "2000-08-01" },
    ],
  });
  const judgement = judgementOf(document);
  const json = jsonOf(judgement);
  const { findings } = judgement;
  expect(JSON.parse(json)).toEqual(asWritten(judgement));
  expect(json).toContain('"reason": "é\\u202e"');
  expect(findings.length).toBeGreaterThan(2);
});

test("every finding has its keys in one order, hotfix and waivedBy where they are", () => {
  const document = hierarchy({
    "sites/CEN/hotfixes/Q252717": { installed: false },
    upgrades: ["CEN"],
    waivers: [{ rule: "hotfix-prerequisites", subject: "CEN", reason: "r", owner: "j.doe", expires: "2000-08-01" }],
  });
  const { findings } = JSON.parse(jsonOf(judgementOf(document))) as { findings: Record<string, unknown>[] };
  const before = ["rule", "code", "subject", "level", "certainty", "found", "needed"];
  const after = ["message", "remedy", "articles"];
  expect(Object.keys(findings[0]!)).toEqual([...before, "hotfix", ...after, "waivedBy"]);
  expect(Object.keys(findings.at(-1)!)).toEqual([...before, ...after]);
  expect(findings[0]!["waivedBy"]).toEqual({ owner: "j.doe", reason: "r", expires: "2000-08-01" });
});

test("a judgement without findings is laid out as JSON.stringify would", () => {
  const judgement = {
    hierarchy: "h",
    verdict: "ready" as const,
    upgrades: [],
    applies: true,
    findings: [],
    waiversInForce: [],
    isOver: false,
  };
  const { hierarchy: name, applies, verdict, upgrades, findings } = judgement;
  expect(jsonOf(judgement)).toBe(
    `${JSON.stringify({ hierarchy: name, applies, verdict, upgrades, findings }, undefined, 2)}\n`,
  );
});

test("an upgrade that is done says so beside its verdict, the others say nothing of it", () => {
  const json = jsonOf(judgementOf(hierarchy({ "sites/CEN/build": 1493, upgrades: ["CEN", "P01"] })));
  const { upgrades } = JSON.parse(json) as { upgrades: unknown };
  expect(upgrades).toEqual([
    { site: "CEN", verdict: "ready", done: true },
    { site: "P01", verdict: "ready" },
  ]);
});

test("a judgement with findings is laid out as JSON.stringify would", () => {
  const judgement = judgementOf(hierarchy({ upgrades: ["CEN", "P01"] }));
  const written = jsonOf(judgement);
  const again = JSON.parse(written) as unknown;
  expect(written).toBe(`${JSON.stringify(again, undefined, 2)}\n`);
  expect(again).toEqual(asWritten(judgement));
});

test("bad input is a list of errors; value is absent where nothing stands", () => {
  const issues = [
    inputIssue(["a"], undefined, "b"),
    inputIssue([], null, "c"),
    inputIssue(["d"], { e: "\u009b" }, "f"),
    { ...inputIssue(["g"], 1, "h"), position: { line: 3, column: 5 } },
  ];
  const text = badInputJson(issues);
  expect(JSON.parse(text)).toEqual({
    errors: [
      { path: "a", expected: "b", message: "a: missing, expected b" },
      { path: "", value: null, expected: "c", message: "the document: found null, expected c" },
      { path: "d", value: { e: "\u009b" }, expected: "f", message: 'd: found {"e":"\u009b"}, expected f' },
      { path: "g", value: 1, expected: "h", message: "g: found 1, expected h", line: 3, column: 5 },
    ],
  });
  expect(text).not.toContain("\u009b");
});

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
    expected.map(({ waiversInForce: _inForce, isOver: _isOver, findings, ...one }) => {
      const written = { ...one, facts: writtenFacts(one.facts), findings: slim(findings, one.upgrades) };
      return JSON.parse(JSON.stringify(written)) as unknown;
    }),
  );
});

test("whether Q261931 applies, and all of a comparison, is in it", () => {
  const { hierarchies, comparison } = read(weakenedReview());
  expect(hierarchies.map(({ applies }) => applies)).toEqual([false]);
  expect(Object.keys(comparison as object)).toEqual([
    ...["base", "verdicts", "fresh", "resolved", "restated", "unchecked", "gone", "unchanged", "changes"],
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
    "waiting",
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

test("its size is in proportion to the hierarchy, however many upgrades a finding concerns, and it is read as a base", () => {
  const sizeOf = (sites: number) => textOf(reviewOf([oneDomain(sites)])).length;
  expect(sizeOf(1000) / sizeOf(250)).toBeLessThan(4.5);
  const review = reviewOf([oneDomain(50)]);
  const base = asBase(review);
  expect(base.hierarchies[0]!.findings.map(({ upgrades }) => upgrades)).toEqual(
    review.hierarchies[0]!.findings.map(({ upgrades }) => upgrades),
  );
  expect(compare(base, review)).toMatchObject({ fresh: [], resolved: [], restated: [], unchecked: [], gone: [] });
});

/** Sites in one domain, every one without its hotfixes and planned. */
function oneDomain(count: number): Tree {
  const { domains, sites, ...document } = largeDocument(count, 0);
  const bare = Object.entries(sites as Record<string, Tree>).map(([code, site]) => [
    code,
    { ...site, domains: ["DOMAIN0"], hotfixes: {} },
  ]);
  return {
    ...document,
    domains: { DOMAIN0: (domains as Tree)["DOMAIN0"] },
    sites: Object.fromEntries(bare) as Tree,
  };
}
