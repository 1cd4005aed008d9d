import { groupBy } from "../../domain/groups";
import { controllerKey } from "../../domain/names";
import type { RuleFinding } from "../finding";
import { incompleteHierarchy } from "../upgrade-gate";
import { asList } from "../wording";
import { isPassed, type Declared, type Gate, type Graph } from "./graph";

/** What refuses a gate besides its verdict, with all other gates of the run in view. */
export function gateFaults({ gates }: Pick<Graph, "gates">, gate: Gate): RuleFinding[] {
  const others = gates.filter(({ urn }) => urn !== gate.urn);
  const second = others.find(({ hierarchy }) => hierarchy === gate.hierarchy);
  const twice = second === undefined ? [] : [`a second gate of ${gate.hierarchy}; ${second.urn} is one already`];
  return [
    ...gate.faults,
    ...twice.map((found) => incompleteHierarchy(gate.hierarchy, found, "one gate for each hierarchy")),
    ...others.filter((other) => other !== second).flatMap((other) => sharedFaults(gate, other)),
  ];
}

/** Whether upgrades may rest on a gate in this run; in a preview its facts may still be pending. */
export function isPassable(graph: Pick<Graph, "gates">, gate: Gate, isPreview: boolean): boolean {
  const { judged } = gate;
  return judged !== undefined && isPassed(judged.judgement, isPreview) && gateFaults(graph, gate).length === 0;
}

function sharedFaults(gate: Gate, other: Gate): RuleFinding[] {
  const theirs = controllersOf(other);
  const names = [...controllersOf(gate)].flatMap(([key, domain]) => (theirs.has(key) ? [domain] : []));
  return names.length === 0 ? [] : [sharedFault(gate.hierarchy, other.hierarchy, names)];
}

function controllersOf({ inputs }: Gate): Map<string, string> {
  const domains: Readonly<Record<string, unknown>> = inputs?.domains ?? {};
  const entries = Object.entries(domains).flatMap(([domain, facts]) => {
    const { pdc, bdcs } = (facts ?? {}) as { pdc?: unknown; bdcs?: unknown };
    const servers = [pdc, ...(Array.isArray(bdcs) ? (bdcs as unknown[]) : [])];
    return servers.flatMap((server) =>
      typeof server === "string" ? [[controllerKey(domain, server), domain] as const] : [],
    );
  });
  return new Map(entries);
}

/** Domains that are declared in two hierarchies, whether those have a gate or not. */
export function sharedDomainFaults(declared: readonly Declared[]): { urn: string; finding: RuleFinding }[] {
  // Resources come in any order, and a review has to name the same of two as the pack.
  const servers = declared
    .filter(({ kind, hierarchy }) => kind === "server" && hierarchy !== undefined)
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const sharing = groupBy(servers, ({ domain = "", name }) => controllerKey(domain, name)).flatMap(
    ([first, ...others]) => {
      const other = others.find(({ hierarchy }) => hierarchy !== first.hierarchy);
      return other === undefined ? [] : [{ first, other }];
    },
  );
  return groupBy(sharing, ({ first, other }) => JSON.stringify([first.hierarchy, other.hierarchy])).map((some) => {
    const [{ first, other }] = some;
    const domains = some.map(({ first: { domain = "" } }) => domain);
    return { urn: other.urn, finding: sharedFault(String(other.hierarchy), String(first.hierarchy), domains) };
  });
}

function sharedFault(hierarchy: string, other: string, domains: readonly string[]): RuleFinding {
  const names = [...new Set(domains)];
  const found = `${names.length === 1 ? "domain" : "domains"} ${asList(names, 20)}, with the same controllers, in hierarchy ${other} too`;
  return incompleteHierarchy(
    hierarchy,
    found,
    "each domain in one hierarchy, with all sites that manage logon points in it",
    "Declare all sites of the domain in one Hierarchy. If these are two networks, give the controllers the names that they have.",
  );
}
