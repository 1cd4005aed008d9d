import { SP2_BUILD } from "../../domain/builds";
import { requiredHotfixes } from "../../domain/hotfixes";
import { serversOf, type Facts } from "../../domain/model/facts";
import { isPending } from "../../domain/pending";
import type { Subject } from "../../rules/finding";
import { RULES } from "../../rules/index";
import { lookedAt } from "../../rules/judge/looked";
import type { Rule } from "../../rules/rule";
import { judge, upgradeCounts, type Judgement } from "../../rules/judge/judge";
import { standingOf } from "../../rules/report";
import { waiverName } from "../../rules/waiver";
import { upgradeState } from "../phrases/upgrades";
import type { HierarchyReview, PlacedFinding, Review } from "../review";
import type { Base, BaseHierarchy } from "./base";
import type { LocalChange, Side } from "./changes";
import type { Change, ComparedFinding, Comparison, VerdictChange } from "./comparison";
import { factChanges } from "./fact-changes";
import { governanceChanges, waiverChanges } from "./governance-changes";
import { pairUp, subjectKey } from "./pairs";
import { inScopeOf } from "./same-scope";

type Compared = Pick<Review, "hierarchies" | "ungated" | "waiting" | "engineFindings" | "today" | "isOfProgram">;
type Both = readonly [before: BaseHierarchy & Side, now: HierarchyReview & Side];

/** What changed between a base and a review: verdicts, findings by what they are about, facts by where they stand. */
export function compare(base: Base, review: Compared): Comparison {
  const { pairs, over, fresh } = pairUp(findingsOf(base), findingsOf(review));
  const restated = pairs.flatMap(([{ finding: before }, now]) =>
    isAlike(before, now.finding) ? [] : [{ ...now, before }],
  );
  const hierarchies = review.hierarchies.map((now) => ({ ...now, today: review.today }));
  const both = hierarchies.flatMap((now): Both[] => {
    const before = base.hierarchies.find(({ hierarchy }) => hierarchy === now.hierarchy);
    return before === undefined ? [] : [[{ ...before, today: base.today }, now]];
  });
  const declared = stillDeclared(over, review);
  const resolved = resolvedOf([...declared], both, review);
  const changes = [...goneHierarchies(base, review), ...hierarchies.flatMap((now) => changesOf(now, both))];
  return {
    base: `${base.subject}, ${base.today}`,
    verdicts: both.flatMap(([before, now]) => verdictChanges(before, now)),
    fresh,
    resolved: over.filter((compared) => resolved.has(compared)),
    restated,
    unchecked: over.filter((compared) => declared.has(compared) && !resolved.has(compared)),
    gone: over.filter((compared) => !declared.has(compared)),
    unchanged: pairs.length - restated.length,
    changes: changes.sort((a, b) => weightOf(a) - weightOf(b)),
  };
}

function findingsOf({ hierarchies, engineFindings }: Base | Compared): ComparedFinding[] {
  return [
    ...engineFindings.map((finding) => ({ hierarchy: "", finding })),
    ...hierarchies.flatMap(({ hierarchy, findings }) => findings.map((finding) => ({ hierarchy, finding }))),
  ];
}

/** Whether a finding is to a reader what it was. */
function isAlike(before: PlacedFinding, now: PlacedFinding): boolean {
  const isSame = before.code === now.code && before.certainty === now.certainty && before.level === now.level;
  return isSame && standingOf(before) === standingOf(now);
}

/** How the verdict on a hierarchy and those on its upgrades changed; empty if none did. */
function verdictChanges(before: BaseHierarchy, now: HierarchyReview): VerdictChange[] {
  const countsOf = ({ verdict, upgrades }: Pick<Judgement, "verdict" | "upgrades">) => ({
    verdict,
    ...upgradeCounts(upgrades),
  });
  const states = new Map(before.upgrades.map((upgrade) => [upgrade.site, upgradeState(upgrade)]));
  const upgrades = now.upgrades.flatMap((upgrade) => {
    const [was, is] = [states.get(upgrade.site), upgradeState(upgrade)];
    return was === undefined || was === is ? [] : [{ site: upgrade.site, before: was, now: is }];
  });
  const [old, young] = [countsOf(before), countsOf(now)];
  const isSame = JSON.stringify(old) === JSON.stringify(young) && upgrades.length === 0;
  return isSame ? [] : [{ hierarchy: now.hierarchy, before: old, now: young, upgrades }];
}

/** Findings of which the subject is still declared. */
function stillDeclared(over: readonly ComparedFinding[], { hierarchies }: Compared): Set<ComparedFinding> {
  const declared = new Map(hierarchies.map(({ hierarchy, facts }) => [hierarchy, subjectsOf(facts)]));
  return new Set(
    over.filter(({ hierarchy, finding: { subject } }) => {
      // What only the engine shows can be of any hierarchy.
      const known = hierarchy === "" ? [...declared.values()] : [declared.get(hierarchy)];
      return known.some(
        (subjects) => subjects !== undefined && (subject.kind === "hierarchy" || subjects.has(subjectKey(subject))),
      );
    }),
  );
}

/** Everything in a hierarchy that a finding can be about. */
function subjectsOf({ sites, domains, waivers }: Facts): Set<string> {
  const keys = (kind: Subject["kind"], names: readonly string[]) => names.map((name) => subjectKey({ kind, name }));
  return new Set([
    ...keys("site", Object.keys(sites)),
    ...keys("domain", Object.keys(domains)),
    ...keys("server", Object.values(domains).flatMap(serversOf)),
    ...keys("waiver", waivers.map(waiverName)),
  ]);
}

/**
 * Findings that are gone although everything is checked as before: under the settings of before, in the scope of before,
 * with what is declared now.
 */
function resolvedOf(
  over: readonly ComparedFinding[],
  both: readonly Both[],
  { today, isOfProgram }: Compared,
): Set<ComparedFinding> {
  const within = both.flatMap(([before, now]) => {
    const own = over.filter(({ hierarchy }) => hierarchy === now.hierarchy);
    if (own.length === 0) return [];
    const { levels, waivers, ...settings } = before.governance;
    const facts = inScopeOf(before.facts, now.facts);
    const { hierarchy, findings } = judge(facts, { settings, levels, waivers, today });
    const looked = lookedAt({ ...facts, upgrades: now.facts.upgrades }, settings);
    const again = findings.map((finding): ComparedFinding => ({ hierarchy, finding }));
    return pairUp(own, again).over.filter(({ finding }) => !isOutgrown(finding, before, now, looked));
  });
  // Only a preview shows that the engine has nothing to refuse any more.
  const ofEngine = over.filter(({ hierarchy }) => isOfProgram === true && hierarchy === "");
  return new Set([...ofEngine, ...within]);
}

/**
 * Whether a site is no longer checked for the like: it is at SP2, or needs the hotfixes of another build, or the rule does
 * not look at it any more.
 */
function isOutgrown(
  { rule, subject, hotfix }: PlacedFinding,
  before: BaseHierarchy,
  now: HierarchyReview,
  looked: (rule: Rule) => readonly Subject[],
): boolean {
  if (subject.kind !== "site") return false;
  const own = RULES.find(({ id }) => id === rule);
  if (own?.looked !== undefined && looked(own).every(({ name }) => name !== subject.name)) return true;
  const [old, young] = [before, now].map(({ facts }) => facts.sites[subject.name]?.build);
  if (young === undefined || isPending(young) || old === young) return false;
  return young === SP2_BUILD || (hotfix !== undefined && requiredHotfixes(young).every(({ id }) => id !== hotfix));
}

const KINDS: readonly Change["kind"][] = ["governance", "waiver", "scope", "evidence", "shape", "plan", "spelling"];
const EFFECTS: readonly Change["effect"][] = ["weaker", "other", "stronger"];

/** Weakened governance comes first, then what else is weaker; spelling comes last. */
function weightOf({ kind, effect }: Change): number {
  return (kind === "spelling" ? EFFECTS.length : EFFECTS.indexOf(effect)) * KINDS.length + KINDS.indexOf(kind);
}

function goneHierarchies(base: Base, { hierarchies, ungated, waiting }: Compared): Change[] {
  const declared = new Set([...hierarchies.map(({ hierarchy }) => hierarchy), ...waiting]);
  return base.hierarchies
    .filter(({ hierarchy }) => !declared.has(hierarchy))
    .map(({ hierarchy }) => ({
      hierarchy,
      kind: "governance",
      effect: "weaker",
      message: ungated.includes(hierarchy)
        ? `hierarchy ${hierarchy} has no gate any more: it is no longer checked`
        : `hierarchy ${hierarchy} is no longer declared: it is no longer checked`,
    }));
}

function changesOf(now: HierarchyReview & Side, both: readonly Both[]): Change[] {
  const { hierarchy } = now;
  const before = both.find(([, review]) => review === now)?.[0];
  const added: LocalChange = { kind: "shape", effect: "other", message: `hierarchy ${hierarchy} added` };
  const changes = before === undefined ? [added, ...waiverChanges(undefined, now)] : localChanges(before, now);
  return changes.map((change) => ({ hierarchy, ...change }));
}

function localChanges(before: Side, now: Side): LocalChange[] {
  return [
    ...governanceChanges(before.governance, now.governance),
    ...waiverChanges(before, now),
    ...factChanges(before, now),
  ];
}
