import type { HierarchyDocumentArgs, SiteEntry } from "./args";
import { Domain } from "./domain";
import type { Hierarchy } from "./hierarchy";
import { Site } from "./site";
import { Sp2Upgrade } from "./sp2-upgrade";

/**
 * Declares in a hierarchy all that a valid document says. Sites and upgrades come after those of the sites above them,
 * whatever their order in the document.
 */
export function declareMembers(hierarchy: Hierarchy, document: HierarchyDocumentArgs, namePrefix: string): void {
  for (const [domain, facts] of Object.entries(document.domains ?? {})) {
    new Domain(namePrefix + domain, { hierarchy, domain, ...facts });
  }
  const sites = new Map<string, Site>();
  for (const code of parentsFirst(Object.keys(document.sites), document)) {
    const { parent: above = "", ...facts } = document.sites[code] as SiteEntry;
    sites.set(code, new Site(namePrefix + code, { hierarchy, code, ...facts, parent: sites.get(above) }));
  }
  void hierarchy.readiness;
  for (const code of parentsFirst(document.upgrades ?? [], document)) {
    new Sp2Upgrade(namePrefix + code, { site: sites.get(code) as Site });
  }
}

/** Sites with every listed site after the listed ones above it, and otherwise in the order that they have. */
function parentsFirst(codes: readonly string[], { sites }: HierarchyDocumentArgs): string[] {
  const listed = new Set(codes);
  const ordered = new Set<string>();
  for (const code of codes) {
    const line: string[] = [];
    for (let at: string | undefined = code; at !== undefined && !ordered.has(at); at = sites[at]?.parent) {
      if (listed.has(at)) line.push(at);
    }
    for (const one of line.reverse()) ordered.add(one);
  }
  return [...ordered];
}
