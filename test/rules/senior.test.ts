import { toFacts } from "../../domain/model/facts";
import { PENDING } from "../../domain/pending";
import { contextOf, type SiteView } from "../../rules/judge/context";
import { highestVersion, isHonoured, knownSeniorSite, namedBy } from "../../rules/senior";
import { hierarchy, TODAY } from "../kit/base";

const SETTINGS = { reading: "every-site", minimumEvidence: "attested" } as const;

/** Sites that take part in one domain, by code: a build, or a build with a version. */
function sitesOf(builds: Record<string, number | [build: number, version: unknown]>): readonly SiteView[] {
  const sites = Object.entries(builds).map(([code, stated], index) => {
    const [build, version] = Array.isArray(stated) ? stated : [stated];
    const place = index === 0 ? { type: "central" } : { type: "primary", parent: Object.keys(builds)[0] };
    return [code, { ...place, build, domains: ["CORP"], ...(version === undefined ? {} : { version }) }] as const;
  });
  const facts = toFacts(hierarchy({ sites: Object.fromEntries(sites), upgrades: undefined }));
  return contextOf(facts, SETTINGS, TODAY).domains[0]!.takingPart;
}

const codesOf = (sites: readonly SiteView[]) => sites.map(({ code }) => code);

test.each<[string, Parameters<typeof sitesOf>[0], string[]]>([
  ["the release alone", { CEN: 1239, P01: 1239 }, ["CEN", "P01"]],
  ["SP1 above the release", { CEN: 1239, P01: 1380 }, ["P01"]],
  ["SP2 above SP1, whatever its service pack", { CEN: 1493, P01: 1380 }, ["CEN"]],
  ["two at 1493 of unknown service packs", { CEN: 1493, P01: 1493, P02: 1380 }, ["CEN", "P01"]],
  ["two of one service pack", { CEN: [1493, "2.0.1493.2000"], P01: [1493, "2.0.1493.2005"] }, ["CEN", "P01"]],
  ["SP3 above SP2", { CEN: [1493, "2.0.1493.2999"], P01: [1493, "2.0.1493.3000"] }, ["P01"]],
  ["SP4 above SP3", { CEN: [1493, "2.0.1493.4000"], P01: [1493, "2.0.1493.3000"] }, ["CEN"]],
  ["SP3 beside an unknown one", { CEN: [1493, "2.0.1493.3000"], P01: 1493 }, ["CEN", "P01"]],
  ["SP3 beside one that is pending", { CEN: [1493, "2.0.1493.3000"], P01: [1493, PENDING] }, ["CEN", "P01"]],
])("the highest version: %s", (_, builds, expected) => {
  expect(codesOf(highestVersion(sitesOf(builds)))).toEqual(expected);
});

test("no sites have no highest version", () => {
  expect(highestVersion([])).toEqual([]);
});

test("Senior.lst names a site by exactly its code", () => {
  const sites = sitesOf({ CEN: 1380, P01: 1380 });
  expect(["P01\r\n", "P01X", "p01", " P0", ""].map((text) => namedBy(text, sites)?.code)).toEqual([
    "P01",
    "P01",
    undefined,
    undefined,
    undefined,
  ]);
});

test.each<[string, Parameters<typeof sitesOf>[0], boolean]>([
  ["a site at SP1", { CEN: 1380, P01: 1239 }, true],
  ["a release site beside one at SP1", { CEN: 1239, P01: 1380 }, false],
  ["a release site among such", { CEN: 1239, P01: 1239 }, true],
])("%s honours it: %#", (_, builds, expected) => {
  const [cen, ...others] = sitesOf(builds);
  expect(isHonoured(cen!, [cen!, ...others])).toBe(expected);
});

test.each<[string, unknown, Parameters<typeof sitesOf>[0], string | undefined]>([
  ["the only site, whatever the file is", undefined, { CEN: 1239 }, "CEN"],
  ["the one that the file names", "P01\r\n", { CEN: 1380, P01: 1380 }, "P01"],
  ["nobody, if it names a release site", "P01", { CEN: 1380, P01: 1239 }, undefined],
  ["nobody, if it names a release site among such", "P01", { CEN: 1239, P01: 1239 }, undefined],
  ["nobody, if it names a lower-case code", "p01", { CEN: 1380, p01: 1380 }, undefined],
  ["nobody, if it names a stranger", "OLD", { CEN: 1493, P01: 1380 }, undefined],
  ["without a file, the highest version", null, { CEN: 1493, P01: 1380 }, "CEN"],
  ["without a file, nobody in a tie", null, { CEN: 1380, P01: 1380 }, undefined],
  ["nobody, if the file is not known", undefined, { CEN: 1493, P01: 1380 }, undefined],
  ["nobody, if the file is pending", PENDING, { CEN: 1493, P01: 1380 }, undefined],
])("the Senior Site is %s", (_, seniorList, builds, expected) => {
  expect(knownSeniorSite(seniorList as string, sitesOf(builds))?.code).toBe(expected);
});
