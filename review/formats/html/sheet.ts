import { serversOf } from "../../../domain/model/facts";
import { foldName } from "../../../domain/names";
import { shownDomains, shownSites } from "./limits";
import type { HierarchyReview, PlacedFinding } from "../../review";
import { byKey } from "../../../domain/groups";
import { upgradeCounts } from "../../../rules/judge/judge";
import type { Subject } from "../../../rules/finding";
import { subjectKey } from "../../comparison/keys";
import { membersIn } from "../../writing/members";

/** A hierarchy prepared for a page: what is asked of it again and again. */
export interface Sheet {
  readonly review: HierarchyReview;
  /** What the ids of its elements begin with: names would not do as ids. */
  readonly id: string;
  /** The day of the review. */
  readonly today: string;
  /** How many of the planned upgrades are still to be done. */
  readonly openUpgrades: number;
  /** Findings by their subject, as {@link subjectKey} says it. */
  readonly findingsOf: ReadonlyMap<string, readonly PlacedFinding[]>;
  /** Codes of the sites and names of the domains that are shown one by one. */
  readonly shown: { readonly sites: ReadonlySet<string>; readonly domains: ReadonlySet<string> };
  /** Ids of the elements that show a subject, by the same keys; none for those that are only counted. */
  readonly anchorOf: ReadonlyMap<string, string>;
  /** Sites that take part in a domain, by its folded name. */
  readonly membersOf: ReadonlyMap<string, readonly string[]>;
  /** The domain of a controller, both folded. */
  readonly domainOf: ReadonlyMap<string, string>;
}

/** Prepares a hierarchy. */
export function sheetOf(review: HierarchyReview, id: string, today: string): Sheet {
  const { facts, findings } = review;
  const findingsOf = byKey(findings, ({ subject }) => subjectKey(subject));
  const membersOf = membersIn(facts);
  const has = (kind: Subject["kind"], name: string) => findingsOf.has(subjectKey({ kind, name }));
  const shown = {
    sites: shownSites(facts, (code) => has("site", code)),
    domains: shownDomains(facts, (domain) => {
      const own = facts.domains[domain];
      return has("domain", domain) || (own !== undefined && serversOf(own).some((server) => has("server", server)));
    }),
  };
  const anchorOf = new Map<string, string>();
  for (const [index, code] of Object.keys(facts.sites).entries()) {
    if (shown.sites.has(code)) anchorOf.set(subjectKey({ kind: "site", name: code }), `${id}-s${index}`);
  }
  const domainOf = new Map<string, string>();
  for (const [index, [domain, own]] of Object.entries(facts.domains).entries()) {
    const isShown = shown.domains.has(domain);
    if (isShown) anchorOf.set(subjectKey({ kind: "domain", name: domain }), `${id}-d${index}`);
    for (const server of serversOf(own)) {
      domainOf.set(foldName(server), foldName(domain));
      if (isShown) anchorOf.set(subjectKey({ kind: "server", name: server }), `${id}-d${index}`);
    }
  }
  const { open: openUpgrades } = upgradeCounts(review.upgrades);
  return { review, id, today, openUpgrades, findingsOf, shown, anchorOf, membersOf, domainOf };
}

/** Findings of one subject. */
export function findingsAt(sheet: Sheet, kind: "site" | "domain" | "server", name: string): readonly PlacedFinding[] {
  return sheet.findingsOf.get(subjectKey({ kind, name })) ?? [];
}

/** What a reader may type to find a subject: its name, and the domain or the sites that it belongs to. */
export function searchText({ review, membersOf, domainOf }: Sheet, kind: string, name: string): string {
  const own = foldName(name);
  if (kind === "site") return [own, ...(review.facts.sites[name]?.domains ?? []).map(foldName)].join(" ");
  if (kind === "domain") return [own, ...(membersOf.get(own) ?? [])].join(" ").toUpperCase();
  if (kind === "server") return [own, domainOf.get(own) ?? ""].join(" ");
  return own;
}
