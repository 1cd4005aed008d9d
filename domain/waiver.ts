import type { WaivableRuleId } from "./rule-ids";

/**
 * An exception that somebody answers for: what one rule finds at one subject refuses no upgrade until the last day. What
 * is found stays visible, as waived. The rules `upgrade-gate` and `waiver` cannot be waived.
 *
 * @example
 * { rule: "hotfix-evidence", subject: "S01", reason: "link is down", owner: "j.doe", expires: "2000-08-01" }
 */
export interface Waiver {
  /** Rule that is waived, by its id, as `hotfix-prerequisites`. */
  rule: WaivableRuleId;
  /**
   * What the finding is about: one site code exactly as declared, its case matters; or the name of one domain or domain
   * controller, whose case does not. There are no patterns.
   */
  subject: string;
  /** Why the risk is accepted: a text that is not blank. */
  reason: string;
  /** Who answers for it: a text that is not blank. */
  owner: string;
  /**
   * Last day on which the waiver counts, UTC, as YYYY-MM-DD. At most 90 days ahead: one that reaches further has no
   * effect, and refuses every upgrade until it is shortened or removed.
   */
  expires: string;
}
