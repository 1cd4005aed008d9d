import { toFacts } from "../../../domain/model/facts";
import type { Finding } from "../../../rules/finding";
import {
  upgradeCounts,
  VERDICTS,
  verdictOf,
  verdictsOf,
  worst,
  type PlannedUpgrade,
} from "../../../rules/judge/verdict";
import { hierarchy } from "../../kit/base";

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

describe("the verdict of each planned upgrade, and the worst of them", () => {
  const planned = (upgrades: readonly string[]) => toFacts(hierarchy({ upgrades }));
  const open = ["CEN", "P01"];
  /** A finding about all upgrades that are open. */
  const ofAll = (certainty: Finding["certainty"], others: Partial<Finding> = {}) =>
    finding(certainty, { upgrades: open, ...others });
  const site = (name: string) => ({ kind: "site", name }) as const;
  const ready = (code: string): PlannedUpgrade => ({ site: code, verdict: "ready" });

  test.each<[string, Finding[], string, PlannedUpgrade[]]>([
    ["nothing found", [], "ready", [ready("CEN"), ready("P01")]],
    [
      "a blocker of all",
      [ofAll("known")],
      "blocked",
      [
        { site: "CEN", verdict: "blocked" },
        { site: "P01", verdict: "blocked" },
      ],
    ],
    [
      "a blocker of all at one site, which needs attention; the other waits",
      [ofAll("unknown", { subject: site("P01") })],
      "undetermined",
      [
        { site: "CEN", verdict: "undetermined" },
        { site: "P01", verdict: "undetermined", needsAttention: true },
      ],
    ],
    [
      "blockers of one upgrade alone, the worst of which counts",
      [finding("pending", { upgrades: ["P01"] }), finding("known", { upgrades: ["P01"], subject: site("P01") })],
      "blocked",
      [ready("CEN"), { site: "P01", verdict: "blocked", needsAttention: true }],
    ],
    [
      "one of all beside one of one",
      [ofAll("pending"), finding("unknown", { upgrades: ["CEN"] })],
      "undetermined",
      [
        { site: "CEN", verdict: "undetermined" },
        { site: "P01", verdict: "pending" },
      ],
    ],
    [
      "what is advice or waived",
      [ofAll("known", { level: "advisory", subject: site("CEN") }), ofAll("known", { waivedBy, subject: site("P01") })],
      "ready",
      [ready("CEN"), ready("P01")],
    ],
    [
      "a domain that is called as a site",
      [ofAll("known", { subject: { kind: "domain", name: "CEN" } })],
      "blocked",
      [
        { site: "CEN", verdict: "blocked" },
        { site: "P01", verdict: "blocked" },
      ],
    ],
  ])("%s", (_, findings, verdict, upgrades) => {
    expect(verdictsOf(planned(open), open, findings, "ready")).toEqual({ verdict, upgrades });
  });

  test("is no better than what may still come out", () => {
    expect(verdictsOf(planned(open), open, [], "pending")).toEqual({
      verdict: "pending",
      upgrades: open.map((code) => ({ site: code, verdict: "pending" })),
    });
  });

  test("of what is done is ready, whatever is found; blockers of all are those of the open ones", () => {
    const rest = ["P01"];
    const found = [finding("known", { upgrades: rest, subject: site("CEN") })];
    expect(verdictsOf(planned(open), rest, found, "ready")).toEqual({
      verdict: "blocked",
      upgrades: [
        { site: "CEN", verdict: "ready", done: true },
        { site: "P01", verdict: "blocked" },
      ],
    });
  });

  test("without a plan is whether any upgrade may begin", () => {
    const none = planned([]);
    expect(verdictsOf(none, [], [finding("unknown")], "ready")).toEqual({ verdict: "undetermined", upgrades: [] });
    expect(verdictsOf(none, [], [], "pending")).toEqual({ verdict: "pending", upgrades: [] });
    expect(verdictsOf(none, [], [], "ready")).toEqual({ verdict: "ready", upgrades: [] });
  });

  test("is counted: open, ready among those, and done", () => {
    const upgrades: PlannedUpgrade[] = [
      ready("CEN"),
      { site: "P01", verdict: "blocked" },
      { site: "P02", verdict: "ready", done: true },
      { site: "P03", verdict: "pending" },
    ];
    expect(upgradeCounts(upgrades)).toEqual({ open: 3, ready: 1, done: 1 });
    expect(upgradeCounts([])).toEqual({ open: 0, ready: 0, done: 0 });
  });
});
