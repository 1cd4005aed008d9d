import type { Judgement } from "../../../rules/judge/judge";

/** A judgement as its JSON has it: findings that concern every open upgrade do not name them. */
export function asWritten(judgement: Judgement): unknown {
  const { hierarchy, applies, verdict, upgrades, findings } = judgement;
  const written = { hierarchy, applies, verdict, upgrades, findings: slim(findings, upgrades) };
  return JSON.parse(JSON.stringify(written));
}

/** Findings as they are written. */
export function slim(findings: Judgement["findings"], upgrades: Judgement["upgrades"]): object[] {
  const open = upgrades.filter(({ done }) => done !== true).map(({ site }) => site);
  return findings.map(({ upgrades: own, ...finding }) =>
    own.join() === open.join() ? finding : { ...finding, upgrades: own },
  );
}
