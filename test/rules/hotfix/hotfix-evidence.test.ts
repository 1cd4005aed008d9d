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

const tooOld = (hotfix: string) => `hotfix-evidence evidence-too-old P01 mandatory known ${hotfix}`;
const insufficient = (hotfix: string, certainty = "unknown") =>
  `hotfix-evidence evidence-insufficient P01 mandatory ${certainty} ${hotfix}`;
const wrongBuild = (hotfix: string) => `hotfix-prerequisites wrong-build-hotfix P01 mandatory known ${hotfix}`;

const rows = (changes: Changes, options = {}) => checksOf(hierarchy(changes), options);

describe("a file shows its hotfix at its minimum version or later, as numbers, within its own build", () => {
  const RELEASE: Changes = { "sites/P01/build": 1239, "sites/P01/hotfixes": RELEASE_FILES };
  test.each<[string, string, string, string, string[]]>([
    // Q249077: Nt_logon.dll 2.0.1380.1105
    ["Q249077", "Nt_logon.dll", "2.0.1380.1104", "too old by one", [tooOld("Q249077")]],
    ["Q249077", "Nt_logon.dll", "2.0.1380.1105", "the minimum", []],
    ["Q249077", "Nt_logon.dll", "2.00.1380.1105", "the minimum as the registry writes it", []],
    ["Q249077", "Nt_logon.dll", "2.0.1380.1106", "later by one", []],
    ["Q249077", "Nt_logon.dll", "2.0.1380.1399", "the last before the client packs (Q213410)", []],
    ["Q249077", "Nt_logon.dll", "2.0.1380.1400", "the first client pack revision (Q213410)", [insufficient("Q249077")]],
    ["Q249077", "Nt_logon.dll", "2.0.1380.1405", "a client pack that was seen (Q247306)", [insufficient("Q249077")]],
    ["Q249077", "Nt_logon.dll", "2.0.1380.1999", "the last client pack revision", [insufficient("Q249077")]],
    ["Q249077", "Nt_logon.dll", "2.0.1380.2000", "the first of another service pack", [insufficient("Q249077")]],
    [
      "Q249077",
      "Nt_logon.dll",
      "2.0.1380.2004",
      "a component version that was seen (Q255174)",
      [insufficient("Q249077")],
    ],
    ["Q249077", "Nt_logon.dll", "2.0.1380.999", "a client pack revision below the minimum", [tooOld("Q249077")]],
    [
      "Q249077",
      "Nt_logon.dll",
      "2.0.1380.400",
      "the first client pack revision below the minimum",
      [tooOld("Q249077")],
    ],
    ["Q249077", "Nt_logon.dll", "2.0.1380.1062", "that of Q250850, which takes files back", [tooOld("Q249077")]],
    ["Q249077", "Nt_logon.dll", "2.0.1380.0", "nought", [tooOld("Q249077")]],
    ["Q249077", "Nt_logon.dll", "2.0.1239.1105", "a later revision of the other build", [wrongBuild("Q249077")]],
    ["Q249077", "Nt_logon.dll", "2.0.1493.2005", "a file of SP2", [wrongBuild("Q249077")]],
    // Q252717: Ccm.dll and Ccmbtldr.exe 2.0.1380.1125, Baseobj.dll 2.0.1380.1101
    ["Q252717", "Ccm.dll", "2.0.1380.1124", "too old by one", [tooOld("Q252717")]],
    ["Q252717", "Ccm.dll", "2.0.1380.1130", "that of Q253151, a later fix", []],
    ["Q252717", "Ccmbtldr.exe", "2.0.1380.1124", "too old by one", [tooOld("Q252717")]],
    ["Q252717", "Ccmbtldr.exe", "2.0.1380.1126", "later by one", []],
    ["Q252717", "Baseobj.dll", "2.0.1380.1100", "too old by one", [tooOld("Q252717")]],
    ["Q252717", "Baseobj.dll", "2.0.1380.1025", "that of Q250850, which takes files back", [tooOld("Q252717")]],
    ["Q252717", "Baseobj.dll", "2.0.1380.1102", "later by one", []],
    ["Q252717", "Baseobj.dll", "2.0.1380.1400", "a client pack revision", [insufficient("Q252717")]],
  ])("%s: %s %s, %s", (hotfix, file, version, _, expected) => {
    expect(rows({ [`sites/P01/hotfixes/${hotfix}/files/Bin\\i386\\${file}`]: version })).toEqual(expected);
  });

  test.each<[string, string, string, string, string[]]>([
    // Q251070: Nt_logon.dll 2.0.1239.62
    ["Q251070", "Nt_logon.dll", "2.0.1239.61", "too old by one", [tooOld("Q251070")]],
    ["Q251070", "Nt_logon.dll", "2.0.1239.62", "the minimum", []],
    ["Q251070", "Nt_logon.dll", "2.0.1239.100", "later as a number, earlier as text", []],
    ["Q251070", "Nt_logon.dll", "2.0.1239.7", "earlier as a number, later as text", [tooOld("Q251070")]],
    ["Q251070", "Nt_logon.dll", "2.0.1239.399", "the last before the client packs", []],
    ["Q251070", "Nt_logon.dll", "2.0.1239.400", "the first client pack revision", [insufficient("Q251070")]],
    ["Q251070", "Nt_logon.dll", "2.0.1239.999", "the last client pack revision", [insufficient("Q251070")]],
    ["Q251070", "Nt_logon.dll", "2.0.1239.1000", "the first of another service pack", [insufficient("Q251070")]],
    ["Q251070", "Nt_logon.dll", "2.0.1380.62", "a file of the other build", [wrongBuild("Q251070")]],
    // Q252718: Ccm.dll and Ccmbtldr.exe 2.0.1239.64
    ["Q252718", "Ccm.dll", "2.0.1239.63", "too old by one", [tooOld("Q252718")]],
    ["Q252718", "Ccm.dll", "2.0.1239.65", "later by one", []],
    ["Q252718", "Ccmbtldr.exe", "2.0.1239.63", "too old by one", [tooOld("Q252718")]],
    ["Q252718", "Ccmbtldr.exe", "2.0.1239.100", "later as a number, earlier as text", []],
  ])("%s at a release site: %s %s, %s", (hotfix, file, version, _, expected) => {
    const changes = { ...RELEASE, [`sites/P01/hotfixes/${hotfix}/files/Bin\\i386\\${file}`]: version };
    expect(rows(changes)).toEqual(expected);
  });

  test("the files of Q253151 show Q252717 (Q253151)", () => {
    const files = {
      "Bin\\i386\\Ccm.dll": "2.0.1380.1130",
      "Bin\\i386\\Ccmbtldr.exe": "2.0.1380.1125",
      "Bin\\i386\\Baseobj.dll": "2.0.1380.1101",
    };
    expect(rows({ "sites/P01/hotfixes/Q252717/files": files })).toEqual([]);
  });

  test("a file that is too old is named with its version, and what it should be (Q249077)", () => {
    const path = "sites/P01/hotfixes/Q249077/files/Bin\\i386\\Nt_logon.dll";
    expect(findingOf(hierarchy({ [path]: "2.0.1380.1062" }), "evidence-too-old")).toMatchObject({
      subject: { kind: "site", name: "P01" },
      found: "Bin\\i386\\Nt_logon.dll is 2.0.1380.1062",
      needed: expect.stringContaining("Nt_logon.dll 2.0.1380.1105 or later"),
      remedy: expect.arrayContaining([expect.stringMatching(/^Run Q249077\.exe \/s /)]),
    });
  });

  test("a client pack revision is told apart from a hotfix (Q247306)", () => {
    const path = "sites/P01/hotfixes/Q249077/files/Bin\\i386\\Nt_logon.dll";
    expect(findingOf(hierarchy({ [path]: "2.0.1380.1405" }), "evidence-insufficient").found).toBe(
      "Bin\\i386\\Nt_logon.dll is 2.0.1380.1405, a client pack revision, which does not prove the hotfix",
    );
  });
});

describe("only files of the server's own platform count (Q250850)", () => {
  const alphaFiles = { "Bin\\alpha\\Nt_logon.dll": "2.0.1380.1105" };
  const intelFiles = { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1105" };
  const nt = "sites/P01/hotfixes/Q249077";
  const onAlpha: Changes = { "sites/P01/platform": "alpha", "sites/P01/hotfixes/Q252717": undefined };
  const missingCcm = "hotfix-prerequisites missing-hotfix P01 mandatory unknown Q252717";

  test.each<[string, Changes, string[]]>([
    ["an Intel server with files of Alpha only", { [`${nt}/files`]: alphaFiles }, [insufficient("Q249077")]],
    [
      "an Intel server with old files of Alpha beside its own",
      { [`${nt}/files`]: { ...intelFiles, "Bin\\alpha\\Nt_logon.dll": "2.0.1380.1" } },
      [],
    ],
    ["an Alpha server with its own files", { ...onAlpha, [`${nt}/files`]: alphaFiles }, [missingCcm]],
    [
      "an Alpha server with files of Intel only",
      { ...onAlpha, [`${nt}/files`]: intelFiles },
      [missingCcm, insufficient("Q249077")],
    ],
    [
      "an Alpha server with its own files too old",
      { ...onAlpha, [`${nt}/files`]: { "Bin\\alpha\\Nt_logon.dll": "2.0.1380.1104" } },
      [missingCcm, tooOld("Q249077")],
    ],
  ])("%s", (_, changes, expected) => {
    expect(rows(changes)).toEqual(expected);
  });

  test("the message says that files of another platform do not count", () => {
    const finding = findingOf(hierarchy({ [`${nt}/files`]: alphaFiles }), "evidence-insufficient");
    expect(finding.found).toBe("Bin\\i386\\Nt_logon.dll not declared; files of another platform do not count");
  });

  test("paths are read in either case, with either slash", () => {
    expect(rows({ [`${nt}`]: { files: JSON.parse('{ "bin/I386/NT_LOGON.DLL": "2.0.1380.1105" }') } })).toEqual([]);
  });
});

test("a file that is known to be missing is a hotfix that is not installed (Q252717)", () => {
  const changes = { "sites/P01/hotfixes/Q252717/files/Bin\\i386\\Ccm.dll": null };
  expect(rows(changes)).toEqual(["hotfix-prerequisites missing-hotfix P01 mandatory known Q252717"]);
  expect(findingOf(hierarchy(changes), "missing-hotfix").found).toBe("Bin\\i386\\Ccm.dll is missing");
});

describe("every file of a hotfix is to be listed: a file that is not listed is not absent, and not shown (Q252717)", () => {
  test.each(["Ccm.dll", "Ccmbtldr.exe", "Baseobj.dll"])("without %s", (file) => {
    const changes = { [`sites/P01/hotfixes/Q252717/files/Bin\\i386\\${file}`]: undefined };
    expect(rows(changes)).toEqual([insufficient("Q252717")]);
    expect(findingOf(hierarchy(changes), "evidence-insufficient").found).toBe(`Bin\\i386\\${file} not declared`);
  });

  test("a file that is too old outweighs one that is not listed", () => {
    const files = { "Bin\\i386\\Ccm.dll": "2.0.1380.1124" };
    expect(rows({ "sites/P01/hotfixes/Q252717/files": files })).toEqual([tooOld("Q252717")]);
  });

  test("files of another name show nothing", () => {
    const files = { "Bin\\i386\\Smsexec.exe": "2.0.1380.1200" };
    expect(rows({ "sites/P01/hotfixes/Q249077/files": files })).toEqual([insufficient("Q249077")]);
  });
});

describe("an attestation proves a fix on an Intel primary or central site, where Full Version does not belie it (Q249077, Q267258)", () => {
  const attested: Changes = { "sites/P01/hotfixes": { Q249077: ATTESTED, Q252717: ATTESTED } };
  const BOTH = [insufficient("Q249077"), insufficient("Q252717")];

  test.each<[string, Changes, string[], string]>([
    ["a primary site, nobody looked at Full Version", {}, [], ""],
    ["a primary site with the right Full Version", { "sites/P01/fullVersion": "2.00.1380.1000" }, [], ""],
    [
      "a primary site whose Full Version is missing",
      { "sites/P01/fullVersion": null },
      BOTH,
      "Full Version is missing",
    ],
    [
      "a primary site whose Full Version is of another build",
      { "sites/P01/fullVersion": "2.00.1239.0000" },
      BOTH,
      "Full Version is 2.00.1239.0000",
    ],
    ["a primary site whose Full Version is 000", { "sites/P01/fullVersion": "000" }, BOTH, "Full Version is 000"],
    [
      "a primary site whose Full Version has a blank behind",
      { "sites/P01/fullVersion": "2.00.1380.1000 " },
      BOTH,
      "Full Version is 2.00.1380.1000 ",
    ],
    ["a secondary site", { "sites/P01/type": "secondary" }, BOTH, "on a secondary site"],
    [
      "a secondary site with the right Full Version and Type",
      { "sites/P01/type": "secondary", "sites/P01/fullVersion": "2.00.1380.1000", "sites/P01/setupType": 2 },
      BOTH,
      "on a secondary site",
    ],
    ["an Alpha server", { "sites/P01/platform": "alpha" }, BOTH, "on an Alpha server"],
    [
      "a primary site whose Full Version is the right numbers in another spelling",
      { "sites/P01/fullVersion": "2.0.1380.1000" },
      BOTH,
      "the installer wants exactly 2.00.1380.1000",
    ],
    ["a primary site with Type 1", { "sites/P01/setupType": 1 }, [], ""],
    ["a primary site with Type 2, which the installer accepts", { "sites/P01/setupType": 2 }, [], ""],
    [
      "a primary site with Type 6 (Q273853)",
      { "sites/P01/setupType": 6 },
      BOTH,
      "Type is 6, and the installer wants 1 or 2",
    ],
  ])("%s", (_, changes, expected, found) => {
    expect(rows({ ...attested, ...changes }).filter((row) => !row.startsWith("upgrade-advice"))).toEqual(expected);
    for (const finding of judgementOf(hierarchy({ ...attested, ...changes })).findings) {
      if (finding.rule === "hotfix-evidence") expect(finding.found).toContain(found);
    }
  });

  test.each([
    ["1999-02-01", []],
    ["2000-07-01", []],
    ["2000-07-02", []],
    ["2000-07-03", [insufficient("Q249077")]],
    ["2026-01-01", [insufficient("Q249077")]],
  ])(
    "dated %s, if today is 2000-07-01: tomorrow has begun elsewhere, what is later is none",
    (attestedOn, expected) => {
      expect(rows({ "sites/P01/hotfixes/Q249077": { ...ATTESTED, attestedOn } })).toEqual(expected);
    },
  );

  test("the message says that it is dated ahead", () => {
    const document = hierarchy({ "sites/P01/hotfixes/Q249077": { ...ATTESTED, attestedOn: "2000-12-24" } });
    expect(findingOf(document, "evidence-insufficient").found).toBe(
      "the attestation of j.doe does not count: it is dated 2000-12-24, and today is 2000-07-01; Bin\\i386\\Nt_logon.dll not declared",
    );
    expect(checksOf(document, { today: "2000-12-23" })).toEqual([]);
  });

  test("the central site", () => {
    const changes = { "sites/CEN/hotfixes": { Q249077: ATTESTED, Q252717: ATTESTED } };
    expect(rows(changes)).toEqual([]);
    expect(rows({ ...changes, "sites/CEN/fullVersion": null })).toEqual(BOTH.map((row) => row.replace("P01", "CEN")));
  });

  test("under minimumEvidence files no attestation proves a fix", () => {
    expect(rows(attested, { minimumEvidence: "files" })).toEqual(BOTH);
    expect(rows({}, { minimumEvidence: "files" })).toEqual([]);
  });

  test("files outrank it: one that is too old stands against it (Q250850)", () => {
    const files = { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1062" };
    expect(rows({ "sites/P01/hotfixes/Q249077": { ...ATTESTED, files } })).toEqual([tooOld("Q249077")]);
  });

  test("files outrank it: a client pack revision leaves the fix open", () => {
    const files = { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1405" };
    expect(rows({ "sites/P01/hotfixes/Q249077": { ...ATTESTED, files } })).toEqual([insufficient("Q249077")]);
  });

  test("files that are right prove a fix on a secondary site, even where Full Version is missing (Q267258)", () => {
    expect(findingsOf(hierarchy({ "sites/P01/type": "secondary", "sites/P01/fullVersion": null }))).toEqual([
      "upgrade-advice full-version-mismatch P01 advisory known",
    ]);
  });

  test("it speaks for files that are not listed, beside those that are right", () => {
    const files = { "Bin\\i386\\Ccm.dll": "2.0.1380.1125" };
    const changes = { "sites/P01/hotfixes/Q252717": { ...ATTESTED, files } };
    expect(rows(changes)).toEqual([]);
    expect(rows({ ...changes, "sites/P01/type": "secondary" })).toEqual([insufficient("Q252717")]);
  });

  test("the message names who attested, and what would show it instead", () => {
    const finding = findingOf(
      hierarchy({ "sites/P01/type": "secondary", "sites/P01/hotfixes/Q249077": ATTESTED }),
      "evidence-insufficient",
    );
    expect(finding).toMatchObject({
      found: "the attestation of j.doe does not count on a secondary site; Bin\\i386\\Nt_logon.dll not declared",
      remedy: expect.arrayContaining([
        "Read the versions of Nt_logon.dll in Bin\\i386 on the server and declare them as hotfixes.Q249077.files.",
      ]),
    });
  });
});

describe("facts that this update produces", () => {
  const nt = "sites/P01/hotfixes/Q249077";
  const file = `${nt}/files/Bin\\i386\\Nt_logon.dll`;
  test.each<[string, Changes, string[]]>([
    [
      "all hotfixes of a site",
      { "sites/P01/hotfixes": PENDING },
      [insufficient("Q249077", "pending"), insufficient("Q252717", "pending")],
    ],
    ["one hotfix", { [nt]: PENDING }, [insufficient("Q249077", "pending")]],
    ["installed", { [nt]: { installed: PENDING } }, [insufficient("Q249077", "pending")]],
    ["files", { [nt]: { files: PENDING } }, [insufficient("Q249077", "pending")]],
    [
      "files beside an attestation that proves nothing",
      { "sites/P01/type": "secondary", [nt]: { files: PENDING, ...ATTESTED } },
      [insufficient("Q249077", "pending")],
    ],
    ["one file version", { [file]: PENDING }, [insufficient("Q249077", "pending")]],
    [
      "the platform, beside good files",
      { "sites/P01/platform": PENDING },
      [insufficient("Q249077", "pending"), insufficient("Q252717", "pending")],
    ],
    [
      "the platform, beside an attestation",
      { "sites/P01/platform": PENDING, [nt]: ATTESTED },
      [insufficient("Q249077", "pending"), insufficient("Q252717", "pending")],
    ],
    ["who attests it", { [nt]: { ...ATTESTED, attestedBy: PENDING } }, [insufficient("Q249077", "pending")]],
    [
      "the day of the attestation",
      { [nt]: { ...ATTESTED, attestedOn: PENDING } },
      [insufficient("Q249077", "pending")],
    ],
    [
      "Full Version beside an attestation",
      { "sites/P01/fullVersion": PENDING, [nt]: ATTESTED },
      [insufficient("Q249077", "pending")],
    ],
    ["Full Version beside good files", { "sites/P01/fullVersion": PENDING }, []],
    ["Setup\\Type", { "sites/P01/setupType": PENDING, "sites/P01/type": "secondary" }, []],
    ["the use of CCM", { "sites/P01/remoteInstallation": PENDING }, []],
    ["version", { "sites/P01/version": PENDING }, []],
    [
      "the platform, beside good files of both",
      {
        "sites/P01/platform": PENDING,
        "sites/P01/hotfixes/Q252717": undefined,
        [`${nt}/files/Bin\\alpha\\Nt_logon.dll`]: "2.0.1380.1105",
      },
      ["hotfix-prerequisites missing-hotfix P01 mandatory unknown Q252717"],
    ],
    [
      "the platform, beside files of one that are too old",
      { "sites/P01/platform": PENDING, "sites/P01/hotfixes/Q252717": undefined, [file]: "2.0.1380.1104" },
      ["hotfix-prerequisites missing-hotfix P01 mandatory unknown Q252717", insufficient("Q249077", "pending")],
    ],
    [
      "the platform and the version of a file of one",
      { "sites/P01/platform": PENDING, "sites/P01/hotfixes/Q252717": undefined, [file]: PENDING },
      ["hotfix-prerequisites missing-hotfix P01 mandatory unknown Q252717", insufficient("Q249077", "pending")],
    ],
    // beside what is known to be broken
    [
      "the platform, beside files of both that are too old",
      {
        "sites/P01/platform": PENDING,
        "sites/P01/hotfixes/Q252717": undefined,
        [file]: "2.0.1380.1104",
        [`${nt}/files/Bin\\alpha\\Nt_logon.dll`]: "2.0.1380.1",
      },
      ["hotfix-prerequisites missing-hotfix P01 mandatory unknown Q252717", tooOld("Q249077")],
    ],
    [
      "one file beside one that is too old",
      {
        "sites/P01/hotfixes/Q252717/files": {
          "Bin\\i386\\Ccm.dll": "2.0.1380.1",
          "Bin\\i386\\Ccmbtldr.exe": PENDING,
          "Bin\\i386\\Baseobj.dll": PENDING,
        },
      },
      [tooOld("Q252717")],
    ],
    [
      "one file beside one of another build",
      {
        "sites/P01/hotfixes/Q252717/files/Bin\\i386\\Baseobj.dll": "2.0.1239.64",
        "sites/P01/hotfixes/Q252717/files/Bin\\i386\\Ccm.dll": PENDING,
      },
      [wrongBuild("Q252717")],
    ],
    [
      "the platform beside a fix that is known to be absent",
      {
        "sites/P01/platform": PENDING,
        "sites/P01/hotfixes": { Q249077: { installed: false }, Q252717: { installed: false } },
      },
      [
        "hotfix-prerequisites missing-hotfix P01 mandatory known Q249077",
        "hotfix-prerequisites missing-hotfix P01 mandatory known Q252717",
      ],
    ],
    // beside what is not known
    [
      "the platform, beside an attestation on a secondary site",
      {
        "sites/P01/platform": PENDING,
        "sites/P01/type": "secondary",
        "sites/P01/hotfixes": { Q249077: ATTESTED, Q252717: ATTESTED },
      },
      [insufficient("Q249077"), insufficient("Q252717")],
    ],
    [
      "one file beside one that is not listed",
      { "sites/P01/hotfixes/Q252717/files": { "Bin\\i386\\Ccm.dll": PENDING } },
      [insufficient("Q252717")],
    ],
    [
      "the other build's fix beside silence about the right one",
      { "sites/P01/hotfixes": { Q252717: SP1_FILES.Q252717, Q251070: PENDING } },
      ["hotfix-prerequisites missing-hotfix P01 mandatory unknown Q249077"],
    ],
    [
      "Full Version beside an attestation on a secondary site",
      { "sites/P01/type": "secondary", "sites/P01/fullVersion": PENDING, [nt]: ATTESTED },
      [insufficient("Q249077")],
    ],
  ])("%s", (_, changes, expected) => {
    expect(rows(changes)).toEqual(expected);
  });

  test("the verdict is pending where nothing worse is found, and blocked or undetermined where it is", () => {
    const verdict = (changes: Changes) => judgementOf(hierarchy({ [nt]: PENDING, ...changes })).verdict;
    expect(verdict({})).toBe("pending");
    expect(verdict({ "sites/CEN/hotfixes/Q249077": undefined })).toBe("undetermined");
    expect(verdict({ "sites/CEN/hotfixes/Q249077": { installed: false } })).toBe("blocked");
  });

  test("the message says that this update produces it", () => {
    expect(findingOf(hierarchy({ [file]: PENDING }), "evidence-insufficient").found).toBe(
      "the version of Bin\\i386\\Nt_logon.dll will be known during the update",
    );
  });
});
