import fc from "fast-check";
import type { HierarchyInput, SiteInput } from "../../../domain/model/document";
import { fileToFacts } from "../../../domain/model/facts";
import { requiredHotfixes } from "../../../domain/hotfixes";
import { foldName } from "../../../domain/names";
import type { Build } from "../../../domain/builds";
import { stricter, type Settings } from "../../../domain/settings";
import { judge, type Judgement } from "../../../rules/judge/judge";
import { VERDICTS, type Verdict } from "../../../rules/judge/verdict";
import { days, hierarchies, settings as anySettings, waiversFor } from "../../kit/arbitraries";
import { TODAY } from "../../kit/base";

const STRICT: Settings = { reading: "every-site", minimumEvidence: "attested" };
const MIXED = hierarchies({ oneFaultIn: 12 });
const SOUND = hierarchies({ oneFaultIn: 60 });

function judged(document: HierarchyInput, settings: Settings = STRICT, today = TODAY): Judgement {
  return judge(fileToFacts(document), { settings, today });
}

/** How bad a verdict is: 0 for `ready`. */
const badness = (verdict: Verdict) => VERDICTS.length - 1 - VERDICTS.indexOf(verdict);

/** What a judgement comes to, without wording. */
function essence({ verdict, upgrades, findings }: Judgement, wanted: "all" | "mandatory" = "all"): unknown {
  const kept = findings.filter(({ level }) => wanted === "all" || level === "mandatory");
  return {
    verdict,
    upgrades: upgrades.map(({ site, verdict: one }) => `${site} ${one}`).sort(),
    findings: kept.map(({ rule, code, subject, level, certainty, hotfix, upgrades: sites, waivedBy }) =>
      [rule, code, foldName(subject.name), level, certainty, hotfix, [...sites].sort(), waivedBy?.expires].join(" "),
    ),
  };
}

type Tree = Record<string, unknown>;

/**
 * Every place of hotfix and Copylog evidence in a hierarchy: paths from its root. File versions beside an attestation
 * are left out: they outrank it, so whoever takes back files that disprove a fix stands by the attestation again. So are files at a
 * site declared at SP2, which disprove its build.
 */
function evidencePlaces({ domains = {}, sites }: HierarchyInput): string[][] {
  const below = (tree: unknown, path: string[], depth: number): string[][] => {
    if (depth === 0 || typeof tree !== "object" || tree === null || Array.isArray(tree)) return [];
    return Object.entries(tree).flatMap(([key, value]) => [[...path, key], ...below(value, [...path, key], depth - 1)]);
  };
  return [
    ...Object.entries(sites).flatMap(([code, { build, hotfixes: stated, copylogFixInstalled }]) => {
      const hotfixes = build === 1493 ? undefined : stated;
      return [
        ...(hotfixes === undefined ? [] : [["sites", code, "hotfixes"]]),
        ...(copylogFixInstalled === undefined ? [] : [["sites", code, "copylogFixInstalled"]]),
        ...below(hotfixes, ["sites", code, "hotfixes"], 3).filter(([, , , id, key]) => {
          const facts = (hotfixes as Record<string, Record<string, unknown>>)[id!];
          return key !== "files" || facts?.["attestedBy"] === undefined;
        }),
      ];
    }),
    ...Object.entries(domains).flatMap(([name, { logonPoints }]) => [
      ["domains", name, "logonPoints"],
      ...below(logonPoints, ["domains", name, "logonPoints"], 3),
    ]),
  ];
}

/** A document without what stands at a place; an attestation goes as a whole. */
function without(document: HierarchyInput, path: readonly string[]): HierarchyInput {
  const copy = structuredClone(document);
  const owner = path.slice(0, -1).reduce<Tree>((tree, key) => tree[key] as Tree, copy as unknown as Tree);
  const last = path.at(-1)!;
  for (const key of last.startsWith("attested") ? ["attestedBy", "attestedOn"] : [last]) delete owner[key];
  return copy;
}

const takesPart = ({ logonInstallation, logonDiscovery }: SiteInput) =>
  logonInstallation !== false || logonDiscovery !== false;

/** Names of the domains in which sites take part, and of those that several share; names fold. */
function domainsOf({ sites }: HierarchyInput): { used: Set<string>; shared: Set<string> } {
  const counts = new Map<string, number>();
  for (const site of Object.values(sites).filter(takesPart)) {
    for (const name of site.domains.map(foldName)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return {
    used: new Set(counts.keys()),
    shared: new Set([...counts].filter(([, count]) => count > 1).map(([name]) => name)),
  };
}

/** Whether the last site in scope below SP2 may finish, whatever is found (Q264630). */
function isFinishing(document: HierarchyInput, { reading }: Pick<Settings, "reading"> = STRICT): boolean {
  const { shared } = domainsOf(document);
  const covered = Object.values(document.sites).filter(
    (site) => reading === "every-site" || (takesPart(site) && site.domains.some((name) => shared.has(foldName(name)))),
  );
  const below = covered.filter(({ build }) => build !== 1493).length;
  return shared.size > 0 && below < covered.length && below <= 1;
}

/**
 * Whether the rule applies and an upgrade is still open: a finished plan is ready whatever is known, and so is the last site of
 * a mixed hierarchy.
 */
function isAtStake(document: HierarchyInput): boolean {
  const { upgrades = [], sites } = document;
  const isDone = upgrades.length > 0 && upgrades.every((code) => sites[code]?.build === 1493);
  return domainsOf(document).shared.size > 0 && !isDone && !isFinishing(document);
}

describe("evidence", () => {
  test("taken away, of a hotfix or of Copylog.tcf, never turns a hierarchy ready", () => {
    fc.assert(
      fc.property(hierarchies({ oneFaultIn: 30 }), anySettings, (document, settings) => {
        const places = evidencePlaces(document);
        const before = judged(document, settings);
        fc.pre(places.length > 0 && before.verdict !== "ready");
        for (const place of places) {
          expect([place, judged(without(document, place), settings).verdict]).not.toEqual([place, "ready"]);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("of a hotfix, the only one at a site in scope, taken away never leaves a hierarchy ready", () => {
    fc.assert(
      fc.property(SOUND, fc.nat(), (document, at) => {
        const sites = Object.entries(document.sites).filter(([, { build }]) => build !== 1493);
        fc.pre(isAtStake(document) && sites.length > 0 && judged(document).verdict === "ready");
        const [code, { build }] = sites[at % sites.length]!;
        for (const { id } of requiredHotfixes(build as Build)) {
          expect(judged(without(document, ["sites", code, "hotfixes", id])).verdict).not.toBe("ready");
        }
      }),
      { numRuns: 100 },
    );
  });

  test("of a logon point in scope taken away never leaves a hierarchy ready", () => {
    fc.assert(
      fc.property(SOUND, fc.nat(), (document, at) => {
        const { used } = domainsOf(document);
        const points = Object.entries(document.domains ?? {})
          .filter(([name]) => used.has(foldName(name)))
          .flatMap(([name, { logonPoints }]) =>
            Object.keys(logonPoints ?? {}).map((server) => [name, server] as const),
          );
        fc.pre(isAtStake(document) && points.length > 0 && judged(document).verdict === "ready");
        const [name, server] = points[at % points.length]!;
        expect(judged(without(document, ["domains", name, "logonPoints", server])).verdict).not.toBe("ready");
      }),
      { numRuns: 100 },
    );
  });

  test("is needed nowhere while no two sites share a domain", () => {
    fc.assert(
      fc.property(MIXED, anySettings, (document, settings) => {
        fc.pre(domainsOf(document).shared.size === 0);
        const mandatory = judged(document, settings).findings.filter(({ level }) => level === "mandatory");
        expect(mandatory).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe("a judgement", () => {
  const withWaivers = MIXED.chain((document) => waiversFor(document).map((waivers) => ({ ...document, waivers })));

  /** The same document with the members of objects, and of lists without an order, in the order of some keys. */
  function shuffled(value: unknown, keys: readonly number[], name = ""): unknown {
    const place = (key: string) => keys[[...key].reduce((sum, one) => sum * 31 + one.charCodeAt(0), 7) % keys.length]!;
    if (Array.isArray(value)) {
      const isOrdered = ["upgrades", "owners", "waivers"].includes(name);
      return isOrdered ? value : [...(value as string[])].sort((a, b) => place(a) - place(b));
    }
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).sort(([a], [b]) => place(a) - place(b));
    return Object.fromEntries(entries.map(([key, member]) => [key, shuffled(member, keys, key)]));
  }

  test("does not depend on the order in which facts are stated", () => {
    fc.assert(
      fc.property(withWaivers, fc.array(fc.nat(), { minLength: 13, maxLength: 13 }), (document, keys) => {
        const other = shuffled(document, keys) as HierarchyInput;
        expect(essence(judged(other))).toEqual(essence(judged(document)));
      }),
      { numRuns: 100 },
    );
  });

  test("does not depend on the case of domain and server names", () => {
    const cased = (name: string, isUpper: boolean) => (isUpper ? name.toUpperCase() : name.toLowerCase());
    fc.assert(
      fc.property(MIXED, fc.boolean(), fc.boolean(), (document, domainsUp, serversUp) => {
        const domains = Object.entries(document.domains ?? {}).map(([name, { pdc, bdcs = [], ...domain }]) => [
          name,
          {
            ...domain,
            pdc: cased(pdc, serversUp),
            bdcs: bdcs.map((server) => cased(server, serversUp)),
            logonPoints: Object.fromEntries(
              Object.entries(domain.logonPoints ?? {}).map(([server, point]) => [cased(server, !serversUp), point]),
            ),
          },
        ]);
        const sites = Object.entries(document.sites).map(([code, site]) => [
          code,
          { ...site, domains: site.domains.map((name) => cased(name, domainsUp)) },
        ]);
        const other = { ...document, domains: Object.fromEntries(domains), sites: Object.fromEntries(sites) };
        expect(essence(judged(other as HierarchyInput), "mandatory")).toEqual(essence(judged(document), "mandatory"));
      }),
      { numRuns: 100 },
    );
  });

  test("is never better under stricter settings, for any upgrade", () => {
    fc.assert(
      fc.property(MIXED, anySettings, anySettings, (document, a, b) => {
        const both = judged(document, stricter(a, b));
        // Fewer sites are covered under the milder reading, so the last one may be found to finish.
        fc.pre([a, b, stricter(a, b)].every((settings) => !isFinishing(document, settings)));
        for (const one of [judged(document, a), judged(document, b)]) {
          expect(badness(both.verdict)).toBeGreaterThanOrEqual(badness(one.verdict));
          for (const [index, { verdict }] of both.upgrades.entries()) {
            expect(badness(verdict)).toBeGreaterThanOrEqual(badness(one.upgrades[index]!.verdict));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test("is the worst verdict of its upgrades, one for each in the planned order", () => {
    fc.assert(
      fc.property(withWaivers, anySettings, days, (document, settings, today) => {
        const { verdict, upgrades } = judged(document, settings, today);
        expect(upgrades.map(({ site }) => site)).toEqual(document.upgrades);
        if (upgrades.length === 0) return;
        expect(badness(verdict)).toBe(Math.max(...upgrades.map((one) => badness(one.verdict))));
      }),
      { numRuns: 100 },
    );
  });

  test("is never pending where nothing is, and waives nothing that waivers do not name", () => {
    fc.assert(
      fc.property(withWaivers, days, (document, today) => {
        const { verdict, findings, waiversInForce } = judged(document, STRICT, today);
        expect(verdict).not.toBe("pending");
        for (const { rule, subject, waivedBy } of findings.filter((finding) => finding.waivedBy !== undefined)) {
          expect(waiversInForce).toContainEqual(expect.objectContaining({ rule, ...waivedBy }));
          expect(document.waivers.map((one) => foldName(one.subject))).toContain(foldName(subject.name));
          expect(waivedBy!.expires >= today).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("is no better without its waivers, while no order is planned and none of them breaks the conditions", () => {
    fc.assert(
      fc.property(withWaivers, days, (document, today) => {
        const waived = judged({ ...document, upgrades: [] }, STRICT, today);
        fc.pre(!waived.findings.some(({ code }) => code === "waiver-conditions"));
        const bare = judged({ ...document, upgrades: [], waivers: [] }, STRICT, today);
        expect(badness(bare.verdict)).toBeGreaterThanOrEqual(badness(waived.verdict));
      }),
      { numRuns: 100 },
    );
  });
});
