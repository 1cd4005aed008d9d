import type { GateInputs } from "../domain/carried/gate";
import type { Pending } from "../domain/pending";
import type { Judgement } from "../rules/judge/judge";

/** A gate as it was judged in this run. */
export interface JudgedGate {
  readonly urn: string;
  readonly hierarchy: string;
  /** What the gate carries; undefined when that could not be read. */
  readonly inputs?: GateInputs;
  /** Digest of what it carries; pending while facts are. */
  readonly digest: string | Pending;
  /** What the rules say; undefined when the gate could not be judged. */
  readonly judgement?: Judgement;
  /** The organisation lowers a rule, but the plugin judges by the program's levels and refuses this. */
  readonly isRefusedByPlugin: boolean;
  /** Whether upgrades may rest on it in this run. */
  readonly isPassable: boolean;
}

/**
 * What one run of the pack remembers. The engine shows every resource of a run to one process, unchanged ones too, a
 * gate before the upgrades that take its output.
 */
export interface Run {
  /** The gates judged so far, by URN. */
  readonly gates: Map<string, JudgedGate>;
}

/** A run that has seen nothing yet. */
export function createRun(): Run {
  return { gates: new Map() };
}

/** The gates of a hierarchy that were judged so far; more than one is a fault. */
export function gatesOf(run: Run, hierarchy: string): JudgedGate[] {
  return [...run.gates.values()].filter((gate) => gate.hierarchy === hierarchy);
}
