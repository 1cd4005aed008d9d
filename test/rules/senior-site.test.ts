import { toFacts } from "../../domain/model/facts";
import { PENDING } from "../../domain/pending";
import { contextOf } from "../../rules/judge/context";
import { seniorSite } from "../../rules/senior-site";
import {
  CONFIRMED,
  findingOf,
  checksOf,
  hierarchy,
  judgementOf,
  RELEASE_FILES,
  SP1_FILES,
  TODAY,
  type Changes,
} from "../kit/base";

const row = (code: string, certainty: string, level = "mandatory", domain = "CORP") =>
  `senior-site senior-site-${code} ${domain} ${level} ${certainty}`;
const AMBIGUOUS = row("ambiguous", "unknown");
const HARMLESS = row("ambiguous", "unknown", "advisory");
const PENDING_ROW = row("ambiguous", "pending");
const INVALID = row("invalid", "known");
const NOT_HONOURED = row("not-honoured", "known");

/** One logon point of which nothing is known: the domain is not confirmed. */
const UNCONFIRMED: Changes = { "domains/CORP/logonPoints/CORPBDC": undefined };
const OTHER_RULES = /^(copylog-updated|upgrade-advice) /;
const rows = (changes: Changes) => checksOf(hierarchy(changes)).filter((found) => !OTHER_RULES.test(found));

/** A site below SP2 that manages no domain: there is an upgrade left to refuse. */
const P02 = { type: "primary", parent: "CEN", build: 1380, domains: [], hotfixes: SP1_FILES };
const release = (site: string): Changes => ({
  [`sites/${site}/build`]: 1239,
  [`sites/${site}/hotfixes`]: RELEASE_FILES,
});
const sp2 = (site: string, version?: string): Changes => ({
  [`sites/${site}/build`]: 1493,
  [`sites/${site}/version`]: version,
  [`sites/${site}/hotfixes`]: undefined,
});

const writeSteps = (choice: string) => [
  `Write SMSLOGON\\Sitescfg\\Senior.lst on the PDC, CORPPDC: its first three characters are the upper-case code of a site at SP1 or later that takes part in the domain, here ${choice}.`,
  "Do the same on the PDC of each other domain in which that site takes part: the file is not carried from domain to domain.",
];

const DECLARE = "Declare the contents of SMSLOGON\\Sitescfg\\Senior.lst on the PDC, or `null` if it does not exist.";

describe("the first three characters of Senior.lst are exactly the code of a site that takes part (Q235726)", () => {
  test.each<[string, unknown, string[]]>([
    ["the code alone", "CEN", []],
    ["the code of the other site", "P01", []],
    ["the code and a CRLF", "CEN\r\n", []],
    ["the code, then text and more lines", "CEN is in charge\r\nP01\r\n", []],
    ["the code with a letter right behind it", "CENX", []],
    ["lower case: the service is case sensitive", "cen\r\n", [INVALID]],
    ["mixed case", "Cen", [INVALID]],
    ["a leading blank", " CEN", [INVALID]],
    ["a leading line end", "\r\nCEN", [INVALID]],
    ["a byte order mark", "\uFEFFCEN", [INVALID]],
    ["two characters", "CE", [INVALID]],
    ["nothing", "", [INVALID]],
    ["a stranger", "OLD\r\n", [INVALID]],
  ])("%s", (_, seniorList, expected) => {
    expect(rows({ "domains/CORP/seniorList": seniorList })).toEqual(expected);
  });

  test("a declared site that does not take part is not named rightly", () => {
    const idle = { logonInstallation: false, logonDiscovery: false, hotfixes: SP1_FILES };
    const site = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], ...idle };
    expect(rows({ "sites/P02": site, "domains/CORP/seniorList": "P02" })).toEqual([INVALID]);
  });

  test("logon points that are confirmed do not excuse it", () => {
    expect(rows({ "domains/CORP/seniorList": "OLD" })).toEqual([INVALID]);
  });

  test("the code of a scripted setup has to stand as it is (Q271885)", () => {
    const lower: Changes = {
      "sites/P01": undefined,
      "sites/p01": {
        type: "primary",
        parent: "CEN",
        build: 1380,
        domains: ["CORP"],
        hotfixes: SP1_FILES,
      },
    };
    expect(rows({ ...lower, "domains/CORP/seniorList": "p01" })).toEqual([HARMLESS]);
    expect(rows({ ...lower, ...UNCONFIRMED, "domains/CORP/seniorList": "p01" })).toEqual([AMBIGUOUS]);
    expect(findingOf(hierarchy({ ...lower, "domains/CORP/seniorList": "p01" }), "senior-site-ambiguous").found).toBe(
      "Senior.lst names p01, but it takes upper-case codes only: whether it is honoured is not known",
    );
    expect(rows({ ...lower, "domains/CORP/seniorList": "P01" })).toEqual([INVALID]);
  });

  test("the message shows what stands there, who takes part, and both ways out", () => {
    expect(findingOf(hierarchy({ "domains/CORP/seniorList": " CEN" }), "senior-site-invalid")).toMatchObject({
      subject: { kind: "domain", name: "CORP" },
      found: 'Senior.lst begins with " CE"',
      needed: "exactly the code of a site that takes part in CORP: CEN, P01",
      remedy: [
        "If a site with that code is running and takes part in the domain, declare it.",
        ...writeSteps("one of CEN, P01"),
      ],
    });
  });

  test("a Senior.lst that is not known shows why the PDC could not be read", () => {
    const changes = { "domains/CORP/seniorList": undefined, "domains/CORP/logonPoints/CORPPDC": { notRead: "down" } };
    expect(findingOf(hierarchy(changes), "senior-site-ambiguous").found).toBe(
      "not declared whether the PDC has a Senior.lst; not read: down",
    );
    const bare = { "domains/CORP/seniorList": undefined, "domains/CORP/logonPoints/CORPPDC": undefined };
    expect(findingOf(hierarchy(bare), "senior-site-ambiguous").found).toBe(
      "not declared whether the PDC has a Senior.lst",
    );
  });

  test.each(["none", "NULL", " n/a ", "-", "no"])("%j is asked whether null is meant", (seniorList) => {
    const [first] = findingOf(hierarchy({ "domains/CORP/seniorList": seniorList }), "senior-site-invalid").remedy;
    expect(first).toBe("Did you mean null? `seniorList: null` declares that there is no Senior.lst.");
  });
});

describe("where all sites are of the release, nothing is said to be written to Senior.lst (Q235726, Q235991)", () => {
  const old: Changes = { ...release("P01"), ...release("CEN") };

  test.each<[string, Changes]>([
    ["no Senior.lst", { "domains/CORP/seniorList": null }],
    ["nobody knows of one", { "domains/CORP/seniorList": undefined }],
    ["this update produces it", { "domains/CORP/seniorList": PENDING }],
  ])("%s: the logon points are to be confirmed", (_, changes) => {
    expect(findingOf(hierarchy({ ...old, ...changes }), "senior-site-ambiguous")).toMatchObject({
      needed: "Copylog.tcf confirmed on every logon point",
      remedy: [
        expect.stringMatching(/^No site of the domain is at SP1 or later, so none honours a Senior\.lst/),
        expect.stringContaining("enable Nt_logon.log at each site"),
      ],
      articles: ["Q263395", "Q235726", "Q235991", "Q214969"],
    });
  });

  test("a file that names no site that takes part is to be deleted", () => {
    const { remedy } = findingOf(hierarchy({ ...old, "domains/CORP/seniorList": "OLD" }), "senior-site-invalid");
    expect(remedy.at(-1)).toMatch(/^Else delete the file: no site of the domain is at SP1 or later/);
  });

  test("with a site at SP1 the file is to be written", () => {
    const mixed = hierarchy({ ...release("P01"), "domains/CORP/seniorList": undefined });
    expect(findingOf(mixed, "senior-site-ambiguous")).toMatchObject({
      remedy: [
        "Declare the contents of SMSLOGON\\Sitescfg\\Senior.lst on the PDC, or `null` if it does not exist.",
        ...writeSteps("CEN"),
      ],
      articles: ["Q263395", "Q235726"],
    });
  });
});

describe("release sites do not honour Senior.lst (Q235726, Q235991)", () => {
  test.each<[string, Changes, string[]]>([
    [
      "a release site is named beside a site at SP1",
      { ...release("P01"), "domains/CORP/seniorList": "P01" },
      [NOT_HONOURED],
    ],
    [
      "a release site is named beside a site at SP2",
      { ...release("P01"), ...sp2("CEN"), "sites/P02": P02, "domains/CORP/seniorList": "P01" },
      [NOT_HONOURED],
    ],
    ["a site at SP1 is named beside a release site", { ...release("P01"), "domains/CORP/seniorList": "CEN" }, []],
    [
      "a release site is named where all are of the release",
      { ...release("P01"), ...release("CEN"), "domains/CORP/seniorList": "P01" },
      [],
    ],
  ])("%s", (_, changes, expected) => {
    expect(rows(changes)).toEqual(expected);
  });

  test("the message names the sites that honour it", () => {
    const found = findingOf(
      hierarchy({ ...release("P01"), "domains/CORP/seniorList": "P01" }),
      "senior-site-not-honoured",
    );
    expect(found).toMatchObject({
      found: "Senior.lst names P01, a site at the release build, which ignores the file",
      needed: "a site at SP1 or later: CEN",
      remedy: writeSteps("CEN"),
    });
  });
});

describe("without Senior.lst the Senior Site is elected by version; a tie needs the file (Q263395)", () => {
  const none: Changes = { ...UNCONFIRMED, "domains/CORP/seniorList": null, "sites/P02": P02, "sites/P03": P02 };
  test.each<[string, Changes, string[]]>([
    ["two sites at SP1", {}, [AMBIGUOUS]],
    ["SP1 above the release", release("P01"), []],
    ["SP2 above SP1", sp2("CEN"), []],
    ["two sites at SP2, of unknown service packs", { ...sp2("CEN"), ...sp2("P01") }, [AMBIGUOUS]],
    ["two sites of SP2 proper", { ...sp2("CEN", "2.0.1493.2000"), ...sp2("P01", "2.0.1493.2005") }, [AMBIGUOUS]],
    ["SP3 above SP2 (Q213410)", { ...sp2("CEN", "2.0.1493.3000"), ...sp2("P01", "2.0.1493.2005") }, []],
    ["SP4 above SP3 (Q266130)", { ...sp2("CEN", "2.0.1493.3999"), ...sp2("P01", "2.0.1493.4000") }, []],
    ["SP3 beside an unknown service pack", { ...sp2("CEN", "2.0.1493.3000"), ...sp2("P01") }, [AMBIGUOUS]],
    ["two release sites: no explicit Senior Site is possible", { ...release("CEN"), ...release("P01") }, [HARMLESS]],
  ])("%s", (_, changes, expected) => {
    expect(rows({ ...none, ...changes })).toEqual(expected);
  });

  test("a tie is advice while every logon point is confirmed", () => {
    expect(rows({ "domains/CORP/seniorList": null })).toEqual([HARMLESS]);
  });

  test("the message says who ties, and asks for the file or for confirmed logon points", () => {
    expect(findingOf(hierarchy(none), "senior-site-ambiguous")).toMatchObject({
      found: "no Senior.lst, and CEN, P01 have the highest version",
      needed: "a Senior.lst that names the Senior Site, or Copylog.tcf confirmed on every logon point",
      remedy: writeSteps("one of CEN, P01"),
      articles: ["Q263395", "Q235726"],
    });
  });
});

describe("a Senior.lst that nobody looked for leaves it open, advisory while every logon point is confirmed", () => {
  const unknown: Changes = { "domains/CORP/seniorList": undefined };
  const point = "domains/CORP/logonPoints/CORPBDC";
  test.each<[string, Changes, string[]]>([
    ["every logon point confirmed", {}, [HARMLESS]],
    ["nothing known of one logon point", UNCONFIRMED, [AMBIGUOUS]],
    ["nothing known of any logon point", { "domains/CORP/logonPoints": undefined }, [AMBIGUOUS]],
    ["one not updated", { [point]: { ...CONFIRMED, updatedSinceFix: false } }, [AMBIGUOUS]],
    ["one stated to be updated, without its Copylog.tcf", { [point]: { updatedSinceFix: true } }, [AMBIGUOUS]],
    ["one corrupt", { [point]: { updatedSinceFix: true, copylog: { corrupt: true } } }, [AMBIGUOUS]],
    [
      "one with a shared line of a stranger",
      { [point]: { updatedSinceFix: true, copylog: { sharedOwner: "OLD" } } },
      [AMBIGUOUS, "copylog-owners copylog-stale-site CORPBDC mandatory known"],
    ],
    [
      "one with leftover lines below SITES\\ only",
      { [point]: { updatedSinceFix: true, copylog: { owners: ["CEN"], siteFolders: ["OLD"] } } },
      [HARMLESS, "copylog-owners copylog-stale-site CORPBDC advisory known"],
    ],
    ["one controller that is no logon point", { [point]: { logonPoint: false } }, [HARMLESS]],
    ["only release sites", { ...UNCONFIRMED, ...release("CEN"), ...release("P01") }, [HARMLESS]],
    ["a version that would decide it", { ...UNCONFIRMED, ...sp2("CEN"), "sites/P02": P02, upgrades: [] }, [AMBIGUOUS]],
  ])("%s", (_, changes, expected) => {
    expect(rows({ ...unknown, ...changes })).toEqual(expected);
  });
});

describe("Senior.lst is not carried from one domain to another (Q263395)", () => {
  const second = (seniorList: unknown): Changes => ({
    "domains/LAB": {
      pdc: "LABPDC",
      logonPoints: { LABPDC: { updatedSinceFix: true, copylog: { sharedOwner: "CEN" } } },
      ...(seniorList === undefined ? {} : { seniorList }),
    },
    "sites/CEN/domains": ["CORP", "LAB"],
    "sites/P01/domains": ["CORP", "LAB"],
  });
  /** Without a tie: the file alone makes the difference. */
  const noTie: Changes = release("P01");
  const bare: Changes = { "domains/LAB/logonPoints": undefined };

  test.each<[string, Changes, string[]]>([
    ["both domains have one", second("CEN"), []],
    [
      "the other domain has one and this one has none, without a tie",
      { ...second(null), ...noTie, ...bare },
      [row("ambiguous", "unknown", "mandatory", "LAB")],
    ],
    ["the same, confirmed", { ...second(null), ...noTie }, [row("ambiguous", "unknown", "advisory", "LAB")]],
    ["neither has one, without a tie", { ...second(null), ...noTie, ...bare, "domains/CORP/seniorList": null }, []],
    [
      "the other domain's file is not known",
      { ...second(null), ...noTie, ...bare, "domains/CORP/seniorList": undefined },
      [HARMLESS],
    ],
    ["the other domain names a stranger there", { ...second("OLD") }, [row("invalid", "known", "mandatory", "LAB")]],
  ])("%s", (_, changes, expected) => {
    expect(rows(changes)).toEqual(expected);
  });

  test("a file in a domain that is not shared counts too, if a site takes part in both", () => {
    const changes: Changes = { ...second("CEN"), "sites/P01/domains": ["CORP"], "domains/CORP/seniorList": null };
    expect(rows({ ...changes, ...noTie, ...UNCONFIRMED })).toEqual([AMBIGUOUS]);
  });

  describe("a domain of one site beside a shared one with a Senior.lst", () => {
    const point = { copylog: { sharedOwner: "P01" }, updatedSinceFix: true };
    const own = (lab: object, bdc: unknown): Changes => ({
      "domains/LAB": {
        pdc: "LABPDC",
        bdcs: ["LABBDC"],
        logonPoints: { LABPDC: point, ...(bdc === undefined ? {} : { LABBDC: bdc }) },
        ...lab,
      },
      "sites/P01/domains": ["CORP", "LAB"],
    });
    const atLab = (row: string) => row.replace("CORP", "LAB");
    const open = { ...point, updatedSinceFix: false };
    test.each<[string, Changes, string[]]>([
      ["no Senior.lst, and a BDC that is not confirmed", own({ seniorList: null }, open), [atLab(AMBIGUOUS)]],
      ["not declared, which counts as none", own({}, open), [atLab(AMBIGUOUS)]],
      ["no Senior.lst, and every logon point confirmed", own({ seniorList: null }, point), [atLab(HARMLESS)]],
      ["a Senior.lst of its own", own({ seniorList: "P01" }, open), []],
      ["a BDC that is no logon point", own({ seniorList: null }, { logonPoint: false }), []],
      ["a BDC of which nothing is known", own({ seniorList: null }, undefined), [atLab(AMBIGUOUS)]],
      ["a BDC of which this update tells", own({ seniorList: null }, PENDING), [atLab(PENDING_ROW)]],
      ["a Senior.lst that this update produces", own({ seniorList: PENDING }, open), [atLab(PENDING_ROW)]],
      [
        "another Senior.lst that this update produces",
        { ...own({ seniorList: null }, open), "domains/CORP/seniorList": PENDING },
        [PENDING_ROW, atLab(PENDING_ROW)],
      ],
    ])("%s", (_, changes, expected) => {
      expect(rows(changes).filter((row) => row.startsWith("senior-site"))).toEqual(expected);
    });

    test.each<[string, object, string, string[]]>([
      [
        "no file",
        { seniorList: null },
        "no Senior.lst, although CORP has one and a site takes part in both; the Logon Server Manager does not carry it over",
        [],
      ],
      ["nothing declared", {}, "no Senior.lst declared, although CORP has one; not read: down", [DECLARE]],
    ])("the message says what is declared: %s", (_, lab, found, first) => {
      const changes = own({ ...lab, logonPoints: { LABPDC: { ...point, notRead: "down" }, LABBDC: open } }, undefined);
      const steps = writeSteps("P01").map((step) => step.replace("CORPPDC", "LABPDC"));
      expect(findingOf(hierarchy(changes), "senior-site-ambiguous")).toMatchObject({
        found,
        remedy: [...first, ...steps],
      });
    });

    test("a file of its own that is pending raises no doubt, if no other domain has one", () => {
      const changes = { ...own({ seniorList: PENDING }, open), "domains/CORP/seniorList": null };
      expect(rows(changes).filter((row) => row.includes("LAB"))).toEqual([]);
    });

    test("nothing is asked for while no domain is shared", () => {
      const changes = { ...own({ seniorList: null }, open), "sites/CEN/domains": [] };
      expect(rows(changes)).toEqual([]);
    });

    test("is advice under the narrow reading", () => {
      expect(checksOf(hierarchy(own({ seniorList: null }, open)), { reading: "shared-domains" })).toEqual([
        atLab(HARMLESS),
      ]);
    });
  });

  test("a Senior.lst of another domain that is pending leaves the doubt pending", () => {
    const changes: Changes = { ...second(null), ...noTie, ...bare, "domains/CORP/seniorList": PENDING };
    expect(rows(changes)).toContain(PENDING_ROW.replace("CORP", "LAB"));
  });

  test("domains without a common site raise no doubt about each other", () => {
    const two = { type: "primary", parent: "CEN", build: 1380, domains: ["LAB"], hotfixes: SP1_FILES };
    const changes: Changes = {
      "domains/LAB": {
        pdc: "LABPDC",
        seniorList: null,
        logonPoints: { LABPDC: { copylog: { sharedOwner: "P02" }, updatedSinceFix: false } },
      },
      "sites/P02": two,
      "sites/P03": { ...two, build: 1239, hotfixes: RELEASE_FILES },
    };
    expect(rows(changes).filter((row) => row.startsWith("senior-site"))).toEqual([]);
  });

  test("stale lines at one controller are named as what would settle a tie", () => {
    const stale = { copylog: { sharedOwner: "OLD" }, updatedSinceFix: true };
    const tie: Changes = { "domains/CORP/seniorList": null, "domains/CORP/logonPoints/CORPBDC": stale };
    expect(findingOf(hierarchy(tie), "senior-site-ambiguous").cause).toEqual({
      subject: { kind: "server", name: "CORPBDC" },
      text: "Every other logon point of CORP is confirmed. Fix what is found at CORPBDC, and this no longer blocks.",
    });
    expect(findingOf(hierarchy({ ...tie, ...UNCONFIRMED }), "senior-site-ambiguous").cause).toBeUndefined();
    const everywhere = { ...tie, "domains/CORP/logonPoints/CORPPDC": stale };
    expect(findingOf(hierarchy(everywhere), "senior-site-ambiguous").cause).toBeUndefined();
    const another = { ...tie, "domains/CORP/bdcs": ["CORPBDC", "CORPBDC2"] };
    expect(findingOf(hierarchy(another), "senior-site-ambiguous").cause).toBeUndefined();
  });

  test("only a code in upper case can be written; without one no site is named", () => {
    const lower = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES };
    const changes = { ...UNCONFIRMED, ...release("CEN"), "sites/P01": undefined, "sites/p01": lower };
    const { remedy } = findingOf(
      hierarchy({ ...changes, "domains/CORP/seniorList": undefined }),
      "senior-site-ambiguous",
    );
    expect(remedy[1]).toMatch(/ that takes part in the domain\.$/);
  });

  test("sites at the highest version come first among those that can be named", () => {
    const changes = { ...UNCONFIRMED, ...sp2("P01"), "domains/CORP/seniorList": undefined };
    expect(findingOf(hierarchy({ ...changes, "sites/P02": P02 }), "senior-site-ambiguous").remedy.slice(1, 3)).toEqual(
      writeSteps("one of P01, CEN"),
    );
  });

  test("the message names the domain that has one", () => {
    expect(findingOf(hierarchy({ ...second(null), ...noTie, ...bare }), "senior-site-ambiguous").found).toBe(
      "no Senior.lst, although CORP has one and a site takes part in both; the Logon Server Manager does not carry it over",
    );
  });
});

test("the rule looks at shared domains with a site below SP2, and at seniorList in the document", () => {
  const looked = (changes: Changes) => {
    const settings = { reading: "every-site", minimumEvidence: "attested" } as const;
    return seniorSite.looked?.(contextOf(toFacts(hierarchy(changes)), settings, TODAY));
  };
  const CORP = { kind: "domain", name: "CORP" } as const;
  expect(looked({ "domains/LAB": { pdc: "LABPDC" }, "sites/P01/domains": ["CORP", "LAB"] })).toEqual([CORP]);
  expect(looked({ ...sp2("CEN"), ...sp2("P01") })).toEqual([]);
  expect(seniorSite.placesOf?.(toFacts(hierarchy()))(CORP)).toEqual([["domains", "CORP", "seniorList"]]);
});

test("a domain that only one site manages needs no Senior Site, whatever the reading", () => {
  const changes: Changes = {
    "domains/LAB": { pdc: "LABPDC", seniorList: "OLD", logonPoints: { LABPDC: { logonPoint: false } } },
    "sites/P01/domains": ["CORP", "LAB"],
  };
  expect(rows(changes)).toEqual([]);
});

describe("facts that this update produces", () => {
  const point = "domains/CORP/logonPoints/CORPBDC";
  const bothAtSp2: Changes = {
    "sites/P03": P02,
    ...sp2("CEN"),
    ...sp2("P01"),
    ...UNCONFIRMED,
    "domains/CORP/seniorList": null,
    "sites/P02": P02,
  };
  test.each<[string, Changes, string[]]>([
    ["Senior.lst, unconfirmed", { "domains/CORP/seniorList": PENDING, ...UNCONFIRMED }, [PENDING_ROW]],
    ["Senior.lst, confirmed: what comes out may be wrong", { "domains/CORP/seniorList": PENDING }, [PENDING_ROW]],
    ["a logon point, Senior.lst not known", { "domains/CORP/seniorList": undefined, [point]: PENDING }, [PENDING_ROW]],
    ["a logon point, a tie", { "domains/CORP/seniorList": null, [point]: PENDING }, [PENDING_ROW]],
    [
      "all logon points, a tie",
      { "domains/CORP/seniorList": null, "domains/CORP/logonPoints": PENDING },
      [PENDING_ROW],
    ],
    [
      "a logon point beside one of which nothing is known",
      { "domains/CORP/seniorList": null, "domains/CORP/logonPoints": { CORPPDC: PENDING } },
      [AMBIGUOUS],
    ],
    ["a logon point beside a wrong Senior.lst", { "domains/CORP/seniorList": "OLD", [point]: PENDING }, [INVALID]],
    [
      "the version of one of two sites at SP2",
      { ...bothAtSp2, "sites/CEN/version": "2.0.1493.3000", "sites/P01/version": PENDING },
      [PENDING_ROW],
    ],
    ["the version of one beside one that nobody stated", { ...bothAtSp2, "sites/P01/version": PENDING }, [AMBIGUOUS]],
  ])("%s", (_, changes, expected) => {
    expect(rows(changes)).toEqual(expected);
  });

  test("the message says that Senior.lst will be known", () => {
    const { found, remedy } = findingOf(hierarchy({ "domains/CORP/seniorList": PENDING }), "senior-site-ambiguous");
    expect([found, remedy]).toEqual(["Senior.lst will be known during the update", writeSteps("one of CEN, P01")]);
  });

  test("the verdict is pending with a pending Senior.lst alone", () => {
    const changes: Changes = { "domains/CORP/seniorList": PENDING, "domains/CORP/logonPoints": PENDING };
    expect(judgementOf(hierarchy(changes)).verdict).toBe("pending");
  });
});
