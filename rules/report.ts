import { byKey, groupBy, unique } from "../domain/groups";
import { docPage } from "./doc-page";
import { isBlocker, type Cause, type Certainty, type Finding } from "./finding";
import { RULES } from "./index";
import type { Rule } from "./rule";
import { asList } from "./wording";

/** What findings are to a reader, worst first. */
export const STANDINGS = ["known", "unknown", "pending", "waived", "advice"] as const;

/** Failed, facts missing, known only during the update, waived, or a recommendation. */
export type Standing = (typeof STANDINGS)[number];

/** What a finding is to a reader. */
export function standingOf(finding: Finding): Standing {
  if (finding.waivedBy !== undefined) return "waived";
  return isBlocker(finding) ? finding.certainty : "advice";
}

/** A standing in a word or two. */
export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  known: "failed",
  unknown: "facts missing",
  pending: "pending",
  waived: "waived",
  advice: "recommendation",
};

/** What a finding is to a reader, as a sentence. */
export function standingText(finding: Finding): string {
  const { waivedBy } = finding;
  if (waivedBy !== undefined) return `Waived by ${waivedBy.owner} until ${waivedBy.expires}: ${waivedBy.reason}`;
  return isBlocker(finding) ? BLOCKS[finding.certainty] : "Does not block.";
}

const BLOCKS: Readonly<Record<Certainty, string>> = {
  known: "Failed.",
  unknown: "Missing facts: look them up and declare them.",
  pending: "Known only when this update runs.",
};

/** Something that findings of a group have in common. */
export interface Shared<T> {
  readonly value: T;
  /** Whose it is, as ` for Q249077` or ` at S07, S08 (Q249077)`; empty if it is that of all findings. */
  readonly whose: string;
}

/** Findings of one rule, code and standing: what every output shows. */
export interface FindingGroup {
  readonly rule: Rule;
  readonly code: string;
  /** What is wrong, as a sentence. */
  readonly title: string;
  readonly standing: Standing;
  /** The findings, by subject. */
  readonly findings: readonly Finding[];
  /** What is needed, each different text once. */
  readonly needs: readonly Shared<string>[];
  /** Steps that fix it, each different list once. */
  readonly steps: readonly Shared<readonly string[]>[];
  /** How many more different lists of steps there are. */
  readonly moreSteps: number;
  /** What brings findings about elsewhere, each different cause once. */
  readonly causes: readonly Cause[];
  readonly articles: readonly string[];
  /** Address of the page of the rule. */
  readonly page: string;
}

/** Different needs and lists of steps that are shown. */
const SHOWN = 10;

/** Subjects that a shared text names. */
const NAMES_SHOWN = 5;

/** Findings as every output shows them: by standing, the worst first, then by rule and code. */
export function reportOf<T extends Finding>(
  findings: readonly T[],
): (FindingGroup & { readonly findings: readonly T[] })[] {
  return STANDINGS.flatMap((standing) => {
    const some = findings.filter((finding) => standingOf(finding) === standing);
    return groupBy(some, ({ rule, code }) => `${rule} ${code}`).map((group) => groupOf(group, standing));
  });
}

function groupOf<T extends Finding>(
  findings: readonly T[],
  standing: Standing,
): FindingGroup & { findings: readonly T[] } {
  const { rule: id, code } = findings[0] as T;
  const rule = RULES.find((one) => one.id === id) as Rule;
  const steps = shared(findings, ({ remedy }) => remedy);
  return {
    rule,
    code,
    title: rule.codes[code]?.title ?? rule.title,
    standing,
    findings,
    needs: shared(findings, ({ needed }) => needed).slice(0, SHOWN),
    steps: steps.slice(0, SHOWN),
    moreSteps: Math.max(0, steps.length - SHOWN),
    causes: [
      ...byKey(
        findings.flatMap(({ cause }) => cause ?? []),
        (cause) => JSON.stringify(cause),
      ).values(),
    ].flatMap(([cause]) => cause ?? []),
    articles: unique(findings.flatMap(({ articles }) => articles)),
    page: docPage(rule.id),
  };
}

/** What findings have in common, each different value once. */
export function shared<F extends Finding, T>(findings: readonly F[], valueOf: (finding: F) => T): Shared<T>[] {
  return groupBy(findings, (finding) => JSON.stringify(valueOf(finding))).map((some) => ({
    value: valueOf(some[0] as F),
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
