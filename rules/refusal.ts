import { isBlocker } from "./finding";
import { upgradeCounts, type Judgement } from "./judge/judge";
import { oneLine } from "./wording";

/**
 * A refusal in one line: the verdict, how many upgrades are refused, and the blockers counted by rule and code. The
 * policy `upgrade-gate` reports it, and a review compares it with what the engine was told.
 */
export function refusalOf({ hierarchy, verdict, upgrades, findings }: Judgement): string {
  const counts = new Map<string, number>();
  for (const { rule, code } of findings.filter(isBlocker)) {
    counts.set(`${rule}/${code}`, (counts.get(`${rule}/${code}`) ?? 0) + 1);
  }
  const list = [...counts].map(([code, count]) => `${code} ${count}`).join(", ");
  return `${oneLine(hierarchy)} is ${verdict}: ${refusedText(upgrades)}; ${list}`;
}

function refusedText(upgrades: Judgement["upgrades"]): string {
  if (upgrades.length === 0) return "no upgrade may begin";
  const { open, ready, done } = upgradeCounts(upgrades);
  return done === 0
    ? `${open - ready} of ${open} upgrades refused`
    : `${open - ready} of ${open} open upgrades refused, ${done} done`;
}
