// stub
import { groupBy, unique } from "../domain/groups";
import type { RuleId } from "../domain/rule-ids";
import { docPage } from "./doc-page";
import { isBlocker, type Finding } from "./finding";
import { RULES } from "./index";
import { sharedTexts, type SharedText } from "./shared-texts";

export const STANDINGS = ["known", "unknown", "pending", "waived", "advice"] as const;
export type Standing = (typeof STANDINGS)[number];
export function standingOf(finding: Finding): Standing {
  if (finding.waivedBy !== undefined) return "waived";
  return isBlocker(finding) ? finding.certainty : "advice";
}
export interface SharedSteps {
  readonly steps: readonly string[];
  readonly whose: string;
}
export interface FindingGroup<F extends Finding = Finding> {
  readonly rule: RuleId;
  readonly code: string;
  readonly title: string;
  readonly standing: Standing;
  readonly findings: readonly F[];
  readonly needs: readonly SharedText[];
  readonly steps: readonly SharedSteps[];
  readonly articles: readonly string[];
  readonly page: string;
}
export function reportOf<F extends Finding>(findings: readonly F[]): FindingGroup<F>[] {
  const groups = groupBy(findings, (one) => `${standingOf(one)} ${one.rule} ${one.code}`).map(
    (own): FindingGroup<F> => {
      const { rule, code } = own[0]!;
      return {
        rule,
        code,
        title: RULES.find(({ id }) => id === rule)?.codes[code]?.title ?? code,
        standing: standingOf(own[0]!),
        findings: own,
        needs: sharedTexts(own, ({ needed }) => needed).shown,
        steps: sharedTexts(own, ({ remedy }) => remedy).shown.map(({ text, whose }) => ({
          steps: text.split(/(?<=\.) (?=[A-Z])/),
          whose,
        })),
        articles: unique(own.flatMap(({ articles }) => articles)),
        page: docPage(rule),
      };
    },
  );
  return groups.sort((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing));
}
