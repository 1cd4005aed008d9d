import type { Facts } from "../../../domain/model/facts";

/** Sites that are shown one by one, and domains; more are counted. */
const SITES_SHOWN = 5000;
const DOMAINS_SHOWN = 2000;

/** Every site, or as many as a browser shows quickly: those with findings first, each with all that are above it. */
export function shownSites({ sites }: Facts, hasFindings: (code: string) => boolean): ReadonlySet<string> {
  const codes = Object.keys(sites);
  if (codes.length <= SITES_SHOWN) return new Set(codes);
  const shown = new Set<string>();
  for (const code of worstFirst(codes, hasFindings)) {
    if (shown.size >= SITES_SHOWN) break;
    for (let at: string | undefined = code; at !== undefined; at = sites[at]?.parent) shown.add(at);
  }
  return shown;
}

/** Every domain, or as many as a browser shows quickly: those with findings first. */
export function shownDomains({ domains }: Facts, hasFindings: (domain: string) => boolean): ReadonlySet<string> {
  const names = Object.keys(domains);
  if (names.length <= DOMAINS_SHOWN) return new Set(names);
  return new Set(worstFirst(names, hasFindings).slice(0, DOMAINS_SHOWN));
}

function worstFirst(names: readonly string[], hasFindings: (name: string) => boolean): string[] {
  return [...names.filter(hasFindings), ...names.filter((one) => !hasFindings(one))];
}
