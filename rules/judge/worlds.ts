import { BUILDS, type Build } from "../../domain/builds";
import type { SiteFacts } from "../../domain/model/document";
import type { Facts } from "../../domain/model/facts";
import { isPending } from "../../domain/pending";
import type { Certainty, RuleFinding } from "../finding";

/** The hierarchies that one with pending builds or logon methods can turn out to be. */
export interface Worlds {
  readonly hierarchies: readonly Facts[];
  /** Whether these are all of them. */
  readonly isComplete: boolean;
}

/** How many combinations are judged one by one: enough for two sites of which build and logon methods are pending. */
const MOST_WORLDS = 36;

/**
 * The hierarchies that a hierarchy with pending builds or logon methods can turn out to be. These facts decide which
 * rules apply to whom, so rules see them in every value they can take: in every combination while there are few, else
 * the same at all sites where they are pending. One world, the hierarchy itself, where nothing like that is pending.
 */
export function worldsOf(facts: Facts): Worlds {
  const open: Settled[] = [];
  for (const code of Object.keys(facts.sites)) {
    const site = facts.sites[code];
    if (site !== undefined && isOpen(site)) open.push([code, site]);
  }
  const values = open.map(([code, site]) => valuesOf(site).map((value): Settled => [code, value]));
  const isComplete = values.reduce((count, { length }) => count * length, 1) <= MOST_WORLDS;
  const combinations = isComplete
    ? values.reduce<Settled[][]>((all, some) => all.flatMap((one) => some.map((value) => [...one, value])), [[]])
    : BUILDS.flatMap((build) =>
        [true, false].map((takesPart) => open.map(([code, site]): Settled => [code, settle(site, build, takesPart)])),
      );
  const hierarchies = combinations.map((settled) =>
    settled.length === 0 ? facts : { ...facts, sites: { ...facts.sites, ...Object.fromEntries(settled) } },
  );
  return { hierarchies, isComplete };
}

type Settled = readonly [code: string, site: SiteFacts];

function isOpen({ build, logonInstallation, logonDiscovery }: SiteFacts): boolean {
  return isPending(build) || isPending(logonInstallation) || isPending(logonDiscovery);
}

/** What a site can turn out to be, as far as rules tell it apart: its build, and whether it takes part at all. */
function valuesOf(site: SiteFacts): SiteFacts[] {
  const { build, logonInstallation, logonDiscovery } = site;
  const methods = [logonInstallation, logonDiscovery];
  const parts = methods.some(isPending) && !methods.includes(true) ? [true, false] : [true];
  return (isPending(build) ? BUILDS : [build]).flatMap((one) => parts.map((takesPart) => settle(site, one, takesPart)));
}

function settle(site: SiteFacts, build: Build, takesPart: boolean): SiteFacts {
  const { logonInstallation, logonDiscovery } = site;
  return {
    ...site,
    build: isPending(site.build) ? build : site.build,
    logonInstallation: isPending(logonInstallation) ? takesPart : logonInstallation,
    logonDiscovery: isPending(logonDiscovery) ? takesPart : logonDiscovery,
  };
}

/**
 * Findings of one rule over all worlds. What every world has stands, with the mildest certainty that it has anywhere; the
 * others are pending, at the strictest level that they have in any. What is found of a domain rests on several sites, so it stands only over all worlds.
 */
export function acrossWorlds(
  findings: readonly (readonly RuleFinding[])[],
  { isComplete }: Worlds,
): readonly RuleFinding[] {
  const [only = [], ...others] = findings;
  if (others.length === 0) return only;
  const byKey = new Map<string, RuleFinding[]>();
  for (const finding of findings.flat()) byKey.set(keyOf(finding), [...(byKey.get(keyOf(finding)) ?? []), finding]);
  return [...byKey.values()].flatMap((same) => {
    const [strict] = same.filter(({ level }) => level !== "advisory");
    const first = strict ?? same[0];
    if (first === undefined) return [];
    const alike = same.filter(({ level }) => level === first.level);
    const mildest = MILDEST_FIRST.map((certainty) => alike.find((one) => one.certainty === certainty));
    const stands = alike.length === findings.length && (isComplete || first.subject.kind !== "domain");
    const finding = mildest.find((one) => one !== undefined) ?? first;
    return [stands ? finding : { ...finding, certainty: "pending" }];
  });
}

const MILDEST_FIRST: readonly Certainty[] = ["pending", "unknown", "known"];

function keyOf({ code, subject, hotfix, part }: RuleFinding): string {
  return [code, subject.kind, subject.name, hotfix, part].join(" ");
}
