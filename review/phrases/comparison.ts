import { counted } from "../../domain/groups";
import type { Certainty, Finding } from "../../rules/finding";
import { STANDING_TEXTS, standingOf } from "../../rules/report";
import type { ComparedFinding, Comparison, RestatedFinding, VerdictChange } from "../comparison/comparison";

/** The lists of a comparison, in the order in which they are shown: what each is called, and what that means. */
const LISTS = {
  fresh: { title: "new", meaning: "Not in the base." },
  resolved: { title: "resolved", meaning: "The declared facts now show that it is fixed." },
  restated: { title: "status changed", meaning: "In both, but reported differently." },
  unchecked: {
    title: "no longer checked",
    meaning: "In the base and not resolved: less is checked or declared than before. The cause may still be there.",
  },
  gone: {
    title: "subject removed",
    meaning: "The site, domain or server is no longer declared, so it is not checked.",
  },
} as const;

/** The keys of the lists of a comparison. */
export const COMPARED = Object.keys(LISTS) as (keyof typeof LISTS)[];

/** Findings that changed in one way, each with what to say of it. */
export interface ComparedList {
  readonly title: string;
  readonly meaning: string;
  readonly entries: readonly (ComparedFinding & { readonly text: string })[];
}

/** The findings that changed, by how they changed. Lists without findings are left out. */
export function comparedLists(comparison: Comparison): ComparedList[] {
  const lists = COMPARED.map((key) => ({ ...LISTS[key], entries: comparison[key].map(withText) }));
  return lists.filter(({ entries }) => entries.length > 0);
}

function withText(compared: ComparedFinding | RestatedFinding): ComparedList["entries"][number] {
  const { found } = compared.finding;
  return { ...compared, text: "before" in compared ? `${restatedText(compared)}; ${found}` : found };
}

/** How many findings are new, resolved and so on. What there is none of is left out, but for the three that all ask for. */
export function countsText(comparison: Comparison): string {
  const counts = COMPARED.map((key) => ({ key, count: comparison[key].length }));
  const shown = counts.filter(({ key, count }) => count > 0 || key === "fresh" || key === "resolved");
  const texts = shown.map(({ key, count }) => `${count} ${LISTS[key].title}`);
  return [...texts, `${comparison.unchanged} unchanged`].join(", ");
}

/** What is said if the base and now are the same. */
export const NOTHING_CHANGED = "Nothing changed.";

/** How many checks are weaker than before, as a sentence without its full stop. */
export function weakerText(count: number): string {
  return `${counted(count, "check")} ${count === 1 ? "is" : "are"} weaker than on the base branch`;
}

/** How the verdict on a hierarchy changed, as a phrase. */
export function verdictText({ hierarchy, before, now, upgrades }: VerdictChange): string {
  const verdict =
    before.verdict === now.verdict ? `${now.verdict} as before` : `${before.verdict} before, ${now.verdict} now`;
  const named = upgrades.map((upgrade) => `${upgrade.site} ${upgrade.before} before, ${upgrade.now} now`);
  // Many upgrades are in the counts alone.
  return [`verdict on ${hierarchy}: ${verdict}`, ...planTexts(before, now), ...(named.length > 5 ? [] : named)].join(
    "; ",
  );
}

function planTexts(before: VerdictChange["before"], now: VerdictChange["now"]): string[] {
  const [planned, isPlanned] = [before.open + before.done, now.open + now.done > 0];
  if (planned === 0 && !isPlanned) return [];
  const earlier =
    planned === 0
      ? "no upgrade was planned"
      : before.open === 0
        ? "every planned upgrade was done"
        : `${before.ready} of ${counted(before.open, "upgrade")} could begin`;
  const later = isPlanned ? `${now.ready}${before.open === now.open ? "" : ` of ${now.open}`}` : "none is planned";
  return [`${earlier} before, ${later} now${now.done === 0 ? "" : `, ${now.done} done`}`];
}

/** A finding with what it is about: code, subject and hotfix. */
export function findingName({ code, subject, hotfix }: Finding): string {
  return `${code} ${subject.name}${hotfix === undefined ? "" : ` (${hotfix})`}`;
}

const CERTAINTIES: Readonly<Record<Certainty, string>> = { known: "known", unknown: "not known", pending: "pending" };

/** What a finding is to a reader now, and what it was before, as a phrase. */
export function restatedText({ before, finding }: RestatedFinding): string {
  const change = (old: string, young: string) => (old === young ? [] : [`${old} before, ${young} now`]);
  const by = finding.waivedBy === undefined ? "" : ` by ${finding.waivedBy.owner} until ${finding.waivedBy.expires}`;
  const standing = change(STANDING_TEXTS[standingOf(before)].word, STANDING_TEXTS[standingOf(finding)].word);
  // What is waived and advice can be known or not, mandatory or advisory.
  const others = [
    ...change(CERTAINTIES[before.certainty], CERTAINTIES[finding.certainty]),
    ...change(before.level, finding.level),
  ];
  return [
    ...change(before.code, finding.code),
    ...(standing.length > 0 ? standing.map((text) => text + by) : others),
  ].join("; ");
}
