import { readBase } from "../../../review/comparison/base";
import { compare } from "../../../review/comparison/compare";
import { reviewJson } from "../../../review/formats/review-json";
import { reviewText } from "../../../review/formats/review-text";
import { judgementText } from "../../../review/formats/text";
import { allFindings, type PlacedFinding, type Review } from "../../../review/review";
import { hierarchy } from "../../kit/base";
import {
  blockedReview,
  comparisonOf,
  failedReview,
  largeDocument,
  nastyReview,
  readyReview,
  reviewOf,
} from "../../kit/review/samples";

const PLAIN = { width: Infinity, colours: false };
const linesOf = (review: Review, layout = PLAIN) => reviewText(review, layout).split("\n");
const since = (before: Review, now: Review): Review => {
  const base = readBase([...reviewJson(before)].join(""), "base.json");
  return typeof base === "string" ? now : { ...now, comparison: compare(base, now) };
};

test("a hierarchy is told as check tells it, with the places of its subjects", () => {
  const review = blockedReview();
  const [one] = review.hierarchies;
  expect(reviewText(review, PLAIN)).toBe(judgementText(one!, PLAIN));
  expect(reviewText(review, PLAIN)).toContain(" [infra/index.ts:");
});

test("a failure comes first, with its lines and its place", () => {
  expect(linesOf(failedReview())).toEqual([
    "contoso/dev: failed; there is no verdict to trust",
    "  - error: Running program failed with an unhandled exception: (infra/index.ts:12)",
    "    Error: no such file: sites.json",
    "",
  ]);
});

test("what has no gate, what the engine refuses and what else is to be known is told", () => {
  const [finding] = allFindings(blockedReview());
  const review: Review = {
    ...reviewOf([]),
    ungated: ["contoso"],
    engineFindings: [{ ...finding!, code: "ungated-upgrade", found: "CEN: no gate", remedy: "Mend it." }],
    remarks: ["A remark."],
  };
  expect(linesOf(review)).toEqual([
    "contoso: not judged; no upgrade is declared, so there is no gate and nothing was judged",
    "",
    "Refused by the engine's policies (1)",
    expect.stringMatching(/^ {2}- ungated-upgrade: CEN: no gate \[infra\/index.ts:\d+\]$/),
    "    remedy: Mend it.",
    "",
    "  - A remark.",
    "",
  ]);
});

test("the verdict comes first of what changed, then what is weaker", () => {
  const narrow = reviewOf([hierarchy({ "sites/P01/hotfixes/Q249077": undefined, upgrades: ["CEN"] })], {
    settings: { reading: "shared-domains", minimumEvidence: "attested" },
  });
  const text = linesOf(since(reviewOf([hierarchy()]), narrow));
  expect(text.slice(text.findIndex((line) => line.startsWith("Since")))).toEqual([
    "Since contoso/dev, 2000-07-01: 3 new, 0 mended, 0 unchanged",
    "  verdict on contoso: ready before, undetermined now; no upgrade was planned before, 0 of 1 now",
    "  weaker than before (2)",
    "    - reading: every-site before, shared-domains now",
    "    - Bin\\i386\\Nt_logon.dll of Q249077 at site P01 went away: 2.0.1380.1105 before",
    "  new (3)",
    expect.stringMatching(/^ {4}- missing-hotfix P01: /),
    expect.stringMatching(/^ {4}- partial-upgrade-plan CORP: /),
    expect.stringMatching(/^ {4}- save-senior-list CORP: /),
    "  other changes (1)",
    "    - upgrade of CEN planned",
    "",
  ]);
});

test("every change of a finding is told apart", () => {
  const [first, ...rest] = allFindings(blockedReview());
  const of = (finding: PlacedFinding) => ({ hierarchy: "contoso", finding });
  const comparison = comparisonOf({
    fresh: [of(first!)],
    restated: [{ ...of(rest[0]!), before: { ...rest[0]!, level: "advisory" } }],
    unjudged: [of(rest[1]!)],
    gone: [of(rest[2]!)],
    unchanged: 5,
  });
  const text = linesOf({ ...reviewOf([]), comparison });
  expect(text.filter((line) => !line.startsWith("    "))).toEqual([
    "Since contoso/dev, 2000-06-01: 1 new, 0 mended, 1 judged otherwise, 1 no longer judged, 1 gone with what they are about, 5 unchanged",
    "  new (1)",
    "  judged otherwise (1)",
    "  no longer judged, not mended (1)",
    "  gone with what they are about (1)",
    "",
  ]);
  expect(text).toContain("    - evidence-too-old P01 (Q249077): advice before, broken now");
});

test("that nothing changed is said where nothing did, and nowhere else", () => {
  const said = "  Nothing changed.";
  expect(linesOf(since(blockedReview(), blockedReview()))).toContain(said);
  expect(linesOf(since(reviewOf([hierarchy()]), reviewOf([hierarchy({ "sites/P01/setupType": 2 })])))).not.toContain(
    said,
  );
});

test("a thousand changes are counted, not listed", () => {
  const text = linesOf(since(reviewOf([largeDocument(2, 0)]), reviewOf([largeDocument(1000, 900)])));
  expect(text.filter((line) => /^ {2}new \(\d{3,}\)$/.test(line))).toHaveLength(1);
  expect(text.filter((line) => /^ {4}and \d+ more$/.test(line)).length).toBeGreaterThan(0);
  expect(text.length).toBeLessThan(300);
});

test("nothing in a review steers a terminal or breaks a line", () => {
  const text = reviewText(since(readyReview(), nastyReview()), PLAIN);
  // eslint-disable-next-line no-control-regex -- what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E]/);
  expect(text).not.toMatch(/^# g/m);
});

test("colours are for terminals that have them", () => {
  expect(reviewText(failedReview(), { width: 80, colours: true })).toContain("\u001B[31mfailed");
  expect(reviewText(failedReview(), PLAIN)).not.toContain("\u001B");
});

test("lines are broken to the width of the terminal", () => {
  const long = { ...failedReview(), remarks: ["word ".repeat(100)] };
  expect(Math.max(...linesOf(long, { width: 60, colours: false }).map(({ length }) => length))).toBeLessThanOrEqual(60);
});
