import * as pulumi from "@pulumi/pulumi";
import { TYPES } from "../domain/carried/gate";
import type { LogonPointArgs } from "./args";
import { strangerProblem } from "./problems";
import { SeniorSite } from "./senior-site";
import { participantsIn, refuseResource } from "./server-resources";
import type { Site } from "./site";

/** Arguments of a {@link CopylogUpdate}. */
export interface CopylogUpdateArgs {
  /** Name of the Windows NT domain, 1 to 15 characters; ignores case. */
  domain: string;
  /** Primary domain controller. */
  pdc: pulumi.Input<string>;
  /** Backup domain controllers. Default: none. */
  bdcs?: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** All sites that take part in the domain: shared lines of Copylog.tcf may name no other (Q263345, Q313209). */
  participants: readonly Site[];
  /**
   * The Senior Site of the domain: nothing is awaited before Senior.lst names it, and the wait ends with an error when the
   * file names another site. Default: Senior.lst is read and not looked at.
   */
  seniorSite?: SeniorSite;
  /**
   * A time with its zone: Copylog.tcf has to be younger. Default: the last `copylogFixInstalled` of the participants below
   * SP2, all of which need one then (Q249077).
   *
   * @example "2000-06-20T14:30:00Z"
   */
  since?: pulumi.Input<string>;
  /**
   * Seconds to wait, 0 or more. Default 90,000 (25 hours): the Logon Server Manager runs once a day unless it is forced
   * (Q262942).
   */
  timeout?: pulumi.Input<number>;
}

/**
 * Waits until Copylog.tcf is updated and sound on every logon point of a domain (Q249077, Q264976): written after the last
 * Copylog hotfix, with shared lines of sites that take part. A controller without a share SMSLOGON is no logon point.
 * Copylog.tcf is read, never written: the Senior Site updates it in a cycle of its Logon Server Manager.
 *
 * A refresh reads the files again. It cannot be imported. Destroying it takes nothing back.
 *
 * @example
 * const update = new CopylogUpdate("CORP", {
 *   domain: "CORP",
 *   pdc: "CORPPDC",
 *   bdcs: ["CORPBDC1"],
 *   participants: [central, primary],
 *   seniorSite: senior,
 * });
 * new Domain("CORP", {
 *   hierarchy: contoso,
 *   pdc: "CORPPDC",
 *   bdcs: ["CORPBDC1"],
 *   seniorList: senior.content,
 *   logonPoints: update.logonPoints,
 * });
 */
export class CopylogUpdate extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType: string = TYPES.copylogUpdate;

  /**
   * What `Domain` takes as `logonPoints`, by server; known at apply. The state keeps a summary of each file, not its text.
   */
  declare readonly logonPoints: pulumi.Output<Record<string, LogonPointArgs>>;
  /** What Senior.lst of the PDC held when the wait was over; `null`: there was no such file. */
  declare readonly seniorList: pulumi.Output<string | null>;

  /**
   * @throws pulumi.InputPropertiesError for everything that is wrong with the arguments, such as a participant that does not take part in the
   *   domain. What is not known yet is checked at apply.
   */
  constructor(name: string, args: CopylogUpdateArgs, opts?: pulumi.CustomResourceOptions) {
    const { participants: sites, seniorSite, ...stated } = args ?? {};
    const { participants, problems } = participantsIn(stated.domain, sites, "participants");
    if (seniorSite !== undefined && !(seniorSite instanceof SeniorSite)) {
      problems.push(strangerProblem("seniorSite", "a SeniorSite", seniorSite));
    }
    const inputs = {
      ...stated,
      ...(seniorSite === undefined ? {} : { seniorSite: seniorSite.site }),
      participants: Object.fromEntries(
        participants.map(({ code, entry: { build, logonInstallation, logonDiscovery, copylogFixInstalled } }) => [
          code,
          { build, logonInstallation, logonDiscovery, copylogFixInstalled },
        ]),
      ),
    };
    refuseResource(`CopylogUpdate ${JSON.stringify(name)}`, "copylogUpdate", inputs, opts, CopylogUpdate, problems);
    super(TYPES.copylogUpdate, name, { ...inputs, logonPoints: undefined, seniorList: undefined }, opts);
  }
}
