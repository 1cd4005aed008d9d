import * as pulumi from "@pulumi/pulumi";
import { domainDigest, TYPES } from "../domain/carried/gate";
import type { DomainInput } from "../domain/model/document";
import type { DomainFactsArgs } from "./args";
import { copied } from "./deferred";
import { declarationOf, digestLater, issuesIn, type Declaration } from "./declaration";
import type { Hierarchy } from "./hierarchy";
import { LogonPoint } from "./logon-point";
import { closedProblem, problemsAt, refuse, strangerProblem, type Problem } from "./problems";
import { summarisedPoints } from "./summaries";

/** Arguments of a {@link Domain}. */
export interface DomainArgs extends DomainFactsArgs {
  /** The hierarchy whose sites manage logon points in this domain. */
  hierarchy: Hierarchy;
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
  readonly hierarchy: Hierarchy;
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
    for (const server of [facts.pdc, ...(facts.bdcs ?? [])]) {
      // No name of a server holds a slash, so that no two of these names are alike.
      new LogonPoint(`${name}/${server}`, { hierarchy: declaration.hierarchy, domain, server }, { parent: this });
    }
    const digest = digestLater(facts, (known) => domainDigest(known as DomainInput));
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
  const declaration = declarationOf(hierarchy);
  const what = `Domain ${JSON.stringify(name)}`;
  if (declaration === undefined) return refuse(what, [strangerProblem("hierarchy", "a Hierarchy", hierarchy)], Domain);
  refuse(what, [...closedProblem(declaration), ...findProblems(declaration, domain, facts)], Domain);
  return { declaration, domain, facts: { ...facts, ...logonPointsOf(facts) } };
}

function logonPointsOf({ logonPoints }: DomainFactsArgs): Pick<DomainFactsArgs, "logonPoints"> {
  if (logonPoints === undefined) return {};
  return { logonPoints: summarisedPoints(logonPoints) as DomainFactsArgs["logonPoints"] };
}

/** What is wrong with a domain: by itself, or beside the domains that are declared already. */
function findProblems(declaration: Declaration, domain: unknown, facts: Partial<DomainFactsArgs>): Problem[] {
  if (typeof domain !== "string")
    return [{ propertyPath: "domain", reason: "found no text, expected the name of a domain" }];
  const entry = ["domains", domain];
  const same = declaration.domainNamed(domain);
  if (same === domain)
    return [{ propertyPath: "domain", reason: `found ${domain}, expected a domain that is declared once` }];
  const servers = [facts.pdc, ...(Array.isArray(facts.bdcs) ? facts.bdcs : [])].filter(
    (one) => typeof one === "string",
  );
  const beside = new Set([same, ...servers.map((server) => declaration.homeOf(server))]);
  const others = [...beside].flatMap((one) =>
    one === undefined ? [] : [[one, declaration.domains.get(one)] as const],
  );
  const document = {
    hierarchy: declaration.hierarchy,
    domains: { ...Object.fromEntries(others), [domain]: facts },
    sites: { ANY: { type: "central", build: 1493, domains: [] } },
  };
  return problemsAt(issuesIn(document), entry, "domain");
}
