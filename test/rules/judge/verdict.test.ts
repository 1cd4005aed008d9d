import type { Finding } from "../../../rules/finding";
import { VERDICTS, verdictOf, worst } from "../../../rules/judge/verdict";

const finding = (certainty: Finding["certainty"], others: Partial<Finding> = {}): Finding => ({
  rule: "senior-site",
  code: "c",
  subject: { kind: "domain", name: "CORP" },
  level: "mandatory",
  certainty,
  upgrades: [],
  found: "f",
  needed: "n",
  remedy: ["r"],
  articles: [],
  message: "m",
  ...others,
});
const waivedBy = { owner: "o", reason: "r", expires: "2000-08-01" };

test.each<[string, Finding[], string]>([
  ["nothing found", [], "ready"],
  ["known to be broken", [finding("known")], "blocked"],
  ["not known", [finding("unknown")], "undetermined"],
  ["pending", [finding("pending")], "pending"],
  ["all three: the worst counts", [finding("pending"), finding("known"), finding("unknown")], "blocked"],
  ["pending beside not known", [finding("pending"), finding("unknown")], "undetermined"],
  ["advice alone", [finding("known", { level: "advisory" })], "ready"],
  ["waived alone", [finding("known", { waivedBy })], "ready"],
  ["waived beside pending", [finding("known", { waivedBy }), finding("pending")], "pending"],
])("%s", (_, findings, expected) => {
  expect(verdictOf(findings)).toBe(expected);
});

test("blocked is worse than undetermined, that than pending, that than ready", () => {
  VERDICTS.forEach((bad, index) => {
    for (const better of VERDICTS.slice(index))
      expect([worst([bad, better]), worst([better, bad])]).toEqual([bad, bad]);
  });
  expect(worst([])).toBe("ready");
});
