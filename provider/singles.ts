import type { CheckFailure } from "@pulumi/pulumi/provider";
import { isPending } from "../domain/pending";
import { canonicalJson } from "../domain/carried/canonical";
import { fromWire, type Properties } from "../domain/carried/wire";
import type { ResourceKind } from "./resource-kind";

/** What only one resource of a run may stand for: the gate of a hierarchy, the upgrade of a site, Senior.lst of a PDC. */
export class Singles {
  readonly #seen = new Map<string, string>();
  readonly #made = new Map<string, string>();

  /** What is wrong with a resource that the program declares beside another one for the same thing. */
  check(kind: ResourceKind, urn: string, inputs: Properties): CheckFailure[] {
    const { identity } = kind;
    if (identity.some((key) => isPending(fromWire(inputs[key])))) return [];
    const key = kind.single?.(inputs);
    if (key === undefined) return [];
    const first = this.#seen.get(key) ?? urn;
    this.#seen.set(key, first);
    const [property = ""] = identity;
    return first === urn
      ? []
      : [{ property, reason: `found a second one of ${idOf(kind, inputs)}, expected only ${first}` }];
  }

  /** Notes what a resource is since this run. */
  made(kind: ResourceKind, outputs: Properties): void {
    const key = kind.single?.(outputs);
    if (key !== undefined) this.#made.set(key, canonicalJson(outputs));
  }

  /**
   * Whether what a resource stood for is another one's in this run, after a change of its name or a replacement. What the other
   * one found or made, before the old one is deleted, would otherwise be taken back.
   */
  isTakenOver(kind: ResourceKind, urn: string, outputs: Properties): boolean {
    const key = kind.single?.(outputs);
    if (key === undefined) return false;
    const made = this.#made.get(key);
    return (this.#seen.get(key) ?? urn) !== urn || (made !== undefined && made !== canonicalJson(outputs));
  }
}

/** The id of a resource. */
export function idOf({ identity }: ResourceKind, inputs: Properties): string {
  return identity.map((key) => String(inputs[key])).join("/");
}
