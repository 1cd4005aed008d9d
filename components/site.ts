import * as pulumi from "@pulumi/pulumi";
import { siteIssues } from "../domain/model/facts";
import { factsDigest, TYPES } from "../domain/carried/gate";
import type { SiteEntry, SiteFactsArgs } from "./args";
import { DeclaredHierarchy, digestLater, type Declaration } from "./declaration";
import { copied, withPending } from "./deferred";
import { Domain } from "./domain";
import { closedProblem, problemsOf, refuse, strangerProblem, type Problem } from "./problems";

/** Arguments of a {@link Site}. */
export interface SiteArgs extends SiteFactsArgs {
  /** The hierarchy that the site belongs to. */
  hierarchy: DeclaredHierarchy;
  /** Site code: three letters or digits, not CON, PRN, AUX or NUL (Q182420). Default: the name of the resource. */
  code?: string;
  /** The parent site, as a resource or by its code. Every site but the central one has one. */
  parent?: Site | string;
  /**
   * The Windows NT domains in which the site manages logon points: as resources, or by the names of domains that are declared
   * before the first upgrade.
   */
  domains: readonly (Domain | string)[];
}

/**
 * A site server: what kind of site, its build, its domains, and what is known of its hotfixes (Q261931).
 *
 * @example
 * new Site("P01", {
 *   hierarchy: contoso,
 *   type: "primary",
 *   parent: central,
 *   build: 1380,
 *   domains: [corp],
 *   hotfixes: { Q249077: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1105" } } },
 * });
 */
export class Site extends pulumi.ComponentResource {
  /** @internal */
  static readonly __pulumiType: string = TYPES.site;

  /** The hierarchy that the site was declared in. */
  readonly hierarchy: DeclaredHierarchy;
  /** Site code. */
  readonly code: string;

  /**
   * @throws pulumi.InputPropertiesError for everything that is wrong with the arguments, before anything is registered.
   */
  constructor(name: string, args: SiteArgs, opts?: pulumi.ComponentResourceOptions) {
    const { declaration, code, entry } = readSite(name, args);
    super(TYPES.site, name, {}, pulumi.mergeOptions({ parent: args.hierarchy }, opts));
    declaration.addSite(code, entry);
    this.hierarchy = args.hierarchy;
    this.code = code;
    const digest = digestLater(entry, factsDigest);
    this.registerOutputs({ hierarchy: declaration.hierarchy, code, digest });
  }
}

interface ReadSite {
  readonly declaration: Declaration;
  readonly code: string;
  readonly entry: SiteEntry;
}

function readSite(name: string, args: SiteArgs): ReadSite {
  const { hierarchy, code = name, parent, domains, ...stated } = args ?? {};
  const facts = copied(stated);
  const declaration = DeclaredHierarchy.declarationOf(hierarchy);
  const what = `Site ${JSON.stringify(name)}`;
  if (declaration === undefined) return refuse(what, [strangerProblem("hierarchy", "a Hierarchy", hierarchy)], Site);
  const nameOf = (one: Domain | string) => (one instanceof Domain ? one.domain : one);
  const names = (Array.isArray(domains) ? domains.map(nameOf) : domains) as readonly string[];
  const above = parent instanceof Site ? parent.code : (parent as string);
  const entry = { ...facts, ...(parent === undefined ? {} : { parent: above }), domains: names };
  const strangers = findStrangers(declaration, args);
  const isStranger = ({ propertyPath }: Problem) =>
    strangers.some((stranger) => stranger.propertyPath === propertyPath);
  const problems = findProblems(declaration, code, entry).filter((problem) => !isStranger(problem));
  refuse(what, [...closedProblem(declaration), ...strangers, ...problems], Site);
  return { declaration, code, entry };
}

/** A parent or a domain that is no such resource, or one of another hierarchy. */
function findStrangers({ hierarchy }: Declaration, { hierarchy: own, parent, domains }: SiteArgs): Problem[] {
  const belongs = (propertyPath: string, found: string, expected: string, resource: Site | Domain) =>
    resource.hierarchy === own
      ? []
      : [{ propertyPath, reason: `found ${found} of another hierarchy, expected ${expected} of ${hierarchy}` }];
  return [
    ...(parent === undefined || typeof parent === "string"
      ? []
      : parent instanceof Site
        ? belongs("parent", `site ${parent.code}`, "a Site", parent)
        : [strangerProblem("parent", "a Site or its code", parent)]),
    ...(Array.isArray(domains) ? domains : []).flatMap((one, index) =>
      one instanceof Domain ? belongs(`domains[${index}]`, `domain ${one.domain}`, "a Domain", one) : [],
    ),
  ];
}

/** What is wrong with a site: by itself, or beside what is declared already. */
function findProblems(declaration: Declaration, code: unknown, entry: SiteEntry): Problem[] {
  if (typeof code !== "string") return [{ propertyPath: "code", reason: "found no text, expected a site code" }];
  if (declaration.sites.has(code)) {
    return [{ propertyPath: "code", reason: `found ${code}, expected a site code that is declared once` }];
  }
  const { declared } = declaration;
  // A domain may come later, since its facts may depend on this site; the gate checks that it did.
  const domains = { ...declared.domains, named: (name: string) => declared.domains.named(name) ?? name };
  const issues = siteIssues(code, withPending(entry), { ...declared, domains });
  return [...secondCentral(declaration, entry), ...problemsOf(issues, "code")];
}

function secondCentral({ centralSite }: Declaration, { type }: SiteEntry): Problem[] {
  if (type !== "central" || centralSite === undefined) return [];
  return [
    { propertyPath: "type", reason: `found "central", expected one central site; ${centralSite} is one already` },
  ];
}
