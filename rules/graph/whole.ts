import { factsDigest, TYPES } from "../../domain/carried/gate";
import { spelled } from "../../domain/model/plain-data";
import { isPending, type Pending } from "../../domain/pending";
import type { RuleFinding } from "../finding";
import { incompleteHierarchy, leftOut, ungatedUpgrade } from "../upgrade-gate";
import { asList } from "../wording";
import { sharedDomainFaults } from "./gates";
import type { Declared, Gate, Graph, RunResource } from "./graph";
import { siteOf } from "./upgrades";

/** A finding, and the resource that shows it. */
export interface GraphFinding {
  readonly urn: string;
  readonly finding: RuleFinding;
}

/**
 * The sites, domains, logon points and waiting hierarchies among the resources of a stack. A component without outputs was
 * not declared in this run (with `--target` the engine still shows it) and is passed over.
 */
export function declaredIn(resources: readonly Pick<RunResource, "urn" | "type" | "properties">[]): Declared[] {
  return resources.flatMap(({ urn, type, properties }): Declared[] => {
    const kind = KINDS[type];
    if (kind === undefined) return [];
    const { hierarchy, digest, domain } = properties;
    const name = properties[kind.nameKey];
    if (name === undefined) return [];
    return [
      {
        urn,
        kind: kind.kind,
        name: [name].flat().join(", "),
        hierarchy: typeof hierarchy === "string" ? hierarchy : undefined,
        ...(kind.kind === "server" ? { domain: spelled(domain) } : {}),
        digest: typeof digest === "string" || isPending(digest) ? digest : undefined,
      },
    ];
  });
}

const KINDS: Readonly<Record<string, { kind: Declared["kind"]; nameKey: string }>> = {
  [TYPES.site]: { kind: "site", nameKey: "code" },
  [TYPES.domain]: { kind: "domain", nameKey: "domain" },
  [TYPES.logonPoint]: { kind: "server", nameKey: "server" },
  [TYPES.hierarchy]: { kind: "waiting", nameKey: "waitsFor" },
};

/**
 * What only the whole graph shows: a gate that leaves out a declared site or domain, a site or domain outside any
 * hierarchy or in two, one of several hierarchies that waits, and an upgrade whose clearance does not come from a gate.
 */
export function wholeFaults(graph: Graph): GraphFinding[] {
  return [
    ...leftOutFaults(graph),
    ...homeless(graph.declared),
    ...sharedDomainFaults(graph.declared),
    ...waitingBeside(graph.declared),
    ...forged(graph),
  ];
}

function leftOutFaults({ gates, declared }: Graph): GraphFinding[] {
  const hierarchies = new Set(declared.flatMap(({ hierarchy }) => (hierarchy === undefined ? [] : [hierarchy])));
  return [...hierarchies].flatMap((hierarchy) =>
    gates
      // What could not be judged is refused already.
      .filter((gate) => gate.hierarchy === hierarchy && gate.judged !== undefined)
      .flatMap(({ urn, inputs }) =>
        (["site", "domain"] as const).flatMap((kind) => {
          const own = declared.filter((each) => each.kind === kind && each.hierarchy === hierarchy);
          const gated = Object.keys((kind === "site" ? inputs?.sites : inputs?.domains) ?? {});
          const names = own.map(({ name }) => name);
          return leftOut(hierarchy, kind, names, gated).map((finding) => ({ urn, finding }));
        }),
      ),
  );
}

function homeless(declared: readonly Declared[]): GraphFinding[] {
  return declared
    .filter(({ kind, hierarchy }) => (kind === "site" || kind === "domain") && hierarchy === undefined)
    .map(({ urn, kind, name }) => ({
      urn,
      finding: incompleteHierarchy(name, `a ${kind} outside any hierarchy`, `a ${kind} that belongs to a Hierarchy`),
    }));
}

/** That two hierarchies share a domain has to be seen in preview: in the update upgrades of one may come before the other. */
function waitingBeside(declared: readonly Declared[]): GraphFinding[] {
  const nameOf = ({ urn, kind, hierarchy }: Declared) =>
    (kind === "waiting" ? urn.split("::").at(-1) : hierarchy) ?? urn;
  return declared
    .filter(({ kind }) => kind === "waiting")
    .flatMap((waiting) => {
      const { urn, name } = waiting;
      const others = [...new Set(declared.filter((each) => each.urn !== urn).map(nameOf))].sort();
      if (others.length === 0) return [];
      const found = `it waits for ${name}: whether it shares a domain with ${asList(others, 5)} is not known`;
      const needed = "all hierarchies of the program known in preview";
      const remedy = "Update the resources that this comes from first, with --target.";
      return [{ urn, finding: incompleteHierarchy(nameOf(waiting), found, needed, remedy) }];
    });
}

function forged({ gates, upgrades }: Graph): GraphFinding[] {
  const hierarchyOf = new Map(gates.map(({ urn, hierarchy }) => [urn, hierarchy]));
  return upgrades.flatMap((upgrade) => {
    const { site, clearance, hierarchy } = upgrade.properties;
    if (site === undefined || clearance === undefined) return [];
    if ((upgrade.clearanceFrom ?? []).some((urn) => hierarchyOf.get(urn) === hierarchy)) return [];
    const found = "its clearance does not come from the gate of its hierarchy";
    return [{ urn: upgrade.urn, finding: ungatedUpgrade(siteOf(upgrade), found) }];
  });
}

/** Gates that were checked on other facts than the components declare, each with what differs. */
export function declaredFactsFaults({ gates, declared }: Graph): GraphFinding[] {
  return gates.flatMap((gate) => {
    if (gate.judged === undefined) return [];
    const differing = declared.filter((each) => each.hierarchy === gate.hierarchy && differs(each, gate));
    if (differing.length === 0) return [];
    const names = differing.map(({ kind, name }) => `${kind} ${name}`);
    const found = `the gate has other facts than are declared of ${asList(names, 20)}`;
    const remedy = "Run without --target and --exclude, and without transforms that change the gate.";
    return [
      {
        urn: gate.urn,
        finding: incompleteHierarchy(gate.hierarchy, found, "the facts that are declared now", remedy),
      },
    ];
  });
}

function differs({ kind, name, digest }: Declared, { inputs }: Gate): boolean {
  const gated = kind === "site" || kind === "domain" ? digestAt(kind, name, inputs) : undefined;
  return digest !== undefined && gated !== undefined && !isPending(digest) && !isPending(gated) && digest !== gated;
}

function digestAt(kind: "site" | "domain", name: string, inputs: Gate["inputs"]): string | Pending | undefined {
  const entries = (kind === "site" ? inputs?.sites : inputs?.domains) ?? {};
  return Object.hasOwn(entries, name) ? factsDigest(entries[name]) : undefined;
}
