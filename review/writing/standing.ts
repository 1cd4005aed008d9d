import { isBlocker, type Certainty, type Finding } from "../../rules/finding";

/** What findings can be to a reader, the worst first. */
export const STANDINGS = ["known", "unknown", "pending", "waived", "advice"] as const;

/** Broken for certain, not known, known only when the update runs, waived, or advice. */
export type Standing = (typeof STANDINGS)[number];

/** What a finding is to a reader. */
export function standingOf(finding: Finding): Standing {
  if (finding.waivedBy !== undefined) return "waived";
  return isBlocker(finding) ? finding.certainty : "advice";
}

/** A standing in a word or two. */
export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  known: "broken",
  unknown: "not known",
  pending: "pending",
  waived: "waived",
  advice: "advice",
};

/** What a finding is to a reader, as a sentence. */
export function standingText(finding: Finding): string {
  const { waivedBy } = finding;
  if (waivedBy !== undefined) return `Waived by ${waivedBy.owner} until ${waivedBy.expires}: ${waivedBy.reason}`;
  return isBlocker(finding) ? BLOCKS[finding.certainty] : "Advice: it refuses no upgrade.";
}

const BLOCKS: Readonly<Record<Certainty, string>> = {
  known: "Known to be broken.",
  unknown: "Not known: look it up and declare it.",
  pending: "Known only when this update runs.",
};
