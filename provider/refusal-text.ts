import { groupBy } from "../domain/groups";
import type { Settings } from "../domain/settings";
import { isBlocker, type Finding } from "../rules/finding";
import type { Judgement } from "../rules/judge/judge";

/** How many blockers a refusal lists; the others are counted. */
const MOST = 20;

/**
 * Why the gate of a hierarchy is not created: each blocker with what was found and needed, and each remedy once
 * below the blockers that it is for.
 */
export function refusalText(judgement: Judgement, settings: Settings): string {
  const blockers = judgement.findings.filter(isBlocker);
  const count = blockers.length === 1 ? "1 blocker" : `${blockers.length} blockers`;
  const head = `Hierarchy ${judgement.hierarchy} is not ready for SP2: ${judgement.verdict}, ${count} (Q261931, reading ${settings.reading}).`;
  const keyOf = ({ rule, code, remedy }: Finding) => [rule, code, remedy].join(" ");
  const groups = groupBy(blockers.slice(0, MOST), keyOf).flatMap((group) => [
    ...group.map(({ message }) => `  - ${message}`),
    ...group.slice(0, 1).map(({ remedy, articles }) => `    ${remedy.join(" ")} (${articles.join(", ")})`),
  ]);
  const rest = blockers.length > MOST ? [`  and ${blockers.length - MOST} more`] : [];
  return [head, ...groups, ...rest].join("\n");
}
