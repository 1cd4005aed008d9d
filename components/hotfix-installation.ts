import * as pulumi from "@pulumi/pulumi";
import { TYPES } from "../domain/carried/gate";
import type { HotfixId } from "../domain/hotfixes";
import { refuseResource } from "./server-resources";

/** Arguments of a {@link HotfixInstallation}. */
export interface HotfixInstallationArgs {
  /** Site code: the files are read in the share `SMS_<code>` of the site server. */
  code: pulumi.Input<string>;
  /** Name of the site server, 1 to 15 characters. */
  server: pulumi.Input<string>;
  /** Article of the hotfix: Q249077 and Q252717 for SP1, Q251070 and Q252718 for the release (Q261931). */
  hotfix: pulumi.Input<HotfixId>;
  /** Processor of the server; only files of its own platform count (Q250850). Default `i386`. */
  platform?: pulumi.Input<"i386" | "alpha">;
  /**
   * Seconds to wait until the hotfix is there, 0 or more. Default: no waiting, the files are looked at once.
   *
   * @example 3600
   */
  timeout?: pulumi.Input<number>;
}

/** The files that a hotfix left on a site server, as `Site` takes them. */
export interface InstallationEvidence {
  /** Versions by path below the SMS folder; `null`: the file is missing. */
  readonly files: Record<string, string | null>;
}

/**
 * A hotfix that is installed on a site server, shown by the versions of its files when the update reaches it (Q249077,
 * Q251070, Q252717, Q252718). A server at build 1493 has it: SP2 needs none. It runs no installer: whatever installs the
 * hotfix is a resource before it, and this one waits with `timeout` for what takes its time.
 *
 * A refresh reads the files again. Import it as `CODE/SERVER/HOTFIX`, such as `P01/SMSP01/Q249077`. Destroying it takes
 * nothing back.
 *
 * @example
 * const fix = new HotfixInstallation("P01-Q249077", { code: "P01", server: "SMSP01", hotfix: "Q249077", timeout: 3600 });
 * new Site("P01", {
 *   hierarchy: contoso,
 *   type: "primary",
 *   parent: central,
 *   build: 1380,
 *   domains: ["CORP"],
 *   hotfixes: { Q249077: fix.evidence },
 *   copylogFixInstalled: fix.installedAt,
 * });
 */
export class HotfixInstallation extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType: string = TYPES.hotfixInstallation;

  /** What `Site` takes in `hotfixes`; known at apply. */
  declare readonly evidence: pulumi.Output<InstallationEvidence>;
  /**
   * When it was installed, by the clock of the server: the time of the installer's log, for `copylogFixInstalled`. Absent if
   * the log is not there, as after files were replaced by hand: declare the time yourself then.
   */
  declare readonly installedAt: pulumi.Output<string>;

  /**
   * @throws pulumi.InputPropertiesError for everything that is wrong with the arguments. What is not known yet is checked at apply.
   */
  constructor(name: string, args: HotfixInstallationArgs, opts?: pulumi.CustomResourceOptions) {
    refuseResource(
      `HotfixInstallation ${JSON.stringify(name)}`,
      "hotfixInstallation",
      args ?? {},
      opts,
      HotfixInstallation,
    );
    super(TYPES.hotfixInstallation, name, { ...args, evidence: undefined, installedAt: undefined }, opts);
  }
}
