import { BUILDS } from "../domain/builds";
import type { SiteFacts } from "../domain/document";
import type { Facts } from "../domain/facts";
import { isPending } from "../domain/pending";
import type { RuleFinding } from "./finding";

/**
 * The hierarchies that a hierarchy with pending builds or logon methods can turn out to be. These facts decide which
 * rules apply to whom, so rules see them in every value they can take, the same at all sites where they are pending.
 * One world, the hierarchy itself, where nothing of the kind is pending.
 */
export function worldsOf(facts: Facts): Facts[] {
  const sites = Object.values(facts.sites);
  const builds = sites.some(({ build }) => isPending(build)) ? BUILDS : [undefined];
  const isMethodPending = sites.some((site) => isPending(site.logonInstallation) || isPending(site.logonDiscovery));
  const methods = isMethodPending ? [true, false] : [undefined];
  if (builds.length === 1 && methods.length === 1) return [facts];
  return builds.flatMap((build) =>
    methods.map((method) => {
      const settle = (site: SiteFacts): SiteFacts => ({
        ...site,
        build: isPending(site.build) ? (build ?? site.build) : site.build,
        logonInstallation: isPending(site.logonInstallation) ? (method ?? false) : site.logonInstallation,
        logonDiscovery: isPending(site.logonDiscovery) ? (method ?? false) : site.logonDiscovery,
      });
      const settled = Object.entries(facts.sites).map(([code, site]) => [code, settle(site)] as const);
      return { ...facts, sites: Object.fromEntries(settled) };
    }),
  );
}

/** Findings of one rule over all worlds: those of every world stand as they are, the others are pending. */
export function acrossWorlds(findings: readonly (readonly RuleFinding[])[]): readonly RuleFinding[] {
  const [first = [], ...others] = findings;
  if (others.length === 0) return first;
  const byKey = new Map(findings.flat().map((finding) => [keyOf(finding), finding]));
  const stands = findings.map((world) => new Set(world.map((finding) => `${keyOf(finding)} ${weightOf(finding)}`)));
  return [...byKey].map(([key, finding]) =>
    stands.every((world) => world.has(`${key} ${weightOf(finding)}`)) ? finding : { ...finding, certainty: "pending" },
  );
}

function keyOf({ code, subject, hotfix }: RuleFinding): string {
  return [code, subject.kind, subject.name, hotfix].join(" ");
}

function weightOf({ certainty, level }: RuleFinding): string {
  return [certainty, level].join(" ");
}
