import { upgradeCounts, type PlannedUpgrade } from "../../rules/judge/judge";
import { VERDICTS } from "../../rules/judge/verdict";
import type { HierarchyReview } from "../review";
import { counted } from "../../domain/groups";

/** What planned upgrades can be to a reader, the worst first. */
export const UPGRADE_STATES = [...VERDICTS, "done"] as const;

/** What a planned upgrade is to a reader: its verdict, or done. */
export type UpgradeState = (typeof UPGRADE_STATES)[number];

/** What a planned upgrade is to a reader. */
export function upgradeState({ verdict, done }: PlannedUpgrade): UpgradeState {
  return done === true ? "done" : verdict;
}

/** Which of the planned upgrades of hierarchies may begin, and which are done, in a clause. */
export function planText(hierarchies: readonly Pick<HierarchyReview, "verdict" | "upgrades" | "isOver">[]): string {
  const upgrades = hierarchies.flatMap((one) => one.upgrades);
  if (upgrades.length === 0) {
    if (hierarchies.every(({ isOver }) => isOver)) return "every site is at SP2, and nothing is left to upgrade";
    const mayBegin = hierarchies.every(({ verdict }) => verdict === "ready");
    return `no upgrade is planned, and ${mayBegin ? "any may begin" : "none may begin"}`;
  }
  const { open, ready, done } = upgradeCounts(upgrades);
  if (done === 0) return `${ready} of ${counted(open, "upgrade")} may begin`;
  const isDone = done === 1 ? "1 is done" : `${done} are done`;
  if (open === 0) return done === 1 ? "the planned upgrade is done" : `all ${done} planned upgrades are done`;
  return `${ready} of ${counted(open, "open upgrade")} may begin, ${isDone}`;
}
