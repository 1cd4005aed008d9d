import type { Judgement } from "../../rules/judge";
import type { VerdictChange, VerdictCounts } from "./comparison";

type Judged = Pick<Judgement, "hierarchy" | "verdict" | "upgrades">;

/** How the verdict on a hierarchy and those on its upgrades changed; empty where none did. */
export function verdictChanges(before: Judged, now: Judged): VerdictChange[] {
  const old = new Map(before.upgrades.map(({ site, verdict }) => [site, verdict]));
  const upgrades = now.upgrades.flatMap(({ site, verdict }) => {
    const was = old.get(site);
    return was === undefined || was === verdict ? [] : [{ site, before: was, now: verdict }];
  });
  const change = { hierarchy: now.hierarchy, before: countsOf(before), now: countsOf(now), upgrades };
  return isSame(change) ? [] : [change];
}

function countsOf({ verdict, upgrades }: Judged): VerdictCounts {
  return { verdict, planned: upgrades.length, ready: upgrades.filter((one) => one.verdict === "ready").length };
}

function isSame({ before, now, upgrades }: VerdictChange): boolean {
  const isCounted = before.planned === now.planned && before.ready === now.ready;
  return isCounted && before.verdict === now.verdict && upgrades.length === 0;
}
