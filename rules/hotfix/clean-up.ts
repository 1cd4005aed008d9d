import type { Hotfix } from "../../domain/hotfixes";
import type { DomainView, SiteView } from "../judge/context";
import type { Certainty } from "../finding";
import { asList, lowerFirst } from "../wording";

/**
 * What Q264630 says to do, beside installing the fix, where another site is at SP2 already. Only a missing Copylog fix
 * damages clients, and only those of logon points that the site shares with a site at SP2; a missing CCM fix leaves
 * retries behind.
 *
 * @param mixed domains in which the site takes part beside a site at SP2.
 * @returns undefined where there is nothing to clean up.
 */
export function cleanUpOf(hotfix: Hotfix, certainty: Certainty, mixed: readonly DomainView[]): string | undefined {
  const cleanUp = hotfix.purpose === "ccm" ? RETRIES : copylogCleanUp(mixed);
  if (cleanUp === undefined) return undefined;
  return certainty === "known" ? cleanUp : `If ${hotfix.id} was not there: ${lowerFirst(cleanUp)}`;
}

const RETRIES =
  "Delete the Ccrretry.box files at this site where it retries installations on SP2 clients, hourly for 7 days.";

function copylogCleanUp(mixed: readonly DomainView[]): string | undefined {
  if (mixed.length === 0) return undefined;
  const owners = mixed.map((domain) => `${sp2SitesOf(domain)} in the file on ${domain.facts.pdc} (${domain.name})`);
  return `Until every site of the domain is at SP2, let X86.BIN\\CLICORE.EXE in Copylog.tcf on the PDC name the site at SP2, and set the file read only: ${asList(owners, 3)}. Undo that after the upgrade. A late fix does not repair clients that are mixed already: those that are unmanageable need the SMS client reinstalled.`;
}

/** The article names the one site at SP2; of several it does not say which, and any of them has the SP2 files. */
function sp2SitesOf({ takingPart }: DomainView): string {
  const codes = takingPart.filter(({ isBelowSp2 }) => !isBelowSp2).map(({ code }) => code);
  return codes.length === 1 ? `${codes[0]}` : `one of ${asList(codes, 3)} (the article does not say which)`;
}

/** Domains that each site below SP2 shares with a site at SP2, both taking part. */
export function mixedDomains(domains: readonly DomainView[]): (site: SiteView) => readonly DomainView[] {
  const mixedOf = new Map<SiteView, DomainView[]>();
  for (const domain of domains) {
    if (domain.takingPart.every(({ isBelowSp2 }) => isBelowSp2)) continue;
    for (const site of domain.takingPart) mixedOf.set(site, [...(mixedOf.get(site) ?? []), domain]);
  }
  return (site) => mixedOf.get(site) ?? [];
}
