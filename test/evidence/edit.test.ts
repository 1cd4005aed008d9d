import { editHierarchy, entryKey } from "../../evidence/edit";
import type { Change } from "../../evidence/changes";

const TEXT = `# of the team
hierarchy: contoso # ours

domains:
  CORP: # headquarters
    pdc: 'CORPPDC'
    bdcs: [CORPBDC1]
    logonPoints:
      # the old one
      CORPBDC1: { logonPoint: true }

sites:
  CEN: # London
    type: central
    build: 1239 # to be looked up
    fullVersion: "2.00.1239.0000"
    domains: [CORP]

    # nobody knows
    hotfixes: &fixes
      Q249077: { files: { 'Bin\\i386\\Nt_logon.dll': 2.0.1380.1000 } }
  012:
    type: secondary
    parent: CEN
    build: 1380
    domains:
    - CORP
    hotfixes: *fixes
  1E3: { type: secondary, parent: CEN, build: 1380, domains: [CORP] }
upgrades: [ CEN, 012 ]
`;

const edit = (changes: readonly Change[], sources: [string, string][] = []) =>
  editHierarchy(TEXT, "yaml", changes, new Map(sources));

/** Lines that are only in the first text, and lines that are only in the second. */
function changedLines(after: string): { gone: string[]; fresh: string[] } {
  const [old, now] = [TEXT.split("\n"), after.split("\n")];
  return { gone: old.filter((line) => !now.includes(line)), fresh: now.filter((line) => !old.includes(line)) };
}

test("without changes the text stays as it is", () => {
  expect(edit([])).toBe(TEXT);
});

test.each<[string, Change, string[], string[]]>([
  [
    "a value changes in its line, with its comment",
    { path: ["sites", "CEN", "build"], value: 1380 },
    ["    build: 1239 # to be looked up"],
    ["    build: 1380 # to be looked up"],
  ],
  [
    "a quoted value keeps its quotes",
    { path: ["sites", "CEN", "fullVersion"], value: "2.00.1380.1000" },
    ['    fullVersion: "2.00.1239.0000"'],
    ['    fullVersion: "2.00.1380.1000"'],
  ],
  ["null is written as null", { path: ["sites", "012", "fullVersion"], value: null }, [], ["    fullVersion: null"]],
  [
    "a value is taken away",
    { path: ["sites", "CEN", "fullVersion"], value: undefined },
    ['    fullVersion: "2.00.1239.0000"'],
    [],
  ],
  [
    "an entry in one line stays in one line",
    { path: ["sites", "1E3", "setupType"], value: 2 },
    ["  1E3: { type: secondary, parent: CEN, build: 1380, domains: [CORP] }"],
    ["  1E3: { type: secondary, parent: CEN, build: 1380, domains: [CORP], setupType: 2 }"],
  ],
  [
    "a text of several lines is a block",
    { path: ["domains", "CORP", "logonPoints", "CORPPDC", "copylog"], value: { text: "[FILE SOURCE]\na=CEN\n" } },
    [],
    ["      CORPPDC:", "        copylog:", "          text: |", "            [FILE SOURCE]", "            a=CEN"],
  ],
  [
    "an entry in one line gets lines for a text",
    { path: ["domains", "CORP", "logonPoints", "CORPBDC1", "copylog"], value: { text: "[FILE SOURCE]\n" } },
    ["      CORPBDC1: { logonPoint: true }"],
    [
      "      CORPBDC1:",
      "        logonPoint: true",
      "        copylog:",
      "          text: |",
      "            [FILE SOURCE]",
    ],
  ],
])("%s", (_, change, gone, fresh) => {
  expect(changedLines(edit([change]))).toEqual({ gone, fresh });
});

test("what an alias stands for is copied before it changes, at either end", () => {
  const path = ["hotfixes", "Q249077", "files", "Bin\\i386\\Nt_logon.dll"];
  const ofAlias = edit([{ path: ["sites", "012", ...path], value: "2.0.1380.1105" }]);
  expect(ofAlias).toContain("hotfixes: &fixes\n      Q249077: { files: { 'Bin\\i386\\Nt_logon.dll': 2.0.1380.1000 } }");
  expect(ofAlias).toContain("    hotfixes:\n      Q249077: { files: { 'Bin\\i386\\Nt_logon.dll': 2.0.1380.1105 } }");
  const ofAnchor = edit([{ path: ["sites", "CEN", ...path], value: "2.0.1380.1105" }]);
  expect(ofAnchor.match(/2\.0\.1380\.1\d+/g)).toEqual(["2.0.1380.1105", "2.0.1380.1000"]);
  expect(ofAnchor).not.toMatch(/[*&]fixes/);
});

test("the source of the facts stands above the entry, once", () => {
  const source = (time: string): [string, string][] => [
    [entryKey("sites", "012"), `Read ${time} from \\\\SRV\\SMS_012`],
  ];
  const first = edit([], source("2000-06-24T03:14:00Z"));
  expect(first).toContain("\n  # Read 2000-06-24T03:14:00Z from \\\\SRV\\SMS_012\n  012:\n");
  const second = editHierarchy(first, "yaml", [], new Map(source("2000-06-25T03:14:00Z")));
  expect(second).toBe(first.replace("06-24", "06-25"));
});

test("line ends of Windows stay", () => {
  const text = TEXT.replaceAll("\n", "\r\n");
  const after = editHierarchy(text, "yaml", [{ path: ["sites", "CEN", "setupType"], value: 2 }], new Map());
  expect(after.replaceAll("\r\n", "")).not.toContain("\n");
  expect(after).toContain("    setupType: 2\r\n");
});

test("JSON keeps its form", () => {
  const text = '{\n    "hierarchy": "contoso",\n    "sites": { "CEN": { "type": "central" } }\n}\n';
  const after = editHierarchy(text, "json", [{ path: ["sites", "CEN", "fullVersion"], value: null }], new Map());
  expect(JSON.parse(after)).toEqual({ hierarchy: "contoso", sites: { CEN: { type: "central", fullVersion: null } } });
  expect(after).toContain('{\n    "hierarchy": "contoso",\n');
});
