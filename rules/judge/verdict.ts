import { isBlocker, type Finding } from "../finding";

/** The verdicts, worst first. */
export const VERDICTS = ["blocked", "undetermined", "pending", "ready"] as const;

/**
 * What holds for an upgrade: it is known to break a mandatory condition, a mandatory condition cannot be shown, it
 * rests on facts that this update will produce, or everything is shown. Only `ready` lets an upgrade be applied;
 * `ready` and `pending` let it be previewed.
 */
export type Verdict = (typeof VERDICTS)[number];

const OF_CERTAINTY = { known: "blocked", unknown: "undetermined", pending: "pending" } as const;

/** The verdict that findings add up to. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  return worst(findings.filter(isBlocker).map(({ certainty }) => OF_CERTAINTY[certainty]));
}

/** The worst of verdicts; `ready` where there are none. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? "ready";
}
