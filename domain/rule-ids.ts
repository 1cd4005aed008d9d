/** The rules, by the name that stands in findings, waivers, policy settings and doc pages. */
export const RULE_IDS = [
  "hotfix-prerequisites",
  "hotfix-evidence",
  "senior-site",
  "copylog-updated",
  "copylog-owners",
  "upgrade-order",
  "upgrade-gate",
  "waiver",
  "upgrade-advice",
] as const;

/** Name of a rule. */
export type RuleId = (typeof RULE_IDS)[number];

/** The rules that keep the gate itself honest: neither waived nor lowered. */
export const FIXED_RULES = ["upgrade-gate", "waiver"] as const satisfies readonly RuleId[];

/** Name of a rule that a hierarchy may waive and an organisation may lower. */
export type OpenRuleId = Exclude<RuleId, (typeof FIXED_RULES)[number]>;

/** The rules that may be waived and lowered. */
export const OPEN_RULES = RULE_IDS.filter((id): id is OpenRuleId => !(FIXED_RULES as readonly RuleId[]).includes(id));
