import { toFacts } from "../../../domain/model/facts";
import { PENDING } from "../../../domain/pending";
import { olderFactsOf } from "../../../rules/judge/older-facts";
import { checksOf, hierarchy, judgementOf, SP1_FILES, type Changes } from "../../kit/base";

const ofP01 = (changes: Changes) =>
  olderFactsOf(toFacts(hierarchy({ "sites/P01/hotfixes": undefined, ...changes })).sites["P01"]!);
const ABSENT: unknown = undefined;
const atSp2 = { "sites/P01/build": 1493 };
const file = (path: string, version: unknown, hotfix = "Q249077") => ({
  ...atSp2,
  "sites/P01/hotfixes": { [hotfix]: { files: { [path]: version } } },
});
const NT = "Bin\\i386\\Nt_logon.dll";

describe("what contradicts build 1493", () => {
  test.each<[string, Changes, ReturnType<typeof olderFactsOf>]>([
    ["nothing, where nothing else is declared", atSp2, undefined],
    ["nothing, at SP1", { "sites/P01/fullVersion": "2.00.1239.0000" }, undefined],
    ["nothing, if Full Version is of SP2", { ...atSp2, "sites/P01/fullVersion": "2.00.1493.2005" }, undefined],
    ["nothing, if Full Version is missing", { ...atSp2, "sites/P01/fullVersion": null }, undefined],
    ["nothing, if Full Version is no version", { ...atSp2, "sites/P01/fullVersion": "000" }, undefined],
    ["nothing, if Full Version is pending", { ...atSp2, "sites/P01/fullVersion": PENDING }, undefined],
    [
      "Full Version of SP1",
      { ...atSp2, "sites/P01/fullVersion": "2.00.1380.1000" },
      { build: 1380, found: "Full Version is 2.00.1380.1000" },
    ],
    ["a file of SP1", file(NT, "2.0.1380.1105"), { build: 1380, found: `${NT} is 2.0.1380.1105` }],
    ["nothing, if a file is of SP2", file(NT, "2.0.1493.2005"), undefined],
    ["nothing, if a file is missing", file(NT, null), undefined],
    ["nothing, if a version is pending", file(NT, PENDING), undefined],
    ["nothing, if another platform has the file", file("Bin\\alpha\\Nt_logon.dll", "2.0.1380.1105"), undefined],
    [
      "a file of either platform while that is pending",
      { ...file("Bin\\alpha\\Nt_logon.dll", "2.0.1239.62"), "sites/P01/platform": PENDING },
      { build: 1239, found: "Bin\\alpha\\Nt_logon.dll is 2.0.1239.62" },
    ],
    ["nothing, if the file is none of the hotfixes", file("Bin\\i386\\Other.dll", "2.0.1380.1105"), undefined],
    ["nothing, if the hotfixes are pending", { ...atSp2, "sites/P01/hotfixes": PENDING }, undefined],
    ["nothing, if a hotfix is pending", { ...atSp2, "sites/P01/hotfixes": { Q249077: PENDING } }, undefined],
    [
      "nothing, if a program gives a hotfix no value",
      { ...atSp2, "sites/P01/hotfixes": { Q249077: ABSENT, Q252717: {} } },
      undefined,
    ],
    ["nothing, if its files are", { ...atSp2, "sites/P01/hotfixes": { Q249077: { files: PENDING } } }, undefined],
    [
      "nothing, if a hotfix is said not to be there",
      { ...atSp2, "sites/P01/hotfixes": { Q249077: { installed: false } } },
      undefined,
    ],
    [
      "everything that does, at the latest of the builds",
      { ...file("bin/i386/ccm.dll", "2.0.1380.1000", "Q252717"), "sites/P01/fullVersion": "2.00.1239.0000" },
      { build: 1380, found: "Full Version is 2.00.1239.0000, bin/i386/ccm.dll is 2.0.1380.1000" },
    ],
  ])("%s", (_, changes, expected) => {
    expect(ofP01(changes)).toEqual(expected);
  });
});

describe("a site at SP2 by declaration only makes no hierarchy ready", () => {
  const unproven = { ...atSp2, "sites/P01/hotfixes": { Q249077: { files: { [NT]: "2.0.1380.1062" } } } };
  const insufficient = (hotfix: string) => `hotfix-evidence evidence-insufficient P01 mandatory unknown ${hotfix}`;

  test("if it would lack a hotfix at the build that its facts show", () => {
    const document = hierarchy({ ...unproven, "sites/S01": third });
    expect(checksOf(document)).toEqual([insufficient("Q249077"), insufficient("Q252717")]);
    const { found, needed, remedy, articles } = judgementOf(document).findings[0]!;
    expect({ found, needed, remedy, articles }).toEqual({
      found: `declared at build 1493, but ${NT} is 2.0.1380.1062; at build 1380, ${NT} is 2.0.1380.1062`,
      needed:
        "facts of build 1493, or Q249077 in Bin\\i386: Nt_logon.dll 2.0.1380.1105 or later (applies to all sites below SP2)",
      remedy: [
        "Read HKLM\\Software\\Microsoft\\SMS\\Setup\\Full Version and the file versions on the site server.",
        "If they are of build 1493, remove the older ones from the declaration; else declare the build that they show.",
        "If it is at build 1380, install Q249077 and declare the versions of its files before any site is upgraded.",
        expect.stringMatching(/^Or finish: /),
      ],
      articles: ["Q249077", "Q261931", "Q264630"],
    });
  });

  test("nothing is asked for, if the older facts prove the hotfixes", () => {
    expect(checksOf(hierarchy({ ...atSp2, "sites/S01": third }))).toEqual([]);
  });

  test("a fact that is pending leaves it pending", () => {
    const hotfixes = { Q249077: SP1_FILES.Q249077, Q252717: { files: PENDING } };
    expect(checksOf(hierarchy({ ...atSp2, "sites/P01/hotfixes": hotfixes, "sites/S01": third }))).toEqual([
      "hotfix-evidence evidence-insufficient P01 mandatory pending Q252717",
    ]);
  });

  test("nothing is asked of a site that the reading does not cover", () => {
    const elsewhere = { "sites/P01/domains": [], "sites/S01": third, "sites/S02": third };
    const settings = { reading: "shared-domains" } as const;
    expect(checksOf(hierarchy({ ...unproven, ...elsewhere }), settings)).toEqual([]);
  });

  test("the last site below SP2 may not finish beside it, even if the older facts prove the hotfixes (Q264630)", () => {
    const last = { "sites/CEN/hotfixes/Q249077": { installed: false } };
    const missing = "hotfix-prerequisites missing-hotfix CEN mandatory known Q249077";
    expect(checksOf(hierarchy({ ...atSp2, ...last }))).toEqual([missing]);
    expect(checksOf(hierarchy({ ...atSp2, "sites/P01/hotfixes": undefined, ...last }))).toEqual([
      missing.replace("mandatory", "advisory"),
    ]);
  });

  test("it may finish itself beside a site that is certainly at SP2", () => {
    const certain = { "sites/CEN/build": 1493, "sites/CEN/hotfixes": undefined };
    const document = hierarchy({ ...unproven, ...certain, "sites/S01": { ...third, domains: [] }, upgrades: ["S01"] });
    expect(judgementOf(document).verdict).toBe("undetermined");
    expect(checksOf(hierarchy({ ...unproven, ...certain, upgrades: ["P01"] }))).toEqual(
      [insufficient("Q249077"), insufficient("Q252717")].map((row) => row.replace("mandatory", "advisory")),
    );
  });
});

const third = { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: SP1_FILES };
