import type { Certainty, Finding, Level } from "../../../rules/finding";
import { standingOf } from "../../../rules/report";
import { standingText } from "../../../review/phrases/standing";
import { blockedReview } from "../../kit/review/samples";

const [example] = blockedReview().hierarchies[0]!.findings;
const waivedBy = { owner: "j.doe", reason: "closes in July", expires: "2000-07-31" };

function finding(level: Level, certainty: Certainty, isWaived: boolean): Finding {
  return { ...example!, level, certainty, waivedBy: isWaived ? waivedBy : undefined };
}

test.each([
  ["mandatory", "known", false, "known", "Failed. Blocks the upgrade."],
  [
    "mandatory",
    "unknown",
    false,
    "unknown",
    "Missing facts. Blocks the upgrade until the facts are looked up and declared.",
  ],
  ["mandatory", "pending", false, "pending", "Known only when this update runs. Checked again before the gate's step."],
  ["mandatory", "known", true, "waived", "Waived by j.doe until 2000-07-31: closes in July"],
  ["advisory", "known", false, "advice", "Recommendations. Does not block."],
  ["advisory", "pending", false, "advice", "Recommendations. Does not block."],
  ["advisory", "known", true, "waived", "Waived by j.doe until 2000-07-31: closes in July"],
] as const)("what is %s and %s, waived: %s, is %s", (level, certainty, isWaived, standing, text) => {
  const one = finding(level, certainty, isWaived);
  expect([standingOf(one), standingText(one)]).toEqual([standing, text]);
});
