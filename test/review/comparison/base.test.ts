import { BadInputError } from "../../../domain/bad-input";
import { readBase } from "../../../review/comparison/base";
import { judgementJson } from "../../../review/formats/json";
import { reviewJson } from "../../../review/formats/review-json";
import { blockedReview, failedReview, readyReview } from "../samples";

const textOf = (review = readyReview()) => [...reviewJson(review)].join("");
const changedBy = (change: (review: { hierarchies: [object] }) => void) => {
  const review = JSON.parse(textOf(blockedReview())) as { hierarchies: [object] };
  change(review);
  return JSON.stringify(review);
};

test("a review that failed is no base", () => {
  expect(readBase(textOf(failedReview()), "base.json")).toBeUndefined();
});

test("a byte order mark and carriage returns change nothing", () => {
  const text = textOf(blockedReview());
  const plain = readBase(text, "base.json");
  expect(plain?.hierarchies).toHaveLength(1);
  expect(readBase(`\uFEFF${text.replaceAll("\n", "\r\n")}`, "base.json")).toEqual(plain);
});

test("keys that a later version adds are no fault", () => {
  const text = changedBy((review) => Object.assign(review, { extra: 1 }));
  expect(readBase(text, "base.json")?.hierarchies).toHaveLength(1);
});

test.each<[string, string]>([
  ["nothing", ""],
  ["no JSON", "# Review"],
  ["null", "null"],
  ["a list", "[]"],
  ["the JSON of check", [...judgementJson(readyReview().hierarchies[0]!)].join("")],
  ["a review of another form", changedBy((review) => Object.assign(review, { format: "pulumi-sms-review/2" }))],
  ["half of a review", textOf().slice(0, 500)],
  [
    "findings that are none",
    changedBy(({ hierarchies }) => Object.assign(hierarchies[0], { findings: [{ rule: 1 }] })),
  ],
  ["no governance", changedBy(({ hierarchies }) => Object.assign(hierarchies[0], { governance: null }))],
  ["facts that are none", changedBy(({ hierarchies }) => Object.assign(hierarchies[0], { facts: { sites: 1 } }))],
])("%s is refused as a base, with what is expected", (_, text) => {
  const read = () => readBase(text, "base.json");
  expect(read).toThrow(BadInputError);
  expect(read).toThrow(/^--base: found base\.json.*, expected the JSON of an earlier review/);
});
