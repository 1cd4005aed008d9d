import { findContradictions } from "../../../domain/model/contradictions";
import { PENDING } from "../../../domain/pending";
import { hierarchy, secondsOf } from "../../kit/base";
import { issuesOf, type Expected } from "../../kit/issues";

const SITE_CODE = "a site code: three letters or digits, not CON, PRN, AUX or NUL (Q182420)";

describe("what the parts of a document say against each other is refused", () => {
  test.each<[string, unknown, Expected[]]>([
    [
      "a site code that is declared in both cases",
      hierarchy({ "sites/p01": { type: "primary", parent: "CEN", build: 1380, domains: [] } }),
      [["sites.p01", "p01", "a site code that is declared once, case aside; P01 is there already"]],
    ],
    [
      "a domain that is declared in both cases",
      hierarchy({ "domains/Corp": { pdc: "OTHERPDC" } }),
      [["domains.Corp", "Corp", "a domain that is declared once, case aside; CORP is there already"]],
    ],
    [
      "a server that is a controller twice",
      hierarchy({ "domains/CORP/bdcs": ["CORPBDC", "corpbdc"] }),
      [["domains.CORP.bdcs[1]", "corpbdc", "a server that is a controller once; domain CORP has it already"]],
    ],
    [
      "a server that is a controller of two domains",
      hierarchy({ "domains/SALES": { pdc: "Corppdc" } }),
      [["domains.SALES.pdc", "Corppdc", "a server that is a controller once; domain CORP has it already"]],
    ],
    [
      "a server that is a controller of three domains: the first one has it",
      hierarchy({ "domains/SALES": { pdc: "Corppdc" }, "domains/LAB": { pdc: "CORPPDC" } }),
      ["LAB", "SALES"].map((domain): Expected => {
        const server = domain === "LAB" ? "CORPPDC" : "Corppdc";
        return [`domains.${domain}.pdc`, server, "a server that is a controller once; domain CORP has it already"];
      }),
    ],
    [
      "a logon point that is listed in both cases",
      hierarchy({ "domains/CORP/logonPoints/CorpPdc": {} }),
      [
        [
          "domains.CORP.logonPoints.CorpPdc",
          "CorpPdc",
          "a server that is listed once, case aside; CORPPDC is there already",
        ],
      ],
    ],
    [
      "a logon point that is no controller",
      hierarchy({ "domains/CORP/logonPoints/CORPBDC9": {} }),
      [["domains.CORP.logonPoints.CORPBDC9", "CORPBDC9", "the pdc or a bdc of CORP; declared: CORPPDC, CORPBDC"]],
    ],
    [
      "a site in an unknown domain",
      hierarchy({ "sites/P01/domains": ["CORP", "SALES"] }),
      [["sites.P01.domains[1]", "SALES", "a declared domain; declared: CORP"]],
    ],
    [
      "a site in a domain twice",
      hierarchy({ "sites/P01/domains": ["CORP", "Corp"] }),
      [["sites.P01.domains[1]", "Corp", "a domain that is listed once, case aside"]],
    ],
    [
      "a site in a domain where none is declared",
      { hierarchy: "h", sites: { CEN: { type: "central", build: 1380, domains: ["CORP"] } } },
      [["sites.CEN.domains[0]", "CORP", "a declared domain; none is declared"]],
    ],
    [
      "an unknown parent",
      hierarchy({ "sites/P01/parent": "XXX" }),
      [["sites.P01.parent", "XXX", "the code of a declared site; declared: CEN, P01"]],
    ],
    [
      "a parent in another case",
      hierarchy({ "sites/P01/parent": "cen" }),
      [["sites.P01.parent", "cen", "the code of a declared site; CEN is declared"]],
    ],
    [
      "a parent that is a secondary site",
      hierarchy({
        "sites/P01/type": "secondary",
        "sites/S01": { type: "secondary", parent: "P01", build: 1380, domains: [] },
      }),
      [["sites.S01.parent", "P01", "a primary site; P01 is secondary, so no site reports to it"]],
    ],
    [
      "no parent",
      hierarchy({ "sites/P01/parent": undefined }),
      [["sites.P01.parent", undefined, "the code of the parent site"]],
    ],
    [
      "a central site with a parent",
      hierarchy({ "sites/CEN/parent": "P01" }),
      [["sites.CEN.parent", "P01", "no parent of a central site"]],
    ],
    [
      "two central sites",
      hierarchy({ "sites/P01/type": "central", "sites/P01/parent": undefined }),
      [["sites.P01.type", "central", "one central site; CEN is one already"]],
    ],
    [
      "no central site",
      hierarchy({ "sites/CEN/type": "primary", "sites/CEN/parent": "P01" }),
      [
        ["sites", undefined, "one site of type central"],
        ["sites.CEN.parent", "P01", "parents that lead to the central site, not CEN -> P01 -> CEN"],
      ],
    ],
    [
      "a site that is its own parent",
      hierarchy({ "sites/P01/parent": "P01" }),
      [["sites.P01.parent", "P01", "parents that lead to the central site, not P01 -> P01"]],
    ],
    [
      "a cycle of parents beside the central site",
      hierarchy({
        "sites/P01/parent": "P03",
        "sites/P02": { type: "primary", parent: "P01", build: 1380, domains: [] },
        "sites/P03": { type: "primary", parent: "P02", build: 1380, domains: [] },
      }),
      [["sites.P01.parent", "P03", "parents that lead to the central site, not P01 -> P03 -> P02 -> P01"]],
    ],
    [
      "a version of another build",
      hierarchy({ "sites/P01/version": "2.0.1239.0" }),
      [["sites.P01.version", "2.0.1239.0", "a version of build 1380"]],
    ],
    [
      "a version of 1493 that no service pack has",
      hierarchy({ "sites/P01/build": 1493, "sites/P01/version": "2.0.1493.1000" }),
      [["sites.P01.version", "2.0.1493.1000", "a last group of 2xxx (SP2), 3xxx (SP3) or 4xxx (SP4)"]],
    ],
    [
      "an upgrade of an undeclared site",
      hierarchy({ upgrades: ["CEN", "P09"] }),
      [["upgrades[1]", "P09", "a declared site; declared: CEN, P01"]],
    ],
    [
      "an upgrade in another case",
      hierarchy({ upgrades: ["cen"] }),
      [["upgrades[0]", "cen", "a declared site; CEN is declared"]],
    ],
    [
      "an upgrade that is listed twice",
      hierarchy({ upgrades: ["CEN", "P01", "CEN"] }),
      [["upgrades[2]", "CEN", "a site that is listed once"]],
    ],
    [
      "an upgrade of a site at SP3",
      hierarchy({ "sites/P01/build": 1493, "sites/P01/version": "2.0.1493.3000", upgrades: ["P01"] }),
      [["upgrades[0]", "P01", "a site below SP2; P01 is at SP3 (2.0.1493.3000)"]],
    ],
    [
      "an upgrade of a site at SP4",
      hierarchy({ "sites/P01/build": 1493, "sites/P01/version": "2.00.1493.4001", upgrades: ["P01"] }),
      [["upgrades[0]", "P01", "a site below SP2; P01 is at SP4 (2.00.1493.4001)"]],
    ],
    [
      "an upgrade of what every object has",
      hierarchy({ upgrades: ["constructor", "__proto__"] }),
      [
        ["upgrades[0]", "constructor", SITE_CODE],
        ["upgrades[1]", "__proto__", SITE_CODE],
      ],
    ],
    [
      "installed: false beside evidence",
      hierarchy({
        "sites/P01/hotfixes/Q249077": { installed: false, files: {}, attestedBy: "j.doe", attestedOn: "2000-06-20" },
      }),
      [
        ["sites.P01.hotfixes.Q249077.attestedBy", "j.doe", "nothing beside installed: false"],
        ["sites.P01.hotfixes.Q249077.attestedOn", "2000-06-20", "nothing beside installed: false"],
        ["sites.P01.hotfixes.Q249077.files", {}, "nothing beside installed: false"],
      ],
    ],
    [
      "an attestation without its day",
      hierarchy({ "sites/P01/hotfixes/Q249077": { attestedBy: "j.doe" } }),
      [["sites.P01.hotfixes.Q249077.attestedOn", undefined, "the day on which it was attested, beside attestedBy"]],
    ],
    [
      "an attestation without a name",
      hierarchy({ "sites/P01/hotfixes/Q249077": { attestedOn: "2000-06-20" } }),
      [["sites.P01.hotfixes.Q249077.attestedBy", undefined, "who attests it, beside attestedOn"]],
    ],
    [
      "a file that is listed twice, case and slashes aside",
      hierarchy({
        "sites/P01/hotfixes/Q249077/files": {
          "Bin\\i386\\Nt_logon.dll": "2.0.1380.1105",
          "bin/I386/NT_LOGON.DLL": "2.0.1380.1",
        },
      }),
      [
        [
          'sites.P01.hotfixes.Q249077.files["bin/I386/NT_LOGON.DLL"]',
          "bin/I386/NT_LOGON.DLL",
          "a file that is listed once, case aside; Bin\\i386\\Nt_logon.dll is there already",
        ],
      ],
    ],
    [
      "facts of a controller that is no logon point",
      hierarchy({ "domains/CORP/logonPoints/CORPBDC/logonPoint": false }),
      [
        [
          "domains.CORP.logonPoints.CORPBDC.copylog",
          { sharedOwner: "CEN", corrupt: false },
          "nothing beside logonPoint: false",
        ],
        ["domains.CORP.logonPoints.CORPBDC.updatedSinceFix", true, "nothing beside logonPoint: false"],
      ],
    ],
    [
      "owners beside sharedOwner",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog/owners": ["CEN"] }),
      [
        [
          "domains.CORP.logonPoints.CORPPDC.copylog.owners",
          ["CEN"],
          "nothing beside text or sharedOwner, which show it too",
        ],
      ],
    ],
    [
      "owners beside the text",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog": { owners: ["CEN"], text: "[FILE SOURCE]\na=CEN" } }),
      [
        [
          "domains.CORP.logonPoints.CORPPDC.copylog.owners",
          ["CEN"],
          "nothing beside text or sharedOwner, which show it too",
        ],
      ],
    ],
    [
      "an owner that is not the one of the text",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog": { sharedOwner: "P01", text: "[FILE SOURCE]\na=CEN" } }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.sharedOwner", "P01", "what the text says: CEN"]],
    ],
    [
      "an owner of a text without shared lines",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog": { sharedOwner: "P01", text: "" } }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.sharedOwner", "P01", "what the text says: no shared line"]],
    ],
    [
      "a sound text that is called corrupt",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog": { corrupt: true, text: "[FILE SOURCE]\na=CEN" } }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.corrupt", true, "what the text says: false"]],
    ],
    [
      "a corrupt text that is called sound",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog": { corrupt: false, text: "" } }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.corrupt", false, "what the text says: true"]],
    ],
    ...(
      [
        ["in one line, as YAML folds it", "[FILE SOURCE] x86.bin\\clicore.exe=CEN SITES\\CEN\\cli_inst.cfg=CEN\n"],
        ["a path in place of the text", "\\\\CORPPDC\\SMSLOGON\\Config\\Copylog.tcf"],
      ] as const
    ).map(([what, text]): [string, unknown, Expected[]] => [
      `a Copylog.tcf: ${what}`,
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog": { text } }),
      [
        [
          "domains.CORP.logonPoints.CORPPDC.copylog.text",
          text,
          "the text of Copylog.tcf with its line ends, in YAML behind |",
        ],
      ],
    ]),
    [
      "an owner of a corrupt file",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog/corrupt": true }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.corrupt", true, "false: a file with an owner has shared lines"]],
    ],
    [
      "owners of a corrupt file",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog": { corrupt: true, owners: ["CEN"] } }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.corrupt", true, "false: a file with an owner has shared lines"]],
    ],
    [
      "no owners of a sound file",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog": { corrupt: false, owners: [] } }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.corrupt", false, "true: a file without owners has no shared lines"]],
    ],
    [
      "updatedSinceFix: true that times contradict",
      hierarchy({
        "domains/CORP/logonPoints/CORPPDC/copylog/modified": "2000-06-21T08:00:00Z",
        "sites/CEN/copylogFixInstalled": "2000-06-20T08:00:00Z",
        "sites/P01/copylogFixInstalled": "2000-06-21T10:00:00+02:00",
      }),
      [["domains.CORP.logonPoints.CORPPDC.updatedSinceFix", true, "false, as the times say"]],
    ],
    [
      "updatedSinceFix: false that times contradict",
      hierarchy({
        "domains/CORP/logonPoints/CORPPDC/updatedSinceFix": false,
        "domains/CORP/logonPoints/CORPPDC/copylog/modified": "2000-06-21T08:00:00Z",
        "sites/CEN/copylogFixInstalled": "2000-06-20T08:00:00Z",
        "sites/P01/copylogFixInstalled": "2000-06-21T09:59:59+02:00",
      }),
      [["domains.CORP.logonPoints.CORPPDC.updatedSinceFix", false, "true, as the times say"]],
    ],
  ])("%s", (_, document, expected) => {
    expect(issuesOf(document)).toEqual(expected);
  });
});

describe("times contradict nothing while it is not sure whose count", () => {
  const stated = {
    "domains/CORP/logonPoints/CORPPDC/copylog/modified": "2000-06-21T08:00:00Z",
    "sites/CEN/copylogFixInstalled": "2000-06-22T08:00:00Z",
    "sites/P01/copylogFixInstalled": "2000-06-20T08:00:00Z",
  };

  test.each([
    ["build", PENDING],
    ["logonDiscovery", PENDING],
    ["build", 1493],
  ])("%s of the site with the last fix is %p", (key, value) => {
    const methods = key === "logonDiscovery" ? { "sites/CEN/logonInstallation": false } : {};
    expect(issuesOf(hierarchy({ ...stated, ...methods, [`sites/CEN/${key}`]: value }))).toEqual([]);
  });

  test("a method that is not known changes nothing where the other one is enabled", () => {
    expect(issuesOf(hierarchy({ ...stated, "sites/CEN/logonDiscovery": PENDING }))).toEqual([
      ["domains.CORP.logonPoints.CORPPDC.updatedSinceFix", true, "false, as the times say"],
    ]);
  });
});

test("a circle of a thousand parents, and a thousand declared names, are told in a line", () => {
  const codes = Array.from({ length: 1000 }, (_, index) => `S${index.toString(36).padStart(2, "0")}`);
  const sites = codes.map((code, index) => [
    `sites/${code}`,
    { type: "primary", parent: codes[(index + 1) % codes.length], build: 1380, domains: [] },
  ]);
  const expected = "S00 -> S01 -> S02 -> S03 -> S04 -> S05 -> S06 -> S07 -> S08 -> S09 -> 990 more -> S00";
  expect(issuesOf(hierarchy({ ...Object.fromEntries(sites), upgrades: ["XXX"] }))).toEqual([
    ["sites.S00.parent", "S01", `parents that lead to the central site, not ${expected}`],
    ["upgrades[0]", "XXX", expect.stringMatching(/^a declared site; declared: (\w{3}, ){9}\w{3} and more$/)],
  ]);
});

test("any number of contradictions in one site, one domain and one plan is reported", () => {
  const MANY = 150_000;
  const document = hierarchy({
    "domains/CORP/bdcs": Array(MANY).fill("CORPPDC"),
    "domains/CORP/logonPoints": {},
    "sites/P01/domains": Array(MANY).fill("NONE"),
    upgrades: Array(MANY).fill("CEN"),
  });
  const places = issuesOf(document).map(([place]) => place.replace(/\[\d+\]$/, ""));
  const count = (wanted: string) => places.filter((place) => place === wanted).length;
  expect(["domains.CORP.bdcs", "sites.P01.domains", "upgrades"].map(count)).toEqual([MANY, 2 * MANY - 1, MANY - 1]);
});

test("logon points of servers that nobody declared are found in no time", () => {
  const names = Array.from({ length: 20_000 }, (_, index) => String(index));
  const points = Object.fromEntries(names.map((name) => [`X${name}`, {}]));
  const document = hierarchy({
    "domains/CORP/bdcs": names.map((name) => `B${name}`),
    "domains/CORP/logonPoints": points,
  });
  const seconds = secondsOf(() => expect(issuesOf(document)).toHaveLength(names.length));
  expect(seconds).toBeLessThan(10);
});

/** What is found between the parts of a document, whatever is wrong with each of them. */
const found = (document: unknown, isPart?: boolean) =>
  findContradictions(document, isPart).map(({ path, expected }) => [path.join("."), expected]);
const site = (parent: string | undefined, more: object = {}) => ({
  type: parent === undefined ? "central" : "primary",
  build: 1380,
  domains: [],
  ...(parent === undefined ? {} : { parent }),
  ...more,
});

describe("a part of a hierarchy", () => {
  const PART = {
    domains: {
      CORP: {
        pdc: "PDC1",
        logonPoints: { PDC1: { updatedSinceFix: true, copylog: { modified: "2000-06-21T08:00:00Z" } } },
      },
    },
    sites: {
      S01: site("CEN", { domains: ["CORP", "ELSEWHERE"], copylogFixInstalled: "2000-06-22T08:00:00Z" }),
      S02: site("S01"),
    },
  };

  test("may have parents and domains that others declare, and no central site; its times are not all of them", () => {
    expect(found(PART, true)).toEqual([]);
    expect(found({ sites: {} }, true)).toEqual([]);
    expect(found(PART).map(([path]) => path)).toEqual([
      "sites.S01.parent",
      "sites.S01.domains.1",
      "sites",
      "domains.CORP.logonPoints.PDC1.updatedSinceFix",
    ]);
  });

  test("spells a parent that it declares itself as it is declared, and lists no domain twice", () => {
    const sites = { S01: site("CEN", { domains: ["A", "a"] }), S02: site("s01") };
    expect(found({ sites }, true)).toEqual([
      ["sites.S01.domains.1", "a domain that is listed once, case aside"],
      ["sites.S02.parent", "the code of a declared site; S01 is declared"],
    ]);
  });

  test("plans no upgrades; an empty list of them is none", () => {
    expect(found({ sites: { S01: site("CEN") }, upgrades: [] }, true)).toEqual([]);
    expect(found({ sites: { S01: site("CEN") }, upgrades: ["S01"] }, true)).toEqual([
      ["upgrades", "no upgrades in a part of a hierarchy: plan them in the stack that has the gate"],
    ]);
  });
});

describe("what is of the wrong type is passed over", () => {
  test.each<[string, unknown]>([
    ["a document", "contoso"],
    ["sites", { sites: [], domains: [] }],
    ["a site", { sites: { CEN: 7 } }],
    [
      "a type, of which nobody can say whether one site is central",
      { sites: { S01: { type: "x" }, S02: site("S01") } },
    ],
    ["a parent", { sites: { CEN: site(undefined), S01: { type: "primary", parent: 7 } } }],
    [
      "domains, so that no site can name one that is not declared",
      { domains: 7, sites: { CEN: site(undefined, { domains: ["CORP"] }) } },
    ],
    ["a domain of a site", { domains: {}, sites: { CEN: site(undefined, { domains: [7, 7] }) } }],
    ["hotfixes", { sites: { CEN: site(undefined, { hotfixes: [7] }) } }],
    [
      "controllers",
      { sites: { CEN: site(undefined) }, domains: { CORP: { pdc: 7, bdcs: [7], logonPoints: { PDC1: {} } } } },
    ],
    [
      "a controller beside others",
      {
        sites: { CEN: site(undefined) },
        domains: { CORP: { pdc: "PDC1", bdcs: ["BDC1", 7], logonPoints: { PDC2: {} } } },
      },
    ],
    [
      "a list of controllers",
      { sites: { CEN: site(undefined) }, domains: { CORP: { pdc: "PDC1", bdcs: "BDC1", logonPoints: { PDC2: {} } } } },
    ],
    ["upgrades", { sites: { CEN: site(undefined) }, upgrades: "CEN" }],
    ["an upgrade", { sites: { CEN: site(undefined) }, upgrades: [7, 7] }],
    ["the version of an upgrade", { sites: { CEN: site(undefined, { version: 7 }) }, upgrades: ["CEN"] }],
    [
      "times",
      {
        sites: { CEN: site(undefined, { domains: ["CORP"], copylogFixInstalled: "then" }) },
        domains: {
          CORP: { pdc: "PDC1", logonPoints: { PDC1: { updatedSinceFix: true, copylog: { modified: "now" } } } },
        },
      },
    ],
  ])("%s", (_, document) => {
    expect(found(document)).toEqual([]);
  });
});

test("controllers are those of the PDC and the BDCs, and a domain without BDCs has its PDC", () => {
  const domains = { CORP: { pdc: "PDC1", logonPoints: { pdc1: {}, BDC1: {} } } };
  expect(found({ sites: { CEN: site(undefined) }, domains })).toEqual([
    ["domains.CORP.logonPoints.BDC1", "the pdc or a bdc of CORP; declared: PDC1"],
  ]);
});

test("no hierarchy is without a site", () => {
  expect(found({ sites: {} })).toEqual([["sites", "at least one site"]]);
});

test("a circle of parents is named alone, without the way to it, and cut behind ten", () => {
  const circle = (length: number) =>
    Object.fromEntries(Array.from({ length }, (_, index) => [`C${index}`, site(`C${(index + 1) % length}`)]));
  const parents = (length: number) =>
    found({ sites: { CEN: site(undefined), TAI: site("C0"), ...circle(length) } }).filter(([path]) =>
      path?.endsWith("parent"),
    );
  expect(parents(2)).toEqual([["sites.C0.parent", "parents that lead to the central site, not C0 -> C1 -> C0"]]);
  const ten = Array.from({ length: 10 }, (_, index) => `C${index}`).join(" -> ");
  expect(parents(10)).toEqual([["sites.C0.parent", `parents that lead to the central site, not ${ten} -> C0`]]);
  expect(parents(11)).toEqual([
    ["sites.C0.parent", `parents that lead to the central site, not ${ten} -> 1 more -> C0`],
  ]);
});

test("many declared names are not all named, and the nearest one of few is", () => {
  const names = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`DOM${index}`, { pdc: `PDC${index}` }]));
  const hint = (count: number, name: string) =>
    found({ domains: names(count), sites: { CEN: site(undefined, { domains: [name] }) } })[0]?.[1];
  const ten = Array.from({ length: 10 }, (_, index) => `DOM${index}`).join(", ");
  expect(hint(0, "X")).toBe("a declared domain; none is declared");
  expect(hint(10, "X")).toBe(`a declared domain; declared: ${ten}`);
  expect(hint(11, "X")).toBe(`a declared domain; declared: ${ten} and more`);
  expect(hint(100, "DOMAIN7")).toBe(`a declared domain; declared: ${ten} and more`);
  expect(hint(100, "D0M77")).toBe("a declared domain; did you mean DOM77?");
  expect(hint(101, "D0M77")).toBe(`a declared domain; declared: ${ten} and more`);
});

describe("a text of Copylog.tcf", () => {
  const at = (text: string) =>
    found({
      sites: { CEN: site(undefined) },
      domains: { CORP: { pdc: "PDC1", logonPoints: { PDC1: { copylog: { text } } } } },
    }).length;

  test.each<[string, number]>([
    ["C:\\Copylog.tcf", 1],
    ["copylog.TCF \n", 1],
    [" [FILE SOURCE] a=CEN", 1],
    ["[ FILE SOURCE ] a=CEN", 1],
    ["[FILE SOURCE]", 0],
    ["no [FILE SOURCE] a=CEN", 0],
    ["[FILE SOURCE]\r\na=CEN", 0],
    ["[FILE SOURCE]\ncopylog.tcf", 0],
    ["copylog.tcf is not here", 0],
    ["", 0],
  ])("%j is none, but a path or one line: %d", (text, expected) => {
    expect(at(text)).toBe(expected);
  });
});

describe("whose Copylog hotfix counts for the times of a domain", () => {
  const FIX = "2000-06-22T08:00:00Z";
  const EARLY = { copylogFixInstalled: "2000-06-20T08:00:00Z" };
  const domains = {
    CORP: {
      pdc: "PDC1",
      logonPoints: { PDC1: { updatedSinceFix: true, copylog: { modified: "2000-06-21T08:00:00Z" } } },
    },
  };
  const isContradicted = (...sites: object[]) => {
    const all = sites.map((more, index) => [
      `S0${index}`,
      site("CEN", { domains: ["CORP"], copylogFixInstalled: FIX, ...more }),
    ]);
    return found({ domains, sites: { CEN: site(undefined), ...Object.fromEntries(all) } }).length === 1;
  };

  test.each<[string, object[], boolean]>([
    ["that of a site that takes part", [{}], true],
    ["that of a site by one method", [{ logonDiscovery: false }], true],
    ["that of a site by the other method", [{ logonInstallation: false }], true],
    [
      "that of a site that takes part by no method does not",
      [{ logonInstallation: false, logonDiscovery: false }],
      false,
    ],
    ["that of a site at SP2 does not", [{ build: 1493 }], false],
    [
      "that of a site whose build is not known leaves a file open that is young enough",
      [EARLY, { build: PENDING }],
      false,
    ],
    ["that of a site whose time is not known leaves it open too", [EARLY, { copylogFixInstalled: undefined }], false],
    ["one that is later is enough, whatever the others are", [{}, { copylogFixInstalled: undefined }], true],
    ["one that is earlier says what is stated", [EARLY], false],
    ["that of a site in the domain twice is that of one", [{ domains: ["CORP", "corp"] }], false],
    ["that of a site elsewhere does not", [{ domains: [] }], false],
  ])("%s", (_, sites, expected) => {
    expect(isContradicted(...sites)).toBe(expected);
  });
});
