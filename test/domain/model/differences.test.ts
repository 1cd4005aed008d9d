import { differences } from "../../../domain/model/differences";
import { PENDING } from "../../../domain/pending";

const of = (before: unknown, now: unknown) =>
  differences(before, now).map((one) => [one.path.join("."), one.before, one.now, ...(one.isSpelling ? ["same"] : [])]);

test.each<[string, unknown, unknown, unknown[][]]>([
  ["nothing and nothing", undefined, undefined, []],
  ["an empty record and nothing", { a: {} }, undefined, []],
  ["a field that is new", {}, { build: 1380 }, [["build", undefined, 1380]]],
  ["a field that is gone", { a: { b: null, c: 1 } }, { a: { c: 1 } }, [["a.b", null, undefined]]],
  ["null and nothing", { fullVersion: null }, {}, [["fullVersion", null, undefined]]],
  [
    "a record and what takes its place",
    { hotfixes: { a: 1 } },
    { hotfixes: PENDING },
    [["hotfixes", { a: 1 }, PENDING]],
  ],
  [
    "an empty record and what takes its place",
    { hotfixes: {} },
    { hotfixes: PENDING },
    [["hotfixes", undefined, PENDING]],
  ],
  [
    "two versions of one number",
    { a: "2.00.1380.1000" },
    { a: "2.0.1380.1000" },
    [["a", "2.00.1380.1000", "2.0.1380.1000", "same"]],
  ],
  [
    "two texts for one instant",
    { a: "2000-06-20T08:00:00Z" },
    { a: "2000-06-20T10:00:00+02:00" },
    [["a", "2000-06-20T08:00:00Z", "2000-06-20T10:00:00+02:00", "same"]],
  ],
  ["a name that begins like a time", { name: "2000-06-20T" }, { name: "2000-06-20T" }, []],
  ["names in another case", { name: "London" }, { name: "LONDON" }, [["name", "London", "LONDON"]]],
  [
    "what stands behind the code in Senior.lst",
    { seniorList: "CEN\r\n" },
    { seniorList: "CEN" },
    [["seniorList", "CEN\r\n", "CEN", "same"]],
  ],
  [
    "owners in another case",
    { owners: ["CEN", "P01"] },
    { owners: ["cen", "P01"] },
    [["owners", ["CEN", "P01"], ["cen", "P01"], "same"]],
  ],
  [
    "owners in another order",
    { owners: ["CEN", "P01"] },
    { owners: ["P01", "CEN"] },
    [["owners", ["CEN", "P01"], ["P01", "CEN"]]],
  ],
  [
    "site folders in another order",
    { siteFolders: ["CEN", "P01"] },
    { siteFolders: ["P01", "CEN"] },
    [["siteFolders", ["CEN", "P01"], ["P01", "CEN"], "same"]],
  ],
  ["the same list", { owners: ["CEN"] }, { owners: ["CEN"] }, []],
  [
    "one path of a file in two spellings",
    { files: { "Bin\\i386\\Ccm.dll": "2.0.1380.1" } },
    { files: { "bin/i386/CCM.DLL": "2.0.1380.2" } },
    [
      ["files", "Bin\\i386\\Ccm.dll", "bin/i386/CCM.DLL", "same"],
      ["files.Bin\\i386\\Ccm.dll", "2.0.1380.1", "2.0.1380.2"],
    ],
  ],
])("%s", (_, before, now, expected) => {
  expect(of(before, now)).toEqual(expected);
});
