import type { PolicyResource } from "@pulumi/policy";
import { TYPES } from "../domain/carried/gate";
import { isPending, type Pending } from "../domain/pending";
import { readProps } from "./props";

/** A site or domain that the program declares, as its component registered it. */
export interface Declared {
  readonly urn: string;
  readonly kind: "site" | "domain";
  readonly name: string;
  /** Undefined: it says of no hierarchy that it belongs to it. */
  readonly hierarchy: string | undefined;
  /** Digest of its facts; pending while they are. */
  readonly digest: string | Pending | undefined;
}

/**
 * The sites and domains among the resources of a stack. A component without outputs was not declared in this run (with
 * `--target` the engine still shows it) and is passed over.
 */
export function declaredIn(resources: readonly PolicyResource[]): Declared[] {
  return resources.flatMap(({ type, urn, props }): Declared[] => {
    if (type !== TYPES.site && type !== TYPES.domain) return [];
    const kind = type === TYPES.site ? "site" : "domain";
    const outputs = readProps(props);
    const { hierarchy, digest } = outputs;
    const name = kind === "site" ? outputs["code"] : outputs["domain"];
    if (name === undefined) return [];
    return [
      {
        urn,
        kind,
        name: String(name),
        hierarchy: typeof hierarchy === "string" ? hierarchy : undefined,
        digest: typeof digest === "string" || isPending(digest) ? digest : undefined,
      },
    ];
  });
}
