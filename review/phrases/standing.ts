import type { Finding } from "../../rules/finding";
import { standingOf, type Standing } from "../../rules/report";

/** A standing as a title, and what it means in a sentence. */
export const STANDING_TITLES: Readonly<Record<Standing, readonly [title: string, meaning: string]>> = {
  known: ["Failed", "Blocks the upgrade."],
  unknown: ["Missing facts", "Blocks the upgrade until the facts are looked up and declared."],
  pending: ["Known only when this update runs", "Checked again before the gate's step."],
  waived: ["Waived", "Does not block until the last day of the waiver."],
  advice: ["Recommendations", "Does not block."],
};

/** What a finding is to a reader, as a sentence. */
export function standingText(finding: Finding): string {
  const { waivedBy } = finding;
  if (waivedBy !== undefined) return `Waived by ${waivedBy.owner} until ${waivedBy.expires}: ${waivedBy.reason}`;
  const [title, meaning] = STANDING_TITLES[standingOf(finding)];
  return `${title}. ${meaning}`;
}
