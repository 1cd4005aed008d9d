import { attentionOf, byStanding, reportOf, standingOf, standingText } from "../../rules/report";
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

const WAIVED = "Waived by j.doe until 2000-07-31: closes in July";

test.each<[Level, Certainty, boolean, string, string]>([
  ["mandatory", "known", false, "known", "Failed. Blocks the upgrade."],
  [
    "mandatory",
    "unknown",
    false,
    "unknown",
    "Missing facts. Blocks the upgrade until the facts are looked up and declared.",
  ],
  ["mandatory", "pending", false, "pending", "Known only when this update runs. Checked again before the gate's step."],
  ["mandatory", "known", true, "waived", WAIVED],
  ["advisory", "known", false, "advice", "Recommendations. Does not block."],
  ["advisory", "pending", false, "advice", "Recommendations. Does not block."],
  ["advisory", "known", true, "waived", WAIVED],
])("what is %s and %s, waived: %s, is %s", (level, certainty, isWaived, standing, text) => {
  const own = finding({ level, certainty, ...(isWaived ? { waivedBy } : {}) });
  expect([standingOf(own), standingText(own)]).toEqual([standing, text]);
});

test("groups of one standing stand together under its title, with all their findings counted", () => {
  const findings = [
    finding({ level: "advisory" }),
    finding({ code: "evidence-insufficient" }),
    finding({}),
    finding({ subject: site("P02") }),
  ];
  const sections = byStanding(reportOf(findings));
  expect(sections.map(({ title, meaning, count, groups }) => [title, meaning, count, groups.length])).toEqual([
    ["Failed", "Blocks the upgrade.", 3, 2],
    ["Recommendations", "Does not block.", 1, 1],
  ]);
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
