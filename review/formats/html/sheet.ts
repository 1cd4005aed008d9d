import { byKey } from "../../../domain/groups";
import type { Facts } from "../../../domain/model/facts";
import { foldName } from "../../../domain/names";
import type { Subject } from "../../../rules/finding";
import { upgradeCounts } from "../../../rules/judge/judge";
import { subjectKey } from "../../comparison/pairs";
import { domainTexts, siteTitle, withSitesAbove, type DomainText } from "../../phrases/facts";
import { upgradeStates } from "../../phrases/upgrades";
import type { HierarchyReview, PlacedFinding } from "../../review";
import { markup, name, type Markup } from "../markup";

/** Sites and domains that are shown one by one; a browser is slow with more, so they are counted. */
const SITES_SHOWN = 5000;
const DOMAINS_SHOWN = 2000;

/** A hierarchy prepared for a page: what is asked of it again and again. */
export interface Sheet {
  readonly review: HierarchyReview;
  /** What the ids of its elements begin with: names would not do as ids. */
  readonly id: string;
  readonly today: string;
  readonly sources: string | undefined;
  /** How many of the planned upgrades are still to be done. */
  readonly openUpgrades: number;
  /** What each planned upgrade is, by its site. */
  readonly states: ReturnType<typeof upgradeStates>;
  /** Findings by their subject, as {@link subjectKey} has it. */
  readonly findingsOf: ReadonlyMap<string, readonly PlacedFinding[]>;
  /** Codes of the sites that are shown one by one. */
  readonly sites: ReadonlySet<string>;
  /** The domains that are shown one by one. */
  readonly domains: readonly DomainText[];
  /** Ids of the elements that show a subject, by the same keys; none for those that are only counted. */
  readonly anchorOf: ReadonlyMap<string, string>;
  /** Domains by their folded name, and by that of each of their controllers. */
  readonly domainOf: ReadonlyMap<string, DomainText>;
}

/** Where findings stand: on the sheet of a hierarchy, or beside all of them. */
export type Whereabouts = Pick<Sheet, "id" | "today" | "sources"> & Partial<Sheet>;

/** Prepares a hierarchy. */
export function sheetOf(review: HierarchyReview, id: string, today: string, sources: string | undefined): Sheet {
  const { facts, findings } = review;
  const findingsOf = byKey(findings, ({ subject }) => subjectKey(subject));
  const has = (kind: Subject["kind"], name: string) => findingsOf.has(subjectKey({ kind, name }));
  const sites = shownSites(facts, (code) => has("site", code));
  const texts = domainTexts(facts);
  const hasFindings = ({ name, controllers }: DomainText) =>
    has("domain", name) || controllers.some(({ server }) => has("server", server));
  const domains = texts.length <= DOMAINS_SHOWN ? texts : worstFirst(texts, hasFindings).slice(0, DOMAINS_SHOWN);
  const anchor = (kind: Subject["kind"], own: string, at: string) => [subjectKey({ kind, name: own }), at] as const;
  const anchorOf = new Map([
    ...Object.keys(facts.sites).flatMap((code, index) =>
      sites.has(code) ? [anchor("site", code, `${id}-s${index}`)] : [],
    ),
    ...domains.flatMap((domain, index) => [
      anchor("domain", domain.name, `${id}-d${index}`),
      ...domain.controllers.map(({ server }) => anchor("server", server, `${id}-d${index}`)),
    ]),
  ]);
  const domainOf = new Map(
    texts.flatMap((domain) =>
      [domain.name, ...domain.controllers.map(({ server }) => server)].map((name) => [foldName(name), domain]),
    ),
  );
  const { open: openUpgrades } = upgradeCounts(review.upgrades);
  const states = upgradeStates(review);
  return { review, id, today, sources, openUpgrades, states, findingsOf, sites, domains, anchorOf, domainOf };
}

/** Every site, or as many as a browser shows quickly: those with findings first, each with all that are above it. */
function shownSites({ sites }: Facts, hasFindings: (code: string) => boolean): ReadonlySet<string> {
  const codes = Object.keys(sites);
  if (codes.length <= SITES_SHOWN) return new Set(codes);
  const shown = new Set<string>();
  for (const code of worstFirst(codes, hasFindings)) {
    if (shown.size >= SITES_SHOWN) break;
    for (const site of withSitesAbove(code, sites)) shown.add(site);
  }
  return shown;
}

function worstFirst<T>(items: readonly T[], hasFindings: (item: T) => boolean): T[] {
  return [...items.filter(hasFindings), ...items.filter((item) => !hasFindings(item))];
}

/** Findings of one subject. */
export function findingsAt(sheet: Sheet, kind: Subject["kind"], name: string): readonly PlacedFinding[] {
  return sheet.findingsOf.get(subjectKey({ kind, name })) ?? [];
}

/** The name of a subject, which leads to where the page shows it. */
export function subjectLink({ anchorOf }: Whereabouts, subject: Subject): Markup {
  const anchor = anchorOf?.get(subjectKey(subject));
  return anchor === undefined ? name(subject.name) : markup`<a href="#${anchor}">${name(subject.name)}</a>`;
}

/** What a site is called beside its code; undefined for other subjects and if nothing is declared. */
export function calledOf({ review }: Whereabouts, { kind, name: code }: Subject): string | undefined {
  const site = kind === "site" ? review?.facts.sites[code] : undefined;
  return site === undefined ? undefined : siteTitle(site);
}

/** What a reader may type to find a subject: its name, and the domain or the sites that it belongs to. */
export function searchText(at: Whereabouts, subject: Subject): string {
  const site = subject.kind === "site" ? at.review?.facts.sites[subject.name] : undefined;
  const domain = at.domainOf?.get(foldName(subject.name));
  const beside = {
    site: [...(site?.domains ?? []), calledOf(at, subject)],
    domain: domain?.members ?? [],
    server: [domain?.name],
    hierarchy: [],
    waiver: [],
  };
  return [subject.name, ...beside[subject.kind]].flatMap((text) => text?.toUpperCase() ?? []).join(" ");
}
