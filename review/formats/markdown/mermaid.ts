import type { HierarchyReview } from "../../review";
import { UPGRADE_STATES, upgradeState, type UpgradeState } from "../../phrases/upgrades";

/** Upgrades that are drawn one by one; more are summed up by level and verdict. */
const DRAWN = 50;

/** Fifty sites below one another are to fit a screen. */
const CLOSE_TOGETHER = '%%{init: {"flowchart": {"nodeSpacing": 12}}}%%';

const COLOURS: Readonly<Record<UpgradeState, string>> = {
  blocked: "fill:#b42318,stroke:#7a271a,color:#ffffff",
  undetermined: "fill:#fdb022,stroke:#93370d,color:#1d1d1d",
  pending: "fill:#175cd3,stroke:#1849a9,color:#ffffff",
  ready: "fill:#067647,stroke:#054f31,color:#ffffff",
  done: "fill:#475467,stroke:#1d2939,color:#ffffff",
};

/**
 * The planned upgrades as a Mermaid diagram: numbers say the planned order, arrows lead from a site to those below it,
 * colours and words say the verdict, or that it is done. Site codes are letters and digits, so nothing in it has to be escaped.
 */
export function upgradeDiagram(hierarchy: HierarchyReview): string[] {
  const body = hierarchy.upgrades.length > DRAWN ? summedUp(hierarchy) : oneByOne(hierarchy);
  const used = UPGRADE_STATES.filter((state) => hierarchy.upgrades.some((one) => upgradeState(one) === state));
  return [CLOSE_TOGETHER, "flowchart LR", ...body, ...used.map((state) => `  classDef ${state} ${COLOURS[state]}`)];
}

function oneByOne({ upgrades, facts }: HierarchyReview): string[] {
  const place = new Map(upgrades.map(({ site }, index) => [site, index]));
  const nodes = upgrades.map((one, index) => {
    const state = upgradeState(one);
    return `  u${index}["${index + 1}. ${one.site}: ${state}"]:::${state}`;
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

/** A column of nodes for each level of the hierarchy, one for each verdict in it and for those that are done. */
function summedUp({ upgrades, facts }: HierarchyReview): string[] {
  const levels: Map<UpgradeState, number>[] = [];
  for (const one of upgrades) {
    const level = levelOf(one.site, facts);
    const counts = (levels[level] ??= new Map());
    const state = upgradeState(one);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const columns = levels.map((counts, level) =>
    UPGRADE_STATES.flatMap((state) => {
      const count = counts.get(state);
      return count === undefined
        ? []
        : [{ id: `l${level}${state}`, state, text: `level ${level + 1}: ${count} ${state}` }];
    }),
  );
  const filled = columns.filter((column) => column.length > 0);
  return [
    ...filled.flat().map(({ id, state, text }) => `  ${id}["${text}"]:::${state}`),
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
