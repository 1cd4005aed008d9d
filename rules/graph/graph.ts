import { BadInputError } from "../../domain/model/bad-input";
import { carriedGate, GATE_KEYS, TYPES, UPGRADE_KEYS, type GateInputs } from "../../domain/carried/gate";
import type { Facts } from "../../domain/model/facts";
import { PENDING, type Pending } from "../../domain/pending";
import type { OrganisationSettings } from "../../domain/settings";
import type { RuleFinding } from "../finding";
import { judge, type JudgeOptions, type Judgement } from "../judge/judge";
import { judgeOptionsOf } from "../judge/organisation";
import { incompleteHierarchy } from "../upgrade-gate";

/** A resource of one run, as the engine shows it to policies and in the output of a preview. */
export interface RunResource {
  readonly urn: string;
  readonly name: string;
  /** Its type as the program registered it, whole. */
  readonly type: string;
  /** Type of the provider that serves it; undefined for a component. */
  readonly provider: string | undefined;
  /** Inputs, or what a component registered as outputs; PENDING in the place of what is not known yet. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly ignoreChanges: readonly string[];
  /** URNs of the resources that the property `clearance` comes from; undefined if that is not shown. */
  readonly clearanceFrom?: readonly string[];
}

/** A gate as it was checked in one run. */
export interface Gate {
  readonly urn: string;
  /** Name of the hierarchy, as far as it is known. */
  readonly hierarchy: string;
  /** What the gate carries; undefined if that could not be read. */
  readonly inputs?: GateInputs;
  /** Digest of what it carries; pending while facts are. */
  readonly digest: string | Pending;
  /** What the rules say, and of what; undefined if the gate could not be judged. */
  readonly judged?: Judged;
  /** What is wrong with the gate itself. */
  readonly faults: readonly RuleFinding[];
}

/** Facts with what the rules say of them. */
export interface Judged {
  readonly facts: Facts;
  readonly options: JudgeOptions;
  readonly judgement: Judgement;
}

/** An upgrade as one run shows it. */
export type Upgrade = RunResource;

/**
 * A site, domain or logon point that the program declares, as its component registered it; or a hierarchy that waits for
 * something: what is in it is not known in this preview.
 */
export interface Declared {
  readonly urn: string;
  readonly kind: "site" | "domain" | "server" | "waiting";
  readonly name: string;
  /** Undefined: it says of no hierarchy that it belongs to it. */
  readonly hierarchy: string | undefined;
  /** The domain of a server. */
  readonly domain?: string;
  /** Digest of its facts; pending while they are. */
  readonly digest: string | Pending | undefined;
}

/** What one run shows: all of it in a preview that came to its end, else what came before. */
export interface Graph {
  readonly gates: readonly Gate[];
  readonly upgrades: readonly Upgrade[];
  readonly declared: readonly Declared[];
}

/**
 * Whether a gate or an upgrade is shown with its inputs. One that is neither a target of the run nor created is shown
 * without; the plugin demands them before each step.
 */
export function isShown({ type, properties }: RunResource): boolean {
  const keys: readonly string[] = type === TYPES.gate ? GATE_KEYS : UPGRADE_KEYS;
  return keys.some((key) => properties[key] !== undefined);
}

/** A gate that could not be read at all: no upgrade may rest on it. */
export function unreadGate({ urn, name }: RunResource): Gate {
  return { urn, hierarchy: name, digest: PENDING, faults: [] };
}

/**
 * Reads and judges a gate, under the settings of the program and the organisation together.
 *
 * @param today the day, UTC, as YYYY-MM-DD.
 */
export function gateOf(resource: RunResource, organisation: OrganisationSettings, today: string): Gate {
  const { inputs, digest, read } = carriedGate(resource.properties);
  const hierarchy = typeof inputs.hierarchy === "string" ? inputs.hierarchy : resource.name;
  const gate: Gate = { ...unreadGate(resource), hierarchy, inputs, digest };
  const ignored = ignoredChanges(resource, hierarchy);
  try {
    const { facts, settings, levels } = read();
    const options = judgeOptionsOf({ settings, levels }, organisation, today);
    const judgement = judge(facts, options);
    return { ...gate, judged: { facts, options, judgement }, faults: ignored };
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    const needed = "facts that can be judged; the shape of the hierarchy known in preview";
    const faults = error.issues.map(({ message }) => incompleteHierarchy(hierarchy, message, needed));
    return { ...gate, faults: [...ignored, ...faults] };
  }
}

/** Whether a verdict lets upgrades begin; in a preview facts may still be pending. */
export function isPassed({ verdict }: Judgement, isPreview: boolean): boolean {
  return verdict === "ready" || (verdict === "pending" && isPreview);
}

function ignoredChanges({ name, ignoreChanges }: RunResource, hierarchy: string): RuleFinding[] {
  if (ignoreChanges.length === 0) return [];
  const found = `ignoreChanges on ${name} (${ignoreChanges.join(", ")})`;
  return [incompleteHierarchy(hierarchy, found, "the facts that are declared now", REMOVE_IGNORE_CHANGES)];
}

export const REMOVE_IGNORE_CHANGES =
  "Remove ignoreChanges: otherwise old facts are checked instead of those that are declared.";
