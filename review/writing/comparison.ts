import type { Comparison, RestatedFinding, VerdictChange } from "../comparison/comparison";
import type { Certainty } from "../../rules/finding";
import type { PlacedFinding } from "../place";
import { counted } from "../../domain/groups";
import { STANDING_WORDS, standingOf } from "./standing";

/** How many findings are new, mended and so on. What there is none of is left out, but for the three that all ask for. */
export function countsText({ fresh, mended, restated, unjudged, gone, unchanged }: Comparison): string {
  const some = (count: number, what: string) => (count === 0 ? [] : [`${count} ${what}`]);
  return [
    `${fresh.length} new`,
    `${mended.length} mended`,
    ...some(restated.length, "judged otherwise"),
    ...some(unjudged.length, "no longer judged"),
    ...some(gone.length, "gone with what they are about"),
    `${unchanged} unchanged`,
  ].join(", ");
}

/** Why findings that are no longer judged are not mended, as a sentence. */
export const UNJUDGED =
  "In the base, and not mended: less is judged or stated than before. What is behind them may be as it was.";

/** What is said where the base and now are the same. */
export const NOTHING_CHANGED = "Nothing changed.";

/** Upgrades that are named one by one; more are in the counts alone. */
const UPGRADES_NAMED = 5;

/** How the verdict on a hierarchy changed, as a phrase. */
export function verdictText({ hierarchy, before, now, upgrades }: VerdictChange): string {
  const verdict =
    before.verdict === now.verdict ? `${now.verdict} as before` : `${before.verdict} before, ${now.verdict} now`;
  const named = upgrades.map((one) => `${one.site} ${one.before} before, ${one.now} now`);
  return [
    `verdict on ${hierarchy}: ${verdict}`,
    ...plansText(before, now),
    ...(named.length > UPGRADES_NAMED ? [] : named),
  ].join("; ");
}

function plansText(before: VerdictChange["before"], now: VerdictChange["now"]): string[] {
  const [old, young] = [before, now].map((one) => one.open + one.done);
  if (old === 0 && young === 0) return [];
  const earlier =
    old === 0
      ? "no upgrade was planned"
      : before.open === 0
        ? "every planned upgrade was done"
        : `${before.ready} of ${counted(before.open, "upgrade")} could begin`;
  const done = now.done === 0 ? "" : `, ${now.done} done`;
  const later = young === 0 ? "none is planned" : `${now.ready}${before.open === now.open ? "" : ` of ${now.open}`}`;
  return [`${earlier} before, ${later} now${done}`];
}

/** A finding with what it is about: code, subject and hotfix. */
export function findingName({ code, subject, hotfix }: PlacedFinding): string {
  return `${code} ${subject.name}${hotfix === undefined ? "" : ` (${hotfix})`}`;
}

/** What a finding is to a reader now, and what it was before, as a phrase. */
export function restatedText({ before, finding }: Pick<RestatedFinding, "before" | "finding">): string {
  const [old, young] = [before, finding].map((one) => STANDING_WORDS[standingOf(one)]);
  const by = finding.waivedBy === undefined ? "" : ` by ${finding.waivedBy.owner} until ${finding.waivedBy.expires}`;
  const standing = old === young ? otherwise(before, finding) : [`${old} before, ${young} now${by}`];
  const code = before.code === finding.code ? [] : [`${before.code} before, ${finding.code} now`];
  return [...code, ...standing].join("; ");
}

const CERTAINTIES: Readonly<Record<Certainty, string>> = { known: "known", unknown: "not known", pending: "pending" };

/** What differs where the standing is the same: what is waived and advice can be known or not, mandatory or advisory. */
function otherwise(before: PlacedFinding, now: PlacedFinding): string[] {
  return [
    ...(before.certainty === now.certainty
      ? []
      : [`${CERTAINTIES[before.certainty]} before, ${CERTAINTIES[now.certainty]} now`]),
    ...(before.level === now.level ? [] : [`${before.level} before, ${now.level} now`]),
  ];
}
