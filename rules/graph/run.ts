import { TYPES } from "../../domain/carried/gate";
import type { OrganisationSettings } from "../../domain/settings";
import type { RuleFinding } from "../finding";
import { gateFaults } from "./gates";
import {
  gateOf,
  isShown,
  unreadGate,
  type Declared,
  type Gate,
  type Graph,
  type RunResource,
  type Upgrade,
} from "./graph";
import { strangerFaults } from "./strangers";
import { upgradeFaults } from "./upgrades";

/**
 * The gates and upgrades of one run, as they are shown one after the other: a gate before the upgrades that take its
 * output, unchanged ones too. The policy pack looks while the engine runs, a review afterwards in the same order.
 */
export class GraphRun implements Graph {
  readonly #gates = new Map<string, Gate>();
  readonly #upgrades = new Map<string, Upgrade>();

  constructor(readonly declared: readonly Declared[] = []) {}

  get gates(): readonly Gate[] {
    return [...this.#gates.values()];
  }

  get upgrades(): readonly Upgrade[] {
    return [...this.#upgrades.values()];
  }

  /** The gate with this URN, as it was checked. */
  gateAt(urn: string): Gate | undefined {
    return this.#gates.get(urn);
  }

  /**
   * Looks at the next resource.
   *
   * @param organisation reads the settings of the organisation, which may throw.
   * @param today the day, UTC, as YYYY-MM-DD.
   * @returns what refuses the resource besides the verdict of a gate.
   */
  look(
    resource: RunResource,
    organisation: () => OrganisationSettings,
    today: string,
    isPreview: boolean,
  ): RuleFinding[] {
    const strange = strangerFaults(resource);
    const { type, urn } = resource;
    if ((type !== TYPES.gate && type !== TYPES.upgrade) || !isShown(resource)) return strange;
    if (type === TYPES.upgrade) {
      this.#upgrades.set(urn, resource);
      return [...strange, ...upgradeFaults(this, resource, isPreview)];
    }
    // Until it is known to pass, no upgrade may rest on it: what follows may throw.
    this.#gates.set(urn, unreadGate(resource));
    if (strange.length > 0) return strange;
    const gate = gateOf(resource, organisation(), today);
    this.#gates.set(urn, gate);
    return gateFaults(this, gate);
  }
}
