import * as pulumi from "@pulumi/pulumi";
import { TYPES } from "../domain/carried/gate";

/** Which domain controller a {@link LogonPoint} is. */
export interface LogonPointPlace {
  /** Name of the hierarchy. */
  hierarchy: string;
  /** Name of the Windows NT domain. */
  domain: string;
  /** Name of the domain controller. */
  server: string;
}

/**
 * A domain controller that may hold the SMSLOGON share. A {@link Domain} makes one for each of its controllers; what
 * is known of it stands in the `logonPoints` of the domain.
 */
export class LogonPoint extends pulumi.ComponentResource {
  /** @internal */
  static readonly __pulumiType: string = TYPES.logonPoint;

  /** Name of the domain controller. */
  readonly server: string;

  constructor(name: string, place: LogonPointPlace, opts?: pulumi.ComponentResourceOptions) {
    const { hierarchy, domain, server } = place;
    super(TYPES.logonPoint, name, {}, opts);
    this.server = server;
    this.registerOutputs({ hierarchy, domain, server });
  }
}
