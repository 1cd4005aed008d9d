import * as pulumi from "@pulumi/pulumi";
import { TYPES } from "../domain/carried/gate";
import { participantsIn, refuseResource } from "./server-resources";
import type { Site } from "./site";

/** Arguments of a {@link SeniorSite}. */
export interface SeniorSiteArgs {
  /** Name of the Windows NT domain, 1 to 15 characters; ignores case. */
  domain: string;
  /** Primary domain controller of the domain: Senior.lst is on its share SMSLOGON. */
  pdc: pulumi.Input<string>;
  /** The site that is to be in charge: one that takes part in the domain, at SP1 or later (Q235726). */
  site: Site;
  /** The other sites that take part in the domain. One that does not is refused. Default: none. */
  participants?: readonly Site[];
  /** Replace a Senior.lst that names another site. Default `false`: such a file is refused. */
  replace?: pulumi.Input<boolean>;
}

/**
 * The Senior Site of a domain: keeps `SMSLOGON\Sitescfg\Senior.lst` on its PDC (Q235726, Q263395). The file gets the three
 * characters of the code and a line end. One that names the site already stays as it is. The new file is written beside the
 * old one, read back, and only then put in its place. Windows NT 4.0 cannot replace a file at once, so that for some
 * milliseconds there is none.
 *
 * A refresh reads the file again. Import it as `DOMAIN/PDC`, such as `CORP/CORPPDC`. Destroying it puts back what was there
 * before, unless somebody else changed the file since.
 *
 * @example
 * const central = new Site("CEN", { hierarchy: contoso, type: "central", build: 1380, domains: ["CORP"] });
 * const senior = new SeniorSite("CORP", { domain: "CORP", pdc: "CORPPDC", site: central });
 * new Domain("CORP", { hierarchy: contoso, pdc: "CORPPDC", seniorList: senior.content });
 */
export class SeniorSite extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType: string = TYPES.seniorSite;

  /** Code of the site that is in charge. */
  declare readonly site: pulumi.Output<string>;
  /** What Senior.lst holds, for the `seniorList` of `Domain`; known at apply. */
  declare readonly content: pulumi.Output<string | null>;
  /** What Senior.lst held before; `null`: there was no such file. */
  declare readonly before: pulumi.Output<string | null>;

  /**
   * @throws pulumi.InputPropertiesError for everything that is wrong with the arguments, such as a site that does not take part in the
   *   domain. What is not known yet is checked at apply.
   */
  constructor(name: string, args: SeniorSiteArgs, opts?: pulumi.CustomResourceOptions) {
    const { site, participants: others = [], ...stated } = args ?? {};
    const { domain } = stated;
    const own = participantsIn(domain, [site], "site");
    const all = participantsIn(domain, others, "participants");
    const problems = [...own.problems.map(({ reason }) => ({ propertyPath: "site", reason })), ...all.problems];
    const inputs = {
      ...stated,
      site: own.participants[0]?.code ?? "",
      participants: Object.fromEntries(
        [...own.participants, ...all.participants].map(({ code, entry, takesPart }) => [
          code,
          { build: entry.build, takesPart },
        ]),
      ),
    };
    refuseResource(`SeniorSite ${JSON.stringify(name)}`, "seniorSite", inputs, opts, SeniorSite, problems);
    super(TYPES.seniorSite, name, { ...inputs, content: undefined, before: undefined }, opts);
  }
}
