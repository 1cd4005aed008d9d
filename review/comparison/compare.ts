import { SP2_BUILD } from "../../domain/builds";
import { requiredHotfixes } from "../../domain/hotfixes";
import { serversOf, type Facts } from "../../domain/model/facts";
import { isPending } from "../../domain/pending";
import { judge } from "../../rules/judge/judge";
import { waiverName } from "../../rules/waiver";
import type { HierarchyReview, PlacedFinding, Review } from "../review";
import { standingOf } from "../writing/standing";
import type { Base, BaseHierarchy } from "./base";
import type { LocalChange } from "./changes";
import type { Change, ComparedFinding, Comparison } from "./comparison";
import { evidenceChanges } from "./evidence-changes";
import { governanceChanges, waiverChanges } from "./governance-changes";
import { subjectKey } from "./keys";
import { pairUp } from "./pairs";
import { inScopeOf } from "./same-scope";
import { scopeChanges } from "./scope-changes";
import { shapeChanges } from "./shape-changes";
import { verdictChanges } from "./verdict-changes";

type Compared = Pick<Review, "hierarchies" | "ungated" | "engineFindings" | "today">;

/** What changed between a base and a review: verdicts, findings by what they are about, facts by where they stand. */
export function compare(base: Base, review: Compared): Comparison {
  const { pairs, over, fresh } = pairUp(findingsOf(base), findingsOf(review));
  const restated = pairs.flatMap(([{ finding: before }, now]) =>
    isAlike(before, now.finding) ? [] : [{ ...now, before }],
  );
  const declared = stillDeclared(over, review);
  const known = both(base, review);
  const mended = mendedOf([...declared], known, review.today);
  const changes = [...goneHierarchies(base, review), ...review.hierarchies.flatMap((one) => changesOf(one, base))];
  return {
    base: `${base.subject}, ${base.today}`,
    verdicts: known.flatMap(([before, now]) => verdictChanges(before, now)),
    fresh,
    mended: over.filter((one) => mended.has(one)),
    restated,
    unjudged: over.filter((one) => declared.has(one) && !mended.has(one)),
    gone: over.filter((one) => !declared.has(one)),
    unchanged: pairs.length - restated.length,
    changes: changes.sort((a, b) => weightOf(a) - weightOf(b)),
  };
}

function findingsOf({
  hierarchies,
  engineFindings,
}: Pick<Base | Compared, "hierarchies" | "engineFindings">): ComparedFinding[] {
  return [
    ...engineFindings.map((finding) => ({ hierarchy: "", finding })),
    ...hierarchies.flatMap(({ hierarchy, findings }) => findings.map((finding) => ({ hierarchy, finding }))),
  ];
}

/** Whether a finding is to a reader what it was. */
function isAlike(before: PlacedFinding, now: PlacedFinding): boolean {
  const isTold = before.code === now.code && before.certainty === now.certainty && before.level === now.level;
  return isTold && standingOf(before) === standingOf(now);
}

/** Hierarchies of now, each with what the base said of it. */
function both({ hierarchies: old }: Base, { hierarchies }: Compared): (readonly [BaseHierarchy, HierarchyReview])[] {
  return hierarchies.flatMap((now) => {
    const before = old.find(({ hierarchy }) => hierarchy === now.hierarchy);
    return before === undefined ? [] : [[before, now] as const];
  });
}

/** Findings of which the subject is still declared. */
function stillDeclared(over: readonly ComparedFinding[], { hierarchies }: Compared): Set<ComparedFinding> {
  const declared = new Map(hierarchies.map(({ hierarchy, facts }) => [hierarchy, subjectsOf(facts)]));
  const isThere = (known: ReadonlySet<string> | undefined, { kind, name }: PlacedFinding["subject"]) =>
    known !== undefined && (kind === "hierarchy" || known.has(subjectKey({ kind, name })));
  return new Set(
    over.filter(({ hierarchy, finding: { subject } }) =>
      // What only the engine shows can be of any hierarchy.
      hierarchy === ""
        ? [...declared.values()].some((known) => isThere(known, subject))
        : isThere(declared.get(hierarchy), subject),
    ),
  );
}

/** Everything in a hierarchy that a finding can be about. */
function subjectsOf({ sites, domains, waivers }: Facts): Set<string> {
  const of = (kind: PlacedFinding["subject"]["kind"], names: readonly string[]) =>
    names.map((name) => subjectKey({ kind, name }));
  return new Set([
    ...of("site", Object.keys(sites)),
    ...of("domain", Object.keys(domains)),
    ...of("server", Object.values(domains).flatMap(serversOf)),
    ...of("waiver", waivers.map(waiverName)),
  ]);
}

/**
 * Findings that are gone although everything that was judged is judged again as it was: under the settings of before, in
 * the scope of before, with what is stated now.
 */
function mendedOf(
  over: readonly ComparedFinding[],
  known: readonly (readonly [before: BaseHierarchy, now: HierarchyReview])[],
  today: string,
): Set<ComparedFinding> {
  const beside = over.filter(({ hierarchy }) => hierarchy === "");
  const within = known.flatMap(([before, now]) => {
    const own = over.filter(({ hierarchy }) => hierarchy === now.hierarchy);
    return own.length === 0 ? [] : mendedIn(own, before, now, today);
  });
  return new Set([...beside, ...within]);
}

function mendedIn(
  over: readonly ComparedFinding[],
  before: BaseHierarchy,
  now: HierarchyReview,
  today: string,
): ComparedFinding[] {
  const { levels, waivers, ...settings } = before.governance;
  const { hierarchy, findings } = judge(inScopeOf(before.facts, now.facts), { settings, levels, waivers, today });
  const again = findings.map((finding): ComparedFinding => ({ hierarchy, finding }));
  return pairUp(over, again).over.filter(({ finding }) => !isOutgrown(finding, before, now));
}

/**
 * Whether a site is not asked for the like any more: it is at SP2, or needs the hotfixes of another build, or its place in
 * the plan is gone with its upgrade.
 */
function isOutgrown({ rule, subject, hotfix }: PlacedFinding, before: BaseHierarchy, now: HierarchyReview): boolean {
  if (subject.kind !== "site") return false;
  if (rule === "upgrade-order" && !now.facts.upgrades.includes(subject.name)) return true;
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

function goneHierarchies(base: Base, { hierarchies, ungated }: Compared): Change[] {
  return base.hierarchies
    .filter(({ hierarchy }) => !hierarchies.some((one) => one.hierarchy === hierarchy))
    .map(({ hierarchy }) => ({
      hierarchy,
      kind: "governance",
      effect: "weaker",
      message: ungated.includes(hierarchy)
        ? `hierarchy ${hierarchy} has no gate any more: nothing of it is judged`
        : `hierarchy ${hierarchy} is not declared any more: nothing of it is judged`,
    }));
}

function changesOf(now: Review["hierarchies"][number], { hierarchies }: Base): Change[] {
  const { hierarchy } = now;
  const before = hierarchies.find((one) => one.hierarchy === hierarchy);
  const changes =
    before === undefined ? [ADDED(hierarchy), ...waiverChanges([], now.facts.waivers)] : localChanges(before, now);
  return changes.map((change) => ({ hierarchy, ...change }));
}

const ADDED = (hierarchy: string): LocalChange => ({
  kind: "shape",
  effect: "other",
  message: `hierarchy ${hierarchy} added`,
});

function localChanges(before: BaseHierarchy, now: HierarchyReview): LocalChange[] {
  return [
    ...governanceChanges(before.governance, now.governance),
    ...waiverChanges(before.facts.waivers, now.facts.waivers),
    ...scopeChanges(before.facts, now.facts),
    ...evidenceChanges(before.facts, now.facts),
    ...shapeChanges(before.facts, now.facts),
  ];
}
