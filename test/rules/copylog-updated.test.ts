import { PENDING } from "../../domain/pending";
import { CONFIRMED, findingOf, checksOf, hierarchy, judgementOf, SP1_FILES, type Changes } from "../kit/base";

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
      "updated, with its site folders alone",
      { copylog: { siteFolders: ["CEN"] }, updatedSinceFix: true },
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
      expect(checksOf(hierarchy({ [`domains/CORP/logonPoints/${server}`]: point }))).toEqual(expected(server));
    }
  });

  test.each([
    ["2000-07-02T12:00:00Z", []],
    ["2000-07-03T00:00:00Z", [notUpdated("CORPBDC", "unknown")]],
  ])("a file that is dated %s, if today is 2000-07-01", (modified, expected) => {
    const times = {
      "sites/CEN/copylogFixInstalled": "2000-06-20T08:00:00Z",
      "sites/P01/copylogFixInstalled": "2000-06-20T08:00:00Z",
    };
    const copylog = { ...sound, modified };
    const at = "domains/CORP/logonPoints/CORPBDC";
    expect(checksOf(hierarchy({ ...times, [at]: { copylog } }))).toEqual(expected);
    expect(checksOf(hierarchy({ [at]: { copylog, updatedSinceFix: true } }))).toEqual(expected);
  });

  test("permissions that were restricted are named on the PDC, once a site is at SP2 (Q264630)", () => {
    const locked = (server: string, changes: Changes) => {
      const at = `domains/CORP/logonPoints/${server}`;
      const { remedy } = findingOf(hierarchy({ ...changes, [at]: { copylog: sound } }), "copylog-not-updated", server);
      return remedy.some((step) => step.startsWith("If the permissions of the file were restricted"));
    };
    const mixed: Changes = {
      "sites/CEN/build": 1493,
      "sites/CEN/hotfixes": undefined,
      "domains/CORP/pdc": "corppdc",
    };
    expect([locked("CORPPDC", {}), locked("CORPBDC", mixed)]).toEqual([false, false]);
    expect(locked("corppdc", { ...mixed, "domains/CORP/logonPoints/CORPPDC": undefined })).toBe(true);
  });

  test("a file that is dated ahead: the clock is to be looked at", () => {
    const point = { copylog: { ...sound, modified: "2001-01-01T00:00:00Z" }, updatedSinceFix: true };
    const { found, remedy } = findingOf(
      hierarchy({ "domains/CORP/logonPoints/CORPBDC": point }),
      "copylog-not-updated",
    );
    expect(found).toBe("Copylog.tcf is dated 2001-01-01T00:00:00Z, after today: its time shows nothing");
    expect(remedy[0]).toBe(
      "Check the clock of the server, and declare `modified` as the server shows it once the clock is right.",
    );
  });

  test("a finding shows why the domain controller could not be read", () => {
    const found = (point: object) =>
      findingOf(hierarchy({ "domains/CORP/logonPoints/CORPBDC": point }), "copylog-not-updated").found;
    const notRead = "CORPBDC: access denied";
    expect(found({ notRead })).toMatch(/^not declared whether .* of the domain; not read: CORPBDC: access denied$/);
    expect(found({ notRead, updatedSinceFix: true })).toBe(
      "Copylog.tcf is declared as updated, but not its contents; not read: CORPBDC: access denied",
    );
  });

  test.each<[string, Changes, string[], string[]?]>([
    ["SP1", {}, ["Q249077"]],
    ["the release", { "sites/CEN/build": 1239, "sites/P01/build": 1239 }, ["Q251070"]],
    ["both", { "sites/P01/build": 1239 }, ["Q251070", "Q249077"]],
    ["SP2 and SP1", { "sites/CEN/build": 1493 }, ["Q249077"], ["Q264630"]],
  ])("the Copylog fix is cited that sites of the domain need: %s", (_, changes, fixes, last = []) => {
    const document = hierarchy({ ...changes, "domains/CORP/logonPoints/CORPBDC": undefined });
    expect(findingOf(document, "copylog-not-updated").articles).toEqual([
      ...fixes,
      "Q263345",
      "Q257202",
      "Q249333",
      ...last,
    ]);
  });

  test("in a domain at SP2 it is the rule itself, while sites elsewhere are below it", () => {
    const LAB = { type: "primary", parent: "CEN", build: 1380, domains: [], hotfixes: SP1_FILES };
    const document = hierarchy({
      "sites/CEN/build": 1493,
      "sites/P01/build": 1493,
      "sites/L01": LAB,
      "sites/L02": LAB,
      "domains/CORP/logonPoints/CORPBDC": undefined,
    });
    expect(findingOf(document, "copylog-not-updated").articles).toEqual([
      "Q261931",
      "Q263345",
      "Q257202",
      "Q249333",
      "Q264630",
    ]);
  });

  test("nothing is known of any logon point", () => {
    const everywhere = [notUpdated("CORPBDC", "unknown"), notUpdated("CORPPDC", "unknown")];
    expect(checksOf(hierarchy({ "domains/CORP/logonPoints": undefined }))).toEqual(everywhere);
    expect(checksOf(hierarchy({ "domains/CORP/logonPoints": {} }))).toEqual(everywhere);
  });

  test("a good PDC says nothing of a BDC that is listed (Q295441)", () => {
    const more = hierarchy({ "domains/CORP/bdcs": ["CORPBDC", "CORPBDC2", "CORPBDC3"] });
    expect(checksOf(more)).toEqual([notUpdated("CORPBDC2", "unknown"), notUpdated("CORPBDC3", "unknown")]);
  });

  test("server names ignore case", () => {
    const points = { corppdc: CONFIRMED, CorpBdc: CONFIRMED };
    expect(checksOf(hierarchy({ "domains/CORP/logonPoints": points }))).toEqual([]);
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
      "a text with shared lines but none for clicore.exe, while a site installs clients at logon",
      { text: "[FILE SOURCE]\ni386\\baseobj.dll=P01\n" },
      [corrupt("CORPBDC")],
    ],
    ["owners without one of clicore.exe", { owners: ["P01"], clicore: null }, [corrupt("CORPBDC")]],
    ["an owner without text, which says nothing of a missing line", { sharedOwner: "P01" }, []],
    ["a text with stray blanks and blank lines", { text: "\n [FILE SOURCE] \n\n  X86.BIN\\CLICORE.EXE = cen \n" }, []],
  ])("%s", (_, copylog, expected) => {
    expect(checksOf(hierarchy({ [at]: { copylog, updatedSinceFix: true } }))).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ["it was not updated", false],
    ["nobody said whether it was updated", undefined],
    ["this update says whether it was updated", PENDING],
  ])("it is known to be corrupt, also where %s", (_, updatedSinceFix) => {
    const point = { copylog: { corrupt: true }, ...(updatedSinceFix === undefined ? {} : { updatedSinceFix }) };
    expect(checksOf(hierarchy({ [at]: point }))).toEqual([corrupt("CORPBDC")]);
  });

  test("a domain with discovery only needs no line for clicore.exe (Q213004, Q235535)", () => {
    const copylog = { text: "[FILE SOURCE]\ni386\\baseobj.dll=P01\n" };
    const off = { "sites/CEN/logonInstallation": false, "sites/P01/logonInstallation": false };
    expect(checksOf(hierarchy({ ...off, [at]: { copylog, updatedSinceFix: true } }))).toEqual([]);
    const one = hierarchy({ "sites/CEN/logonInstallation": false, [at]: { copylog, updatedSinceFix: true } });
    expect(findingOf(one, "copylog-corrupt")).toMatchObject({
      found: "Copylog.tcf is corrupt: it has no line for clicore.exe, although logon installation is enabled at P01",
      needed: "a line for clicore.exe in Copylog.tcf (domain CORP)",
    });
  });

  const third = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES };
  const CEN_AT_SP2: Changes = { "sites/CEN/build": 1493, "sites/CEN/hotfixes": undefined, "sites/P03": third };
  test.each<[string, Changes, string[]]>([
    [
      "from SP2 on its Logon Server Manager repairs the file",
      { ...CEN_AT_SP2, "domains/CORP/seniorList": "CEN" },
      [
        "Force a cycle of the Logon Server Manager at the Senior Site, CEN: create a file named Nt_logon.not in SMS\\Inboxes\\nt_logon.box\\Notify. Without that it runs once a day. From SP2 on that repairs the file.",
      ],
    ],
    [
      "a Senior Site below SP2 beside a site at SP2 must not own the files of SP2",
      { ...CEN_AT_SP2, "domains/CORP/seniorList": "P01" },
      [
        "On the PDC delete the files that the lines of Copylog.tcf refer to, or set each line to the site that has the newest version of that very file. Do not set all lines to one site below SP2.",
        "Force a cycle of the Logon Server Manager at the Senior Site, P01: change something in SMS\\Inboxes\\nt_logon.box\\Locks, or restart SMS Executive. Without that it runs once a day.",
      ],
    ],
    [
      "an unknown Senior Site: both ways to force the cycle",
      { "domains/CORP/seniorList": undefined },
      [
        "On the PDC save a good copy of Copylog.tcf in which every line names the Senior Site. Or: on the PDC delete the files that the lines of Copylog.tcf refer to.",
        "Force a cycle of the Logon Server Manager at the Senior Site. If it is below SP2: change something in SMS\\Inboxes\\nt_logon.box\\Locks, or restart SMS Executive. If it is at SP2: create a file named Nt_logon.not in SMS\\Inboxes\\nt_logon.box\\Notify.",
      ],
    ],
  ])("repairing it depends on the Senior Site (Q264976, Q264630, Q257202, Q249333): %s", (_, changes, steps) => {
    const { remedy } = findingOf(hierarchy({ ...changes, [`${at}/copylog`]: { corrupt: true } }), "copylog-corrupt");
    expect(remedy.slice(0, steps.length)).toEqual(steps);
  });

  test("the remedy at a Senior Site below SP2", () => {
    expect(findingOf(hierarchy({ [`${at}/copylog`]: { corrupt: true } }), "copylog-corrupt")).toMatchObject({
      subject: { kind: "server", name: "CORPBDC" },
      found:
        "Copylog.tcf is corrupt: it has no [FILE SOURCE] section that can be read, more than one, or no shared line in it",
      needed: "a [FILE SOURCE] section with shared lines (domain CORP)",
      remedy: [
        expect.stringMatching(/^On the PDC save a good copy of Copylog\.tcf in which every line names the Senior Site/),
        expect.stringMatching(/at the Senior Site, CEN: change something in .*Locks, or restart SMS Executive/),
        "Read SMSLOGON\\Config\\Copylog.tcf again on every logon point of the domain, and declare it.",
      ],
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
    expect(checksOf(hierarchy(changes))).toEqual(expected);
  });

  test("stated to be updated beside a site without its fix: neither bad input nor a second finding", () => {
    expect(checksOf(hierarchy({ "sites/P01/hotfixes/Q249077": { installed: false } }))).toEqual([
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
    expect(checksOf(hierarchy(lab))).toEqual([notUpdated("LABPDC", "unknown")]);
  });

  test("reading shared-domains: those of shared domains alone (Q249077)", () => {
    expect(checksOf(hierarchy(lab), { reading: "shared-domains" })).toEqual([]);
  });

  test("not those of a domain without a site that takes part", () => {
    expect(checksOf(hierarchy({ "domains/LAB": { pdc: "LABPDC" } }))).toEqual([]);
  });

  test("none where no domain is shared", () => {
    expect(checksOf(hierarchy({ ...lab, "sites/P01/domains": [], "domains/CORP/logonPoints": undefined }))).toEqual([]);
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
    [
      "the owner of clicore.exe",
      { [at]: { copylog: { owners: ["CEN"], clicore: PENDING }, updatedSinceFix: true } },
      [notUpdated("CORPBDC", "pending")],
    ],
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
    expect(checksOf(hierarchy(changes))).toEqual(expected);
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
    expect(checksOf(hierarchy({ [at]: file, ...times, ...changes }))).toContain(notUpdated("CORPBDC", "pending"));
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

test("a controller without facts: what to read, and what to do if the file is old (Q257202, Q263345, Q192487)", () => {
  expect(findingOf(hierarchy({ "domains/CORP/logonPoints/CORPBDC": undefined }), "copylog-not-updated")).toMatchObject({
    subject: { kind: "server", name: "CORPBDC" },
    found: "no facts declared for this domain controller",
    needed: "Copylog.tcf written after the last site of CORP got its Copylog hotfix, and its contents",
    remedy: [
      "Read SMSLOGON\\Config\\Copylog.tcf on the server. Declare its contents and `modified`, or whether it was modified after the last site of the domain got the Copylog hotfix.",
      "If the server has no share SMSLOGON, declare `logonPoint: false` instead. A BDC that is also a site server has one.",
      "If the file is older than the hotfix, go on:",
      "Force a cycle of the Logon Server Manager at the Senior Site, CEN: change something in SMS\\Inboxes\\nt_logon.box\\Locks, or restart SMS Executive. Without that it runs once a day.",
      "If the file stays as old as it is, which can happen because a line changes only when a file is copied: on the PDC delete the files that its shared lines refer to, and force the cycle again.",
      "Read SMSLOGON\\Config\\Copylog.tcf again on every logon point of the domain, and declare it.",
    ],
    articles: ["Q249077", "Q263345", "Q257202", "Q249333"],
  });
});

test("the cause of an unknown age is the site without a time of its hotfix", () => {
  const changes: Changes = {
    "domains/CORP/logonPoints/CORPBDC": { copylog: { sharedOwner: "CEN", modified: "2000-06-20T08:00:00Z" } },
    "sites/CEN/copylogFixInstalled": "2000-06-01T08:00:00Z",
  };
  expect(findingOf(hierarchy(changes), "copylog-not-updated")).toMatchObject({
    found: "the age of Copylog.tcf cannot be compared with the Copylog hotfix",
    cause: {
      subject: { kind: "site", name: "P01" },
      fact: "copylogFixInstalled",
      text: "No time of the Copylog hotfix is declared for P01, so there is none to compare the file with.",
    },
    remedy: expect.arrayContaining([
      "Declare copylogFixInstalled of P01: the time at which the Copylog hotfix was installed there.",
    ]),
  });
});

test("beside a site at SP2 the file may be locked on purpose, and does not get younger (Q264630)", () => {
  const third = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES };
  const changes: Changes = {
    "sites/CEN/build": 1493,
    "sites/CEN/hotfixes": undefined,
    "sites/P03": third,
    "domains/CORP/logonPoints/CORPPDC": { ...CONFIRMED, updatedSinceFix: false },
  };
  const [first] = findingOf(hierarchy(changes), "copylog-not-updated").remedy;
  expect(first).toMatch(
    /^If the permissions of the file were restricted to protect clients .* it does not get younger/,
  );
});

test("a controller that is also a site server is one that the Senior Site may fail to update (Q303725)", () => {
  const changes = {
    "sites/P01/server": "corpbdc",
    "domains/CORP/logonPoints/CORPBDC": { ...CONFIRMED, updatedSinceFix: false },
  };
  expect(findingOf(hierarchy(changes), "copylog-not-updated").remedy).toContain(
    "This domain controller is also the site server of P01. If the Senior Site reports message 1412 or 1418 for it, give the account of its sender rights there, or name another Senior Site (Q303725).",
  );
});
