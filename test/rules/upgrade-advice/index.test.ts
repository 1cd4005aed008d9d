import { PENDING } from "../../../domain/pending";
import { upgradeAdvice } from "../../../rules/upgrade-advice/index";
import {
  checksOf,
  findingOf,
  findingsOf,
  hierarchy,
  RELEASE_FILES,
  secondsOf,
  siteCodes,
  SP1_FILES,
  type Changes,
  type Options,
} from "../../kit/base";

const NT = "Bin\\i386\\Nt_logon.dll";
const secondary: Changes = { "sites/P01/type": "secondary" };
const sp2 = (site: string): Changes => ({ [`sites/${site}/build`]: 1493, [`sites/${site}/hotfixes`]: undefined });
/** A second domain, LAB, with a site of its own that lacks its CCM fix. */
const apart: Changes = {
  "domains/LAB": { pdc: "LABPDC", logonPoints: { LABPDC: { logonPoint: false } } },
  "sites/S01": {
    type: "primary",
    parent: "CEN",
    build: 1380,
    domains: ["LAB"],
    hotfixes: { Q249077: SP1_FILES.Q249077 },
  },
};
const renamed = (code: string): Changes => ({
  "sites/P01": undefined,
  [`sites/${code}`]: { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES },
});
const twin = (build: number): Changes => ({
  ...renamed("LAB"),
  "sites/LAB/build": build,
  "domains/lab": { pdc: "LABPDC" },
});

/** Of each code: what brings it about, its subject, and what takes it away again. */
const CASES: [code: string, on: Changes, subject: string, off: Changes, options?: Options][] = [
  ["domain-name-case", { "sites/P01/domains": ["Corp"] }, "P01", { "sites/P01/domains": ["CORP"] }],
  ["lower-case-site-code", renamed("p01"), "p01", renamed("P01")],
  ["lower-case-site-code", renamed("P0a"), "P0a", renamed("P0A")],
  ["site-code-equals-domain", twin(1380), "LAB", { ...twin(1493), "sites/LAB/hotfixes": undefined }],
  [
    "older-facts",
    { ...sp2("P01"), "sites/P01/fullVersion": "2.00.1380.1000" },
    "P01",
    { ...sp2("P01"), "sites/P01/fullVersion": "2.00.1493.2005" },
  ],
  ["older-facts", { "sites/P01/build": 1493 }, "P01", sp2("P01")],
  [
    "full-version-mismatch",
    { ...secondary, "sites/P01/fullVersion": null },
    "P01",
    { ...secondary, "sites/P01/fullVersion": "2.00.1380.1000" },
  ],
  [
    "full-version-mismatch",
    { ...secondary, "sites/P01/fullVersion": "000" },
    "P01",
    { "sites/P01/fullVersion": "000" },
  ],
  [
    "full-version-mismatch",
    { ...secondary, "sites/P01/fullVersion": "2.00.1239.0000" },
    "P01",
    { ...secondary, ...sp2("P01"), "sites/P01/fullVersion": null },
  ],
  [
    "setup-type-mismatch",
    { ...secondary, "sites/P01/setupType": 6 },
    "P01",
    { ...secondary, "sites/P01/setupType": 2 },
  ],
  ["setup-type-mismatch", { ...secondary, "sites/P01/setupType": 1 }, "P01", { "sites/P01/setupType": 1 }],
  [
    "nt-logon-versions-differ",
    { [`sites/P01/hotfixes/Q249077/files/${NT}`]: "2.0.1380.1106" },
    "CORP",
    { [`sites/P01/hotfixes/Q249077/files/${NT}`]: "2.00.1380.1105" },
  ],
  [
    "remote-installation-off",
    { "sites/P01/remoteInstallation": false, "sites/P01/hotfixes/Q252717": undefined },
    "P01",
    { "sites/P01/remoteInstallation": false },
  ],
  ["boundaries-not-judged", apart, "S01", { ...apart, "sites/S01/hotfixes": SP1_FILES }, { reading: "shared-domains" }],
  ["half-upgraded-domain", sp2("CEN"), "CORP", { ...sp2("CEN"), ...sp2("P01") }],
  ["rule-not-applicable", { "sites/P01/domains": [] }, "contoso", {}],
  [
    "short-domain-name",
    { "domains/LAB": { pdc: "LABPDC" }, "sites/P01/domains": ["CORP", "LAB"] },
    "LAB",
    { "domains/LAB": { pdc: "LABPDC" }, "sites/P01/domains": ["CORP", "LAB"], "sites/P01/remoteInstallation": false },
  ],
  [
    "left-domain-listed",
    { "sites/P01/logonInstallation": false, "sites/P01/logonDiscovery": false },
    "P01",
    { "sites/P01/logonInstallation": false },
  ],
  [
    "ccm-without-shared-domain",
    { "sites/P01/domains": [], "sites/P01/hotfixes/Q252717": undefined },
    "P01",
    { "sites/P01/domains": [], "sites/P01/hotfixes/Q252717": undefined, "sites/CEN/remoteInstallation": false },
  ],
  [
    "alpha-network-monitor",
    { "sites/P01/platform": "alpha", upgrades: ["P01"] },
    "P01",
    { "sites/P01/platform": "alpha", upgrades: ["CEN"] },
  ],
  [
    "mixed-service-packs",
    { "sites/P01/build": 1239, "sites/P01/hotfixes": RELEASE_FILES },
    "CORP",
    { "sites/P01/build": 1239, "sites/P01/hotfixes": RELEASE_FILES, ...sp2("CEN") },
  ],
  [
    "mixed-service-packs",
    { ...sp2("CEN"), "sites/CEN/version": "2.0.1493.3000", ...sp2("P01"), "sites/P01/version": "2.0.1493.2005" },
    "CORP",
    { ...sp2("CEN"), "sites/CEN/version": "2.0.1493.3000", ...sp2("P01") },
  ],
  [
    "site-folder-missing",
    {
      "sites/P01/logonInstallation": false,
      "domains/CORP/logonPoints/CORPBDC/copylog": { sharedOwner: "CEN", siteFolders: ["CEN"] },
    },
    "CORPBDC",
    { "domains/CORP/logonPoints/CORPBDC/copylog": { text: "" } },
  ],
  [
    "pdc-not-logon-point",
    { "domains/CORP/logonPoints/CORPPDC": { logonPoint: false } },
    "CORP",
    { "domains/CORP/logonPoints": { CORPPDC: { logonPoint: false }, CORPBDC: { logonPoint: false } } },
  ],
  [
    "no-logon-point",
    { "domains/CORP/logonPoints": { CORPPDC: { logonPoint: false }, CORPBDC: { logonPoint: false } } },
    "CORP",
    { "domains/CORP/logonPoints/CORPBDC": { logonPoint: false } },
  ],
  [
    "site-folder-missing",
    { "domains/CORP/logonPoints/CORPBDC/copylog": { sharedOwner: "CEN", siteFolders: ["CEN"] } },
    "CORPBDC",
    { "domains/CORP/logonPoints/CORPBDC/copylog": { sharedOwner: "CEN", siteFolders: ["cen", "P01"] } },
  ],
  ["partial-upgrade-plan", { upgrades: ["CEN"] }, "CORP", { upgrades: ["CEN", "P01"] }],
  [
    "save-senior-list",
    { upgrades: ["CEN", "P01"] },
    "CORP",
    { upgrades: ["CEN", "P01"], "domains/CORP/seniorList": null },
  ],
];

describe("each warning comes where declared facts call for it, and goes with them", () => {
  test.each(CASES)("%s", (code, on, subject, off, options = {}) => {
    const row = `upgrade-advice ${code} ${subject} advisory known`;
    expect(findingsOf(hierarchy(on), options)).toContain(row);
    expect(findingsOf(hierarchy(off), options).filter((found) => found.includes(code))).toEqual([]);
  });

  test.each(CASES)("%s says what was found, what is needed, and by which article what is to be done", (...one) => {
    const [code, on, subject, , options = {}] = one;
    const { found, needed, remedy, articles } = findingOf(hierarchy(on), code, subject, options);
    expect([found, needed]).toEqual([expect.stringMatching(/^\S.*[^.\s]$/), expect.stringMatching(/^\S.*[^.\s]$/)]);
    expect(remedy).not.toEqual([]);
    for (const step of remedy) expect(step).toMatch(/^[A-Z].*\.$/);
    expect(articles).toEqual([expect.stringMatching(/^Q\d{6}$/), ...articles.slice(1)]);
  });

  test("each code of the rule is in this table", () => {
    expect([...new Set(CASES.map(([code]) => code))].sort()).toEqual(Object.keys(upgradeAdvice.codes).sort());
  });
});

test("sites and domains are listed by their names, whatever the order of the declaration", () => {
  const site = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP", "LAB"] };
  const document = hierarchy({
    "sites/P09": site,
    "sites/P02": site,
    "sites/A01": site,
    "domains/LAB": { pdc: "LABPDC", seniorList: "P09" },
    "domains/ACME": { pdc: "ACMEPDC", seniorList: null },
    "domains/BETA": { pdc: "BETAPDC", seniorList: "P02" },
    "sites/P02/domains": ["CORP", "LAB", "ACME", "BETA"],
    "sites/A01/domains": ["CORP", "LAB", "ACME", "BETA"],
    "sites/A01/build": 1493,
    upgrades: ["CEN"],
  });
  expect(findingOf(document, "partial-upgrade-plan").found).toBe("the plan leaves P01, P02, P09 below SP2");
  expect(findingOf(document, "half-upgraded-domain", "LAB").found).toBe("P02, P09 below SP2 beside A01 at SP2");
  expect(findingOf(document, "senior-site-ambiguous", "ACME").found).toMatch(/^no Senior.lst, although BETA has one/);
});

describe("where a fact does not decide it, nothing is said", () => {
  test.each<[string, Changes]>([
    ["Full Version that nobody looked at", secondary],
    ["Full Version that this update produces", { ...secondary, "sites/P01/fullVersion": PENDING }],
    ["Setup\\Type that this update produces", { ...secondary, "sites/P01/setupType": PENDING }],
    ["the use of CCM that this update produces", { "sites/P01/remoteInstallation": PENDING }],
    ["a version of Nt_logon.dll that this update produces", { [`sites/P01/hotfixes/Q249077/files/${NT}`]: PENDING }],
  ])("%s", (_, changes) => {
    expect(findingsOf(hierarchy(changes)).filter((row) => row.startsWith("upgrade-advice"))).toEqual([]);
  });

  test("versions of Nt_logon.dll are compared within one domain", () => {
    const changes: Changes = {
      ...apart,
      "sites/S01/hotfixes": { ...SP1_FILES, Q249077: { files: { [NT]: "2.0.1380.1200" } } },
    };
    expect(findingsOf(hierarchy(changes)).filter((row) => row.includes("nt-logon"))).toEqual([]);
  });

  test("boundaries are no matter where the strict reading asks for every site, nor where nothing is shared", () => {
    expect(checksOf(hierarchy(apart))).toEqual(["hotfix-prerequisites missing-hotfix S01 mandatory unknown Q252717"]);
    const alone = hierarchy({ ...apart, "sites/P01/domains": [] });
    const found = findingsOf(alone, { reading: "shared-domains" });
    expect(found.filter((row) => row.includes("boundaries-not-judged"))).toEqual([]);
  });
});

describe("what an administrator is told", () => {
  test.each<[string, Changes, string, string, string[]]>([
    [
      "domain-name-case",
      { "sites/P01/domains": ["Corp"] },
      "it spells the domain CORP as Corp",
      "one spelling of CORP at all sites, in the .pcf file and in the registry of each",
      ["Q245101"],
    ],
    [
      "site-code-equals-domain",
      twin(1380),
      "its code is also the name of the domain lab",
      "a site code that is no domain's name, before SP2",
      ["Q256963"],
    ],
    [
      "full-version-mismatch",
      { ...secondary, "sites/P01/fullVersion": null },
      "Full Version is missing",
      "exactly 2.00.1380.1000",
      ["Q249077", "Q267258"],
    ],
    [
      "setup-type-mismatch",
      { ...secondary, "sites/P01/setupType": 6 },
      "Setup\\Type is 6",
      "2, as on every secondary site",
      ["Q273853"],
    ],
    [
      "nt-logon-versions-differ",
      { [`sites/P01/hotfixes/Q249077/files/${NT}`]: "2.0.1380.1106" },
      "Nt_logon.dll is 2.0.1380.1105 at CEN, 2.0.1380.1106 at P01",
      "one version of Nt_logon.dll at all sites of a domain",
      ["Q264976"],
    ],
    [
      "half-upgraded-domain",
      sp2("CEN"),
      "P01 below SP2 beside CEN at SP2",
      "all sites of a domain at SP2 within 2 to 3 hours of each other",
      ["Q264630", "Q262677", "Q263411", "Q236596"],
    ],
    [
      "partial-upgrade-plan",
      { upgrades: ["CEN"] },
      "the plan leaves P01 below SP2",
      "all sites of a domain in the plan",
      ["Q264630"],
    ],
    [
      "save-senior-list",
      { upgrades: ["CEN", "P01"] },
      "Senior.lst is in use, and the upgrade of CEN, P01 is planned",
      "Senior.lst saved before each upgrade and put back afterwards",
      ["Q246527", "Q247306"],
    ],
  ])("%s", (code, changes, found, needed, articles) => {
    expect(findingOf(hierarchy(changes), code)).toMatchObject({ found, needed, articles });
  });

  test("without CCM the fix is needed all the same (Q264630, Q261931)", () => {
    const changes = { "sites/P01/remoteInstallation": false, "sites/P01/hotfixes/Q252717": undefined };
    expect(findingOf(hierarchy(changes), "remote-installation-off")).toMatchObject({
      found: "Windows NT Remote Client Installation is off, and Q252717 is not proven",
      needed: "Q252717 all the same",
      remedy: [expect.stringContaining("grants no exemption")],
    });
  });

  test("the narrow reading says that the CCM risk follows boundaries (Q264630)", () => {
    expect(findingOf(hierarchy(apart), "boundaries-not-judged", "S01", { reading: "shared-domains" })).toMatchObject({
      found: "Q252717 is not proven, and with the setting shared-domains this site is not checked",
      remedy: [expect.stringContaining("not shared domains")],
      articles: ["Q264630", "Q252717", "Q252718"],
    });
  });
});

test("thousands of short domain names at thousands of sites are found in no time", () => {
  const codes = siteCodes(20_000);
  const domains = Object.fromEntries(codes.map((code) => [code, { pdc: `PDC${code}` }]));
  const sites = Object.fromEntries(
    codes.map((code) => [code, { type: "primary", parent: "CEN", build: 1380, domains: [code] }]),
  );
  const CEN = { type: "central", build: 1380, domains: [codes[0]] };
  const seconds = secondsOf(() => {
    const found = findingsOf({ hierarchy: "short", domains, sites: { CEN, ...sites } });
    expect(found.filter((row) => row.includes("short-domain-name"))).toHaveLength(codes.length);
  });
  expect(seconds).toBeLessThan(10);
});
