import type { PlacedFinding } from "../place";

/** What changed between the hierarchies of a base and those of now. */
export interface Comparison {
  /** What the base is called: the subject and the day of its review. */
  readonly base: string;
  /** Findings that the base did not have. */
  readonly fresh: readonly ComparedFinding[];
  /** Findings of the base that are gone because the site, domain or server that they are about is gone. */
  readonly gone: readonly ComparedFinding[];
  /** Findings of the base that are gone while what they are about is still there. */
  readonly mended: readonly ComparedFinding[];
  /** How many findings are in both. */
  readonly unchanged: number;
  /** What else changed, the weakened governance first. */
  readonly changes: readonly Change[];
}

/** A finding and the hierarchy that it is about. */
export interface ComparedFinding {
  readonly hierarchy: string;
  readonly finding: PlacedFinding;
}

/** One change between a base and now. */
export interface Change {
  readonly hierarchy: string;
  readonly kind: "governance" | "waiver" | "shape" | "evidence" | "plan";
  /** `weaker`: less is demanded than before, or less is shown; `stronger`: more; `other`: neither can be said. */
  readonly effect: "weaker" | "stronger" | "other";
  /** What changed, as a sentence: subject, before, now. */
  readonly message: string;
}

/** What tells a finding from all others, wherever it is declared and however it is worded. */
export function findingKey(
  hierarchy: string,
  { rule, code, subject, hotfix }: Pick<PlacedFinding, "rule" | "code" | "subject" | "hotfix">,
): string {
  return JSON.stringify([hierarchy, rule, code, subject.kind, subject.name, hotfix ?? ""]);
}

/** A change by which less is demanded than before. */
export function isWeakerGovernance({ kind, effect }: Change): boolean {
  return effect === "weaker" && (kind === "governance" || kind === "waiver");
}

/** How many findings are gone with what they are about, with a comma behind it; nothing where there are none. */
export function goneText(gone: readonly ComparedFinding[]): string {
  return gone.length === 0 ? "" : `${gone.length} gone with what they are about, `;
}
