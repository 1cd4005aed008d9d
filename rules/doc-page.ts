import type { RuleId } from "../domain/rule-ids";

/** Where the pages of this very version can be read. */
const BASE = "https://unpkg.com/pulumi-sms@0.1.0/docs/rules";

/** Address of the page that explains a rule. */
export function docPage(rule: RuleId): string {
  return `${BASE}/${rule}.md`;
}
