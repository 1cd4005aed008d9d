import * as pulumi from "@pulumi/pulumi";
import { TYPES, type UpgradeInputs } from "../domain/carried/gate";
import { DeclaredHierarchy, type Declaration } from "./declaration";
import { refuse, strangerProblem, type Problem } from "./problems";
import { Site } from "./site";

/** Arguments of an {@link Sp2Upgrade}. */
export interface Sp2UpgradeArgs {
  /** The site to be upgraded: one of those that its hierarchy lists in `upgrades`. */
  site: Site;
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
    refuse(whatOf(name), findReadOptions(opts), Sp2Upgrade);
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
    super(TYPES.upgrade, name, { ...inputs, ...outputs }, pulumi.mergeOptions(defaults, opts));
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
