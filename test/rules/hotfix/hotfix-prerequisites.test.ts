import { PENDING } from "../../../domain/pending";
import {
  ATTESTED,
  checksOf,
  findingOf,
  findingsOf,
  hierarchy,
  judgementOf,
  RELEASE_FILES,
  SP1_FILES,
  type Changes,
} from "../../kit/base";

const missing = (site: string, hotfix: string, certainty = "unknown") =>
  `hotfix-prerequisites missing-hotfix ${site} mandatory ${certainty} ${hotfix}`;
const wrongBuild = (site: string, hotfix: string) =>
  `hotfix-prerequisites wrong-build-hotfix ${site} mandatory known ${hotfix}`;
const HEALTHY = { Q249077: SP1_FILES.Q249077, Q252717: SP1_FILES.Q252717 };

describe("every site at 1239 or 1380 needs both hotfixes of its build before any site is upgraded (Q261931)", () => {
  test.each<[string, Changes, string[]]>([
    ["both fixes of SP1 at an SP1 site", {}, []],
    [
      "both fixes of the release at a release site",
      { "sites/P01/build": 1239, "sites/P01/hotfixes": RELEASE_FILES },
      [],
    ],
    [
      "nothing stated of the Copylog fix (Q249077)",
      { "sites/P01/hotfixes/Q249077": undefined },
      [missing("P01", "Q249077")],
    ],
    [
      "nothing stated of the CCM fix (Q252717)",
      { "sites/P01/hotfixes/Q252717": undefined },
      [missing("P01", "Q252717")],
    ],
    [
      "nothing stated of either",
      { "sites/P01/hotfixes": undefined },
      [missing("P01", "Q249077"), missing("P01", "Q252717")],
    ],
    [
      "nothing stated at any site",
      { "sites/P01/hotfixes": {}, "sites/CEN/hotfixes": {} },
      [missing("CEN", "Q249077"), missing("CEN", "Q252717"), missing("P01", "Q249077"), missing("P01", "Q252717")],
    ],
    ["an empty statement", { "sites/P01/hotfixes/Q249077": {} }, [missing("P01", "Q249077")]],
    ["an empty list of files", { "sites/P01/hotfixes/Q249077": { files: {} } }, [missing("P01", "Q249077")]],
    [
      "the Copylog fix known to be absent",
      { "sites/P01/hotfixes/Q249077": { installed: false } },
      [missing("P01", "Q249077", "known")],
    ],
    [
      "the CCM fix known to be absent",
      { "sites/CEN/hotfixes/Q252717": { installed: false } },
      [missing("CEN", "Q252717", "known")],
    ],
    [
      "the fixes of the release missing at a release site (Q251070, Q252718)",
      { "sites/P01/build": 1239, "sites/P01/hotfixes": {} },
      [missing("P01", "Q251070"), missing("P01", "Q252718")],
    ],
    [
      "the fix of the other build known to be absent says nothing of the right one",
      { "sites/P01/hotfixes/Q249077": undefined, "sites/P01/hotfixes/Q251070": { installed: false } },
      [missing("P01", "Q249077")],
    ],
  ])("%s", (_, changes, expected) => {
    expect(checksOf(hierarchy(changes))).toEqual(expected);
  });

  test("a finding shows why the server of the site could not be read", () => {
    const notRead = { "sites/P01/notRead": "SMSP01: timed out\nafter 30 seconds" };
    const found = (changes: Changes) => findingOf(hierarchy({ ...notRead, ...changes }), "missing-hotfix").found;
    expect(found({ "sites/P01/hotfixes/Q249077": undefined })).toBe(
      "Q249077: no evidence declared; not read: SMSP01: timed out after 30 seconds",
    );
    expect(checksOf(hierarchy(notRead))).toEqual([]);
    const partly = { files: { "Bin\\i386\\Ccm.dll": "2.0.1380.1125" } };
    const finding = findingOf(hierarchy({ ...notRead, "sites/P01/hotfixes/Q252717": partly }), "evidence-insufficient");
    expect(finding.found).toContain("Bin\\i386\\Baseobj.dll not declared; not read: SMSP01: timed out");
    expect(
      findingOf(hierarchy({ "sites/P01/notRead": PENDING, "sites/P01/hotfixes/Q249077": undefined }), "missing-hotfix")
        .found,
    ).toBe("Q249077: no evidence declared");
  });

  test.each([1239, 1380])(
    "the fixes of a site of build %i are required, whatever its place in the hierarchy",
    (build) => {
      const places: Changes[] = [
        { "sites/CEN/build": build, "sites/CEN/hotfixes": {} },
        { "sites/P01/build": build, "sites/P01/hotfixes": {} },
        { "sites/P01/build": build, "sites/P01/hotfixes": {}, "sites/P01/type": "secondary" },
      ];
      const hotfixes = build === 1239 ? ["Q251070", "Q252718"] : ["Q249077", "Q252717"];
      const found = places.map((changes) => findingsOf(hierarchy(changes)).filter((row) => row.startsWith("hotfix-")));
      expect(found).toEqual(["CEN", "P01", "P01"].map((site) => hotfixes.map((hotfix) => missing(site, hotfix))));
    },
  );
});

describe("a hotfix of the other build does not count (Q261931)", () => {
  const files1239 = { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1239.62" } };
  test.each<[string, Changes, string[]]>([
    [
      "a site upgraded from the release to SP1 with the fixes of the release",
      { "sites/P01/hotfixes": RELEASE_FILES },
      [wrongBuild("P01", "Q249077"), wrongBuild("P01", "Q252717")],
    ],
    [
      "the same, attested",
      { "sites/P01/hotfixes": { Q251070: ATTESTED, Q252718: ATTESTED } },
      [wrongBuild("P01", "Q249077"), wrongBuild("P01", "Q252717")],
    ],
    [
      "the fixes of SP1 at a release site",
      { "sites/P01/build": 1239 },
      [wrongBuild("P01", "Q251070"), wrongBuild("P01", "Q252718")],
    ],
    [
      "a release file listed for the fix of SP1",
      { "sites/P01/hotfixes/Q249077": files1239 },
      [wrongBuild("P01", "Q249077")],
    ],
    [
      "an SP2 file listed for the fix of SP1",
      { "sites/P01/hotfixes/Q249077/files": { "Bin\\i386\\Nt_logon.dll": "2.0.1493.2005" } },
      [wrongBuild("P01", "Q249077")],
    ],
    [
      "a release file beside an attestation: files outrank it",
      { "sites/P01/hotfixes/Q249077": { ...files1239, ...ATTESTED } },
      [wrongBuild("P01", "Q249077")],
    ],
    [
      "one of three files of another build",
      { "sites/P01/hotfixes/Q252717/files/Bin\\i386\\Baseobj.dll": "2.0.1239.64" },
      [wrongBuild("P01", "Q252717")],
    ],
    [
      "a file of another build beside one that is too old: the finding is about the build",
      {
        "sites/P01/hotfixes/Q252717/files/Bin\\i386\\Baseobj.dll": "2.0.1239.64",
        "sites/P01/hotfixes/Q252717/files/Bin\\i386\\Ccm.dll": "2.0.1380.1",
      },
      [wrongBuild("P01", "Q252717")],
    ],
    ["the other build's fixes beside good evidence", { "sites/P01/hotfixes": { ...RELEASE_FILES, ...SP1_FILES } }, []],
    [
      "the other build's fix beside the right one, known to be absent",
      { "sites/P01/hotfixes": { ...RELEASE_FILES, ...HEALTHY, Q249077: { installed: false } } },
      [missing("P01", "Q249077", "known")],
    ],
    [
      "an empty statement of the other build's fix is none",
      { "sites/P01/hotfixes/Q249077": undefined, "sites/P01/hotfixes/Q251070": { files: {} } },
      [missing("P01", "Q249077")],
    ],
  ])("%s", (_, changes, expected) => {
    expect(checksOf(hierarchy(changes))).toEqual(expected);
  });
});

describe("a site at SP2 needs none of the four (Q261931, Q213410)", () => {
  const sp2 = (version?: string): Changes => ({
    "sites/CEN/build": 1493,
    "sites/CEN/version": version,
    "sites/CEN/hotfixes": undefined,
  });

  /** A third site, so that two are below SP2: the last one may finish. */
  const third: Changes = {
    "sites/P04": { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES },
  };
  const WAY_OUT = expect.stringMatching(
    /^Or finish: under a waiver of this rule, .* within 2 to 3 hours of each other/,
  ) as string;

  test.each(["2.0.1493.2000", "2.00.1493.2005", "2.0.1493.3000", "2.0.1493.4160", undefined])(
    "version %s",
    (version) => {
      expect(findingsOf(hierarchy(sp2(version))).filter((row) => row.startsWith("hotfix-"))).toEqual([]);
    },
  );

  test("if another site is unfixed the rule is already broken, with the emergency edit of Q264630 and the way out", () => {
    const mixed = hierarchy({
      ...sp2(),
      ...third,
      "sites/P01/hotfixes/Q249077": { installed: false },
      upgrades: ["P01"],
    });
    expect(findingOf(mixed, "missing-hotfix")).toMatchObject({
      level: "mandatory",
      found: "Q249077 is not installed; the rule is already broken, CEN at SP2",
      articles: ["Q249077", "Q261931", "Q264630"],
      remedy: [
        "Close the Administrator console on the server.",
        "Run Q249077.exe /s (in the folder Smsqfe of the SP2 CD, in the SP2 web patch, or as a download).",
        "Note the time of the installation and declare it as copylogFixInstalled: Copylog.tcf has to be younger.",
        "Declare the versions of Nt_logon.dll in Bin\\i386 as hotfixes.Q249077.files.",
        "Until this site is upgraded, clients can be protected: in Copylog.tcf on CORPPDC (CORP) set X86.BIN\\CLICORE.EXE=CEN. Then restrict the permissions of the file: Full Control for one account with domain administrator's rights that is neither Administrator nor the SMS service account, Read for Everyone. Put the permissions back after the upgrade.",
        WAY_OUT,
      ],
    });
  });

  test("the last site in scope below SP2 may finish: its findings are recommendations, without a way out (Q264630)", () => {
    const last = hierarchy({ ...sp2(), "sites/P01/hotfixes/Q249077": { installed: false }, upgrades: ["P01"] });
    expect(judgementOf(last).verdict).toBe("ready");
    const { level, remedy } = findingOf(last, "missing-hotfix");
    expect([level, remedy.filter((step) => /CLICORE|Or finish/.test(step))]).toEqual(["advisory", []]);
  });

  test("a site at SP2 that the reading does not cover makes no last site", () => {
    const apart: Changes = {
      "domains/LAB": { pdc: "LABPDC" },
      "sites/P02": { type: "primary", parent: "CEN", build: 1493, domains: ["LAB"] },
      "sites/P01/hotfixes/Q249077": { installed: false },
      "sites/CEN/hotfixes/Q249077": { installed: false },
    };
    const levels = (reading: "every-site" | "shared-domains") =>
      judgementOf(hierarchy(apart), { reading })
        .findings.filter(({ code }) => code === "missing-hotfix")
        .map(({ remedy }) => remedy.length);
    expect(levels("every-site")).toEqual([5, 5]);
    expect(levels("shared-domains")).toEqual([4, 4]);
  });

  test("if the other site's hotfix has no evidence, the rule is broken only if it is not installed", () => {
    const mixed = hierarchy({ ...sp2(), ...third, "sites/P01/hotfixes/Q249077": undefined });
    expect(findingOf(mixed, "missing-hotfix")).toMatchObject({
      found: "Q249077: no evidence declared; if it is not installed, the rule is already broken, CEN at SP2",
      articles: ["Q249077", "Q261931", "Q264630"],
      remedy: expect.arrayContaining([WAY_OUT]),
    });
  });

  test("a missing CCM hotfix damages no client: the retries are stopped", () => {
    const mixed = hierarchy({
      ...sp2(),
      ...third,
      "sites/P01/hotfixes/Q252717": { installed: false },
      upgrades: ["P01"],
    });
    const { found, remedy } = findingOf(mixed, "missing-hotfix");
    expect(found).toBe("Q252717 is not installed; the rule is already broken, CEN at SP2");
    expect(remedy).toContain(
      "Until then, if this site retries installations on SP2 clients, hourly for 7 days: delete its Ccrretry.box files, or rename its Ccm.dll, which stops all remote installation there.",
    );
    expect(remedy.join(" ")).not.toMatch(/CLICORE|reinstall/);
  });

  test("a site that shares no domain with a site at SP2 has no clients to protect, and the rule is broken all the same", () => {
    const unfixed = { ...SP1_FILES, Q249077: { installed: false } };
    const lab: Changes = {
      ...sp2(),
      "domains/LAB": { pdc: "LABPDC" },
      "sites/P02": { type: "primary", parent: "CEN", build: 1380, domains: ["LAB"], hotfixes: unfixed },
      upgrades: ["P01"],
    };
    const apart: Changes = { ...lab, "sites/CEN/domains": ["CORP", "LAB"] };
    const off = { "sites/P02/logonInstallation": false, "sites/P02/logonDiscovery": false };
    for (const changes of [lab, { ...apart, ...off }]) {
      const { found, remedy } = findingOf(hierarchy(changes), "missing-hotfix", "P02");
      expect(found).toBe("Q249077 is not installed; the rule is already broken, CEN at SP2");
      expect(remedy.join(" ")).not.toMatch(/CLICORE|reinstall|Ccrretry/);
    }
    expect(findingOf(hierarchy(apart), "missing-hotfix", "P02").remedy.join(" ")).toContain(
      "on LABPDC (LAB) set X86.BIN\\CLICORE.EXE=CEN",
    );
  });

  test("each domain is named with its site at SP2, or with all of them, since the article does not say which", () => {
    const several = hierarchy({
      ...sp2(),
      ...third,
      "domains/LAB": { pdc: "LABPDC" },
      "sites/P01/domains": ["CORP", "LAB"],
      "sites/P01/hotfixes/Q249077": { installed: false },
      "sites/P03": { type: "primary", parent: "CEN", build: 1493, domains: ["LAB"] },
      "sites/P02": { type: "primary", parent: "CEN", build: 1493, domains: ["LAB"] },
    });
    expect(findingOf(several, "missing-hotfix").remedy.join(" ")).toContain(
      "on CORPPDC (CORP) set X86.BIN\\CLICORE.EXE=CEN, on LABPDC (LAB) set X86.BIN\\CLICORE.EXE=one of P02, P03, the article does not say which.",
    );
  });

  test("if this update shows the other site's hotfix, nothing is said to be broken", () => {
    const mixed = hierarchy({ ...sp2(), ...third, "sites/P01/hotfixes/Q249077": PENDING });
    expect(findingOf(mixed, "evidence-insufficient").found).toBe(
      "evidence for Q249077 will be known during the update",
    );
  });
});

describe("the rule applies once several sites take part in one domain (Q261931)", () => {
  const unfixed: Changes = { "sites/P01/hotfixes": {} };
  const apart: Changes = {
    "domains/LAB": { pdc: "LABPDC" },
    "sites/P01/domains": ["LAB"],
  };
  const third: Changes = {
    "sites/S01": { type: "secondary", parent: "P01", build: 1380, domains: ["LAB"], hotfixes: {} },
    "domains/LAB": {
      pdc: "LABPDC",
      logonPoints: { LABPDC: { copylog: { sharedOwner: "S01" }, updatedSinceFix: true } },
    },
  };
  const both = (site: string) => [missing(site, "Q249077"), missing(site, "Q252717")];

  test("no site shares a domain: nothing is asked for, whatever the reading", () => {
    expect(checksOf(hierarchy({ ...unfixed, ...apart }))).toEqual([]);
    expect(checksOf(hierarchy({ ...unfixed, ...apart }), { reading: "shared-domains" })).toEqual([]);
  });

  test("reading every-site: also a site that shares no domain", () => {
    expect(checksOf(hierarchy(third))).toEqual(both("S01"));
  });

  test("reading shared-domains: not a site that shares no domain, with a warning for its boundaries (Q264630)", () => {
    expect(findingsOf(hierarchy(third), { reading: "shared-domains" })).toEqual([
      "upgrade-advice short-domain-name LAB advisory known",
      "upgrade-advice boundaries-not-judged S01 advisory known",
    ]);
  });

  test("the message says which reading is in force", () => {
    const needed = (reading: "every-site" | "shared-domains") =>
      findingOf(hierarchy({ "sites/P01/hotfixes/Q249077": {} }), "missing-hotfix", "P01", { reading }).needed;
    expect(needed("every-site")).toContain("(applies to all sites below SP2)");
    expect(needed("shared-domains")).toContain("(applies to all sites that share a domain)");
  });

  test.each<[string, Changes, boolean]>([
    ["installation and discovery", {}, true],
    ["installation alone", { "sites/P01/logonDiscovery": false }, true],
    ["discovery alone", { "sites/P01/logonInstallation": false }, true],
    ["neither", { "sites/P01/logonInstallation": false, "sites/P01/logonDiscovery": false }, false],
  ])("a site takes part through %s (Q235726)", (_, methods, takesPart) => {
    const found = findingsOf(hierarchy({ ...unfixed, ...methods, "domains/CORP/seniorList": null }));
    expect(found.filter((row) => row.startsWith("hotfix-"))).toEqual(takesPart ? both("P01") : []);
  });

  test("a site that takes no part is in scope of the strict reading once others share a domain", () => {
    const idle: Changes = {
      "sites/P02": {
        type: "primary",
        parent: "CEN",
        build: 1380,
        domains: ["CORP"],
        logonInstallation: false,
        logonDiscovery: false,
      },
    };
    expect(checksOf(hierarchy(idle))).toEqual(both("P02"));
    expect(findingsOf(hierarchy(idle), { reading: "shared-domains" })).toEqual([
      "upgrade-advice left-domain-listed P02 advisory known",
      "upgrade-advice boundaries-not-judged P02 advisory known",
    ]);
  });

  test("domain names ignore case: Corp and CORP are one domain (Q245101)", () => {
    expect(findingsOf(hierarchy({ ...unfixed, "sites/P01/domains": ["Corp"] }))).toEqual([
      ...both("P01"),
      "upgrade-advice domain-name-case P01 advisory known",
    ]);
  });
});

test("a site without CCM is not exempt (Q264630, Q261931)", () => {
  const off = hierarchy({ "sites/P01/hotfixes/Q252717": undefined, "sites/P01/remoteInstallation": false });
  expect(findingsOf(off)).toEqual([
    missing("P01", "Q252717"),
    "upgrade-advice remote-installation-off P01 advisory known",
  ]);
});

describe("what an administrator is told", () => {
  const SOURCE = "(in the folder Smsqfe of the SP2 CD, in the SP2 web patch, or as a download)";
  const absent = (site: string, hotfix: string, changes: Changes = {}) =>
    findingOf(
      hierarchy({ ...changes, [`sites/${site}/hotfixes`]: { ...HEALTHY, [hotfix]: { installed: false } } }),
      "missing-hotfix",
      site,
    );

  test.each([
    [1239, "Q251070", "Nt_logon.dll 2.0.1239.62 or later"],
    [1239, "Q252718", "Ccm.dll 2.0.1239.64, Ccmbtldr.exe 2.0.1239.64 or later"],
    [1380, "Q249077", "Nt_logon.dll 2.0.1380.1105 or later"],
    [1380, "Q252717", "Ccm.dll 2.0.1380.1125, Ccmbtldr.exe 2.0.1380.1125, Baseobj.dll 2.0.1380.1101 or later"],
  ])("a site of build %i needs %s: its files with their versions", (build, hotfix, files) => {
    const bare = hierarchy({ "sites/P01/build": build, "sites/P01/hotfixes": {} });
    const finding = judgementOf(bare).findings.find((one) => one.hotfix === hotfix);
    expect(finding?.needed).toBe(
      `${hotfix} in Bin\\i386: ${files}, before any site is upgraded to SP2 (applies to all sites below SP2)`,
    );
    expect(finding?.articles).toEqual([hotfix, "Q261931"]);
    expect(finding?.remedy.slice(0, 2)).toEqual([
      expect.stringMatching(
        new RegExp(`^Read the versions of .* and declare them as hotfixes\\.${hotfix}\\.files\\.$`),
      ),
      `If they do not prove ${hotfix}, install it:`,
    ]);
    expect(finding?.remedy).toContain(`Run ${hotfix}.exe /s ${SOURCE}.`);
  });

  test("SMS_SQL_MONITOR is stopped before the installer of Q252717 and started after it; remote machines come last (Q252717)", () => {
    expect(absent("P01", "Q252717").remedy).toEqual([
      "Close the Administrator console on the server.",
      "Stop the service SMS_SQL_MONITOR.",
      `Run Q252717.exe /s ${SOURCE}.`,
      "Start SMS_SQL_MONITOR again.",
      "After the site server, update the remote machines that have SMS SQL Monitor, the SMS Provider or the Administrator console; stop Windows Management on an SMS Provider before.",
      "Declare the versions of Ccm.dll, Ccmbtldr.exe, Baseobj.dll in Bin\\i386 as hotfixes.Q252717.files.",
    ]);
    expect(absent("P01", "Q249077").remedy).toEqual([
      "Close the Administrator console on the server.",
      `Run Q249077.exe /s ${SOURCE}.`,
      "Note the time of the installation and declare it as copylogFixInstalled: Copylog.tcf has to be younger.",
      "Declare the versions of Nt_logon.dll in Bin\\i386 as hotfixes.Q249077.files.",
    ]);
  });

  test("remote machines of a CCM hotfix come after the site server (Q252717, Q252718)", () => {
    const bare = judgementOf(
      hierarchy({ "sites/P01/hotfixes": {}, "sites/CEN/build": 1239, "sites/CEN/hotfixes": {} }),
    );
    const named = bare.findings.filter(({ remedy }) => remedy.some((step) => step.startsWith("After the site server")));
    expect(named.map(({ subject, hotfix }) => `${subject.name} ${hotfix}`)).toEqual(["CEN Q252718", "P01 Q252717"]);
  });

  test("an Alpha server gets its files by hand: the installers are for Intel only (Q250850)", () => {
    const { needed, remedy } = absent("P01", "Q252717", { "sites/P01/platform": "alpha" });
    expect(needed).toContain("Q252717 in Bin\\alpha:");
    expect(remedy.slice(0, 4)).toEqual([
      "Close the Administrator console on the server.",
      "Stop SMS Site Component Manager, SMS Executive, SMS_SQL_MONITOR.",
      `Replace Ccm.dll, Ccmbtldr.exe, Baseobj.dll in Bin\\alpha with those of Q252717 ${SOURCE}; the installer is for Intel only.`,
      "Start SMS_SQL_MONITOR, SMS Executive, SMS Site Component Manager again.",
    ]);
  });

  const registry = (values: string) =>
    `In HKLM\\Software\\Microsoft\\SMS\\Setup of the server set ${values}: otherwise the installer changes nothing and reports no error.`;

  test.each<[string, Changes, string | undefined]>([
    ["a primary site with right or unknown values", {}, undefined],
    [
      "a secondary site, whatever is declared",
      { "sites/P01/type": "secondary", "sites/P01/fullVersion": "2.00.1380.1000" },
      registry("`Full Version` (REG_SZ) to 2.00.1380.1000 and `Type` to 2"),
    ],
    [
      "a release secondary site",
      { "sites/P01/type": "secondary", "sites/P01/build": 1239 },
      registry("`Full Version` (REG_SZ) to 2.00.1239.0000 and `Type` to 2"),
    ],
    ["a primary site with another Type", { "sites/P01/setupType": 6 }, registry("`Type` to 1")],
    [
      "a primary site without Full Version",
      { "sites/P01/fullVersion": null },
      registry("`Full Version` (REG_SZ) to 2.00.1380.1000"),
    ],
    [
      "a primary site with another Full Version",
      { "sites/P01/fullVersion": "2.00.1380.1105" },
      registry("`Full Version` (REG_SZ) to 2.00.1380.1000"),
    ],
  ])("the registry first, or nothing is installed (Q249077, Q273853): %s", (_, changes, step) => {
    const hotfix = changes["sites/P01/build"] === 1239 ? "Q251070" : "Q249077";
    const [first] = absent("P01", hotfix, changes).remedy;
    expect(first).toBe(step ?? "Close the Administrator console on the server.");
  });
});
