import { BadInputError } from "../../../domain/model/bad-input";
import { readBase, type Base } from "../../../review/comparison/base";
import { judgementJson } from "../../../review/formats/json";
import { reviewJson } from "../../../review/formats/json";
import { hierarchy, type Tree } from "../../kit/base";
import { blockedReview, failedReview, readyReview } from "../../kit/review/samples";

const textOf = (review = readyReview()) => [...reviewJson(review)].join("");
const STRICT = { reading: "every-site", minimumEvidence: "attested", levels: {}, waivers: "allowed" };
const changedBy = (change: (review: { hierarchies: [object] }) => unknown) => {
  const review = JSON.parse(textOf(blockedReview())) as { hierarchies: [object] };
  change(review);
  return JSON.stringify(review);
};

/** A text that is to be a base. */
function baseOf(text: string): Base {
  const base = readBase(text, "base.json");
  if (typeof base === "string") throw new Error(base);
  return base;
}

test("with a review that failed nothing is compared", () => {
  const said = readBase(textOf(failedReview()), "base.json");
  expect(said).toBe("Nothing is compared: base.json is a review that failed.");
});

test("with a review of another form nothing is compared", () => {
  const text = changedBy((review) => Object.assign(review, { format: "pulumi-sms-review/2" }));
  expect(readBase(text, "base.json")).toBe(
    "Nothing is compared: base.json is of another version (pulumi-sms-review/2; needed: pulumi-sms-review/1).",
  );
});

test.each<[string, Tree, string]>([
  ["findings that are none", { findings: [{ rule: 1 }] }, "findings.0.rule: Invalid input"],
  ["a verdict", { verdict: "fine" }, "verdict: Invalid option"],
  ["a setting", { governance: { ...STRICT, mood: "good" } }, "governance: Unrecognized key"],
  ["a level", { governance: { ...STRICT, levels: { "senior-site": "odd" } } }, "governance.levels.senior-site: one of"],
  ["no settings", { governance: null }, "governance: Invalid input"],
  ["a fact", { facts: hierarchy({ "sites/P01/mood": "good" }) }, 'facts: sites.P01.mood: unknown key "mood"'],
  ["a waiver of a rule", { facts: hierarchy({ waivers: [{ rule: "odd" }] }) }, "facts: waivers[0]"],
  ["facts that are none", { facts: { sites: 1 } }, "facts: "],
])("with a review in which this version does not know %s nothing is compared", (_, changes, says) => {
  const text = changedBy(({ hierarchies }) => Object.assign(hierarchies[0], changes));
  const start = `Nothing is compared: this version cannot read base.json (hierarchies.0.${says}`;
  expect(readBase(text, "base.json")).toEqual(expect.stringContaining(start));
});

test("a byte order mark and carriage returns change nothing", () => {
  const text = textOf(blockedReview());
  const plain = baseOf(text);
  expect(plain.hierarchies).toHaveLength(1);
  expect(baseOf(`\uFEFF${text.replaceAll("\n", "\r\n")}`)).toEqual(plain);
});

test("what a base does not need may be missing in it", () => {
  const text = changedBy(({ hierarchies }) => delete (hierarchies[0] as { applies?: boolean }).applies);
  expect(baseOf(text)).toEqual(baseOf(textOf(blockedReview())));
});

test("keys that a later version adds are no fault", () => {
  const text = changedBy((review) => Object.assign(review, { extra: 1 }));
  expect(baseOf(text).hierarchies).toHaveLength(1);
});

test.each<[string, string]>([
  ["nothing", ""],
  ["no JSON", "# Review"],
  ["null", "null"],
  ["a list", "[]"],
  ["the JSON of check", [...judgementJson(readyReview().hierarchies[0]!)].join("")],
  ["half of a review", textOf().slice(0, 500)],
  ["JSON of another program", '{"format":"sarif"}'],
])("%s is refused as a base, with what is expected", (_, text) => {
  const read = () => readBase(text, "base.json");
  expect(read).toThrow(BadInputError);
  expect(read).toThrow(/^--base: base\.json is not the JSON of an earlier review/);
});
