import type { UpgradeCounts } from "../../rules/judge/judge";
import type { Verdict } from "../../rules/judge/verdict";
import type { PlacedFinding } from "../place";
import type { UpgradeState } from "../phrases/upgrades";

/** What changed between the hierarchies of a base and those of now. */
export interface Comparison {
  /** What the base is called: the subject and the day of its review. */
  readonly base: string;
  /** How verdicts changed, of the hierarchies where one did. */
  readonly verdicts: readonly VerdictChange[];
  /** Findings that the base did not have. */
  readonly fresh: readonly ComparedFinding[];
  /** Findings of the base that are gone because what is declared shows that they are resolved. */
  readonly resolved: readonly ComparedFinding[];
  /** Findings that are in both and are not the same to a reader: waived, advice, known, under another code. */
  readonly restated: readonly RestatedFinding[];
  /** Findings of the base that are gone because less is checked or declared than before. */
  readonly unchecked: readonly ComparedFinding[];
  /** Findings of the base that are gone because the site, domain or server that they are about is gone. */
  readonly gone: readonly ComparedFinding[];
  /** How many findings are in both and the same to a reader. */
  readonly unchanged: number;
  /** What else changed: what is weaker first, settings and waivers before all. */
  readonly changes: readonly Change[];
}

/** How the verdict on a hierarchy changed, or those on its upgrades. */
export interface VerdictChange {
  readonly hierarchy: string;
  readonly before: VerdictCounts;
  readonly now: VerdictCounts;
  /** Upgrades that are planned in both and have another verdict, or are done by now. */
  readonly upgrades: readonly { readonly site: string; readonly before: UpgradeState; readonly now: UpgradeState }[];
}

/** The verdict on a hierarchy, and how many of its upgrades may begin. */
export interface VerdictCounts extends UpgradeCounts {
  readonly verdict: Verdict;
}

/** A finding and the hierarchy that it is about. */
export interface ComparedFinding {
  readonly hierarchy: string;
  readonly finding: PlacedFinding;
}

/** A finding as it is now, and as the base had it. */
export interface RestatedFinding extends ComparedFinding {
  readonly before: PlacedFinding;
}

/** One change between a base and now. */
export interface Change {
  readonly hierarchy: string;
  /**
   * `governance`: settings; `scope`: to what Q261931 applies; `shape`: sites, domains, domain controllers; `spelling`:
   * another spelling of the same.
   */
  readonly kind: "governance" | "waiver" | "scope" | "evidence" | "shape" | "plan" | "spelling";
  /** `weaker`: less is required, checked or shown than before; `stronger`: more; `other`: neither. */
  readonly effect: "weaker" | "stronger" | "other";
  /** What changed, as a sentence: subject, before, now. */
  readonly message: string;
}

/** A change by which less is required, checked or shown than before. */
export function isWeaker({ effect }: Change): boolean {
  return effect === "weaker";
}

/** Whether nothing at all changed. */
export function isUnchanged({ base: _base, unchanged: _unchanged, ...lists }: Comparison): boolean {
  return Object.values(lists).every(({ length }) => length === 0);
}
