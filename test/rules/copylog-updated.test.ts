import { PENDING } from "../../domain/pending";
import { CONFIRMED, findingOf, findingsOf, hierarchy, judgementOf, SP1_FILES, type Changes } from "../kit/base";

const notUpdated = (server: string, certainty: string) =>
  `copylog-updated copylog-not-updated ${server} mandatory ${certainty}`;
const corrupt = (server: string) => `copylog-updated copylog-corrupt ${server} mandatory known`;
const sound = CONFIRMED.copylog;

describe("Copylog.tcf is updated on each logon point, on the PDC and on every BDC (Q249077, Q251070, Q295441)", () => {
  test.each<[string, unknown, (server: string) => string[]]>([
    ["updated and sound", CONFIRMED, () => []],
    ["not updated", { copylog: sound, updatedSinceFix: false }, (server) => [notUpdated(server, "known")]],
    [
      "not updated, and nothing known of the file",
      { updatedSinceFix: false },
      (server) => [notUpdated(server, "known")],
    ],
    ["nobody said whether it was updated", { copylog: sound }, (server) => [notUpdated(server, "unknown")]],
    ["updated, but nothing known of the file", { updatedSinceFix: true }, (server) => [notUpdated(server, "unknown")]],
    [
      "updated, with an empty statement of the file",
      { copylog: {}, updatedSinceFix: true },
      (server) => [notUpdated(server, "unknown")],
    ],
    [
      "updated, but its owners are not known",
      { copylog: { corrupt: false }, updatedSinceFix: true },
      (server) => [notUpdated(server, "unknown")],
    ],
    [
      "updated, with a hash alone",
      { copylog: { hash: "0a" }, updatedSinceFix: true },
      (server) => [notUpdated(server, "unknown")],
    ],
    ["updated, with its owner alone", { copylog: { sharedOwner: "CEN" }, updatedSinceFix: true }, () => []],
    [
      "updated, owned by a live site that is not the Senior Site (Q263345, Q313209)",
      { copylog: { sharedOwner: "P01" }, updatedSinceFix: true },
      () => [],
    ],
    ["stated to be a logon point, and nothing else", { logonPoint: true }, (server) => [notUpdated(server, "unknown")]],
    ["an empty statement", {}, (server) => [notUpdated(server, "unknown")]],
    ["no entry", undefined, (server) => [notUpdated(server, "unknown")]],
    ["not a logon point (Q192487, Q303725)", { logonPoint: false }, () => []],
  ])("%s", (_, point, expected) => {
    for (const server of ["CORPPDC", "CORPBDC"]) {
      expect(findingsOf(hierarchy({ [`domains/CORP/logonPoints/${server}`]: point }))).toEqual(expected(server));
    }
  });

  test.each<[string, Changes, string[]]>([
    ["SP1", {}, ["Q249077"]],
    ["the release", { "sites/CEN/build": 1239, "sites/P01/build": 1239 }, ["Q251070"]],
    ["both", { "sites/P01/build": 1239 }, ["Q251070", "Q249077"]],
    ["SP2 and SP1", { "sites/CEN/build": 1493 }, ["Q249077"]],
  ])("the Copylog fix is cited that sites of the domain need: %s", (_, changes, fixes) => {
    const document = hierarchy({ ...changes, "domains/CORP/logonPoints/CORPBDC": undefined });
    expect(findingOf(document, "copylog-not-updated").articles).toEqual([...fixes, "Q263345", "Q257202"]);
  });

  test("in a domain at SP2 it is the rule itself, while sites elsewhere are below it", () => {
    const LAB = { type: "primary", parent: "CEN", build: 1380, domains: [], hotfixes: SP1_FILES };
    const document = hierarchy({
      "sites/CEN/build": 1493,
      "sites/P01/build": 1493,
      "sites/L01": LAB,
      "domains/CORP/logonPoints/CORPBDC": undefined,
    });
    expect(findingOf(document, "copylog-not-updated").articles).toEqual(["Q261931", "Q263345", "Q257202"]);
  });

  test("nothing is known of any logon point", () => {
    const everywhere = [notUpdated("CORPBDC", "unknown"), notUpdated("CORPPDC", "unknown")];
    expect(findingsOf(hierarchy({ "domains/CORP/logonPoints": undefined }))).toEqual(everywhere);
    expect(findingsOf(hierarchy({ "domains/CORP/logonPoints": {} }))).toEqual(everywhere);
  });

  test("a good PDC says nothing of a BDC that is listed (Q295441)", () => {
    const more = hierarchy({ "domains/CORP/bdcs": ["CORPBDC", "CORPBDC2", "CORPBDC3"] });
    expect(findingsOf(more)).toEqual([notUpdated("CORPBDC2", "unknown"), notUpdated("CORPBDC3", "unknown")]);
  });

  test("server names ignore case", () => {
    const points = { corppdc: CONFIRMED, CorpBdc: CONFIRMED };
    expect(findingsOf(hierarchy({ "domains/CORP/logonPoints": points }))).toEqual([]);
  });
});

describe("a corrupt Copylog.tcf has no [FILE SOURCE] section or no shared line in it (Q264976)", () => {
  const at = "domains/CORP/logonPoints/CORPBDC";
  test.each<[string, unknown, string[]]>([
    ["stated", { corrupt: true }, [corrupt("CORPBDC")]],
    ["no owner of a shared line", { owners: [] }, [corrupt("CORPBDC")]],
    ["an empty text", { text: "" }, [corrupt("CORPBDC")]],
    ["a text without the section", { text: "x86.bin\\clicore.exe=CEN" }, [corrupt("CORPBDC")]],
    [
      "a text with lines below SITES\\ only",
      { text: "[FILE SOURCE]\r\nSITES\\CEN\\cli_inst.cfg=CEN\r\n" },
      [corrupt("CORPBDC")],
    ],
    ["a healthy text", { text: "[FILE SOURCE]\r\nx86.bin\\clicore.exe=CEN\r\nSITES\\CEN\\cli_inst.cfg=CEN\r\n" }, []],
    [
      "a text with shared lines but no clicore.exe: a domain with discovery only",
      { text: "[FILE SOURCE]\ni386\\baseobj.dll=P01\n" },
      [],
    ],
    ["a text with stray blanks and blank lines", { text: "\n [FILE SOURCE] \n\n  X86.BIN\\CLICORE.EXE = cen \n" }, []],
  ])("%s", (_, copylog, expected) => {
    expect(findingsOf(hierarchy({ [at]: { copylog, updatedSinceFix: true } }))).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ["it was not updated", false],
    ["nobody said whether it was updated", undefined],
    ["this update says whether it was updated", PENDING],
  ])("it is known to be corrupt, also where %s", (_, updatedSinceFix) => {
    const point = { copylog: { corrupt: true }, ...(updatedSinceFix === undefined ? {} : { updatedSinceFix }) };
    expect(findingsOf(hierarchy({ [at]: point }))).toEqual([corrupt("CORPBDC")]);
  });

  test("the remedy says that it does not heal by itself", () => {
    expect(findingOf(hierarchy({ [`${at}/copylog`]: { corrupt: true } }), "copylog-corrupt")).toMatchObject({
      subject: { kind: "server", name: "CORPBDC" },
      found: "Copylog.tcf is corrupt: no [FILE SOURCE] section, or no shared line in it",
      needed: "a [FILE SOURCE] section with shared lines (domain CORP)",
      remedy: expect.stringMatching(
        /^A corrupt file does not heal by itself: on the PDC .*read the file again on every logon point\.$/,
      ),
      articles: ["Q264976"],
    });
  });
});

describe("what updated means: written after the last site of the domain got its Copylog fix", () => {
  const at = "domains/CORP/logonPoints/CORPBDC";
  const times = (modified: string, cen?: string, p01?: string): Changes => ({
    [at]: { copylog: { sharedOwner: "CEN", modified } },
    "sites/CEN/copylogFixInstalled": cen,
    "sites/P01/copylogFixInstalled": p01,
  });
  const JUNE = "2000-06-01T00:00:00Z";
  const JULY = "2000-07-01T00:00:00Z";

  test.each<[string, Changes, string[]]>([
    ["after both", times("2000-07-01T00:00:01Z", JUNE, JULY), []],
    ["at the time of the last", times(JULY, JUNE, JULY), [notUpdated("CORPBDC", "known")]],
    ["after the first alone", times("2000-06-15T00:00:00Z", JUNE, JULY), [notUpdated("CORPBDC", "known")]],
    ["the time of one site is not known", times("2000-08-01T00:00:00Z", JUNE), [notUpdated("CORPBDC", "unknown")]],
    [
      "in another time zone, earlier than it looks",
      times("2000-07-01T01:00:00+02:00", JUNE, JULY),
      [notUpdated("CORPBDC", "known")],
    ],
  ])("%s", (_, changes, expected) => {
    expect(findingsOf(hierarchy(changes))).toEqual(expected);
  });

  test("stated to be updated beside a site without its fix: neither bad input nor a second finding", () => {
    expect(findingsOf(hierarchy({ "sites/P01/hotfixes/Q249077": { installed: false } }))).toEqual([
      "hotfix-prerequisites missing-hotfix P01 mandatory known Q249077",
    ]);
  });
});

describe("the logon points that the reading asks for", () => {
  /** LAB has one site that takes part, and its logon point is not known. */
  const lab: Changes = {
    "domains/LAB": { pdc: "LABPDC" },
    "sites/S01": {
      type: "primary",
      parent: "CEN",
      build: 1380,
      domains: ["LAB"],
      hotfixes: SP1_FILES,
    },
  };

  test("reading every-site: those of every domain with a site that takes part (Q261931)", () => {
    expect(findingsOf(hierarchy(lab))).toEqual([notUpdated("LABPDC", "unknown")]);
  });

  test("reading shared-domains: those of shared domains alone (Q249077)", () => {
    expect(findingsOf(hierarchy(lab), { reading: "shared-domains" })).toEqual([]);
  });

  test("not those of a domain without a site that takes part", () => {
    expect(findingsOf(hierarchy({ "domains/LAB": { pdc: "LABPDC" } }))).toEqual([]);
  });

  test("none where no domain is shared", () => {
    expect(findingsOf(hierarchy({ ...lab, "sites/P01/domains": [], "domains/CORP/logonPoints": undefined }))).toEqual(
      [],
    );
  });
});

describe("facts that this update produces", () => {
  const JUNE = "2000-06-01T00:00:00Z";
  const at = "domains/CORP/logonPoints/CORPBDC";
  test.each<[string, Changes, string[]]>([
    [
      "all logon points",
      { "domains/CORP/logonPoints": PENDING },
      [notUpdated("CORPBDC", "pending"), notUpdated("CORPPDC", "pending")],
    ],
    ["one logon point", { [at]: PENDING }, [notUpdated("CORPBDC", "pending")]],
    ["whether it is a logon point", { [at]: { logonPoint: PENDING } }, [notUpdated("CORPBDC", "pending")]],
    [
      "what Copylog.tcf says",
      { [at]: { copylog: PENDING, updatedSinceFix: true } },
      [notUpdated("CORPBDC", "pending")],
    ],
    ["its text", { [at]: { copylog: { text: PENDING }, updatedSinceFix: true } }, [notUpdated("CORPBDC", "pending")]],
    [
      "its owner",
      { [at]: { copylog: { sharedOwner: PENDING }, updatedSinceFix: true } },
      [notUpdated("CORPBDC", "pending")],
    ],
    [
      "its owners",
      { [at]: { copylog: { owners: PENDING }, updatedSinceFix: true } },
      [notUpdated("CORPBDC", "pending")],
    ],
    [
      "whether it is corrupt",
      { [at]: { copylog: { sharedOwner: "CEN", corrupt: PENDING }, updatedSinceFix: true } },
      [notUpdated("CORPBDC", "pending")],
    ],
    [
      "whether it was updated",
      { [at]: { copylog: sound, updatedSinceFix: PENDING } },
      [notUpdated("CORPBDC", "pending")],
    ],
    ["its hash", { [at]: { copylog: { ...sound, hash: PENDING }, updatedSinceFix: true } }, []],
    ["its SITES\\ lines", { [at]: { copylog: { ...sound, siteFolders: PENDING }, updatedSinceFix: true } }, []],
    [
      "when it was written",
      {
        [at]: { copylog: { ...sound, modified: PENDING } },
        "sites/CEN/copylogFixInstalled": "2000-06-01T00:00:00Z",
        "sites/P01/copylogFixInstalled": "2000-06-01T00:00:00Z",
      },
      [notUpdated("CORPBDC", "pending")],
    ],
    [
      "when the fix was installed",
      {
        [at]: { copylog: { ...sound, modified: "2000-07-01T00:00:00Z" } },
        "sites/CEN/copylogFixInstalled": PENDING,
        "sites/P01/copylogFixInstalled": "2000-06-01T00:00:00Z",
      },
      [notUpdated("CORPBDC", "pending")],
    ],
    [
      "what Copylog.tcf says, its time among that, beside the times of all fixes",
      { [at]: { copylog: PENDING }, "sites/CEN/copylogFixInstalled": JUNE, "sites/P01/copylogFixInstalled": JUNE },
      [notUpdated("CORPBDC", "pending")],
    ],
    // beside what is known to be broken
    [
      "what it says, of a file that was not updated",
      { [at]: { copylog: PENDING, updatedSinceFix: false } },
      [notUpdated("CORPBDC", "known")],
    ],
    [
      "whether it is a logon point, of a file that is corrupt",
      { [at]: { logonPoint: PENDING, copylog: { corrupt: true } } },
      [corrupt("CORPBDC")],
    ],
    [
      "whether it is a logon point, of a file that was not updated",
      { [at]: { logonPoint: PENDING, updatedSinceFix: false } },
      [notUpdated("CORPBDC", "known")],
    ],
    // beside what is not known
    [
      "what Copylog.tcf says, beside the time of one fix alone",
      { [at]: { copylog: PENDING }, "sites/CEN/copylogFixInstalled": JUNE },
      [notUpdated("CORPBDC", "unknown")],
    ],
    [
      "whether it was updated, of a file of which nothing is known",
      { [at]: { updatedSinceFix: PENDING } },
      [notUpdated("CORPBDC", "unknown")],
    ],
    [
      "one logon point beside one without an entry",
      { "domains/CORP/logonPoints": { CORPPDC: PENDING } },
      [notUpdated("CORPBDC", "unknown"), notUpdated("CORPPDC", "pending")],
    ],
  ])("%s", (_, changes, expected) => {
    expect(findingsOf(hierarchy(changes))).toEqual(expected);
  });

  test.each<[string, Changes]>([
    [
      "the build of a site without a time, which may be at SP2",
      { "sites/P01/build": PENDING, "sites/P01/hotfixes": undefined },
    ],
    [
      "the logon method of a site without a time, which may take no part",
      { "sites/P01/logonInstallation": PENDING, "sites/P01/logonDiscovery": false },
    ],
  ])("%s", (_, changes) => {
    const times = {
      "sites/CEN/copylogFixInstalled": JUNE,
      "sites/P02": { type: "primary", parent: "CEN", build: 1493, domains: ["CORP"] },
    };
    const file = { copylog: { ...sound, modified: "2000-06-02T00:00:00Z" } };
    expect(findingsOf(hierarchy({ [at]: file, ...times, ...changes }))).toContain(notUpdated("CORPBDC", "pending"));
  });

  test("the verdict is pending where nothing worse is found", () => {
    expect(judgementOf(hierarchy({ [at]: PENDING })).verdict).toBe("pending");
    expect(judgementOf(hierarchy({ [at]: PENDING, "domains/CORP/logonPoints/CORPPDC": {} })).verdict).toBe(
      "undetermined",
    );
    expect(
      judgementOf(hierarchy({ [at]: PENDING, "domains/CORP/logonPoints/CORPPDC": { updatedSinceFix: false } })).verdict,
    ).toBe("blocked");
  });
});

test("the remedy says how to force a cycle, and what to do where waiting changes nothing (Q257202, Q263345, Q192487)", () => {
  const finding = findingOf(hierarchy({ "domains/CORP/logonPoints/CORPBDC": undefined }), "copylog-not-updated");
  expect(finding).toMatchObject({
    subject: { kind: "server", name: "CORPBDC" },
    found: "nothing is known of this domain controller",
    needed:
      "Copylog.tcf written after the last site of the domain got its Copylog hotfix, and what it says (domain CORP)",
    articles: ["Q249077", "Q263345", "Q257202"],
  });
  for (const part of [
    "once a day",
    "nt_logon.box\\Locks",
    "SMSLOGON\\Config\\Copylog.tcf",
    "set the shared lines to the Senior Site on the PDC",
    "logonPoint: false",
  ]) {
    expect(finding.remedy).toContain(part);
  }
});
