import { tally } from "../../../domain/groups";
import { levelsOf, withSitesAbove } from "../../phrases/facts";
import { UPGRADE_STATES, upgradeState, type UpgradeState } from "../../phrases/upgrades";
import type { HierarchyReview } from "../../review";

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
  const used = tally(UPGRADE_STATES, hierarchy.upgrades.map(upgradeState));
  return [CLOSE_TOGETHER, "flowchart LR", ...body, ...used.map(({ value }) => `  classDef ${value} ${COLOURS[value]}`)];
}

function oneByOne({ upgrades, facts }: HierarchyReview): string[] {
  const place = new Map(upgrades.map(({ site }, index) => [site, index]));
  const nodes = upgrades.map((upgrade, index) => {
    const state = upgradeState(upgrade);
    return `  u${index}["${index + 1}. ${upgrade.site}: ${state}"]:::${state}`;
  });
  const edges = upgrades.flatMap(({ site }, index) => {
    const [, ...above] = withSitesAbove(site, facts.sites);
    const planned = above.find((code) => place.has(code));
    return planned === undefined ? [] : [`  u${place.get(planned)} --> u${index}`];
  });
  return [...nodes, ...edges];
}

/** A column of nodes for each level of the hierarchy, one for each verdict in it and for those that are done. */
function summedUp({ upgrades, facts }: HierarchyReview): string[] {
  const levelOf = levelsOf(facts.sites);
  const levels: UpgradeState[][] = [];
  for (const upgrade of upgrades) (levels[levelOf.get(upgrade.site) ?? 0] ??= []).push(upgradeState(upgrade));
  const columns = levels.map((states, level) =>
    tally(UPGRADE_STATES, states).map(({ value, count }) => ({
      id: `l${level - 1}${value}`,
      state: value,
      text: `level ${level}: ${count} ${value}`,
    })),
  );
  // A level above all planned upgrades has none.
  const filled = columns.filter((column) => column.length > 0);
  const ids = (column: (typeof filled)[number] = []) => column.map(({ id }) => id).join(" & ");
  return [
    ...filled.flat().map(({ id, state, text }) => `  ${id}["${text}"]:::${state}`),
    ...filled.slice(1).map((column, index) => `  ${ids(filled[index])} --> ${ids(column)}`),
  ];
}
