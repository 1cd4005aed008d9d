import { toFacts } from "../../../domain/model/facts";
import { isPending, PENDING } from "../../../domain/pending";
import { contextOf } from "../../../rules/judge/context";
import { hierarchy, TODAY, type Changes } from "../../kit/base";

const contextWith = (changes: Changes, reading: "every-site" | "shared-domains" = "every-site") =>
  contextOf(toFacts(hierarchy(changes)), { reading, minimumEvidence: "attested" }, TODAY);
const scope = (changes: Changes, reading?: "shared-domains") => {
  const { sitesInScope, domainsInScope, sharedDomains } = contextWith(changes, reading);
  return {
    sites: [...sitesInScope].map(({ code }) => code),
    domains: domainsInScope.map(({ name }) => name),
    shared: sharedDomains.map(({ name }) => name),
  };
};

/** S01 alone in LAB; XYZ without any site. */
const LAB: Changes = {
  "domains/LAB": { pdc: "LABPDC" },
  "domains/XYZ": { pdc: "XYZPDC" },
  "sites/S01": { type: "secondary", parent: "P01", build: 1380, domains: ["LAB"] },
};

describe("which sites and domains the rules are about (Q261931)", () => {
  test.each<[string, Changes, "shared-domains" | undefined, ReturnType<typeof scope>]>([
    [
      "the strict reading",
      LAB,
      undefined,
      { sites: ["CEN", "P01", "S01"], domains: ["CORP", "LAB"], shared: ["CORP"] },
    ],
    ["the narrow reading", LAB, "shared-domains", { sites: ["CEN", "P01"], domains: ["CORP"], shared: ["CORP"] }],
    ["nothing shared", { ...LAB, "sites/P01/domains": [] }, undefined, { sites: [], domains: [], shared: [] }],
    [
      "shared through another spelling",
      { "sites/P01/domains": ["corp"] },
      undefined,
      { sites: ["CEN", "P01"], domains: ["CORP"], shared: ["CORP"] },
    ],
    [
      "a site at SP2 shares, and is not in scope itself",
      { "sites/CEN/build": 1493 },
      undefined,
      { sites: ["P01"], domains: ["CORP"], shared: ["CORP"] },
    ],
    [
      "a site without logon methods does not share",
      { "sites/P01/logonInstallation": false, "sites/P01/logonDiscovery": false },
      undefined,
      { sites: [], domains: [], shared: [] },
    ],
  ])("%s", (_, changes, reading, expected) => {
    expect(scope(changes, reading)).toEqual(expected);
  });
});

test("sites and domains come sorted, and are found by code and by name without case", () => {
  const context = contextWith({
    ...LAB,
    "domains/AAA": { pdc: "AAAPDC" },
    "sites/A01": { type: "primary", parent: "CEN", build: 1493, domains: [], server: "Box7" },
  });
  expect(context.sites.map(({ code }) => code)).toEqual(["A01", "CEN", "P01", "S01"]);
  expect(context.domains.map(({ name }) => name)).toEqual(["AAA", "CORP", "LAB", "XYZ"]);
  expect([context.siteOf.get("S01")?.code, context.siteOn.get("BOX7")?.code]).toEqual(["S01", "A01"]);
  expect([context.siteOn.size, context.siteOf.size]).toEqual([1, 4]);
  expect(context.domainOf.get("CORP")?.name).toBe("CORP");
  expect([...context.declaredCodes]).toEqual(["A01", "CEN", "P01", "S01"]);
  expect(context.sites.map(({ isBelowSp2 }) => isBelowSp2)).toEqual([false, true, true, true]);
});

test("a domain knows its sites at SP2, those below, and those that install at logon", () => {
  const domainWith = (changes: Changes) => {
    const [corp] = contextWith(changes).domains;
    return {
      atSp2: corp?.sitesAtSp2.map(({ code }) => code),
      isBelow: corp?.hasSitesBelowSp2,
      installing: corp?.installing.map(({ code }) => code),
      codes: [...(corp?.codesTakingPart ?? [])],
    };
  };
  const all = { atSp2: [], isBelow: true, installing: ["CEN", "P01"], codes: ["CEN", "P01"] };
  expect(domainWith({})).toEqual(all);
  expect(domainWith({ "sites/CEN/build": 1493 })).toEqual({ ...all, atSp2: ["CEN"] });
  expect(domainWith({ "sites/CEN/build": 1493, "sites/P01/build": 1493 })).toEqual({
    ...all,
    atSp2: ["CEN", "P01"],
    isBelow: false,
  });
  expect(domainWith({ "sites/CEN/logonInstallation": false })).toEqual({ ...all, installing: ["P01"] });
  expect(domainWith({ "sites/CEN/logonDiscovery": false })).toEqual(all);
});

test("finishing: one that is covered is certainly at SP2, and at most one is below (Q264630)", () => {
  const done = (site: string): Changes => ({ [`sites/${site}/build`]: 1493, [`sites/${site}/hotfixes`]: undefined });
  const isFinishing = (changes: Changes, reading?: "shared-domains") => contextWith(changes, reading).isFinishing;
  expect(isFinishing({})).toBe(false);
  expect(isFinishing(done("CEN"))).toBe(true);
  expect(isFinishing({ ...done("CEN"), ...done("P01") })).toBe(true);
  expect(isFinishing({ ...done("CEN"), ...LAB })).toBe(false);
  expect(isFinishing({ ...done("CEN"), ...LAB }, "shared-domains")).toBe(true);
  expect(isFinishing({ "sites/P01/domains": [] })).toBe(false);
  expect(contextWith({ ...done("CEN"), ...LAB }).sitesAtSp2.map(({ code }) => code)).toEqual(["CEN"]);
});

test("each controller has what is known of it, PDC first, whatever the case of its name", () => {
  const logonPoints = { corpbdc: { logonPoint: false } };
  const [corp] = contextWith({ "domains/CORP/logonPoints": logonPoints }).domains;
  expect(corp?.controllers).toEqual([
    { server: "CORPPDC", point: undefined },
    { server: "CORPBDC", point: { logonPoint: false } },
  ]);
  const [pending] = contextWith({ "domains/CORP/logonPoints": PENDING }).domains;
  expect(pending?.controllers.map(({ point }) => point)).toEqual([PENDING, PENDING]);
});

test("names that every object has are names like any other", () => {
  const changes: Changes = {
    "domains/constructor": { pdc: "valueOf", bdcs: ["toString"], logonPoints: { toString: { logonPoint: false } } },
    "sites/P01/domains": ["CORP", "Constructor"],
  };
  const [, odd] = contextWith(changes).domains;
  expect(odd?.takingPart.map(({ code }) => code)).toEqual(["P01"]);
  expect(odd?.controllers).toEqual([
    { server: "valueOf", point: undefined },
    { server: "toString", point: { logonPoint: false } },
  ]);
});

test("a build that is still pending is refused: worlds settle it first", () => {
  expect(() => contextWith({ "sites/P01/build": PENDING })).toThrow("the build of P01 is pending");
});

const POINT = "domains/CORP/logonPoints/CORPPDC";

describe("updatedSinceFix is computed from times (Q249077)", () => {
  const at = (time: string) => `2000-06-${time}`;
  const [FIRST, LAST, AFTER] = [at("20T08:00:00Z"), at("20T10:00:00Z"), at("20T10:00:01Z")];
  const fixed = { "sites/CEN/copylogFixInstalled": FIRST, "sites/P01/copylogFixInstalled": LAST };
  const written = (modified: unknown) => ({ [POINT]: { copylog: { modified } } });

  test.each<[string, Changes, unknown]>([
    ["written after the last fix", { ...fixed, ...written(AFTER) }, true],
    ["written at the very moment of the last fix", { ...fixed, ...written(LAST) }, false],
    ["written before the last fix, after the first", { ...fixed, ...written(at("20T09:00:00Z")) }, false],
    ["written after the last fix, by another clock", { ...fixed, ...written(at("20T12:00:01+02:00")) }, true],
    ["written before the last fix, by another clock", { ...fixed, ...written(at("20T11:59:59+02:00")) }, false],
    [
      "a fix whose time nobody stated",
      { ...fixed, ...written(AFTER), "sites/P01/copylogFixInstalled": undefined },
      undefined,
    ],
    ["a file whose time nobody stated", { ...fixed, [POINT]: { copylog: { corrupt: false } } }, undefined],
    [
      "a site at SP2 has no time and needs none",
      { ...fixed, ...written(AFTER), "sites/P01/build": 1493, "sites/P01/copylogFixInstalled": undefined },
      true,
    ],
    [
      "a site that does not take part has no time and needs none",
      {
        ...fixed,
        ...written(AFTER),
        "sites/P01/logonInstallation": false,
        "sites/P01/logonDiscovery": false,
        "sites/P01/copylogFixInstalled": undefined,
      },
      true,
    ],
    [
      "a site with one logon method takes part",
      { ...fixed, ...written(AFTER), "sites/P01/logonInstallation": false, "sites/P01/copylogFixInstalled": undefined },
      undefined,
    ],
    [
      "a site that is listed in another case takes part",
      { ...fixed, ...written(AFTER), "sites/P01/domains": ["corp"], "sites/P01/copylogFixInstalled": undefined },
      undefined,
    ],
    [
      "a site of another domain does not count",
      { ...fixed, ...written(AFTER), "sites/P01/domains": [], "sites/P01/copylogFixInstalled": undefined },
      true,
    ],
    ["a pending time of a file", { ...fixed, ...written(PENDING) }, "pending"],
    ["a pending time of a fix", { ...fixed, ...written(AFTER), "sites/P01/copylogFixInstalled": PENDING }, "pending"],
    [
      "a pending time beside one that nobody stated",
      { ...fixed, ...written(PENDING), "sites/P01/copylogFixInstalled": undefined },
      undefined,
    ],
    [
      "a stated value that agrees stays",
      { ...fixed, [POINT]: { copylog: { modified: AFTER }, updatedSinceFix: true } },
      true,
    ],
    [
      "a stated value stays where times are missing",
      { [POINT]: { copylog: { modified: AFTER }, updatedSinceFix: false } },
      false,
    ],
  ])("%s", (_, changes, expected) => {
    const point = contextWith(changes).domains[0]?.controllers[0]?.point as { updatedSinceFix?: unknown };
    expect(isPending(point.updatedSinceFix) ? "pending" : point.updatedSinceFix).toBe(expected);
  });
});
