import type { OrganisationSettings } from "../../domain/settings";
import type { RuleFinding } from "../../rules/finding";
import { isPassed, type Gate } from "../../rules/graph/graph";
import { reporterOf } from "../../rules/graph/reporter";
import { GraphRun } from "../../rules/graph/run";
import { PROVIDER, SERVED } from "../../rules/graph/strangers";
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

/** Reads and checks the graph of a preview, in the order in which the policies of the pack looked at it. */
export function graphOf(preview: Preview, organisation: OrganisationSettings): PreviewGraph {
  const resources = inOrder(preview);
  const ours = resources.filter(({ isRead }) => !isRead);
  const graph = new GraphRun(declaredIn(ours));
  const looked = ours.map((resource) => {
    const faults = graph.look(resource, () => organisation, preview.day, true);
    return expectedAt(resource.urn, "upgrade-gate", faults, isRefused(graph.gateAt(resource.urn)) ? 1 : 0);
  });
  const whole = (policy: string, faults: ReturnType<typeof wholeFaults>) =>
    faults.map(({ urn, finding }) => expectedAt(urn, policy, [finding]));
  return {
    gates: graph.gates,
    expected: [
      ...looked,
      ...graph.gates.flatMap(expectedOfRules),
      ...whole("complete-hierarchy", wholeFaults(graph)),
      ...whole("declared-facts", declaredFactsFaults(graph)),
    ],
    unseen: resources.flatMap(({ urn, type, provider, isRead }) =>
      isRead && (SERVED.includes(typeOf(urn)) || SERVED.includes(type) || provider === PROVIDER)
        ? [{ urn, finding: strangeResource(nameOf(urn), `${type} is read from elsewhere, so nothing checks it`) }]
        : [],
    ),
  };
}

/** Resources in the order in which policies looked at them; those at which none looked come last. */
function inOrder({ resources, packs }: Preview): PreviewResource[] {
  const order = new Map(packs.flatMap(({ policiesAt }) => [...policiesAt.keys()]).map((urn, index) => [urn, index]));
  const at = ({ urn }: PreviewResource) => order.get(urn) ?? Infinity;
  return [...resources].sort((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)));
}

function isRefused(gate: Gate | undefined): boolean {
  return gate?.judged !== undefined && !isPassed(gate.judged.judgement, true);
}

/** What the rules' own policies report at a gate. */
function expectedOfRules({ urn, judged }: Gate): Expected[] {
  const findings = judged?.judgement.findings ?? [];
  const reporters = new Set(findings.flatMap((finding) => reporterOf(finding) ?? []));
  return [...reporters].map((policy) => {
    return expectedAt(
      urn,
      policy,
      [],
      reportByCode(findings.filter((finding) => reporterOf(finding) === policy)).length,
    );
  });
}

function expectedAt(urn: string, policy: string, faults: readonly RuleFinding[], others = 0): Expected {
  return { urn, policy, faults, messages: faultGroups(faults).length + others };
}
