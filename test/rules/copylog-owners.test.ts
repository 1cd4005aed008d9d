import { CONFIRMED, findingOf, findingsOf, hierarchy, SP1_FILES, type Changes } from "../kit/base";

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
    expect(findingsOf(hierarchy(changes))).toEqual(expected);
  });

  test("a live site of another domain is a stranger here", () => {
    const lab: Changes = {
      "domains/LAB": { pdc: "LABPDC", logonPoints: { LABPDC: CONFIRMED } },
      "sites/S01": { type: "secondary", parent: "P01", build: 1493, domains: ["LAB"] },
    };
    expect(findingsOf(hierarchy(lab))).toEqual([stale("LABPDC")]);
    expect(findingsOf(hierarchy(lab), { reading: "shared-domains" })).toEqual([]);
  });
});

test("leftover lines below SITES\\ are only untidy (Q313209)", () => {
  expect(findingsOf(hierarchy(point({ sharedOwner: "CEN", siteFolders: ["CEN", "REM"] })))).toEqual([
    stale("CORPBDC", "advisory"),
  ]);
  expect(findingsOf(hierarchy(point({ sharedOwner: "OLD", siteFolders: ["REM"] })))).toEqual([
    stale("CORPBDC"),
    stale("CORPBDC", "advisory"),
  ]);
  const text = "[FILE SOURCE]\nx86.bin\\clicore.exe=CEN\nSITES\\REM\\cli_inst.cfg=REM\n";
  expect(findingsOf(hierarchy(point({ text })))).toEqual([stale("CORPBDC", "advisory")]);
});

describe("what an administrator is told", () => {
  test("a code that no declared site has may be gone, or forgotten in the declaration: both are said", () => {
    expect(findingOf(hierarchy(point({ owners: ["OLD", "CEN"] })), "copylog-stale-site")).toMatchObject({
      subject: { kind: "server", name: "CORPBDC" },
      found: "shared lines of Copylog.tcf belong to OLD (gone, or not declared)",
      needed: "shared lines of sites that take part in CORP",
      remedy: expect.stringMatching(
        /^If the site is alive, declare it with this domain\. If it is gone, set its shared lines to the Senior Site on the PDC/,
      ),
      articles: ["Q313209", "Q263345"],
    });
  });

  test("a declared site that takes no part is said to be that", () => {
    const changes = { ...IDLE, ...point({ sharedOwner: "P02" }) };
    expect(findingOf(hierarchy(changes), "copylog-stale-site").found).toBe(
      "shared lines of Copylog.tcf belong to P02 (takes no part in the domain)",
    );
  });

  test("a line without an owner is said to have none", () => {
    const text = "[FILE SOURCE]\nx86.bin\\clicore.exe=\n";
    expect(findingOf(hierarchy(point({ text })), "copylog-stale-site").found).toBe(
      "shared lines of Copylog.tcf belong to no site (gone, or not declared)",
    );
  });

  test("of untidy lines, that they do no harm", () => {
    const untidy = hierarchy(point({ sharedOwner: "CEN", siteFolders: ["REM"] }));
    expect(findingOf(untidy, "copylog-stale-site")).toMatchObject({
      found: "Copylog.tcf has lines below SITES\\ of REM (gone, or not declared)",
      remedy: expect.stringContaining("the lines do no harm"),
      articles: ["Q313209", "Q259816"],
    });
  });
});
