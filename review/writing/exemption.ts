import type { Judgement } from "../../rules/judge/judge";

/** What is said once of a hierarchy to which Q261931 does not apply: what is ready there was not shown to be so. */
const EXEMPTION =
  "Q261931 does not apply to this hierarchy: no two sites manage logon points in the same domain. Neither hotfixes nor Copylog.tcf nor the Senior Site were judged.";

/** The sentence on a hierarchy to which Q261931 does not apply; undefined where it does. */
export function exemptionOf({ applies }: Pick<Judgement, "applies">): string | undefined {
  return applies ? undefined : EXEMPTION;
}
