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

/** The rules that never refuse an upgrade, so that a level of theirs would mean nothing. */
export const ADVICE_RULES = ["upgrade-advice"] as const satisfies readonly RuleId[];

/** Name of a rule that a hierarchy may waive. */
export type WaivableRuleId = Exclude<RuleId, (typeof FIXED_RULES)[number]>;

/** Name of a rule whose level an organisation may choose. */
export type OpenRuleId = Exclude<WaivableRuleId, (typeof ADVICE_RULES)[number]>;

/** The rules that may be waived. */
export const WAIVABLE_RULES = RULE_IDS.filter((id): id is WaivableRuleId => !isOneOf(FIXED_RULES, id));

/** The rules whose level may be chosen. */
export const OPEN_RULES = WAIVABLE_RULES.filter((id): id is OpenRuleId => !isOneOf(ADVICE_RULES, id));

function isOneOf(some: readonly RuleId[], id: RuleId): boolean {
  return some.includes(id);
}
