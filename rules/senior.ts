import { SP1_BUILD, SP2_BUILD } from "../domain/builds";
import type { DomainFacts } from "../domain/model/document";
import { isPending } from "../domain/pending";
import { seniorSiteCode } from "../domain/text/senior-list";
import { servicePackOf1493 } from "../domain/version";
import type { SiteView } from "./judge/context";

/** The sites that no other site is known to be above, by version (Q263395). */
export function highestVersion(sites: readonly SiteView[]): SiteView[] {
  const top = sites.reduce<number>((best, { build }) => Math.max(best, build), 0);
  const level = sites.filter(({ build }) => build === top);
  if (top !== SP2_BUILD) return level;
  const packs = level.map(servicePackOf);
  if (packs.includes(undefined)) return level;
  const highestPack = packs.reduce<number>((best, pack) => Math.max(best, pack ?? 0), 0);
  return level.filter((_, index) => packs[index] === highestPack);
}

/** The site that a Senior.lst names, exactly as it is declared; undefined if no site that takes part has that code. */
export function namedBy(seniorList: string, takingPart: readonly SiteView[]): SiteView | undefined {
  return takingPart.find(({ code }) => code === seniorSiteCode(seniorList));
}

/** Whether a site that Senior.lst names honours it, or no site of the domain does (Q235726). */
export function isHonoured(named: SiteView, takingPart: readonly SiteView[]): boolean {
  return named.build >= SP1_BUILD || takingPart.every(({ build }) => build < SP1_BUILD);
}

/**
 * The Senior Site of a domain if it is known: the one that a valid, honoured Senior.lst names, or else the one site with the
 * highest version if it is known that there is no Senior.lst. The articles do not say which end of the site code order wins.
 */
export function knownSeniorSite(
  seniorList: DomainFacts["seniorList"],
  takingPart: readonly SiteView[],
): SiteView | undefined {
  if (takingPart.length === 1) return takingPart[0];
  if (typeof seniorList === "string") {
    const named = namedBy(seniorList, takingPart);
    const isSure = named !== undefined && named.build >= SP1_BUILD && named.code === named.code.toUpperCase();
    return isSure ? named : undefined;
  }
  const highest = highestVersion(takingPart);
  return seniorList === null && highest.length === 1 ? highest[0] : undefined;
}

function servicePackOf({ facts: { version } }: SiteView): number | undefined {
  return version === undefined || isPending(version) ? undefined : servicePackOf1493(version);
}
