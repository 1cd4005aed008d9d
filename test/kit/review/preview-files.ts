import { TYPES } from "../../../domain/carried/gate";
import { toWire } from "../../../domain/carried/wire";
import { createPolicies } from "../../../policy-pack/policies";
import type { Tree } from "../base";

/** What the two files of a preview are made of: as the engine writes them, without what no review reads. */
export interface PreviewParts {
  readonly steps?: readonly Tree[];
  readonly diagnostics?: readonly Tree[];
  readonly events?: readonly Tree[];
  readonly result?: string;
}

/** 2000-07-01, the day on which the tests judge. */
export const AT = Date.UTC(2000, 6, 1, 12) / 1000;

const POLICIES = createPolicies().map(({ name }) => name);

export const urnOf = (type: string, name: string) => `urn:pulumi:dev::infra::${type}::${name}`;
export const GATE = urnOf(TYPES.gate, "contoso");
export const UPGRADE = urnOf(TYPES.upgrade, "CEN");

/** What `pulumi preview --json --show-sames` prints. */
export function outputOf({ steps = [], diagnostics = [] }: PreviewParts): string {
  return JSON.stringify({ steps, diagnostics, duration: 1, changeSummary: {} }, undefined, 4);
}

/** What `--event-log` writes. */
export function logOf({ events = [], result = "succeeded" }: PreviewParts): string {
  const end = result === "" ? [] : [{ summaryEvent: { maybeCorrupt: false, result } }, { cancelEvent: {} }];
  return [{ preludeEvent: {} }, ...events, ...end]
    .map((event, index) => `${JSON.stringify({ sequence: index, timestamp: AT, ...event })}\n`)
    .join("");
}

/** Gates and upgrades always have inputs. */
const SERVED: readonly string[] = [TYPES.gate, TYPES.upgrade];
const inputsOf = (type: string, hierarchy: string): Tree => (SERVED.includes(type) ? { hierarchy } : {});

/** A resource that the program declares at a line of `index.ts`. */
export function stepOf(type: string, name: string, inputs = inputsOf(type, name), line = 1, op = "create"): Tree {
  const frames = [`project:///node_modules/pulumi-sms/dist/components/site.js#1,2`, `project:///index.ts#${line},7`];
  const stackTrace = [...frames.map((sourcePosition) => ({ sourcePosition })), {}];
  const provider = SERVED.includes(type)
    ? { custom: true, provider: `${urnOf("pulumi:providers:sms", "default")}::id` }
    : {};
  const urn = urnOf(type, name);
  const parent = type === TYPES.gate ? { parent: urnOf(TYPES.hierarchy, name) } : {};
  return { op, urn, newState: { urn, type, ...parent, ...provider, inputs: toWire(inputs), stackTrace } };
}

/** The outputs that a component registers. */
export function outputsOf(type: string, name: string, outputs: Tree): Tree {
  return { resOutputsEvent: { metadata: { urn: urnOf(type, name), new: { outputs } } } };
}

/** That policies looked at a resource. */
export function analyzed(resourceUrn: string, policies: readonly string[] = POLICIES): Tree {
  return {
    policyAnalyzeSummaryEvent: { resourceUrn, policyPackName: "sms", policyPackVersion: "0.1.0", passed: policies },
  };
}

/** What a policy reports. */
export function reported(resourceUrn: string, policyName: string, body: string, enforcementLevel = "mandatory"): Tree {
  const message = `What the policy is about.\n${body}\n`;
  const pack = { policyPackName: "sms", policyPackVersion: "0.1.0" };
  return { policyEvent: { resourceUrn, message, policyName, ...pack, enforcementLevel } };
}

/** An error of the program or the engine. */
export function failure(message: string, urn?: string): Tree {
  return { diagnosticEvent: { prefix: "error: ", message, severity: "error", ...(urn === undefined ? {} : { urn }) } };
}
