import { parseClearance } from "../../domain/carried/gate";
import { isPending } from "../../domain/pending";
import type { RuleFinding } from "../finding";
import { ungatedUpgrade } from "../upgrade-gate";
import { isPassable } from "./gates";
import { REMOVE_IGNORE_CHANGES, type Gate, type Graph, type Upgrade } from "./graph";

const TAKE_THE_GATE =
  "Declare the upgrade as new Sp2Upgrade(name, { site }): it takes the gate of the site's hierarchy. With --target add --target-dependents, so that the gate and its upgrades are checked together.";

/**
 * Why an upgrade does not rest on a gate that was checked in this run; empty if it does. A clearance that the gate is
 * still to give out cannot be compared in preview; the plugin compares it before the step.
 */
export function upgradeFaults(graph: Graph, upgrade: Upgrade, isPreview: boolean): RuleFinding[] {
  const { name, ignoreChanges } = upgrade;
  const ignored = `ignoreChanges on ${name} (${ignoreChanges.join(", ")})`;
  return [
    ...reasons(graph, upgrade, isPreview).map((found) => ungatedUpgrade(siteOf(upgrade), found, TAKE_THE_GATE)),
    ...(ignoreChanges.length === 0 ? [] : [ungatedUpgrade(siteOf(upgrade), ignored, REMOVE_IGNORE_CHANGES)]),
  ];
}

/** What an upgrade is called in findings: its site, or the resource while that is not known. */
export function siteOf({ name, properties: { site } }: Upgrade): string {
  return typeof site === "string" ? site : name;
}

function reasons(graph: Graph, upgrade: Upgrade, isPreview: boolean): string[] {
  const { hierarchy, site, factsDigest, clearance } = upgrade.properties;
  if (typeof hierarchy !== "string" || typeof site !== "string") return ["its site or hierarchy is not known"];
  const [gate, second] = graph.gates.filter((each) => each.hierarchy === hierarchy);
  if (gate === undefined) return [`no gate of ${hierarchy} was checked in this run`];
  if (second !== undefined) return [`${hierarchy} has two gates`];
  if (!isPassable(graph, gate, isPreview)) {
    // Refused already, at the gate: in preview once is enough. A clearance that is known did not wait for the gate.
    return isPreview && isPending(clearance) ? [] : [`the gate of ${hierarchy} is refused in this run`];
  }
  return [
    ...siteFault(gate, site),
    ...secondFault(graph, upgrade),
    ...digestFault(gate, factsDigest, isPreview),
    ...clearanceFault(gate, clearance, isPreview),
  ];
}

function siteFault({ hierarchy, inputs }: Gate, site: string): string[] {
  if (inputs === undefined || !Object.hasOwn(inputs.sites, site))
    return [`the gate of ${hierarchy} has no site ${site}`];
  return inputs.upgrades?.includes(site) === true ? [] : [`${site} is not among the upgrades of ${hierarchy}`];
}

function secondFault({ upgrades }: Graph, { urn, properties: { hierarchy, site } }: Upgrade): string[] {
  const other = upgrades.find(
    ({ urn: another, properties }) =>
      another !== urn && properties["hierarchy"] === hierarchy && properties["site"] === site,
  );
  return other === undefined ? [] : [`${String(site)} has a second upgrade, ${other.urn}`];
}

function digestFault({ hierarchy, digest }: Gate, declared: unknown, isPreview: boolean): string[] {
  if (isPending(declared)) return isPreview ? [] : ["the digest of its facts is not known"];
  if (declared === digest) return [];
  return [`the facts that the program declares now are not those that the gate of ${hierarchy} was checked on`];
}

function clearanceFault({ hierarchy, digest }: Gate, clearance: unknown, isPreview: boolean): string[] {
  if (isPending(clearance)) return isPreview ? [] : ["its clearance is not known"];
  const parsed = typeof clearance === "string" ? parseClearance(clearance) : undefined;
  if (parsed === undefined) return ["its clearance is not one that a gate gives out"];
  if (parsed.hierarchy !== hierarchy) return [`its clearance is that of ${parsed.hierarchy}, not of ${hierarchy}`];
  return parsed.digest === digest
    ? []
    : [`its clearance is not the one that the gate of ${hierarchy} gives for these facts`];
}
