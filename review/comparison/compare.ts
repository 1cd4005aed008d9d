import { foldName } from "../../domain/names";
import type { PlacedFinding, Review } from "../review";
import type { Base, BaseHierarchy } from "./base";
import type { LocalChange } from "./changes";
import { findingKey, type Change, type ComparedFinding, type Comparison } from "./comparison";
import { evidenceChanges } from "./evidence-changes";
import { governanceChanges, waiverChanges } from "./governance-changes";
import { shapeChanges } from "./shape-changes";

type Compared = Pick<Review, "hierarchies" | "ungated" | "engineFindings">;

/** What changed between a base and a review: findings by what they are about, facts by where they stand. */
export function compare(base: Base, review: Compared): Comparison {
  const before = findingsByKey(base);
  const now = findingsByKey(review);
  const over = [...before].flatMap(([key, one]) => (now.has(key) ? [] : [one]));
  const changes = [...goneHierarchies(base, review), ...review.hierarchies.flatMap((one) => changesOf(one, base))];
  return {
    base: `${base.subject}, ${base.today}`,
    fresh: [...now].flatMap(([key, one]) => (before.has(key) ? [] : [one])),
    gone: over.filter((one) => !isStillThere(one, review)),
    mended: over.filter((one) => isStillThere(one, review)),
    unchanged: [...now.keys()].filter((key) => before.has(key)).length,
    changes: [...changes].sort((a, b) => weightOf(a) - weightOf(b)),
  };
}

/** Whether what a finding is about is still declared, and so was judged again. */
function isStillThere({ hierarchy, finding: { subject } }: ComparedFinding, { hierarchies }: Compared): boolean {
  const facts = hierarchies.filter((one) => hierarchy === "" || one.hierarchy === hierarchy).map((one) => one.facts);
  return facts.some(({ sites, domains }) => {
    if (subject.kind === "site") return Object.hasOwn(sites, subject.name);
    if (subject.kind === "domain") return Object.keys(domains).some((name) => isSame(name, subject.name));
    if (subject.kind !== "server") return true;
    return Object.values(domains).some(({ pdc, bdcs }) => [pdc, ...bdcs].some((name) => isSame(name, subject.name)));
  });
}

function isSame(one: string, other: string): boolean {
  return foldName(one) === foldName(other);
}

const KINDS: readonly Change["kind"][] = ["governance", "waiver", "evidence", "shape", "plan"];
const EFFECTS: readonly Change["effect"][] = ["weaker", "other", "stronger"];

/** Weakened governance comes first, then what else is weaker. */
function weightOf({ kind, effect }: Change): number {
  return EFFECTS.indexOf(effect) * KINDS.length + KINDS.indexOf(kind);
}

function findingsByKey({
  hierarchies,
  engineFindings,
}: {
  readonly hierarchies: readonly { readonly hierarchy: string; readonly findings: readonly PlacedFinding[] }[];
  readonly engineFindings: readonly PlacedFinding[];
}): Map<string, ComparedFinding> {
  const all = [
    ...engineFindings.map((finding) => ({ hierarchy: "", finding })),
    ...hierarchies.flatMap(({ hierarchy, findings }) => findings.map((finding) => ({ hierarchy, finding }))),
  ];
  // A server can have one code twice, once for a shared line and once for a site's own: a running number tells them apart.
  const times = new Map<string, number>();
  return new Map(
    all.map((one) => {
      const key = findingKey(one.hierarchy, one.finding);
      times.set(key, (times.get(key) ?? 0) + 1);
      return [`${key} ${times.get(key)}`, one];
    }),
  );
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

function localChanges(before: BaseHierarchy, now: Review["hierarchies"][number]): LocalChange[] {
  return [
    ...governanceChanges(before.governance, now.governance),
    ...waiverChanges(before.facts.waivers, now.facts.waivers),
    ...evidenceChanges(before.facts, now.facts),
    ...shapeChanges(before.facts, now.facts),
  ];
}
