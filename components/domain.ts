import * as pulumi from "@pulumi/pulumi";
import { factsDigest, TYPES } from "../domain/carried/gate";
import { domainIssues } from "../domain/model/facts";
import type { DomainFactsArgs } from "./args";
import { DeclaredHierarchy, digestLater, type Declaration } from "./declaration";
import { copied, withPending } from "./deferred";
import { LogonPoint } from "./logon-point";
import { closedProblem, problemsOf, refuse, strangerProblem, type Problem } from "./problems";
import { takeDomain } from "./program-run";
import { summarisedPoints } from "./summaries";

/** Arguments of a {@link Domain}. */
export interface DomainArgs extends DomainFactsArgs {
  /** The hierarchy whose sites manage logon points in this domain. */
  hierarchy: DeclaredHierarchy;
  /** Name of the Windows NT domain, 1 to 15 characters; ignores case. Default: the name of the resource. */
  domain?: string;
}

/**
 * A Windows NT domain: its controllers, its Senior.lst, and what is known of its logon points (Q261931, Q263395).
 *
 * @example
 * new Domain("CORP", {
 *   hierarchy: contoso,
 *   pdc: "CORPPDC",
 *   bdcs: ["CORPBDC1"],
 *   seniorList: "CEN\r\n",
 *   logonPoints: { CORPPDC: { copylog: { sharedOwner: "CEN", corrupt: false }, updatedSinceFix: true } },
 * });
 */
export class Domain extends pulumi.ComponentResource {
  /** @internal */
  static readonly __pulumiType: string = TYPES.domain;

  /** The hierarchy that the domain was declared in. */
  readonly hierarchy: DeclaredHierarchy;
  /** Name of the Windows NT domain. */
  readonly domain: string;

  /**
   * @throws pulumi.InputPropertiesError for everything that is wrong with the arguments, before anything is registered.
   */
  constructor(name: string, args: DomainArgs, opts?: pulumi.ComponentResourceOptions) {
    const { declaration, domain, facts } = readDomain(name, args);
    super(TYPES.domain, name, {}, pulumi.mergeOptions({ parent: args.hierarchy }, opts));
    declaration.addDomain(domain, facts);
    this.hierarchy = args.hierarchy;
    this.domain = domain;
    for (const server of controllersOf(facts)) {
      // No name of a server holds a slash, so that no two of these names are alike.
      new LogonPoint(`${name}/${server}`, { hierarchy: declaration.hierarchy, domain, server }, { parent: this });
    }
    const digest = digestLater(facts, factsDigest);
    this.registerOutputs({ hierarchy: declaration.hierarchy, domain, digest });
  }
}

interface ReadDomain {
  readonly declaration: Declaration;
  readonly domain: string;
  readonly facts: DomainFactsArgs;
}

function readDomain(name: string, args: DomainArgs): ReadDomain {
  const { hierarchy, domain = name, ...stated } = args ?? {};
  const facts = copied(stated);
  const declaration = DeclaredHierarchy.declarationOf(hierarchy);
  const what = `Domain ${JSON.stringify(name)}`;
  if (declaration === undefined) return refuse(what, [strangerProblem("hierarchy", "a Hierarchy", hierarchy)], Domain);
  refuse(what, [...closedProblem(declaration), ...findProblems(declaration, domain, facts)], Domain);
  const other = takeDomain(declaration.hierarchy, domain, controllersOf(facts));
  refuse(what, other === undefined ? [] : [sharedProblem(domain, other)], Domain);
  return { declaration, domain, facts: { ...facts, ...logonPointsOf(facts) } };
}

function controllersOf({ pdc, bdcs = [] }: DomainFactsArgs): string[] {
  return [pdc, ...bdcs];
}

/** Two hierarchies that share a domain would each be checked as if the other had no sites in it. */
function sharedProblem(domain: string, other: string): Problem {
  const expected = `a domain whose controllers are in one hierarchy: declare all sites of ${domain} in one Hierarchy`;
  return {
    propertyPath: "pdc",
    reason: `found controllers of domain ${domain} of hierarchy ${other}, expected ${expected}`,
  };
}

function logonPointsOf({ logonPoints }: DomainFactsArgs): Pick<DomainFactsArgs, "logonPoints"> {
  if (logonPoints === undefined) return {};
  return { logonPoints: summarisedPoints(logonPoints) as DomainFactsArgs["logonPoints"] };
}

/** What is wrong with a domain: by itself, or beside the domains that are declared already. */
function findProblems({ declared, domains }: Declaration, domain: unknown, facts: Partial<DomainFactsArgs>): Problem[] {
  const refused = (reason: string) => [{ propertyPath: "domain", reason }];
  if (typeof domain !== "string") return refused("found no text, expected the name of a domain");
  if (domains.has(domain)) return refused(`found ${domain}, expected a domain that is declared once`);
  return problemsOf(domainIssues(domain, withPending(facts), declared), "domain");
}
