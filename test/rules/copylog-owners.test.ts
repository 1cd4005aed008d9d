import { toFacts } from "../../domain/model/facts";
import { PENDING } from "../../domain/pending";
import { copylogOwners } from "../../rules/copylog-owners";
import { contextOf } from "../../rules/judge/context";
import { CONFIRMED, findingOf, checksOf, hierarchy, judgementOf, SP1_FILES, TODAY, type Changes } from "../kit/base";

const stale = (server: string, level = "mandatory") => `copylog-owners copylog-stale-site ${server} ${level} known`;
const point = (copylog: unknown, server = "CORPBDC"): Changes => ({
  [`domains/CORP/logonPoints/${server}`]: { copylog, updatedSinceFix: true },
});

/** A declared site of the domain that takes no part in it. */
const IDLE: Changes = {
  "sites/P02": {
    type: "primary",
    parent: "CEN",
    build: 1380,
    domains: ["CORP"],
    logonInstallation: false,
    logonDiscovery: false,
    hotfixes: SP1_FILES,
  },
};

describe("a shared line of a site that does not take part breaks client installations (Q313209, Q263345)", () => {
  test.each<[string, Changes, string[]]>([
    ["owned by the Senior Site", point({ sharedOwner: "CEN" }), []],
    ["owned by another live site", point({ sharedOwner: "P01" }), []],
    ["owned in lower case", point({ owners: ["cen", "p01"] }), []],
    ["owned by a site that is gone", point({ sharedOwner: "OLD" }), [stale("CORPBDC")]],
    ["one owner of several is gone", point({ owners: ["CEN", "OLD", "P01"] }), [stale("CORPBDC")]],
    ["an owner that is cut off", point({ owners: ["CE"] }), [stale("CORPBDC")]],
    ["an owner that is missing", point({ text: "[FILE SOURCE]\nx86.bin\\clicore.exe=\n" }), [stale("CORPBDC")]],
    [
      "owned by a declared site that takes no part in the domain",
      { ...IDLE, ...point({ sharedOwner: "P02" }) },
      [stale("CORPBDC")],
    ],
    [
      "owned by a site that takes part through discovery alone",
      { ...IDLE, "sites/P02/logonDiscovery": true, ...point({ sharedOwner: "P02" }) },
      [],
    ],
    [
      "read from the text",
      point({ text: "[FILE SOURCE]\r\nx86.bin\\clicore.exe=CEN\r\nalpha.bin\\clicore.exe=OLD\r\n" }),
      [stale("CORPBDC")],
    ],
    [
      "of a file that was not updated: both are found",
      { "domains/CORP/logonPoints/CORPBDC": { copylog: { sharedOwner: "OLD" }, updatedSinceFix: false } },
      ["copylog-updated copylog-not-updated CORPBDC mandatory known", stale("CORPBDC")],
    ],
    [
      "on every logon point in turn",
      { ...point({ sharedOwner: "OLD" }), ...point({ sharedOwner: "OLD" }, "CORPPDC") },
      [stale("CORPBDC"), stale("CORPPDC")],
    ],
  ])("%s", (_, changes, expected) => {
    expect(checksOf(hierarchy(changes))).toEqual(expected);
  });

  test("a live site of another domain is a stranger here", () => {
    const lab: Changes = {
      "domains/LAB": { pdc: "LABPDC", logonPoints: { LABPDC: CONFIRMED } },
      "sites/S01": { type: "secondary", parent: "P01", build: 1493, domains: ["LAB"] },
    };
    expect(checksOf(hierarchy(lab))).toEqual([stale("LABPDC")]);
    expect(checksOf(hierarchy(lab), { reading: "shared-domains" })).toEqual([]);
  });
});

test("leftover lines under SITES\\ are advice (Q313209)", () => {
  expect(checksOf(hierarchy(point({ sharedOwner: "CEN", siteFolders: ["CEN", "REM"] })))).toEqual([
    stale("CORPBDC", "advisory"),
  ]);
  expect(checksOf(hierarchy(point({ sharedOwner: "OLD", siteFolders: ["REM"] })))).toEqual([
    stale("CORPBDC"),
    stale("CORPBDC", "advisory"),
  ]);
  const text = "[FILE SOURCE]\nx86.bin\\clicore.exe=CEN\nSITES\\REM\\cli_inst.cfg=REM\n";
  expect(checksOf(hierarchy(point({ text })))).toEqual([stale("CORPBDC", "advisory")]);
});

describe("what an administrator is told", () => {
  const CYCLE = expect.stringMatching(/^Force a cycle of the Logon Server Manager at the Senior Site, CEN: /) as string;
  const LAST = [
    "Read Copylog.tcf again on every logon point of the domain, and declare it.",
    "The upgrade of one site of the domain to SP2 corrects the file too (Q263345). This finding blocks as a precaution; to go that way, waive it.",
  ];

  test("a code that no declared site has is that of a removed site, or of one that the declaration forgot (Q313209)", () => {
    expect(findingOf(hierarchy(point({ owners: ["OLD", "CEN"] })), "copylog-stale-site")).toMatchObject({
      subject: { kind: "server", name: "CORPBDC" },
      found: "shared lines of Copylog.tcf belong to OLD, which no declared site has as its code",
      needed: "shared lines of sites that take part in CORP",
      remedy: [
        "If OLD is a site that is still running, declare it: the rule is about every site.",
        "If it was removed: in Copylog.tcf on the PDC, give each of its shared lines to the site that has the newest version of that very file. Do not give all of them to one site.",
        "Delete the lines under SITES\\ of OLD, and the files that they refer to.",
        CYCLE,
        ...LAST,
      ],
      articles: ["Q313209", "Q263345"],
    });
  });

  test("a declared site that takes no part has left the domain: declaring it changes nothing on a server (Q263345)", () => {
    const changes = { ...IDLE, ...point({ sharedOwner: "P02" }) };
    expect(findingOf(hierarchy(changes), "copylog-stale-site")).toMatchObject({
      found: "shared lines of Copylog.tcf belong to P02, declared, but not taking part in CORP",
      remedy: [
        "Remove CORP from both logon methods at all sites, delete what remains in SMSLOGON on its domain controllers, and add the domain again.",
        "Or enable the logon methods for CORP at P02 again, in SMS itself.",
        CYCLE,
        ...LAST,
      ],
      articles: ["Q263345", "Q313209"],
    });
  });

  test("with a site of the domain at SP2 already its upgrade is no way out, and advice has none (Q263345, Q264630)", () => {
    const mixed: Changes = {
      "sites/CEN/build": 1493,
      "sites/CEN/hotfixes": undefined,
      "sites/P03": { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES },
      ...point({ owners: ["OLD", "CEN"], siteFolders: ["REM", "CEN", "P01", "P03"] }),
    };
    const steps = judgementOf(hierarchy(mixed))
      .findings.filter(({ code }) => code === "copylog-stale-site")
      .map(({ level, remedy }) => [
        level,
        remedy.some((step) => step.startsWith("Or finish")),
        remedy.some((step) => /corrects the file too/.test(step)),
      ]);
    expect(steps).toEqual([
      ["mandatory", true, false],
      ["advisory", false, false],
    ]);
  });

  test("both kinds at one server are two findings", () => {
    const changes = { ...IDLE, ...point({ owners: ["P02", "OLD"] }) };
    expect(checksOf(hierarchy(changes))).toEqual([stale("CORPBDC"), stale("CORPBDC")]);
  });

  test("a line without an owner is said to have none", () => {
    const text = "[FILE SOURCE]\nx86.bin\\clicore.exe=\n";
    expect(findingOf(hierarchy(point({ text })), "copylog-stale-site").found).toBe(
      "shared lines of Copylog.tcf belong to (no owner), which no declared site has as its code",
    );
  });

  test("lines under SITES\\ of a site that is gone are not harmless: lines and files go (Q313209, Q259816)", () => {
    const untidy = hierarchy(point({ sharedOwner: "CEN", siteFolders: ["REM"] }));
    expect(findingOf(untidy, "copylog-stale-site")).toMatchObject({
      level: "advisory",
      found: "Copylog.tcf has lines under SITES\\ of REM, which no declared site has as its code",
      remedy: [
        "If REM is a site that is still running, declare it.",
        "Delete the lines of REM and the files in SMSLOGON\\Sites that they refer to: clients may try to install from there.",
        "Delete SMSLOGON\\Sitescfg\\<code>_cfg.lcf of REM: from SP2 on sites that are gone are no longer removed by themselves (Q259816).",
      ],
      articles: ["Q313209", "Q259816"],
    });
  });
});

test("lines under SITES\\ of a site that left the domain are not said to be those of a forgotten one", () => {
  const { found, needed, remedy, part } = findingOf(
    hierarchy({ ...IDLE, ...point({ owners: ["CEN"], siteFolders: ["CEN", "P01", "P02"] }) }),
    "copylog-stale-site",
  );
  expect([found, needed, part]).toEqual([
    "Copylog.tcf has lines under SITES\\ of P02, declared, but not taking part in CORP",
    "lines under SITES\\ only of sites that take part in CORP",
    "own lines, left",
  ]);
  expect(remedy[0]).toMatch(/^Delete the lines of P02 and the files in SMSLOGON/);
});

test("findings of one server are told apart by their part", () => {
  const changes = { ...IDLE, ...point({ owners: ["P02", "OLD"], siteFolders: ["REM"] }) };
  expect(judgementOf(hierarchy(changes)).findings.flatMap(({ part }) => part ?? [])).toEqual([
    "shared lines, left",
    "shared lines, removed",
    "own lines, removed",
  ]);
});

test("the rule looks at files that are proven, and waits for owners that are pending", () => {
  const seen = (changes: Changes) => {
    const settings = { reading: "every-site", minimumEvidence: "attested" } as const;
    const context = contextOf(toFacts(hierarchy(changes)), settings, TODAY);
    return [copylogOwners.looked?.(context), copylogOwners.unsettled?.(context)].map((subjects) =>
      subjects?.map(({ kind, name }) => `${kind} ${name}`),
    );
  };
  const at = "domains/CORP/logonPoints/CORPBDC";
  const [PDC, BDC] = ["server CORPPDC", "server CORPBDC"];
  expect(seen({})).toEqual([[PDC, BDC], []]);
  expect(seen({ [at]: undefined })).toEqual([[PDC], []]);
  expect(seen({ [at]: PENDING })).toEqual([[PDC], [BDC]]);
  expect(seen({ [at]: { copylog: PENDING, updatedSinceFix: true } })).toEqual([[PDC], [BDC]]);
  expect(seen({ [at]: { copylog: { owners: PENDING }, updatedSinceFix: true } })).toEqual([[PDC], [BDC]]);
  expect(seen({ [at]: { logonPoint: false } })).toEqual([[PDC], []]);
});
