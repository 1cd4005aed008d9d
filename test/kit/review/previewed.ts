import { toWire } from "../../../domain/carried/wire";
import { RESOURCE_POLICIES, STACK_POLICIES } from "../../../rules/graph/reporter";
import { Run, type Resource, type Violation } from "../analyzer";
import type { Tree } from "../base";
import { urnOf, type PreviewParts } from "./preview-files";

/** What of a preview differs from what the engine writes of a run of the pack. */
export interface PreviewChanges {
  /** Configuration of the policies. */
  readonly config?: Readonly<Record<string, object>>;
  /** Name of the pack. */
  readonly pack?: string;
  /** Policies that an organisation switched off. */
  readonly disabled?: readonly string[];
  readonly levelOf?: (violation: Violation) => string;
}

/** The two files of a preview of these resources, with what the real pack reports of them. */
export async function previewed(resources: readonly Resource[], changes: PreviewChanges = {}): Promise<PreviewParts> {
  const { config, pack = "sms", disabled = [], levelOf = ({ level }) => level } = changes;
  const placed = resources.map((resource) => ({
    ...resource,
    urn: resource.urn ?? urnOf(resource.type, resource.name),
  }));
  const run = new Run(config);
  const isOn = (policy: string) => !disabled.includes(policy);
  const of = { policyPackName: pack, policyPackVersion: "0.1.0" };
  const eventOf = (violation: Violation): Tree => {
    const { policy, message, urn } = violation;
    return {
      policyEvent: { resourceUrn: urn, message, policyName: policy, ...of, enforcementLevel: levelOf(violation) },
    };
  };
  const events: Tree[] = [];
  let isRefused = false;
  const add = (violations: readonly Violation[], resourceUrn: string | undefined, policies: readonly string[]) => {
    const reported = violations.filter(({ policy }) => isOn(policy));
    isRefused ||= reported.some((violation) => levelOf(violation) === "mandatory");
    const summary = { ...of, passed: policies.filter(isOn) };
    events.push(...reported.map(eventOf));
    if (resourceUrn === undefined) events.push({ policyAnalyzeStackSummaryEvent: summary });
    else events.push({ policyAnalyzeSummaryEvent: { resourceUrn, ...summary } });
  };
  for (const resource of placed) {
    const shown = await run.analyze(resource);
    add(
      shown.map((violation) => ({ ...violation, urn: resource.urn })),
      resource.urn,
      RESOURCE_POLICIES,
    );
  }
  add(await run.analyzeStack(placed), undefined, STACK_POLICIES);
  return {
    steps: placed.map(stepOf),
    events: [...placed.flatMap(outputsOf), ...events],
    result: isRefused ? "failed" : "succeeded",
  };
}

function isServed({ type, provider }: Resource): boolean {
  return provider === undefined ? /:Sp2(Readiness|Upgrade)$/.test(type) : provider !== "none";
}

function stepOf(resource: Resource): Tree {
  const { type, urn = "", props, provider = "pulumi:providers:sms", ignoreChanges, propertyDependencies } = resource;
  const served = { custom: true, provider: `${urnOf(provider, "default")}::id`, inputs: toWire(props) };
  const state = { urn, type, ...(isServed(resource) ? served : {}), ignoreChanges, propertyDependencies };
  return { op: "create", urn, newState: state };
}

function outputsOf(resource: Resource): Tree[] {
  if (isServed(resource)) return [];
  const { urn, props } = resource;
  return [{ resOutputsEvent: { metadata: { urn, new: { outputs: toWire(props) } } } }];
}
