import { TYPES } from "../../domain/carried/gate";
import { fromWire, type Properties } from "../../domain/carried/wire";
import type { OrganisationSettings } from "../../domain/settings";
import type { RuleFinding } from "../../rules/finding";
import { gateFaults } from "../../rules/graph/gates";
import { gateOf, isPassed, isShown, type Gate, type Graph, type RunResource } from "../../rules/graph/graph";
import { reporterOf } from "../../rules/graph/reporter";
import { SERVED, strangerFaults } from "../../rules/graph/strangers";
import { upgradeFaults } from "../../rules/graph/upgrades";
import { declaredFactsFaults, declaredIn, wholeFaults } from "../../rules/graph/whole";
import { faultGroups, reportByCode } from "../../rules/report";
import { strangeResource } from "../../rules/upgrade-gate";
import { nameOf, typeOf, type Preview, type PreviewResource } from "./preview";

/** What a policy is to report at a resource, by the rules. */
export interface Expected {
  readonly urn: string;
  readonly policy: string;
  /** The faults that it is to report; findings of a gate's facts are not among them. */
  readonly faults: readonly RuleFinding[];
  /** How many messages it reports. */
  readonly messages: number;
}

/** The graph that a preview shows, with everything that the rules find in it. */
export interface PreviewGraph {
  readonly gates: readonly Gate[];
  readonly expected: readonly Expected[];
  /** What no policy can see. */
  readonly unseen: readonly { readonly urn: string; readonly finding: RuleFinding }[];
}

/** Reads and checks the graph of a preview, as the policies of the pack do. */
export function graphOf({ resources, day }: Preview, organisation: OrganisationSettings): PreviewGraph {
  const strange = resources.flatMap((resource): Expected[] => {
    const faults = resource.isRead
      ? []
      : strangerFaults({ ...resource, name: nameOf(resource.urn), provider: resource.provider });
    return faults.length === 0 ? [] : [expectedAt(resource.urn, "upgrade-gate", faults)];
  });
  const strangers = new Set(strange.map(({ urn }) => urn));
  const ours = resources
    .filter(({ urn, type, isRead }) => OURS.has(type) && !isRead && !strangers.has(urn))
    .map(runResourceOf);
  const shown = (type: string) => ours.filter((resource) => resource.type === type && isShown(resource));
  const gates = shown(TYPES.gate).map((resource) => gateOf(resource, organisation, day));
  const graph: Graph = { gates, upgrades: shown(TYPES.upgrade), declared: declaredIn(ours) };
  const whole = (policy: string, faults: ReturnType<typeof wholeFaults>) =>
    faults.map(({ urn, finding }) => expectedAt(urn, policy, [finding]));
  return {
    gates,
    expected: [
      ...strange,
      ...gates.flatMap((gate) => expectedOfGate(graph, gate)),
      ...graph.upgrades.map((upgrade) => expectedAt(upgrade.urn, "upgrade-gate", upgradeFaults(graph, upgrade, true))),
      ...whole("complete-hierarchy", wholeFaults(graph)),
      ...whole("declared-facts", declaredFactsFaults(graph)),
    ],
    unseen: resources.flatMap(({ urn, type, provider, isRead }) =>
      isRead && (SERVED.includes(typeOf(urn)) || SERVED.includes(type) || provider === "pulumi:providers:sms")
        ? [{ urn, finding: strangeResource(nameOf(urn), `${type} is read from elsewhere, so nothing checks it`) }]
        : [],
    ),
  };
}

const OURS: ReadonlySet<string> = new Set([...SERVED, TYPES.site, TYPES.domain, TYPES.logonPoint]);

function runResourceOf(resource: PreviewResource): RunResource {
  const { urn, type, provider, inputs, outputs, ignoreChanges, propertyDependencies } = resource;
  return {
    urn,
    name: nameOf(urn),
    type,
    provider,
    properties: fromWire(provider === undefined ? outputs : inputs) as Properties,
    ignoreChanges,
    clearanceFrom: propertyDependencies["clearance"] ?? [],
  };
}

function expectedAt(urn: string, policy: string, faults: readonly RuleFinding[], others = 0): Expected {
  return { urn, policy, faults, messages: faultGroups(faults).length + others };
}

function expectedOfGate(graph: Graph, gate: Gate): Expected[] {
  const { urn, judged } = gate;
  const isRefused = judged !== undefined && !isPassed(judged.judgement, true);
  const findings = judged?.judgement.findings ?? [];
  const reporters = new Set(findings.map(reporterOf));
  if (gate.isRefusedByPlugin) reporters.add("advice");
  return [
    expectedAt(urn, "upgrade-gate", gateFaults(graph, gate), isRefused ? 1 : 0),
    ...[...reporters].flatMap((policy) => {
      if (policy === undefined) return [];
      const own = reportByCode(findings.filter((finding) => reporterOf(finding) === policy)).length;
      return [expectedAt(urn, policy, [], policy === "advice" && gate.isRefusedByPlugin ? own + 1 : own)];
    }),
  ];
}
