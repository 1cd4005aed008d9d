import { runtime } from "@pulumi/pulumi";
import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { Gate, Graph, RunResource, Upgrade } from "../rules/graph/graph";
import { readProps } from "./props";

/**
 * What one run of the pack remembers. The engine shows every resource of a run to one process, unchanged ones too, a
 * gate before the upgrades that take its output.
 */
export interface Run {
  /** The gates that were checked so far, by URN. */
  readonly gates: Map<string, Gate>;
  /** The upgrades that were shown so far, by URN. */
  readonly upgrades: Map<string, Upgrade>;
}

/** A run that has seen nothing yet. */
export function createRun(): Run {
  return { gates: new Map(), upgrades: new Map() };
}

/** What the run has shown so far. */
export function graphOf({ gates, upgrades }: Run): Graph {
  return { gates: [...gates.values()], upgrades: [...upgrades.values()], declared: [] };
}

/** A resource as the rules of the graph read it. */
export function resourceOf(shown: ResourceValidationArgs | PolicyResource): RunResource {
  const { urn, name, type, provider, opts } = shown;
  const sources = "propertyDependencies" in shown ? shown.propertyDependencies["clearance"] : undefined;
  return {
    urn,
    name,
    type,
    provider: provider?.type,
    properties: readProps(shown.props),
    ignoreChanges: opts.ignoreChanges,
    ...(sources === undefined ? {} : { clearanceFrom: sources.map((source) => source.urn) }),
  };
}

/** Whether the run is a preview, in which facts may be pending. */
export function isPreview(): boolean {
  return runtime.isDryRun();
}
