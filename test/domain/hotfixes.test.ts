import { BUILDS } from "../../domain/builds";
import {
  HOTFIX_IDS,
  HOTFIXES,
  parseFilePath,
  proofOf,
  requiredHotfixes,
  sameFixOfOtherBuild,
  type FileProof,
} from "../../domain/hotfixes";
import { parseVersion, versionKey } from "../../domain/version";

test("the table says what the four articles say, file by file", () => {
  const table = Object.values(HOTFIXES).flatMap(({ id, build, purpose, files }) =>
    files.map(({ name, minimum }) => `${id} ${build} ${purpose} ${name} ${versionKey(minimum)}`),
  );
  expect(table).toEqual([
    "Q251070 1239 copylog Nt_logon.dll 2.0.1239.62",
    "Q249077 1380 copylog Nt_logon.dll 2.0.1380.1105",
    "Q252718 1239 ccm Ccm.dll 2.0.1239.64",
    "Q252718 1239 ccm Ccmbtldr.exe 2.0.1239.64",
    "Q252717 1380 ccm Ccm.dll 2.0.1380.1125",
    "Q252717 1380 ccm Ccmbtldr.exe 2.0.1380.1125",
    "Q252717 1380 ccm Baseobj.dll 2.0.1380.1101",
  ]);
});

test("every hotfix stands under its own number, with files of its own build", () => {
  expect(Object.keys(HOTFIXES)).toEqual([...HOTFIX_IDS]);
  for (const [id, hotfix] of Object.entries(HOTFIXES)) {
    expect(hotfix.id).toBe(id);
    expect(hotfix.files.map(({ minimum }) => minimum.build)).toEqual(hotfix.files.map(() => hotfix.build));
  }
});

test("each build needs both fixes of its own, SP2 needs none (Q261931)", () => {
  expect(BUILDS.map((build) => [build, requiredHotfixes(build).map(({ id }) => id)])).toEqual([
    [1239, ["Q251070", "Q252718"]],
    [1380, ["Q249077", "Q252717"]],
    [1493, []],
  ]);
});

test("the fix of the other build mends the same thing", () => {
  expect(Object.values(HOTFIXES).map((hotfix) => [hotfix.id, sameFixOfOtherBuild(hotfix).id])).toEqual([
    ["Q251070", "Q249077"],
    ["Q249077", "Q251070"],
    ["Q252718", "Q252717"],
    ["Q252717", "Q252718"],
  ]);
});

test.each<[string, FileProof]>([
  ["2.0.1380.1104", "too-old"],
  ["2.0.1380.1105", "proven"],
  ["2.00.1380.1399", "proven"],
  ["2.0.1380.1400", "client-pack"],
  ["2.0.1380.1999", "client-pack"],
  ["2.0.1380.2000", "other-service-pack"],
  ["2.0.1380.2405", "client-pack"],
  ["2.0.1380.999", "too-old"],
  ["2.0.1239.1105", "other-build"],
  ["2.0.1493.2005", "other-build"],
])("what %s of Nt_logon.dll shows about Q249077: %s (Q213410, Q247306, Q255174)", (text, expected) => {
  const { Q249077: hotfix } = HOTFIXES;
  expect(proofOf(hotfix, hotfix.files[0]!, parseVersion(text)!)).toBe(expected);
});

test.each([
  ["Bin\\i386\\Ccm.dll", { key: "bin\\i386\\ccm.dll", platform: "i386", name: "Ccm.dll" }],
  ["BIN/ALPHA/Nt_Logon.DLL", { key: "bin\\alpha\\nt_logon.dll", platform: "alpha", name: "Nt_Logon.DLL" }],
  ["Bin\\i386", { key: "bin\\i386", platform: "i386", name: "" }],
  ["Bin", { key: "bin", platform: "", name: "" }],
])("the path %s is read without its case, with either slash", (text, expected) => {
  expect(parseFilePath(text)).toEqual({ ...expected, text });
});
