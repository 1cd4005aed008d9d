import * as pulumi from "@pulumi/pulumi";
import { resourceIssues, type ServerResource } from "../domain/carried/resources";
import { foldName } from "../domain/names";
import type { SiteEntry } from "./args";
import { DeclaredHierarchy } from "./declaration";
import { withPending } from "./deferred";
import { problemsOf, refuse, strangerProblem, type Caller, type Problem } from "./problems";
import { Site } from "./site";

/**
 * Refuses a resource that reads servers for everything that is wrong with it, as far as it is known while the program runs.
 *
 * @param more what is wrong besides its inputs.
 */
export function refuseResource(
  what: string,
  resource: ServerResource,
  inputs: object,
  { id, urn }: pulumi.CustomResourceOptions = {},
  caller: Caller,
  more: readonly Problem[] = [],
): void {
  const reason =
    "expected a resource that the program declares, not one that it reads from elsewhere; use the option import";
  const reads = Object.entries({ id, urn }).flatMap(([key, value]): Problem[] =>
    value === undefined ? [] : [{ propertyPath: `opts.${key}`, reason }],
  );
  const known = withPending(inputs) as Record<string, unknown>;
  const issues = problemsOf(resourceIssues(resource, known, true));
  const isNamed = ({ propertyPath }: Problem) => !more.some((one) => propertyPath.startsWith(one.propertyPath));
  refuse(what, [...more, ...issues.filter(isNamed), ...reads], caller);
}

/** A site that takes part in a domain, as it is declared. */
export interface Participant {
  readonly code: string;
  readonly entry: SiteEntry;
  /** Known if the logon methods are. */
  readonly takesPart: pulumi.Input<boolean>;
}

/** The sites among arguments, and what is wrong with the others. */
export function participantsIn(
  domain: unknown,
  sites: unknown,
  path: string,
): { participants: Participant[]; problems: Problem[] } {
  const problems: Problem[] = [];
  if (!Array.isArray(sites)) return { participants: [], problems: [strangerProblem(path, "a list of sites", sites)] };
  const participants = sites.flatMap((site: unknown, index): Participant[] => {
    const place = `${path}[${index}]`;
    const entry =
      site instanceof Site ? DeclaredHierarchy.declarationOf(site.hierarchy)?.sites.get(site.code) : undefined;
    if (!(site instanceof Site) || entry === undefined) {
      problems.push(strangerProblem(place, "a Site", site));
      return [];
    }
    const participant = { code: site.code, entry, takesPart: takesPart(String(domain), entry) };
    if (participant.takesPart !== false) return [participant];
    const expected = `a site that takes part in domain ${String(domain)}: one that lists it, with a logon method enabled`;
    problems.push({ propertyPath: place, reason: `found ${site.code}, expected ${expected}` });
    return [];
  });
  return { participants, problems };
}

function takesPart(domain: string, { domains, logonInstallation, logonDiscovery }: SiteEntry): pulumi.Input<boolean> {
  if (!domains.some((name) => foldName(name) === foldName(domain))) return false;
  const methods = [logonInstallation, logonDiscovery];
  const isAny = (values: readonly unknown[]) => values.some((value) => value !== false);
  if (withPending(methods) === methods) return isAny(methods);
  return pulumi.all(methods).apply(isAny);
}
