import { BadInputError } from "../../../domain/model/bad-input";
import { readHierarchyFile, readHierarchyFiles, type HierarchyPart } from "../../../domain/text/hierarchy-file";

const yaml = (file: string, text: string, readBeside?: HierarchyPart["readBeside"]): HierarchyPart => ({
  file,
  text,
  format: file.endsWith(".json") ? "json" : "yaml",
  readBeside,
});

const CENTRAL = yaml(
  "central.yaml",
  `x-fix: &fix { attestedBy: j.doe, attestedOn: 2000-06-20 }
hierarchy: contoso
domains:
  CORP: { pdc: CORPPDC }
sites:
  CEN: { type: central, build: 1380, domains: [CORP], hotfixes: { Q249077: *fix } }
waivers:
  - { rule: senior-site, subject: CORP, reason: r, owner: o, expires: 2000-08-01 }
upgrades: [CEN]
`,
);
const EUROPE = yaml(
  "europe.yaml",
  `x-fix: of its own
domains:
  EUR: { pdc: EURPDC }
sites:
  012: { type: primary, parent: CEN, build: 1380, domains: [CORP, EUR] }
waivers:
  - { rule: senior-site, subject: EUR, reason: r, owner: o, expires: 2000-08-01 }
`,
);

function issuesOf(...parts: HierarchyPart[]): string[] {
  try {
    readHierarchyFiles(parts);
    return [];
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return error.issues.map(
      ({ message, position }) => `${position?.file}:${position?.line}:${position?.column} ${message}`,
    );
  }
}

test("several files are one hierarchy: the same facts as in one, with anchors and spelling of each file's own", () => {
  const { facts } = readHierarchyFiles([CENTRAL, EUROPE]);
  const [first, second] = [CENTRAL.text, EUROPE.text.replace("x-fix: of its own\n", "")].map((text) =>
    text.split("\n"),
  );
  const whole = [
    ...first!.slice(0, 4),
    ...second!.slice(1, 2),
    ...first!.slice(4, 6),
    ...second!.slice(3, 4),
    ...first!.slice(6, 8),
    ...second!.slice(5, 6),
    ...first!.slice(8),
  ].join("\n");
  expect(facts).toEqual(readHierarchyFile(whole, "yaml").facts);
  expect(Object.keys(facts.sites).sort()).toEqual(["012", "CEN"]);
});

test("JSON and YAML can stand together, and one file is enough", () => {
  const json = yaml(
    "site.json",
    '{ "sites": { "P01": { "type": "primary", "parent": "CEN", "build": 1380, "domains": [] } } }',
  );
  expect(Object.keys(readHierarchyFiles([CENTRAL, json]).facts.sites).sort()).toEqual(["CEN", "P01"]);
  expect(readHierarchyFiles([CENTRAL]).facts).toEqual(readHierarchyFile(CENTRAL.text, "yaml").facts);
});

test("a file can be what a stack shares, alone or beside others, unless its format is not known", () => {
  const sites = { P01: { type: "primary", parent: "CEN", build: 1380, domains: [] } };
  const shared = (formatVersion: number) =>
    yaml("asia.json", JSON.stringify({ formatVersion, stack: "organization/asia/dev", hierarchy: "contoso", sites }));
  expect(Object.keys(readHierarchyFiles([CENTRAL, shared(1)]).facts.sites).sort()).toEqual(["CEN", "P01"]);
  const whole = {
    formatVersion: 1,
    stack: "organization/central/dev",
    hierarchy: "contoso",
    sites: { CEN: { type: "central", build: 1380, domains: [] } },
  };
  expect(Object.keys(readHierarchyFiles([yaml("central.json", JSON.stringify(whole))]).facts.sites)).toEqual(["CEN"]);
  expect(issuesOf(CENTRAL, shared(2))).toEqual([
    "asia.json:1:2 formatVersion: the file has facts in format 2, which is newer; this version of pulumi-sms reads 1. Update pulumi-sms in the project that reads them",
  ]);
});

test("places are in the file that declares the part, waivers too; what nobody declares has none", () => {
  const { find } = readHierarchyFiles([CENTRAL, EUROPE]);
  expect(find(["sites", "012"])).toEqual({ file: "europe.yaml", line: 5, column: 3 });
  expect(find(["sites", "CEN", "hotfixes"])).toMatchObject({ file: "central.yaml", line: 6 });
  expect(find(["waivers", 0])).toMatchObject({ file: "central.yaml", line: 8 });
  expect(find(["waivers", 1])).toMatchObject({ file: "europe.yaml", line: 7 });
  expect(find(["upgrades", 0])).toMatchObject({ file: "central.yaml", line: 9 });
  expect(find(["sites", "012", "hotfixes"])).toBeUndefined();
  expect(find(["sites", "012", "hotfixes"], "around")).toMatchObject({ file: "europe.yaml", line: 5 });
});

test.each<[string, HierarchyPart[], string[]]>([
  [
    "what two files declare",
    [
      CENTRAL,
      yaml(
        "other.yaml",
        "hierarchy: fabrikam\ndomains:\n  CORP: { pdc: X }\nsites:\n  CEN: { type: central }\nupgrades: [CEN]\n",
      ),
    ],
    [
      'other.yaml:1:1 hierarchy: found "fabrikam", expected the name in central.yaml, "contoso"',
      'other.yaml:3:3 domains.CORP: found "CORP", expected a domain that is declared once; central.yaml has it',
      'other.yaml:5:3 sites.CEN: found "CEN", expected a site that is declared once; central.yaml has it',
      'other.yaml:6:1 upgrades: found ["CEN"], expected upgrades that are declared once; central.yaml has them',
    ],
  ],
  [
    "one waiver in two files",
    [
      CENTRAL,
      yaml("again.yaml", CENTRAL.text.slice(CENTRAL.text.indexOf("waivers"), CENTRAL.text.indexOf("upgrades"))),
    ],
    [
      expect.stringMatching(
        /^again\.yaml:2:\d+ waivers\[0\]: found .*expected a waiver that is declared once; central\.yaml has it/,
      ) as string,
    ],
  ],
  [
    "one waiver in two files, its domain in another case",
    [
      CENTRAL,
      yaml(
        "again.yaml",
        "waivers:\n  - { rule: senior-site, subject: Corp, reason: r, owner: o, expires: 2000-08-01 }\n",
      ),
    ],
    [expect.stringMatching(/^again\.yaml:2:5 waivers\[0\]: found .*declared once; central\.yaml has it/) as string],
  ],
  [
    "a wrong fact, in its own file",
    [CENTRAL, yaml("odd.yaml", "sites:\n  P01: { type: primary, parent: XXX, build: 1381, domains: [NONE] }\n")],
    [
      expect.stringContaining("odd.yaml:2:25 sites.P01.parent: found") as string,
      expect.stringContaining("odd.yaml:2:38 sites.P01.build: found 1381") as string,
      expect.stringContaining("sites.P01.domains") as string,
    ],
  ],
  [
    "texts that cannot be read, all of them",
    [CENTRAL, yaml("a.yaml", "sites: ["), yaml("b.json", "{")],
    [
      expect.stringMatching(/^a\.yaml:1:\d+ No closing \]/) as string,
      expect.stringMatching(/^b\.json:1:\d+ Not valid JSON/) as string,
    ],
  ],
  [
    "a file that is a list",
    [CENTRAL, yaml("list.yaml", "- CEN\n")],
    [expect.stringMatching(/^list\.yaml:1:1 the document: found .*expected a hierarchy document/) as string],
  ],
  ["a file that is empty", [CENTRAL, yaml("empty.yaml", "")], ["empty.yaml:1:1 Empty file"]],
  [
    "no file with the name of the hierarchy",
    [yaml("a.yaml", "sites: {}\n"), EUROPE],
    [expect.stringContaining("hierarchy: missing") as string],
  ],
  [
    "an unknown key",
    [CENTRAL, yaml("odd.yaml", "sitse: {}\n")],
    [expect.stringMatching(/^odd\.yaml:1:1 sitse: unknown key/) as string],
  ],
])("bad input names the file, the line and the other file: %s", (_, parts, expected) => {
  expect(issuesOf(...parts)).toEqual(expect.arrayContaining(expected));
});

test("waivers of a site code in two cases are two, and so are several waivers of one file", () => {
  const waiver = (subject: string) =>
    `  - { rule: hotfix-evidence, subject: ${subject}, reason: r, owner: o, expires: 2000-08-01 }\n`;
  const parts = [`${waiver("CEN")}${waiver("SMSPDC")}${waiver("smspdc")}`, waiver("cen")].map((waivers, index) =>
    yaml(`${index}.yaml`, `waivers:\n${waivers}`),
  );
  expect(readHierarchyFiles([CENTRAL, ...parts]).facts.waivers).toHaveLength(5);
});

test("unquoted texts keep their spelling in every file, those of waivers too, and so do their places", () => {
  const site = (code: string) => `sites: { ${code}: { type: primary, parent: CEN, build: 1380, domains: [] } }\n`;
  const waiver = (subject: string, expires = "2000-08-01") =>
    `waivers: [{ rule: hotfix-prerequisites, subject: ${subject}, reason: 7, owner: 1e3, expires: ${expires} }]\n`;
  const [first, second] = [yaml("a.yaml", site("1E5") + waiver("1E5")), yaml("b.yaml", site("012") + waiver("012"))];
  const { facts } = readHierarchyFiles([CENTRAL, first, second]);
  expect(facts.waivers.map(({ subject, reason, owner }) => [subject, reason, owner])).toEqual([
    ["CORP", "r", "o"],
    ["1E5", "7", "1e3"],
    ["012", "7", "1e3"],
  ]);
  const late = yaml("b.yaml", site("012") + waiver("012", "2000-02-30"));
  expect(issuesOf(CENTRAL, first, late)).toEqual([
    expect.stringMatching(/^b\.yaml:2:\d+ waivers\[2\]\.expires: found "2000-02-30"/),
  ]);
});

test("a waiver of anything but texts is refused in its file", () => {
  const odd = '{ "waivers": [{ "rule": { "toString": 1 }, "subject": { "toString": 1 } }] }';
  expect(issuesOf(CENTRAL, EUROPE, yaml("odd.json", odd))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^odd\.json:1:\d+ waivers\[2\]\.subject: found \{"toString":1\}/)]),
  );
});

test("a Copylog.tcf that a file names is read beside it", () => {
  const read: string[] = [];
  const part = yaml(
    "eu/europe.yaml",
    "domains:\n  EUR: { pdc: EURPDC, logonPoints: { EURPDC: { copylog: { file: EURPDC.tcf } } } }\n",
    (file) => {
      read.push(file);
      return Buffer.from("[FILE SOURCE]\r\nx86.bin\\clicore.exe=CEN\r\n");
    },
  );
  const { facts } = readHierarchyFiles([CENTRAL, part]);
  expect([read, facts.domains["EUR"]?.logonPoints]).toEqual([["EURPDC.tcf"], expect.any(Object)]);
});
