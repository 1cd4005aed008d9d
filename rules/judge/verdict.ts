import type { Facts } from "../../domain/model/facts";
import { isBlocker, type Finding } from "../finding";

/** The verdicts, worst first. */
export const VERDICTS = ["blocked", "undetermined", "pending", "ready"] as const;

/**
 * What holds for an upgrade: a mandatory condition failed, facts for one are missing, it depends on facts that this update will
 * produce, or everything is proven. Only `ready` lets an upgrade be applied; `ready` and `pending` let it be previewed.
 */
export type Verdict = (typeof VERDICTS)[number];

const OF_CERTAINTY = { known: "blocked", unknown: "undetermined", pending: "pending" } as const;

/** The verdict that findings add up to. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  return worst(findings.filter(isBlocker).map(({ certainty }) => OF_CERTAINTY[certainty]));
}

/** The worst of verdicts; `ready` if there are none. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? "ready";
}

/** An upgrade that a hierarchy plans. */
export interface PlannedUpgrade {
  readonly site: string;
  readonly verdict: Verdict;
  /** The site is at SP2: nothing is left that could begin. The verdict is `ready`. */
  readonly done?: true;
  /** The site has blockers of its own; the others only wait for those. */
  readonly needsAttention?: true;
}

/** How many of planned upgrades are still open, how many of those may begin, and how many are done. */
export interface UpgradeCounts {
  readonly open: number;
  readonly ready: number;
  readonly done: number;
}

/** Counts planned upgrades. */
export function upgradeCounts(upgrades: readonly PlannedUpgrade[]): UpgradeCounts {
  const open = upgrades.filter(({ done }) => done !== true);
  const ready = open.filter(({ verdict }) => verdict === "ready").length;
  return { open: open.length, ready, done: upgrades.length - open.length };
}

/**
 * The verdict of each planned upgrade, and the worst of them.
 *
 * @param best the verdict without any blocker: `pending` if what was not found may still come out.
 */
export function verdictsOf(
  { upgrades: planned }: Facts,
  openUpgrades: readonly string[],
  findings: readonly Finding[],
  best: Verdict,
): { verdict: Verdict; upgrades: PlannedUpgrade[] } {
  const blockers = findings.filter(isBlocker);
  if (planned.length === 0) return { verdict: worst([best, verdictOf(blockers)]), upgrades: [] };
  const ofAll = worst([best, verdictOf(blockers.filter(({ upgrades }) => upgrades === openUpgrades))]);
  const ofOne = new Map<string, Finding[]>();
  for (const blocker of blockers.filter(({ upgrades }) => upgrades !== openUpgrades)) {
    for (const site of blocker.upgrades) ofOne.set(site, [...(ofOne.get(site) ?? []), blocker]);
  }
  const troubled = new Set(blockers.flatMap(({ subject: { kind, name } }) => (kind === "site" ? [name] : [])));
  const open = new Set(openUpgrades);
  const upgrades = planned.map((site): PlannedUpgrade => {
    if (!open.has(site)) return { site, verdict: "ready", done: true };
    const own = ofOne.get(site);
    const verdict = own === undefined ? ofAll : worst([ofAll, verdictOf(own)]);
    return troubled.has(site) ? { site, verdict, needsAttention: true } : { site, verdict };
  });
  return { verdict: worst(upgrades.map(({ verdict }) => verdict)), upgrades };
}
