import fc from "fast-check";
import { BadInputError } from "../../../domain/model/bad-input";
import { canonicalJson } from "../../../domain/carried/canonical";
import type { FileFacts, HierarchyInput } from "../../../domain/model/document";
import { fileToFacts, type Facts } from "../../../domain/model/facts";
import { foldName } from "../../../domain/names";
import { versionKey, versionMeaning, type Version } from "../../../domain/version";
import { seniorSiteCode } from "../../../domain/text/senior-list";
import type { Settings } from "../../../domain/settings";
import { contextOf } from "../../../rules/judge/context";
import { compare } from "../../../review/comparison/compare";
import { isUnchanged, isWeaker } from "../../../review/comparison/comparison";
import { hierarchies, settings, waiversFor } from "../../kit/arbitraries";
import { asBase, reviewOf } from "../../kit/review/samples";
import { copyOf, TODAY, type Tree } from "../../kit/base";

const documents = hierarchies().chain((document) =>
  fc.option(waiversFor(document), { nil: [] }).map((waivers) => ({ ...document, hierarchy: "contoso", waivers })),
);

/** A hierarchy, and the same with what another one has at one place, wherever that is valid. */
const pairs = fc
  .tuple(documents, documents, fc.nat())
  .map(([document, other, at]) => [document, grafted(document, other, at)] as const)
  .filter(([, changed]) => isValid(changed));

function grafted(document: HierarchyInput, other: HierarchyInput, at: number): HierarchyInput {
  const copy = copyOf(document);
  const places: (() => void)[] = [];
  const visit = (own: Tree, theirs: Tree): void => {
    for (const key of new Set([...Object.keys(own), ...Object.keys(theirs)])) {
      const [mine, yours] = [own[key], theirs[key]];
      if (canonicalJson(mine) === canonicalJson(yours)) continue;
      places.push(() => {
        if (yours === undefined) delete own[key];
        else own[key] = copyOf(yours);
      });
      if (isTree(mine) && isTree(yours)) visit(mine, yours);
    }
  };
  visit(copy, other);
  places[at % Math.max(1, places.length)]?.();
  return copy;
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isValid(document: HierarchyInput): boolean {
  try {
    return fileToFacts(document).hierarchy !== "";
  } catch (error) {
    if (error instanceof BadInputError) return false;
    throw error;
  }
}

const version = (value: unknown) => (isTree(value) ? versionKey(value as unknown as Version) : value);
const files = (value: unknown) =>
  isTree(value)
    ? Object.fromEntries(
        Object.values(value as Record<string, FileFacts>).map((file) => [file.path.key, version(file.version)]),
      )
    : value;
const time = (text: unknown) => Date.parse(String(text));
const names = (list: unknown) => (list as string[]).map(foldName);

/** What facts mean under a key, where that is not what stands there. */
const MEANINGS: Readonly<Record<string, (value: unknown) => unknown>> = {
  seniorList: (text) => (typeof text === "string" ? seniorSiteCode(text) : text),
  version,
  fullVersion: (text) => (typeof text === "string" ? versionMeaning(text) : text),
  files,
  modified: time,
  copylogFixInstalled: time,
  pdc: (name) => foldName(name as string),
  bdcs: (list) => names(list).sort(),
  owners: names,
  siteFolders: (list) => names(list).sort(),
};

/** Keys of records whose own keys are names, and so ignore case. */
const BY_NAME = ["domains", "logonPoints"];

/** What facts mean, whatever their spelling: empty is absent, the order of lists that have none does not count. */
function meaningOf(value: unknown, key = ""): unknown {
  const meaning = MEANINGS[key];
  if (meaning !== undefined && value !== undefined) return meaning(value);
  if (key === "domains" && Array.isArray(value)) return names(value).sort();
  if (key === "waivers") return (value as unknown[]).map((one) => canonicalJson(one)).sort();
  if (!isTree(value)) return value;
  const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const meant = meaningOf(member, BY_NAME.includes(key) ? "" : name);
    const isEmpty = meant === undefined || (isTree(meant) && Object.keys(meant).length === 0);
    return isEmpty ? [] : [[BY_NAME.includes(key) ? foldName(name) : name, meant]];
  });
  return Object.fromEntries(entries);
}

const meaning = (document: HierarchyInput) => canonicalJson(meaningOf(fileToFacts(document)));
const between = (before: HierarchyInput, now: HierarchyInput) => compare(asBase(reviewOf([before])), reviewOf([now]));

test("equal facts give no change", () => {
  fc.assert(fc.property(documents, (document) => expect(isUnchanged(between(document, document))).toBe(true)));
});

test("any other facts give a change, and facts that are only spelled differently no other", () => {
  fc.assert(
    fc.property(pairs, ([before, now]) => {
      const { changes } = between(before, now);
      const told = changes.filter(({ kind }) => kind !== "spelling");
      expect(told.length > 0).toBe(meaning(before) !== meaning(now));
    }),
    { numRuns: 300 },
  );
});

test("domains and servers in another case, and versions in another form, change no finding and no verdict", () => {
  fc.assert(
    fc.property(documents, (document) => {
      const names = Object.entries(document.domains ?? {}).flatMap(([name, { pdc, bdcs = [] }]) => [
        name,
        pdc,
        ...bdcs,
      ]);
      const spelled = names.reduce(
        (text, name) => text.replaceAll(JSON.stringify(name), JSON.stringify(name.toLowerCase())),
        JSON.stringify(document).replaceAll('"2.0.1', '"02.00.1'),
      );
      const { base, unchanged, changes, ...others } = between(document, JSON.parse(spelled) as HierarchyInput);
      expect(Object.values(others).flat()).toEqual([]);
      expect(changes.filter(({ kind }) => kind !== "spelling")).toEqual([]);
    }),
  );
});

/** Everything that is judged at all: sites below SP2 that need hotfixes, and logon points. */
function scopeOf(facts: Facts, chosen: Settings): Set<string> {
  const { sitesInScope, domainsInScope } = contextOf(facts, chosen, TODAY);
  const points = domainsInScope.flatMap(({ controllers }) =>
    controllers.filter(({ point }) => !isTree(point) || point.logonPoint !== false).map(({ server }) => server),
  );
  return new Set([...[...sitesInScope].map(({ code }) => code), ...points]);
}

test("whatever is judged no longer, other than a site that was upgraded, is told as weaker", () => {
  fc.assert(
    fc.property(fc.oneof(pairs, fc.tuple(documents, documents)), settings, ([before, now], chosen) => {
      const [old, young] = [fileToFacts(before), fileToFacts(now)];
      const scope = scopeOf(young, chosen);
      const lost = [...scopeOf(old, chosen)].filter((name) => !scope.has(name) && young.sites[name]?.build !== 1493);
      fc.pre(lost.length > 0);
      expect(between(before, now).changes.filter(isWeaker)).not.toEqual([]);
    }),
  );
});

/** Keys below which everything is evidence. */
const EVIDENCE = ["hotfixes", "copylogFixInstalled", "seniorList", "copylog", "updatedSinceFix"];

/** A hierarchy without a piece of its evidence, large or small; of an attestation both halves go. */
function withoutPiece(document: HierarchyInput, pick: number): HierarchyInput {
  const copy = copyOf(document);
  const places: (() => void)[] = [];
  const visit = (own: Tree, isInside: boolean): void => {
    for (const [key, value] of Object.entries(own)) {
      const isEvidence = isInside || EVIDENCE.includes(key);
      if (isEvidence && !key.startsWith("attested")) places.push(() => delete own[key]);
      if (isTree(value)) visit(value, isEvidence);
    }
  };
  visit(copy as unknown as Tree, false);
  places[pick % Math.max(1, places.length)]?.();
  return copy;
}

test("evidence that goes, and leaves a new blocker below SP2, is told as weaker", () => {
  fc.assert(
    fc.property(hierarchies(), fc.nat(), settings, (document, pick, chosen) => {
      fc.pre(Object.values(document.sites).every(({ build }) => build !== 1493));
      const [before, now] = [document, withoutPiece(document, pick)].map((one) =>
        reviewOf([one], { settings: chosen }),
      );
      const { fresh, changes } = compare(asBase(before!), now!);
      fc.pre(fresh.some(({ finding: { level } }) => level === "mandatory"));
      expect(changes.filter(isWeaker)).not.toEqual([]);
    }),
  );
});

type Cut = "none" | "methods" | "domains" | "points" | "statements";

/** A hierarchy of which less is judged or stated: nothing in it is resolved. */
function cut(document: HierarchyInput, cuts: readonly Cut[], planned: number): HierarchyInput {
  const copy = copyOf(document) as { sites: Record<string, Tree>; domains: Record<string, Tree>; upgrades: string[] };
  for (const [index, site] of Object.values(copy.sites).entries()) {
    const what = cuts[index % cuts.length];
    if (what === "methods") Object.assign(site, { logonInstallation: false, logonDiscovery: false });
    if (what === "domains") site["domains"] = [];
    if (what === "statements") delete site["fullVersion"];
  }
  for (const [index, domain] of Object.values(copy.domains).entries()) {
    const what = cuts[(index + 1) % cuts.length];
    if (what === "points") domain["logonPoints"] = { [domain["pdc"] as string]: { logonPoint: false } };
    if (what === "statements") delete domain["logonPoints"];
  }
  copy.upgrades = copy.upgrades.slice(0, planned);
  return copy as unknown as HierarchyInput;
}

test("nothing is resolved where less is judged or stated", () => {
  const cuts = fc.array(fc.constantFrom<Cut>("none", "methods", "domains", "points", "statements"), { minLength: 1 });
  fc.assert(
    fc.property(hierarchies(), cuts, fc.nat({ max: 5 }), settings, (document, some, planned, chosen) => {
      const narrowed = { settings: { ...chosen, reading: "shared-domains", minimumEvidence: "attested" } } as const;
      const now = reviewOf([cut(document, some, planned)], narrowed);
      const { resolved } = compare(asBase(reviewOf([document], { settings: chosen })), now);
      expect(resolved.map(({ finding }) => finding.message)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
