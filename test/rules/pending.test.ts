import fc from "fast-check";
import type { HierarchyInput } from "../../domain/document";
import { toFacts } from "../../domain/facts";
import { PENDING } from "../../domain/pending";
import type { Settings } from "../../domain/settings";
import { judge, type Judgement } from "../../rules/judge";
import type { Verdict } from "../../rules/verdict";
import { hierarchies, settings, waiversFor } from "../arbitraries";
import { copyOf, TODAY, type Tree } from "./base";

/** Parts of a hierarchy that have to be known in preview. */
const SHAPE = ["type", "parent", "domains"];

/** The place of every fact that can be looked up, and so be pending: paths from the root. */
function lookups(document: HierarchyInput): string[][] {
  const below = (value: unknown, path: string[]): string[][] => [
    path,
    ...(typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, member]) => below(member, [...path, key]))
      : []),
  ];
  const sites = Object.entries(document.sites).flatMap(([code, site]) =>
    Object.entries(site)
      .filter(([key]) => !SHAPE.includes(key) && !(key === "build" && isDone(document, code)))
      .flatMap(([key, value]) => below(value, ["sites", code, key])),
  );
  const domains = Object.entries(document.domains ?? {}).flatMap(([name, { seniorList, logonPoints }]) => [
    ...(seniorList === undefined ? [] : [["domains", name, "seniorList"]]),
    ...(logonPoints === undefined ? [] : below(logonPoints, ["domains", name, "logonPoints"])),
  ]);
  return [...sites, ...domains];
}

/** A site whose build ends its upgrade: while that is pending the upgrade counts as one that is still to be done. */
function isDone({ sites, upgrades = [] }: HierarchyInput, code: string): boolean {
  return sites[code]?.build === 1493 && (upgrades.length === 0 || upgrades.includes(code));
}

/** A document in which what stands at some places is pending; a place inside another one goes with it. */
function withPending(document: HierarchyInput, places: readonly (readonly string[])[]): unknown {
  const copy = copyOf(document) as unknown as Tree;
  for (const place of [...places].sort((a, b) => b.length - a.length)) {
    const owner = place.slice(0, -1).reduce<Tree>((tree, key) => tree[key] as Tree, copy);
    owner[place.at(-1)!] = PENDING;
  }
  return copy;
}

const documents = fc
  .constantFrom(12, 60)
  .chain((oneFaultIn) => hierarchies({ oneFaultIn }))
  .chain((document) =>
    fc.tuple(fc.constant(document), fc.oneof(fc.constant<HierarchyInput["waivers"]>([]), waiversFor(document))),
  )
  .map(([document, waivers]): HierarchyInput => ({ ...document, waivers }));

/** What a preview may say, by what comes out: it refuses only what is refused, and clears only what is cleared. */
function agrees(preview: Verdict | undefined, outcome: Verdict): boolean {
  return preview === "pending" || (preview === "ready") === (outcome === "ready");
}

test("a preview refuses nothing that comes out ready, and calls nothing ready that comes out refused", () => {
  const judged = (document: unknown, chosen: Settings) => judge(toFacts(document), { settings: chosen, today: TODAY });
  fc.assert(
    fc.property(documents, settings, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (document, chosen, picks) => {
      const all = lookups(document);
      const places = [...new Set(picks.map((pick) => all[pick % all.length]!))];
      const outcome = judged(document, chosen);
      const preview = judged(withPending(document, places), chosen);
      const verdicts = (one: Judgement) => [one.verdict, ...one.upgrades.map(({ verdict }) => verdict)];
      const disagreements = verdicts(outcome).filter((verdict, index) => !agrees(verdicts(preview)[index], verdict));
      expect([places, disagreements]).toEqual([places, []]);
    }),
    { numRuns: 150 },
  );
});
