import { attentionOf, reportOf, standingOf } from "../../rules/report";
import type { Certainty, Finding, Level } from "../../rules/finding";
import { hierarchy, judgementOf } from "../kit/base";

const waivedBy = { owner: "j.doe", reason: "closes in July", expires: "2000-07-31" };

function finding(changes: Partial<Finding>): Finding {
  return {
    rule: "hotfix-evidence",
    code: "evidence-too-old",
    subject: { kind: "site", name: "P01" },
    level: "mandatory",
    certainty: "known",
    upgrades: ["P01"],
    found: "f",
    needed: "n",
    remedy: ["Do this.", "Then that."],
    articles: ["Q249077"],
    message: "m",
    ...changes,
  };
}

const site = (name: string) => ({ kind: "site", name }) as const;

test.each<[Level, Certainty, boolean, string]>([
  ["mandatory", "known", false, "known"],
  ["mandatory", "unknown", false, "unknown"],
  ["mandatory", "pending", false, "pending"],
  ["mandatory", "known", true, "waived"],
  ["advisory", "known", false, "advice"],
  ["advisory", "pending", false, "advice"],
  ["advisory", "known", true, "waived"],
])("what is %s and %s, waived: %s, is %s", (level, certainty, isWaived, standing) => {
  expect(standingOf(finding({ level, certainty, ...(isWaived ? { waivedBy } : {}) }))).toBe(standing);
});

test("findings of one rule, code and standing are one group, the worst first, needs and steps once", () => {
  const findings = [
    finding({ certainty: "unknown" }),
    finding({ subject: site("P02") }),
    finding({ subject: site("P03"), articles: ["Q261931"], remedy: ["Do that."] }),
    finding({ subject: site("P04"), code: "evidence-insufficient", level: "advisory" }),
  ];
  const groups = reportOf(findings);
  expect(
    groups.map(({ standing, code, findings: own }) => [standing, code, own.map((one) => one.subject.name)]),
  ).toEqual([
    ["known", "evidence-too-old", ["P02", "P03"]],
    ["unknown", "evidence-too-old", ["P01"]],
    ["advice", "evidence-insufficient", ["P04"]],
  ]);
  expect(groups[0]).toMatchObject({
    needs: [{ text: "n", whose: "" }],
    steps: [
      { steps: ["Do this.", "Then that."], whose: " at P02" },
      { steps: ["Do that."], whose: " at P03" },
    ],
    articles: ["Q249077", "Q261931"],
  });
});

test("what has blockers of its own needs attention, other upgrades that are refused wait for it", () => {
  const document = hierarchy({
    "sites/P01/hotfixes/Q249077": { installed: false },
    "domains/CORP/logonPoints/CORPBDC/updatedSinceFix": false,
    upgrades: ["CEN", "P01"],
  });
  expect(attentionOf(judgementOf(document))).toEqual({
    needed: [site("P01"), { kind: "server", name: "CORPBDC" }],
    waiting: ["CEN"],
  });
  expect(attentionOf(judgementOf(hierarchy({ upgrades: ["CEN", "P01"] })))).toEqual({ needed: [], waiting: [] });
});
