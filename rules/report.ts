import { groupBy, unique, uniqueBy } from "../domain/groups";
import type { RuleId } from "../domain/rule-ids";
import { docPage } from "./doc-page";
import { isBlocker, subjectKey, type Finding, type RuleFinding, type Subject } from "./finding";
import { RULES } from "./index";
import type { Judgement } from "./judge/judge";
import { asList } from "./wording";

/** What findings can be to a reader, worst first. */
export const STANDINGS = ["known", "unknown", "pending", "waived", "advice"] as const;

/** Failed, not known, known only when the update runs, waived, or a recommendation. */
export type Standing = (typeof STANDINGS)[number];

/** A standing in a word or two, as a title, and what it means in a sentence. */
export const STANDING_TEXTS: Readonly<Record<Standing, { word: string; title: string; meaning: string }>> = {
  known: { word: "failed", title: "Failed", meaning: "Blocks the upgrade." },
  unknown: {
    word: "not known",
    title: "Missing facts",
    meaning: "Blocks the upgrade until the facts are looked up and declared.",
  },
  pending: {
    word: "pending",
    title: "Known only when this update runs",
    meaning: "Checked again before the gate's step.",
  },
  waived: { word: "waived", title: "Waived", meaning: "Does not block until the last day of the waiver." },
  advice: { word: "advice", title: "Recommendations", meaning: "Does not block." },
};

/** What a finding is to a reader. */
export function standingOf(finding: Finding): Standing {
  if (finding.waivedBy !== undefined) return "waived";
  return isBlocker(finding) ? finding.certainty : "advice";
}

/** What a finding is to a reader, as a sentence. */
export function standingText(finding: Finding): string {
  const { waivedBy } = finding;
  if (waivedBy !== undefined) return `Waived by ${waivedBy.owner} until ${waivedBy.expires}: ${waivedBy.reason}`;
  const { title, meaning } = STANDING_TEXTS[standingOf(finding)];
  return `${title}. ${meaning}`;
}

/** A text that findings of a group have in common. */
export interface SharedText {
  readonly text: string;
  /** Whose it is, as ` for Q249077` or ` at S07, S08 (Q249077)`; empty if it is that of all findings. */
  readonly whose: string;
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
  /** What is needed, each text once. */
  readonly needs: readonly SharedText[];
  /** What to do, each list once. */
  readonly steps: readonly SharedSteps[];
  /** How many more lists of steps there are. */
  readonly moreSteps: number;
  /** What brings findings about elsewhere, each text once. */
  readonly causes: readonly SharedText[];
  readonly articles: readonly string[];
  /** Address of the page of the rule. */
  readonly page: string;
}

/** Different needs and lists of steps that are shown; most codes have one or two for all subjects. */
const SHOWN = 10;

/** Subjects that a shared text names. */
const NAMES_SHOWN = 5;

/** Findings in groups: the worst standing first, then in the order in which they come. */
export function reportOf<F extends Finding>(findings: readonly F[]): FindingGroup<F>[] {
  return groupBy(findings, (finding) => `${standingOf(finding)} ${finding.rule} ${finding.code}`)
    .map(groupOf)
    .sort((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing));
}

/** Groups of one standing, which stand together under its title. */
export interface StandingSection<F extends Finding> {
  readonly standing: Standing;
  readonly title: string;
  readonly meaning: string;
  readonly count: number;
  readonly groups: readonly FindingGroup<F>[];
}

/** The groups of {@link reportOf} by standing. */
export function byStanding<F extends Finding>(report: readonly FindingGroup<F>[]): StandingSection<F>[] {
  return groupBy(report, ({ standing }) => standing).map((groups) => {
    const [{ standing }] = groups;
    return { standing, ...STANDING_TEXTS[standing], count: groups.flatMap(({ findings }) => findings).length, groups };
  });
}

/** Findings in groups of one rule and code, whatever their standing: the unit of a policy's report. */
export function reportByCode<F extends Finding>(findings: readonly F[]): FindingGroup<F>[] {
  return groupBy(findings, ({ rule, code }) => `${rule} ${code}`).map(groupOf);
}

/** Faults of a gate or an upgrade in groups, each of which a policy reports once. */
export function faultGroups(faults: readonly RuleFinding[]): [RuleFinding, ...RuleFinding[]][] {
  return groupBy(faults, ({ code, subject, needed, remedy }) => JSON.stringify([code, subject, needed, remedy]));
}

/** The code of a finding as a heading. */
export function headingOf({ rule, code }: Pick<Finding, "rule" | "code">): string {
  return (RULES.find(({ id }) => id === rule)?.codes[code]?.title ?? code).replace(/\.$/, "");
}

function groupOf<F extends Finding>(findings: readonly [F, ...F[]]): FindingGroup<F> {
  const [first] = findings;
  const { rule, code } = first;
  const caused = findings.filter(({ cause }) => cause !== undefined);
  const causes = shared(caused, ({ cause }) => cause?.text ?? "");
  const needs = shared(findings, ({ needed }) => needed);
  const steps = shared(findings, ({ remedy }) => remedy);
  return {
    rule,
    code,
    title: headingOf(first),
    standing: standingOf(first),
    findings,
    needs: needs.slice(0, SHOWN).map(({ value, whose }) => ({ text: value, whose })),
    steps: steps.slice(0, SHOWN).map(({ value, whose }) => ({ steps: value, whose })),
    moreSteps: Math.max(0, steps.length - SHOWN),
    causes: causes.slice(0, SHOWN).map(({ value, whose }) => ({ text: value, whose })),
    articles: unique(findings.flatMap(({ articles }) => articles)),
    page: docPage(rule),
  };
}

/** What findings have in common, each different value once. */
export function shared<F extends Finding, T>(
  findings: readonly F[],
  valueOf: (finding: F) => T,
): { value: T; whose: string }[] {
  return groupBy(findings, (finding) => JSON.stringify(valueOf(finding))).map((some) => ({
    value: valueOf(some[0]),
    whose: whoseOf(some, findings),
  }));
}

function whoseOf(some: readonly Finding[], all: readonly Finding[]): string {
  if (some.length === all.length) return "";
  const hotfix = onlyHotfix(some);
  const isOfHotfix = hotfix !== undefined && hotfix !== onlyHotfix(all);
  if (isOfHotfix && some.length === all.filter((finding) => finding.hotfix === hotfix).length) return ` for ${hotfix}`;
  const names = asList(unique(some.map(({ subject }) => subject.name)).sort(), NAMES_SHOWN);
  return ` at ${names}${isOfHotfix ? ` (${hotfix})` : ""}`;
}

/** The hotfix that all findings are about, if there is one. */
function onlyHotfix(findings: readonly Finding[]): string | undefined {
  const [only, ...others] = unique(findings.map(({ hotfix }) => hotfix ?? ""));
  return others.length > 0 || only === "" ? undefined : only;
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
  return {
    needed: uniqueBy(subjects, subjectKey),
    waiting: upgrades.flatMap(({ site, verdict, needsAttention }) =>
      verdict === "ready" || needsAttention === true ? [] : [site],
    ),
  };
}
