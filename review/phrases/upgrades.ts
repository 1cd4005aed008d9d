import { counted, groupBy } from "../../domain/groups";
import { upgradeCounts, type Judgement, type PlannedUpgrade } from "../../rules/judge/judge";
import { VERDICTS } from "../../rules/judge/verdict";
import { isBlocker } from "../../rules/finding";
import { attentionOf } from "../../rules/report";
import { asList, upperFirst } from "../../rules/wording";
import { statusOf, type Review } from "../review";

/** What planned upgrades can be to a reader, the worst first. */
export const UPGRADE_STATES = [...VERDICTS, "done"] as const;

/** What a planned upgrade is to a reader: its verdict, or done. */
export type UpgradeState = (typeof UPGRADE_STATES)[number];

/** What a planned upgrade is to a reader. */
export function upgradeState({ verdict, done }: PlannedUpgrade): UpgradeState {
  return done === true ? "done" : verdict;
}

/** What an upgrade that is held up by other sites alone is to a reader: not as red as those that it waits for. */
export const WAITS = "waits for others";

/** What each planned upgrade is to a reader, by its site. */
export function upgradeStates(
  judgement: Pick<Judgement, "findings" | "upgrades">,
): ReadonlyMap<string, UpgradeState | typeof WAITS> {
  const waiting = new Set(attentionOf(judgement).waiting);
  return new Map(
    judgement.upgrades.map((upgrade) => [upgrade.site, waiting.has(upgrade.site) ? WAITS : upgradeState(upgrade)]),
  );
}

/** Which of the planned upgrades may begin, and which are done, in a clause. */
export function planText(hierarchies: readonly Pick<Judgement, "verdict" | "upgrades" | "isOver">[]): string {
  const upgrades = hierarchies.flatMap((hierarchy) => hierarchy.upgrades);
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

/** What stands beside the verdict on a hierarchy to which Q261931 does not apply; a finding says what was not checked. */
export function exemptionOf({ applies }: Pick<Judgement, "applies">): string | undefined {
  return applies ? undefined : "Q261931 does not apply";
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * How long a waiver still counts: its last day counts whole.
 *
 * @param today day of the check, UTC, as YYYY-MM-DD.
 * @param expires last day of the waiver, likewise.
 */
export function daysLeft(today: string, expires: string): string {
  const days = Math.round((Date.parse(expires) - Date.parse(today)) / DAY);
  return days === 0 ? "today is the last day" : `${counted(days, "day")} left`;
}

/** What a review comes to, as a sentence or two. */
export function leadOf(review: Review): string {
  const { engineFindings, hierarchies } = review;
  const status = statusOf(review);
  if (status === "failed") return "The review failed: there is no reliable result.";
  if (status === "not checked") return "Nothing was checked: no upgrade is declared.";
  if (engineFindings.some(isBlocker)) return "The engine's policies refuse this program.";
  return [planText(hierarchies), ...attentionTexts(hierarchies)].map((text) => `${upperFirst(text)}.`).join(" ");
}

/** What needs attention, and which upgrades only wait for that, in a clause each. */
export function attentionTexts(hierarchies: readonly Pick<Judgement, "findings" | "upgrades">[]): string[] {
  const all = hierarchies.map(attentionOf);
  const needed = all.flatMap((attention) => attention.needed);
  const waiting = all.flatMap((attention) => attention.waiting);
  if (needed.length === 0) return [];
  const kinds = groupBy(needed, ({ kind }) => kind).map((subjects) => {
    const names = subjects.map(({ name }) => name);
    return `${counted(names.length, subjects[0]?.kind ?? "subject")} (${asList(names, 10)})`;
  });
  return [
    `needs attention: ${kinds.join(", ")}`,
    ...(waiting.length === 0
      ? []
      : [`waits for others: ${counted(waiting.length, "upgrade")} (${asList(waiting, 10)})`]),
  ];
}
