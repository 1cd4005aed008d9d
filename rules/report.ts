import { groupBy, unique, uniqueBy } from "../domain/groups";
import type { RuleId } from "../domain/rule-ids";
import { docPage } from "./doc-page";
import { isBlocker, meantName, type Finding, type Subject } from "./finding";
import { RULES } from "./index";
import type { Judgement } from "./judge/judge";
import { sharedTexts, type SharedText } from "./shared-texts";

/** What findings can be to a reader, the worst first. */
export const STANDINGS = ["known", "unknown", "pending", "waived", "advice"] as const;

/** Failed, not known, known only when the update runs, waived, or a recommendation. */
export type Standing = (typeof STANDINGS)[number];

/** What a finding is to a reader. */
export function standingOf(finding: Finding): Standing {
  if (finding.waivedBy !== undefined) return "waived";
  return isBlocker(finding) ? finding.certainty : "advice";
}

/** Steps that findings of one group have in common, in the order in which they are done. */
export interface SharedSteps {
  readonly steps: readonly string[];
  /** Whose they are, as ` at S07, S08`; empty if they are those of all findings. */
  readonly whose: string;
}

/** Findings of one rule and code that are the same to a reader: the unit of every report. */
export interface FindingGroup<F extends Finding = Finding> {
  readonly rule: RuleId;
  readonly code: string;
  /** The code as a heading. */
  readonly title: string;
  readonly standing: Standing;
  readonly findings: readonly F[];
  /** Why it was found, if the reason is elsewhere, each text once. */
  readonly causes: readonly SharedText[];
  /** What is needed, each text once. */
  readonly needs: readonly SharedText[];
  /** What to do, each list once. */
  readonly steps: readonly SharedSteps[];
  readonly articles: readonly string[];
  /** Address of the page of the rule. */
  readonly page: string;
}

/** Findings in groups: the worst standing first, then in the order in which they come. */
export function reportOf<F extends Finding>(findings: readonly F[]): FindingGroup<F>[] {
  const groups = groupBy(findings, (finding) => `${standingOf(finding)} ${finding.rule} ${finding.code}`);
  return groups.flatMap(groupOf).sort((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing));
}

function groupOf<F extends Finding>(findings: readonly F[]): FindingGroup<F>[] {
  const [first] = findings;
  if (first === undefined) return [];
  const { rule, code } = first;
  const causes = sharedTexts(
    findings.filter(({ cause }) => cause !== undefined),
    ({ cause }) => cause?.text ?? "",
  );
  const needs = sharedTexts(findings, ({ needed }) => needed);
  const remedies = sharedTexts(findings, ({ remedy }) => remedy);
  return [
    {
      rule,
      code,
      title: (RULES.find(({ id }) => id === rule)?.codes[code]?.title ?? code).replace(/\.$/, ""),
      standing: standingOf(first),
      findings,
      causes: causes.shown,
      needs: needs.shown,
      steps: remedies.shown.map(({ text, whose }) => ({ steps: stepsIn(text), whose })),
      articles: unique(findings.flatMap(({ articles }) => articles)),
      page: docPage(rule),
    },
  ];
}

/** What to do about a finding, in the order in which it is done. */
export function stepsOf({ remedy }: Finding): string[] {
  return stepsIn(remedy);
}

function stepsIn(remedy: string): string[] {
  return remedy.split(/(?<=\.) (?=[A-Z])/);
}

/** What has blockers of its own, and what only waits for that. */
export interface Attention {
  /** Subjects of blockers, each once, in the order of the findings. */
  readonly needed: readonly Subject[];
  /** Sites whose upgrade may not begin although nothing is in the way at the site itself. */
  readonly waiting: readonly string[];
}

/** Tells the subjects that have to be fixed from the upgrades that only wait for them. */
export function attentionOf({ findings, upgrades }: Pick<Judgement, "findings" | "upgrades">): Attention {
  const subjects = findings.filter(isBlocker).map(({ subject }) => subject);
  const own = new Set(subjects.flatMap(({ kind, name }) => (kind === "site" ? [name] : [])));
  const refused = upgrades.filter(({ verdict, done }) => done !== true && verdict !== "ready");
  return {
    needed: uniqueBy(subjects, (subject) => `${subject.kind} ${meantName(subject)}`),
    waiting: refused.flatMap(({ site }) => (own.has(site) ? [] : [site])),
  };
}
