import { VERDICTS, type Verdict } from "../../../rules/verdict";
import type { HierarchyReview } from "../../review";

/** Upgrades that are drawn one by one; more are summed up by level and verdict. */
const DRAWN = 50;

/** Fifty sites below one another are to fit a screen. */
const CLOSE_TOGETHER = '%%{init: {"flowchart": {"nodeSpacing": 12}}}%%';

const COLOURS: Readonly<Record<Verdict, string>> = {
  blocked: "fill:#b42318,stroke:#7a271a,color:#ffffff",
  undetermined: "fill:#fdb022,stroke:#93370d,color:#1d1d1d",
  pending: "fill:#175cd3,stroke:#1849a9,color:#ffffff",
  ready: "fill:#067647,stroke:#054f31,color:#ffffff",
};

/**
 * The planned upgrades as a Mermaid diagram: numbers say the planned order, arrows lead from a site to those below it,
 * colours and words say the verdict. Site codes are letters and digits, so nothing in it has to be escaped.
 */
export function upgradeDiagram(hierarchy: HierarchyReview): string[] {
  const body = hierarchy.upgrades.length > DRAWN ? summedUp(hierarchy) : oneByOne(hierarchy);
  const used = VERDICTS.filter((verdict) => hierarchy.upgrades.some((one) => one.verdict === verdict));
  return [
    CLOSE_TOGETHER,
    "flowchart LR",
    ...body,
    ...used.map((verdict) => `  classDef ${verdict} ${COLOURS[verdict]}`),
  ];
}

function oneByOne({ upgrades, facts }: HierarchyReview): string[] {
  const place = new Map(upgrades.map(({ site }, index) => [site, index]));
  const nodes = upgrades.map(({ site, verdict }, index) => {
    return `  u${index}["${index + 1}. ${site}: ${verdict}"]:::${verdict}`;
  });
  const edges = upgrades.flatMap(({ site }, index) => {
    const above = plannedAbove(site, facts, place);
    return above === undefined ? [] : [`  u${place.get(above)} --> u${index}`];
  });
  return [...nodes, ...edges];
}

/** The nearest site above a site that is to be upgraded too. */
function plannedAbove(
  site: string,
  { sites }: HierarchyReview["facts"],
  planned: ReadonlyMap<string, unknown>,
): string | undefined {
  for (let at = sites[site]?.parent; at !== undefined; at = sites[at]?.parent) if (planned.has(at)) return at;
  return undefined;
}

/** A column of nodes for each level of the hierarchy, one for each verdict in it. */
function summedUp({ upgrades, facts }: HierarchyReview): string[] {
  const levels: Map<Verdict, number>[] = [];
  for (const { site, verdict } of upgrades) {
    const level = levelOf(site, facts);
    const counts = (levels[level] ??= new Map());
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  const columns = levels.map((counts, level) =>
    VERDICTS.flatMap((verdict) => {
      const count = counts.get(verdict);
      return count === undefined
        ? []
        : [{ id: `l${level}${verdict}`, verdict, text: `level ${level + 1}: ${count} ${verdict}` }];
    }),
  );
  const filled = columns.filter((column) => column.length > 0);
  return [
    ...filled.flat().map(({ id, verdict, text }) => `  ${id}["${text}"]:::${verdict}`),
    ...filled.slice(1).map((column, index) => {
      const ids = (nodes: typeof column) => nodes.map(({ id }) => id).join(" & ");
      return `  ${ids(filled[index] ?? [])} --> ${ids(column)}`;
    }),
  ];
}

function levelOf(site: string, { sites }: HierarchyReview["facts"]): number {
  let level = 0;
  for (let at = sites[site]?.parent; at !== undefined; at = sites[at]?.parent) level++;
  return level;
}
