import type { RuleId } from "../domain/rule-ids";

/** Where the pages of this very version can be read. */
const BASE = "https://unpkg.com/pulumi-sms@0.1.0/docs/rules";

/** Address of the page that explains a rule. */
export function docPage(rule: RuleId): string {
  return `${BASE}/${rule}.md`;
}

/** Address of an article of the Knowledge Base. */
export function articleAddress(article: string): string {
  return `https://jeffpar.github.io/kbarchive/kb/${article.slice(1, 4)}/${article}/`;
}
