import { upgradeCounts, type Judgement } from "../../rules/judge/judge";
import { upgradeState } from "../writing/plan";
import type { VerdictChange, VerdictCounts } from "./comparison";

type Judged = Pick<Judgement, "hierarchy" | "verdict" | "upgrades">;

/** How the verdict on a hierarchy and those on its upgrades changed; empty where none did. */
export function verdictChanges(before: Judged, now: Judged): VerdictChange[] {
  const old = new Map(before.upgrades.map((one) => [one.site, upgradeState(one)]));
  const upgrades = now.upgrades.flatMap((one) => {
    const [was, is] = [old.get(one.site), upgradeState(one)];
    return was === undefined || was === is ? [] : [{ site: one.site, before: was, now: is }];
  });
  const change = { hierarchy: now.hierarchy, before: countsOf(before), now: countsOf(now), upgrades };
  return isSame(change) ? [] : [change];
}

function countsOf({ verdict, upgrades }: Judged): VerdictCounts {
  return { verdict, ...upgradeCounts(upgrades) };
}

function isSame({ before, now, upgrades }: VerdictChange): boolean {
  const isCounted = before.open === now.open && before.ready === now.ready && before.done === now.done;
  return isCounted && before.verdict === now.verdict && upgrades.length === 0;
}
