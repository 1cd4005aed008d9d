import * as pulumi from "@pulumi/pulumi";
import { TYPES, type UpgradeInputs } from "../domain/carried/gate";
import { resourceIssues } from "../domain/carried/resources";
import { PENDING } from "../domain/pending";
import { DeclaredHierarchy, type Declaration } from "./declaration";
import { withPending } from "./deferred";
import { problemsOf, refuse, strangerProblem, type Problem } from "./problems";
import { Site } from "./site";

/** Arguments of an {@link Sp2Upgrade}. */
export interface Sp2UpgradeArgs {
  /** The site to be upgraded: one of those that its hierarchy lists in `upgrades`. */
  site: Site;
  /**
   * `server`: besides being cleared, the upgrade lasts until the site server shows build 1493, so that the upgrades of the
   * sites below begin only after this one is finished. Somebody else runs the setup meanwhile: a resource that depends on
   * this one begins after it. The site needs `server`. Default: the upgrade is through when it is cleared.
   */
  waitFor?: "server";
  /** Seconds to wait with `waitFor`, 0 or more. Default 14,400 (four hours). */
  timeout?: pulumi.Input<number>;
}

/**
 * The upgrade of one site to SP2: created only if the gate of its hierarchy is ready (Q261931). It runs no setup
 * program; the resource that does depends on `cleared`. Sites are upgraded from the central site downwards, so it
 * waits for the upgrade of the nearest site above it that is planned, too.
 *
 * Destroying it takes nothing back: a server that was upgraded stays at SP2.
 *
 * @example
 * const upgrade = new Sp2Upgrade("CEN", { site: central });
 * new command.local.Command("setup", { create: "setup.exe /script cen.ini", triggers: [upgrade.cleared] });
 */
export class Sp2Upgrade extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType: string = TYPES.upgrade;

  /** Name of the hierarchy. */
  declare readonly hierarchy: pulumi.Output<string>;
  /** Code of the site. */
  declare readonly site: pulumi.Output<string>;
  /** The upgrade may begin: `true`, known once the gate has let it through. */
  declare readonly cleared: pulumi.Output<boolean>;
  /** The clearance of the gate under which the upgrade was let through. */
  declare readonly clearedUnder: pulumi.Output<string>;

  /**
   * @throws pulumi.InputPropertiesError for a site that the hierarchy does not list in `upgrades`, for one that has its
   *   upgrade already, for one whose upgrade stands before that of a planned site above it, and for the options `id` and
   *   `urn`: an upgrade that is read from elsewhere is never checked.
   */
  constructor(name: string, args: Sp2UpgradeArgs, opts?: pulumi.CustomResourceOptions) {
    const { declaration, site, above } = readUpgrade(name, args);
    const wait = waitInputs(args, declaration);
    refuse(whatOf(name), [...wait.problems, ...findReadOptions(opts)], Sp2Upgrade);
    const gate = site.hierarchy.gate(Sp2Upgrade);
    const inputs: { [Key in keyof UpgradeInputs]: pulumi.Input<string> } = {
      hierarchy: declaration.hierarchy,
      site: site.code,
      clearance: gate.clearance,
      factsDigest: declaration.digest(),
    };
    const outputs = { cleared: undefined, clearedUnder: undefined };
    // Not below its site: what has to be there before the gate may depend on a site, and so on all that is below it.
    const defaults = { parent: site.hierarchy, ...(above === undefined ? {} : { dependsOn: [above] }) };
    super(TYPES.upgrade, name, { ...inputs, ...wait.inputs, ...outputs }, pulumi.mergeOptions(defaults, opts));
    declaration.upgraded.set(site.code, this);
  }
}

function whatOf(name: string): string {
  return `Sp2Upgrade ${JSON.stringify(name)}`;
}

function findReadOptions({ id, urn }: pulumi.CustomResourceOptions = {}): Problem[] {
  const reason = "expected an upgrade that the program declares, not one that it reads from elsewhere";
  return [
    ...(id === undefined ? [] : [{ propertyPath: "opts.id", reason }]),
    ...(urn === undefined ? [] : [{ propertyPath: "opts.urn", reason }]),
  ];
}

/** What the plugin needs to wait for the server; nothing if the upgrade does not wait. */
function waitInputs(
  { site: { code }, waitFor, timeout }: Sp2UpgradeArgs,
  { hierarchy, sites }: Declaration,
): { inputs: pulumi.Inputs; problems: Problem[] } {
  const { server, platform } = sites.get(code) ?? {};
  const inputs = waitFor === undefined ? { timeout } : { waitFor, timeout, server, platform };
  if (waitFor === undefined && timeout !== undefined) {
    return {
      inputs,
      problems: [{ propertyPath: "timeout", reason: 'found a time-out, expected none without waitFor: "server"' }],
    };
  }
  const own = { hierarchy, site: code, clearance: PENDING, factsDigest: PENDING };
  const problems = problemsOf(resourceIssues("sp2Upgrade", { ...own, ...(withPending(inputs) as typeof inputs) }));
  const reason = `site ${code} has no server, and waitFor reads it: declare the server of the site`;
  return {
    inputs,
    problems: problems.map((one) =>
      one.propertyPath === "server" && server === undefined ? { propertyPath: "waitFor", reason } : one,
    ),
  };
}

interface ReadUpgrade {
  readonly declaration: Declaration;
  readonly site: Site;
  /** The upgrade of the nearest planned site above. */
  readonly above?: pulumi.Resource;
}

function readUpgrade(name: string, args: Sp2UpgradeArgs): ReadUpgrade {
  const { site } = args ?? {};
  const what = whatOf(name);
  const declaration = DeclaredHierarchy.declarationOf(site?.hierarchy);
  if (!(site instanceof Site) || declaration === undefined) {
    return refuse(what, [strangerProblem("site", "a Site", site)], Sp2Upgrade);
  }
  const { code } = site;
  const stop = (reason: string) => refuse(what, [{ propertyPath: "site", reason }], Sp2Upgrade);
  if (!declaration.upgrades.includes(code)) {
    const listed = declaration.upgrades.length === 0 ? "none" : declaration.upgrades.join(", ");
    return stop(`found ${code}, expected a site in the upgrades of hierarchy ${declaration.hierarchy}: ${listed}`);
  }
  if (declaration.upgraded.has(code)) return stop(`found ${code}, expected a site that has no Sp2Upgrade yet`);
  const plannedAbove = declaration.plannedAbove(code);
  if (plannedAbove === undefined) return { declaration, site };
  const above = declaration.upgraded.get(plannedAbove);
  if (above !== undefined) return { declaration, site, above };
  return stop(
    `found ${code} before ${plannedAbove}, a planned site above it: declare the Sp2Upgrade of ${plannedAbove} first, since sites are upgraded from the central site downwards (Q264630)`,
  );
}
