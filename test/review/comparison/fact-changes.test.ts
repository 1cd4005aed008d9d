import { toFacts } from "../../../domain/model/facts";
import { PENDING } from "../../../domain/pending";
import { factChanges } from "../../../review/comparison/fact-changes";
import { CONFIRMED, hierarchy, TODAY, type Changes } from "../../kit/base";

const FIX = "sites/P01/hotfixes/Q249077";
const FILE = "Bin\\i386\\Nt_logon.dll";
const POINT = "domains/CORP/logonPoints/CORPPDC";
const LIST = "domains/CORP/seniorList";
const SP2_SITE = { type: "primary", parent: "CEN", build: 1493, domains: ["CORP"] };
const BOTH_OFF = { "sites/P01/logonInstallation": false, "sites/P01/logonDiscovery": false };
const S01 = { type: "secondary", parent: "P01", build: 1380, domains: ["CORP"] };
const P02 = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"] };

const NO_LOGON_POINTS = "weaker site P01 no longer manages logon points: its logon methods are off";
const ALONE = "weaker domain CORP is no longer shared: CEN alone manages logon points in it";
const EXEMPT =
  "weaker Q261931 no longer applies to this hierarchy: no two sites manage logon points in the same domain";

const GOVERNANCE = { reading: "every-site", minimumEvidence: "attested", levels: {}, waivers: "allowed" } as const;
const sideOf = (changes: Changes) => ({ facts: toFacts(hierarchy(changes)), governance: GOVERNANCE, today: TODAY });

/** The changes of the kinds that are asked for, each as kind, effect and message; another spelling has no effect. */
function changesOf(before: Changes, now: Changes, kinds: readonly string[]): string[] {
  return factChanges(sideOf(before), sideOf(now))
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, effect, message }) => [kind, ...(kind === "spelling" ? [] : [effect]), message].join(" "));
}

describe("evidence", () => {
  test.each<[string, Changes, Changes, string[]]>([
    ["nothing", {}, {}, []],
    [
      "an older file",
      {},
      { [`${FIX}/files/${FILE}`]: "2.0.1380.1104" },
      [`evidence weaker hotfixes.Q249077.files.${FILE} of site P01: 2.0.1380.1105 before, 2.0.1380.1104 now`],
    ],
    [
      "a younger file",
      { [`${FIX}/files/${FILE}`]: "2.0.1380.999" },
      {},
      [`evidence stronger hotfixes.Q249077.files.${FILE} of site P01: 2.0.1380.999 before, 2.0.1380.1105 now`],
    ],
    [
      "another spelling of a file",
      {},
      { [FIX]: { files: { "bin/I386/NT_LOGON.DLL": "2.0.1380.1105" } } },
      [`spelling hotfixes.Q249077.files of site P01: spelled bin/I386/NT_LOGON.DLL now, ${FILE} before`],
    ],
    [
      "another spelling of a version",
      {},
      { [`${FIX}/files/${FILE}`]: "2.00.1380.01105" },
      [`spelling hotfixes.Q249077.files.${FILE} of site P01: spelled 2.00.1380.01105 now, 2.0.1380.1105 before`],
    ],
    [
      "a file that went away",
      {},
      { [FIX]: undefined },
      [`evidence weaker hotfixes.Q249077.files.${FILE} of site P01: 2.0.1380.1105 before, not declared now`],
    ],
    [
      "evidence that is new",
      { [FIX]: undefined },
      {},
      [`evidence stronger hotfixes.Q249077.files.${FILE} of site P01: not declared before, 2.0.1380.1105 now`],
    ],
    [
      "an attestation in the place of a file",
      {},
      { [FIX]: { attestedBy: "j.doe", attestedOn: "2000-06-20" } },
      [
        `evidence weaker hotfixes.Q249077.files.${FILE} of site P01: 2.0.1380.1105 before, not declared now`,
        "evidence stronger hotfixes.Q249077.attestedBy of site P01: not declared before, j.doe now",
        "evidence stronger hotfixes.Q249077.attestedOn of site P01: not declared before, 2000-06-20 now",
      ],
    ],
    [
      "another attestation",
      { [FIX]: { attestedBy: "j.doe", attestedOn: "2000-06-20" } },
      { [FIX]: { attestedBy: "a.roe", attestedOn: "2000-06-20" } },
      ["evidence other hotfixes.Q249077.attestedBy of site P01: j.doe before, a.roe now"],
    ],
    [
      "that a fix is not there",
      { [FIX]: undefined },
      { [FIX]: { installed: false } },
      ["evidence weaker hotfixes.Q249077.installed of site P01: not declared before, false now"],
    ],
    [
      "that nobody says any more that a fix is not there",
      { [FIX]: { installed: false } },
      { [FIX]: undefined },
      ["evidence other hotfixes.Q249077.installed of site P01: false before, not declared now"],
    ],
    [
      "files that this update will produce",
      {},
      { [FIX]: { files: PENDING } },
      ["evidence other hotfixes.Q249077.files of site P01: declared before, pending now"],
    ],
    [
      "hotfixes that are known now",
      { "sites/P01/hotfixes": PENDING },
      {},
      ["evidence other hotfixes of site P01: pending before, declared now"],
    ],
    [
      "one file that is pending",
      {},
      { [`${FIX}/files/${FILE}`]: PENDING },
      [`evidence weaker hotfixes.Q249077.files.${FILE} of site P01: 2.0.1380.1105 before, pending now`],
    ],
    [
      "an attestation that is pending",
      { [FIX]: { attestedBy: PENDING, attestedOn: "2000-06-20" } },
      { [FIX]: { attestedBy: "j.doe", attestedOn: "2000-06-20" } },
      ["evidence stronger hotfixes.Q249077.attestedBy of site P01: pending before, j.doe now"],
    ],
    [
      "a Senior.lst that went away",
      {},
      { [LIST]: null },
      ['evidence other seniorList of domain CORP: "CEN\\r\\n" before, missing now'],
    ],
    [
      "a Senior.lst that nobody looked at",
      {},
      { [LIST]: undefined },
      ['evidence weaker seniorList of domain CORP: "CEN\\r\\n" before, not declared now'],
    ],
    [
      "a Senior.lst that is pending",
      {},
      { [LIST]: PENDING },
      ['evidence weaker seniorList of domain CORP: "CEN\\r\\n" before, pending now'],
    ],
    [
      "white space behind the code in Senior.lst",
      {},
      { [LIST]: "CEN" },
      ['spelling seniorList of domain CORP: spelled CEN now, "CEN\\r\\n" before'],
    ],
    [
      "a blank before the code in Senior.lst",
      {},
      { [LIST]: " CEN\r\n" },
      ['evidence other seniorList of domain CORP: "CEN\\r\\n" before, " CEN\\r\\n" now'],
    ],
    [
      "a logon point that is not updated",
      {},
      { [`${POINT}/updatedSinceFix`]: false },
      ["evidence weaker updatedSinceFix of logon point CORPPDC of CORP: true before, false now"],
    ],
    [
      "a corrupt Copylog.tcf that is resolved",
      { [`${POINT}/copylog`]: { corrupt: true } },
      { [`${POINT}/copylog`]: { corrupt: false } },
      ["evidence stronger copylog.corrupt of logon point CORPPDC of CORP: true before, false now"],
    ],
    [
      "another owner",
      {},
      { [`${POINT}/copylog/sharedOwner`]: "P01" },
      ["evidence other copylog.owners of logon point CORPPDC of CORP: CEN before, P01 now"],
    ],
    [
      "a Copylog.tcf that is pending",
      {},
      { [`${POINT}/copylog`]: PENDING },
      ["evidence other copylog of logon point CORPPDC of CORP: declared before, pending now"],
    ],
    [
      "a logon point of which nothing is known any more",
      { [POINT]: { updatedSinceFix: true } },
      { [POINT]: undefined },
      ["evidence weaker updatedSinceFix of logon point CORPPDC of CORP: true before, not declared now"],
    ],
    ["another case of a server", {}, { [POINT]: undefined, "domains/CORP/logonPoints/CorpPdc": CONFIRMED }, []],
    [
      "logon points that are pending as a whole",
      {},
      { "domains/CORP/logonPoints": PENDING },
      [
        "evidence other logon point CORPPDC of CORP: declared before, pending now",
        "evidence other logon point CORPBDC of CORP: declared before, pending now",
      ],
    ],
    [
      "hotfixes that were to be read, and are not stated",
      { "sites/P01/hotfixes": PENDING },
      { "sites/P01/hotfixes": undefined },
      ["evidence weaker hotfixes of site P01: pending before, not declared now"],
    ],
    [
      "owner of clicore.exe, time and site folders of Copylog.tcf",
      { [`${POINT}/copylog`]: { owners: ["CEN"], siteFolders: ["P01", "CEN"], clicore: "CEN" } },
      {
        [`${POINT}/copylog`]: {
          owners: ["cen"],
          siteFolders: ["CEN"],
          clicore: null,
          modified: "2000-06-30T00:00:00Z",
        },
      },
      [
        "spelling copylog.owners of logon point CORPPDC of CORP: spelled cen now, CEN before",
        "evidence other copylog.siteFolders of logon point CORPPDC of CORP: P01, CEN before, CEN now",
        "evidence other copylog.clicore of logon point CORPPDC of CORP: CEN before, missing now",
        "evidence stronger copylog.modified of logon point CORPPDC of CORP: not declared before, 2000-06-30T00:00:00Z now",
      ],
    ],
    [
      "the time of the Copylog hotfix",
      {
        "sites/P01/copylogFixInstalled": "2000-06-20T08:00:00Z",
        "sites/CEN/copylogFixInstalled": "2000-06-20T08:00:00Z",
      },
      { "sites/CEN/copylogFixInstalled": "2000-06-20T10:00:00+02:00" },
      [
        "spelling copylogFixInstalled of site CEN: spelled 2000-06-20T10:00:00+02:00 now, 2000-06-20T08:00:00Z before",
        "evidence other copylogFixInstalled of site P01: 2000-06-20T08:00:00Z before, not declared now",
      ],
    ],
    [
      "a controller that is declared to be no logon point, which is told elsewhere",
      {},
      { [POINT]: { logonPoint: false } },
      [],
    ],
    ["evidence that is dropped with the upgrade to SP2", {}, { "sites/P01": SP2_SITE }, []],
    [
      "evidence that a site at SP2 does not need any more",
      { "sites/P01/build": 1493 },
      { "sites/P01": SP2_SITE },
      [
        `evidence other hotfixes.Q249077.files.${FILE} of site P01: 2.0.1380.1105 before, not declared now`,
        ...["Ccm.dll", "Ccmbtldr.exe"].map(
          (name) =>
            `evidence other hotfixes.Q252717.files.Bin\\i386\\${name} of site P01: 2.0.1380.1125 before, not declared now`,
        ),
        "evidence other hotfixes.Q252717.files.Bin\\i386\\Baseobj.dll of site P01: 2.0.1380.1101 before, not declared now",
      ],
    ],
    ["a site that is new", {}, { "sites/P02": { type: "primary", parent: "CEN", build: 1380, domains: [] } }, []],
  ])("%s", (_, before, now, expected) => {
    expect(changesOf(before, now, ["evidence", "spelling"])).toEqual(expected);
  });
});

describe("shape and plan", () => {
  test.each<[string, Changes, Changes, string[]]>([
    ["nothing", {}, {}, []],
    ["a site added", {}, { "sites/S01": S01 }, ["shape other site S01 added"]],
    ["a site removed", { "sites/S01": S01 }, {}, ["shape weaker site S01 removed: it is no longer checked"]],
    ["a domain added", {}, { "domains/LAB": { pdc: "LABPDC" } }, ["shape other domain LAB added"]],
    [
      "a domain removed",
      { "domains/LAB": { pdc: "LABPDC" } },
      {},
      ["shape weaker domain LAB removed: it is no longer checked"],
    ],
    [
      "a logon point added",
      {},
      { "domains/CORP/bdcs": ["CORPBDC", "CORPBDC2"] },
      ["shape other logon point CORPBDC2 of CORP added"],
    ],
    [
      "a controller that is said to be no logon point",
      {},
      { "domains/CORP/logonPoints/CORPBDC": { logonPoint: false } },
      ["shape weaker CORPBDC of CORP is declared to be no logon point: it is no longer checked"],
    ],
    [
      "the same in another case of its name",
      {},
      { "domains/CORP/logonPoints/CORPBDC": undefined, "domains/CORP/logonPoints/corpbdc": { logonPoint: false } },
      ["shape weaker CORPBDC of CORP is declared to be no logon point: it is no longer checked"],
    ],
    [
      "a controller that is no longer said to be no logon point",
      { "domains/CORP/logonPoints/CORPBDC": { logonPoint: false } },
      {},
      ["shape stronger CORPBDC of CORP is no longer declared to be no logon point: it is checked now"],
    ],
    [
      "a controller that was no logon point, removed",
      { "domains/CORP/bdcs": ["CORPBDC", "X"], "domains/CORP/logonPoints/X": { logonPoint: false } },
      {},
      ["shape other domain controller X of CORP removed"],
    ],
    [
      "a logon point removed",
      {},
      { "domains/CORP/bdcs": [], "domains/CORP/logonPoints/CORPBDC": undefined },
      ["shape weaker logon point CORPBDC of CORP removed: it is no longer checked"],
    ],
    [
      "PDC and BDC that changed places",
      {},
      { "domains/CORP/pdc": "CORPBDC", "domains/CORP/bdcs": ["CORPPDC"] },
      ["shape other pdc of domain CORP: CORPPDC before, CORPBDC now"],
    ],
    [
      "a domain and its controllers in another case",
      {},
      {
        "domains/CORP": undefined,
        "domains/Corp": { pdc: "corppdc", bdcs: ["CORPBDC"] },
        "sites/P01/domains": ["Corp"],
      },
      [
        "spelling domain of site P01: spelled Corp now, CORP before",
        "spelling domain: spelled Corp now, CORP before",
        "spelling domain controller of Corp: spelled corppdc now, CORPPDC before",
      ],
    ],
    [
      "a site code in another case, which is another site",
      { "sites/S01": S01 },
      { "sites/s01": S01 },
      ["shape weaker site S01 removed: it is no longer checked", "shape other site s01 added"],
    ],
    [
      "one of two logon methods switched off",
      {},
      { "sites/P01/logonDiscovery": false },
      ["shape other logonDiscovery of site P01: true before, false now"],
    ],
    [
      "another spelling of Full Version",
      { "sites/P01/fullVersion": "2.00.1380.1000" },
      { "sites/P01/fullVersion": "2.0.1380.1000" },
      ["spelling fullVersion of site P01: spelled 2.0.1380.1000 now, 2.00.1380.1000 before"],
    ],
    [
      "a Full Version that reads as if it were missing",
      { "sites/P01/fullVersion": null },
      { "sites/P01/fullVersion": "missing" },
      ['shape other fullVersion of site P01: missing before, "missing" now'],
    ],
    [
      "a controller that is declared to be a logon point",
      {},
      { [`${POINT}/logonPoint`]: true },
      ["shape other logonPoint of logon point CORPPDC of CORP: not declared before, true now"],
    ],
    ["a controller that is pending", {}, { "domains/CORP/logonPoints/CORPBDC": PENDING }, []],
    ["a site that left a domain", {}, { "sites/P01/domains": [] }, ["shape weaker site P01 left domain CORP"]],
    ["a site that joined a domain", { "sites/P01/domains": [] }, {}, ["shape other site P01 joined domain CORP"]],
    ["another build", {}, { "sites/P01/build": 1493 }, ["shape other build of site P01: 1380 before, 1493 now"]],
    [
      "a build that is taken back",
      { "sites/P01/build": 1493 },
      {},
      ["shape other build of site P01: 1493 before, 1380 now"],
    ],
    [
      "what is said of a site",
      { "sites/P01/platform": "alpha", "sites/P01/logonDiscovery": false },
      { "sites/P01/fullVersion": null, "sites/P01/setupType": 2, "sites/P01/build": PENDING },
      [
        "shape other build of site P01: 1380 before, pending now",
        "shape other platform of site P01: alpha before, i386 now",
        "shape other logonDiscovery of site P01: false before, true now",
        "shape other fullVersion of site P01: not declared before, missing now",
        "shape other setupType of site P01: not declared before, 2 now",
      ],
    ],
    ["an upgrade planned", {}, { upgrades: ["CEN"] }, ["plan other upgrade of CEN planned"]],
    ["an upgrade given up", { upgrades: ["CEN"] }, {}, ["plan other upgrade of CEN no longer planned"]],
    [
      "another order",
      { upgrades: ["CEN", "P01"] },
      { upgrades: ["P01", "CEN"] },
      ["plan other order of the upgrades: CEN, P01 before, P01, CEN now"],
    ],
    [
      "an upgrade planned between two others",
      { "sites/S01": S01, upgrades: ["CEN", "S01"] },
      { "sites/S01": S01, upgrades: ["CEN", "P01", "S01"] },
      ["plan other upgrade of P01 planned"],
    ],
  ])("%s", (_, before, now, expected) => {
    expect(changesOf(before, now, ["shape", "plan", "spelling"])).toEqual(expected);
  });
});

describe("what Q261931 applies to", () => {
  test.each<[string, Changes, Changes, string[]]>([
    ["nothing", {}, {}, []],
    ["the second site of the only domain left", {}, { "sites/P01/domains": [] }, [EXEMPT, ALONE]],
    ["its logon methods off", {}, BOTH_OFF, [EXEMPT, ALONE, NO_LOGON_POINTS]],
    [
      "the last of its logon methods off",
      { "sites/P01/logonDiscovery": false },
      BOTH_OFF,
      [EXEMPT, ALONE, NO_LOGON_POINTS],
    ],
    ["one logon method off", {}, { "sites/P01/logonDiscovery": false }, []],
    [
      "logon methods that are pending",
      {},
      { "sites/P01/logonInstallation": PENDING, "sites/P01/logonDiscovery": false },
      [],
    ],
    ["the site removed", {}, { "sites/P01": undefined }, [EXEMPT, ALONE]],
    ["one of three sites left", { "sites/P02": P02 }, { "sites/P02": P02, "sites/P01/domains": [] }, []],
    [
      "no site left",
      {},
      { "sites/P01/domains": [], "sites/CEN/domains": [] },
      [EXEMPT, "weaker domain CORP is no longer shared: no site manages logon points in it"],
    ],
    ["another case of the domain", {}, { "sites/P01/domains": ["corp"] }, []],
    [
      "a domain that is shared now",
      { "sites/P01/domains": [] },
      {},
      [
        "stronger Q261931 applies now: several sites manage logon points in the same domain",
        "stronger domain CORP is shared now: CEN, P01 manage logon points in it",
      ],
    ],
    [
      "one of two shared domains removed",
      { "domains/LAB": { pdc: "LABPDC" }, "sites/CEN/domains": ["CORP", "LAB"], "sites/P01/domains": ["CORP", "LAB"] },
      {},
      [],
    ],
  ])("%s", (_, before, now, expected) => {
    expect(changesOf(before, now, ["scope"])).toEqual(expected.map((change) => `scope ${change}`));
  });
});
