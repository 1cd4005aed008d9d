import * as pulumi from "@pulumi/pulumi";
import { TYPES } from "../domain/carried/gate";
import type { Levels, MinimumEvidence, Reading } from "../domain/settings";
import type { HierarchyDocumentArgs } from "./args";

/** Everything that a gate carries: the hierarchy document and the settings of its check. */
export interface Sp2ReadinessArgs extends HierarchyDocumentArgs {
  /** Which sites Q261931 is about. Default `every-site`. */
  reading?: Reading;
  /** The least that shows a hotfix. Default `attested`. */
  minimumEvidence?: MinimumEvidence;
  /** Levels of rules that differ from their defaults, as the plugin checks. Default: none. */
  levels?: Levels;
}

/**
 * The gate of a hierarchy: carries all of its facts, and is created only if the rules of Q261931 hold for every
 * planned upgrade. A program gets it from {@link Hierarchy.readiness} or with the first {@link Sp2Upgrade}.
 */
export class Sp2Readiness extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType: string = TYPES.gate;

  /** The worst verdict of the planned upgrades: `ready`, since nothing else lets a gate be created. */
  declare readonly verdict: pulumi.Output<string>;
  /** What keeps upgrades from being ready, as sentences: nothing. */
  declare readonly blockers: pulumi.Output<string[]>;
  /** Digest of the facts that were checked, with its scheme: `sms2:<64 hexadecimal digits>`. */
  declare readonly digest: pulumi.Output<string>;
  /** What upgrades take: the digest, the hierarchy, and the last day on which the result is valid. */
  declare readonly clearance: pulumi.Output<string>;

  constructor(name: string, args: Sp2ReadinessArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = { verdict: undefined, blockers: undefined, digest: undefined, clearance: undefined };
    super(TYPES.gate, name, { ...args, ...outputs }, opts);
  }
}
