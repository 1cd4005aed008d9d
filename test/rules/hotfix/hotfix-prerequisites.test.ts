import { PENDING } from "../../../domain/pending";
import {
  ATTESTED,
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
const VERSIONS_DIFFER = "upgrade-advice nt-logon-versions-differ CORP advisory known";

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
    expect(findingsOf(hierarchy(changes))).toEqual(expected);
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
      [wrongBuild("P01", "Q249077"), VERSIONS_DIFFER],
    ],
    [
      "an SP2 file listed for the fix of SP1",
      { "sites/P01/hotfixes/Q249077/files": { "Bin\\i386\\Nt_logon.dll": "2.0.1493.2005" } },
      [wrongBuild("P01", "Q249077"), VERSIONS_DIFFER],
    ],
    [
      "a release file beside an attestation: files outrank it",
      { "sites/P01/hotfixes/Q249077": { ...files1239, ...ATTESTED } },
      [wrongBuild("P01", "Q249077"), VERSIONS_DIFFER],
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
    expect(findingsOf(hierarchy(changes))).toEqual(expected);
  });
});

describe("a site at SP2 needs none of the four (Q261931, Q213410)", () => {
  const sp2 = (version?: string): Changes => ({
    "sites/CEN/build": 1493,
    "sites/CEN/version": version,
    "sites/CEN/hotfixes": undefined,
  });

  const CLEAN_UP =
    "Until every site of the domain is at SP2, let X86.BIN\\CLICORE.EXE in Copylog.tcf on the PDC name the site at SP2, and set the file read only: CEN in the file on CORPPDC (CORP). Undo that after the upgrade.";

  test.each(["2.0.1493.2000", "2.00.1493.2005", "2.0.1493.3000", "2.0.1493.4160", undefined])(
    "version %s",
    (version) => {
      expect(findingsOf(hierarchy(sp2(version))).filter((row) => row.startsWith("hotfix-"))).toEqual([]);
    },
  );

  test("where another site is unfixed the rule is broken already, with the clean-up of Q264630", () => {
    const mixed = hierarchy({ ...sp2(), "sites/P01/hotfixes/Q249077": { installed: false }, upgrades: ["P01"] });
    expect(findingOf(mixed, "missing-hotfix")).toMatchObject({
      found: "Q249077 is not installed; the rule is already broken, CEN at SP2",
      articles: ["Q249077", "Q261931", "Q264630"],
      remedy: expect.stringContaining(` Then declare the file versions found on the server. ${CLEAN_UP}`),
    });
  });

  test("where nothing is known of the other site's fix, the rule is said to be already broken unless it is there", () => {
    const mixed = hierarchy({ ...sp2(), "sites/P01/hotfixes/Q249077": undefined });
    expect(findingOf(mixed, "missing-hotfix")).toMatchObject({
      found: "nothing is known of Q249077; unless it is there the rule is already broken, CEN at SP2",
      articles: ["Q249077", "Q261931", "Q264630"],
      remedy: expect.stringContaining(` If Q249077 was not there: u${CLEAN_UP.slice(1)}`),
    });
  });

  test("a missing CCM fix damages no client: only what it retries is cleaned up", () => {
    const mixed = hierarchy({ ...sp2(), "sites/P01/hotfixes/Q252717": { installed: false }, upgrades: ["P01"] });
    const { found, remedy } = findingOf(mixed, "missing-hotfix");
    expect(found).toBe("Q252717 is not installed; the rule is already broken, CEN at SP2");
    expect(remedy).toMatch(/Delete the Ccrretry\.box files at this site where it retries installations/);
    expect(remedy).not.toMatch(/CLICORE|reinstalled/);
  });

  test("a site that shares no domain with a site at SP2 has no clients to mend, and the rule is broken all the same", () => {
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
      expect(remedy).not.toMatch(/CLICORE|reinstalled|Ccrretry/);
    }
    expect(findingOf(hierarchy(apart), "missing-hotfix", "P02").remedy).toContain("CEN in the file on LABPDC (LAB)");
  });

  test("each domain is named with its site at SP2, or with all of them, since the article does not say which", () => {
    const several = hierarchy({
      ...sp2(),
      "domains/LAB": { pdc: "LABPDC" },
      "sites/P01/domains": ["CORP", "LAB"],
      "sites/P01/hotfixes/Q249077": { installed: false },
      "sites/P03": { type: "primary", parent: "CEN", build: 1493, domains: ["LAB"] },
      "sites/P02": { type: "primary", parent: "CEN", build: 1493, domains: ["LAB"] },
    });
    expect(findingOf(several, "missing-hotfix").remedy).toContain(
      "CEN in the file on CORPPDC (CORP), one of P02, P03 (the article does not say which) in the file on LABPDC (LAB).",
    );
  });

  test("where this update shows the other site's fix, nothing is said to be broken", () => {
    const mixed = hierarchy({ ...sp2(), "sites/P01/hotfixes/Q249077": PENDING });
    const { found, remedy, articles } = findingOf(mixed, "evidence-insufficient");
    expect([found, articles]).toEqual(["what is known of Q249077 is produced by this update", ["Q249077", "Q261931"]]);
    expect(remedy).not.toContain("Ccrretry.box");
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
    expect(findingsOf(hierarchy({ ...unfixed, ...apart }))).toEqual([]);
    expect(findingsOf(hierarchy({ ...unfixed, ...apart }), { reading: "shared-domains" })).toEqual([]);
  });

  test("reading every-site: also a site that shares no domain", () => {
    expect(findingsOf(hierarchy(third))).toEqual(both("S01"));
  });

  test("reading shared-domains: not a site that shares no domain, with a warning for its boundaries (Q264630)", () => {
    expect(findingsOf(hierarchy(third), { reading: "shared-domains" })).toEqual([
      "upgrade-advice boundaries-not-judged S01 advisory known",
    ]);
  });

  test("the message says which reading is in force", () => {
    const needed = (reading: "every-site" | "shared-domains") =>
      findingOf(hierarchy({ "sites/P01/hotfixes/Q249077": {} }), "missing-hotfix", "P01", { reading }).needed;
    expect(needed("every-site")).toContain("(reading every-site: at every site below SP2)");
    expect(needed("shared-domains")).toContain("(reading shared-domains: at every site that shares a domain)");
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
    expect(findingsOf(hierarchy(idle))).toEqual(both("P02"));
    expect(findingsOf(hierarchy(idle), { reading: "shared-domains" })).toEqual([
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
  test.each([
    [1239, "Q251070", "Nt_logon.dll 2.0.1239.62 or later"],
    [1239, "Q252718", "Ccm.dll 2.0.1239.64, Ccmbtldr.exe 2.0.1239.64 or later"],
    [1380, "Q249077", "Nt_logon.dll 2.0.1380.1105 or later"],
    [1380, "Q252717", "Ccm.dll 2.0.1380.1125, Ccmbtldr.exe 2.0.1380.1125, Baseobj.dll 2.0.1380.1101 or later"],
  ])("a site of build %i needs %s: its files with their versions", (build, hotfix, files) => {
    const bare = hierarchy({ "sites/P01/build": build, "sites/P01/hotfixes": {} });
    const finding = judgementOf(bare).findings.find((one) => one.hotfix === hotfix);
    expect(finding?.needed).toBe(
      `${hotfix} in Bin\\i386: ${files}, before any site goes to SP2 (reading every-site: at every site below SP2)`,
    );
    expect(finding?.articles).toEqual([hotfix, "Q261931"]);
    expect(finding?.remedy).toMatch(
      new RegExp(`${hotfix} \\(folder Smsqfe of the SP2 CD, the SP2 web patch, or the download\\).*${hotfix}\\.exe /s`),
    );
    expect(finding?.remedy).toMatch(
      new RegExp(`^Read the file versions on the server and declare them under ${hotfix}\\.`),
    );
  });

  test("where the fix is known to be absent: install it, then declare the file versions", () => {
    const absent = hierarchy({ "sites/P01/hotfixes/Q249077": { installed: false } });
    expect(findingOf(absent, "missing-hotfix").remedy).toMatch(
      /^Install Q249077 .*Q249077\.exe \/s\. Then declare the file versions found on the server\.$/,
    );
  });

  test("SMS_SQL_MONITOR is stopped for Q252717 alone (Q252717)", () => {
    const bare = judgementOf(hierarchy({ "sites/P01/hotfixes": {} })).findings;
    expect(bare.filter(({ remedy }) => remedy.includes("SMS_SQL_MONITOR")).map(({ hotfix }) => hotfix)).toEqual([
      "Q252717",
    ]);
  });

  test("remote machines of a CCM fix come after the site server (Q252717, Q252718)", () => {
    const bare = judgementOf(
      hierarchy({ "sites/P01/hotfixes": {}, "sites/CEN/build": 1239, "sites/CEN/hotfixes": {} }),
    );
    const named = bare.findings.filter(({ remedy }) => remedy.includes("remote machines with SMS SQL Monitor"));
    expect(named.map(({ subject, hotfix }) => `${subject.name} ${hotfix}`)).toEqual(["CEN Q252718", "P01 Q252717"]);
  });

  test("an Alpha server gets its files by hand: the installers are for Intel only (Q250850)", () => {
    const alpha = hierarchy({ "sites/P01/platform": "alpha", "sites/P01/hotfixes/Q249077": { installed: false } });
    const { needed, remedy } = findingOf(alpha, "missing-hotfix");
    expect(needed).toContain("Q249077 in Bin\\alpha:");
    expect(remedy).toMatch(/^Replace the files of Q249077 by hand .*SMS Executive stopped/);
    expect(remedy).not.toContain(".exe /s");
  });

  test("a secondary site is to have the right Full Version and Type first, or nothing is installed (Q249077, Q273853)", () => {
    const changes = { "sites/P01/hotfixes/Q249077": { installed: false } };
    const primary = findingOf(hierarchy(changes), "missing-hotfix").remedy;
    const secondary = findingOf(hierarchy({ ...changes, "sites/P01/type": "secondary" }), "missing-hotfix").remedy;
    expect(primary).not.toContain("Full Version");
    expect(secondary).toMatch(/Full Version and Type 2, or the installer changes nothing/);
  });
});
