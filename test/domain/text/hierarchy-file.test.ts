import { readFileSync } from "node:fs";
import path from "node:path";
import { BadInputError } from "../../../domain/model/bad-input";
import { fileDocumentSchema } from "../../../domain/model/document";
import {
  type FileFormat,
  parseHierarchyFile,
  readHierarchyFile,
  readHierarchyFiles,
} from "../../../domain/text/hierarchy-file";
import { readYaml } from "../../../domain/text/yaml";
import { secondsOf } from "../../kit/base";
import { issuesOf } from "../../kit/issues";

const yaml = (...lines: string[]) => {
  const { value, respell } = readYaml(lines.join("\n"));
  respell?.(fileDocumentSchema.safeParse(value).error?.issues ?? []);
  return value;
};
const faultsOfYaml = (text: string) => issuesOf(text, (source) => parseHierarchyFile(String(source), "yaml"));
const faultsOfJson = (text: string) => issuesOf(text, (source) => parseHierarchyFile(String(source), "json"));
const messagesOf = (text: string | (() => unknown), format: FileFormat = "yaml"): string[] => {
  try {
    if (typeof text === "string") parseHierarchyFile(text, format);
    else text();
    return [];
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return error.issues.map(({ message, position }) =>
      position === undefined ? message : `${message} (${position.line}:${position.column})`,
    );
  }
};

const SITE = "{ type: primary, parent: CEN, build: 1380, domains: [] }";
const HEAD = "hierarchy: contoso\nsites:\n  CEN: { type: central, build: 1380, domains: [] }\n";

describe("names in YAML keep their spelling, quoted or not", () => {
  test.each(["012", "1E3", "NO", "on", "0x1", "0o7", "1e2", "100", "12e", "-", "yes", "Off"])("the code %s", (code) => {
    const expected = { hierarchy: code, sites: { [code]: { parent: code } }, upgrades: [code] };
    expect(
      yaml(
        `hierarchy: ${JSON.stringify(code)}`,
        "sites:",
        `  "${code}": { parent: "${code}" }`,
        `upgrades: ["${code}"]`,
      ),
    ).toEqual(expected);
    if (code === "-") return;
    expect(yaml(`hierarchy: ${code}`, "sites:", `  ${code}: { parent: ${code} }`, `upgrades: [${code}]`)).toEqual(
      expected,
    );
  });

  test("the code 0x1F is too long, and reported as it was written", () => {
    expect(faultsOfYaml(`${HEAD}upgrades: [0x1F]`)).toEqual([
      ["upgrades[0]", "0x1F", expect.stringMatching(/^a site code/)],
    ]);
  });

  test("true, null, 1.50 and versions are texts where texts are expected", () => {
    const text =
      "hierarchy: true\ndomains: { true: { pdc: 1.50 }, null: { pdc: 007 } }\nsites: { CEN: { version: 2.0.1380.0 } }";
    expect(yaml(text)).toEqual({
      hierarchy: "true",
      domains: { true: { pdc: "1.50" }, null: { pdc: "007" } },
      sites: { CEN: { version: "2.0.1380.0" } },
    });
  });

  test("numbers, booleans and null stay what they are where they are expected", () => {
    const site = "{ build: 1380, setupType: 0x6, logonDiscovery: false, fullVersion: null, platform: ~ }";
    expect(yaml(`sites: { CEN: ${site} }`)).toEqual({
      sites: { CEN: { build: 1380, setupType: 6, logonDiscovery: false, fullVersion: null, platform: null } },
    });
  });

  test("a quoted number is no build, and a word is no boolean", () => {
    expect(
      faultsOfYaml(`${HEAD}  P01: { type: primary, parent: CEN, build: "1380", domains: [], logonDiscovery: NO }`),
    ).toEqual([
      ["sites.P01.build", "1380", "a build of SMS 2.0, as a number: 1239, 1380 or 1493"],
      ["sites.P01.logonDiscovery", "NO", "true or false"],
    ]);
  });

  test("the directive %YAML 1.1 changes nothing: NO stays a code and a day stays a text", () => {
    expect(yaml("%YAML 1.1", "---", "hierarchy: NO", "sites: { on: { parent: 2000-06-20 } }")).toEqual({
      hierarchy: "NO",
      sites: { on: { parent: "2000-06-20" } },
    });
  });

  test("an anchor gives the spelling to its aliases", () => {
    expect(
      yaml("hierarchy: &name 012", "upgrades: [*name]", "sites: { CEN: { build: &build 1380, parent: *build } }"),
    ).toEqual({
      hierarchy: "012",
      upgrades: ["012"],
      sites: { CEN: { build: 1380, parent: "1380" } },
    });
  });

  test("JSON has stricter types: a number is no code", () => {
    expect(
      faultsOfJson('{"hierarchy":"h","sites":{"CEN":{"type":"central","build":1380,"domains":[]}},"upgrades":[100]}'),
    ).toEqual([["upgrades[0]", 100, expect.stringMatching(/^a site code/)]]);
  });
});

describe("keys that stand twice", () => {
  const again = (place: string, key: string, first: number, line: number, column: number) =>
    `${place}: Duplicate key "${key}"; the first is on line ${first} (${line}:${column})`;

  test.each<[string, string, string[]]>([
    ["at the root", `${HEAD}hierarchy: other`, [again("hierarchy", "hierarchy", 1, 4, 1)]],
    ["a site", `${HEAD}  P01: ${SITE}\n  P01: ${SITE}`, [again("sites.P01", "P01", 4, 5, 3)]],
    ["a site, quoted and not", `${HEAD}  012: ${SITE}\n  "012": ${SITE}`, [again("sites.012", "012", 4, 5, 3)]],
    ["in flow style", `${HEAD}  P01: { build: 1239, build: 1380 }`, [again("sites.P01.build", "build", 4, 4, 23)]],
    ["in a list", "waivers:\n  - rule: a\n    rule: b\n", [again("waivers[0].rule", "rule", 2, 3, 5)]],
    ["with an escape", '"a": 1\n"\\u0061": 2\n', [again("a", "a", 1, 2, 1)]],
    [
      "more than twice, and elsewhere",
      "a: 1\na: 2\na: 3\nb: { c: 1, c: 2 }",
      [again("a", "a", 1, 2, 1), again("a", "a", 1, 3, 1), again("b.c", "c", 4, 4, 12)],
    ],
  ])("are refused in YAML: %s", (_, text, expected) => {
    expect(messagesOf(text, "yaml")).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ["at the root", '{"a":1,"a":1}', [again("a", "a", 1, 1, 8)]],
    ["with an escape", '{"a":1,"\\u0061":2}', [again("a", "a", 1, 1, 8)]],
    [
      "with escaped halves of a character",
      '{"\u{1F600}":1,"\\ud83d\\ude00":2}',
      [again('["\u{1F600}"]', "\u{1F600}", 1, 1, 9)],
    ],
    [
      "nested",
      '{"sites": {\n  "P01": {"domains": [], "build": 1,\n  "build": 2}}}',
      [again("sites.P01.build", "build", 2, 3, 3)],
    ],
    [
      "in objects of a list",
      '{"waivers":[{"rule":1},{"rule":1,\r\n"x":[1,{"y":{},"y":[]}],"rule":2}]}',
      [again("waivers[1].x[1].y", "y", 2, 2, 16), again("waivers[1].rule", "rule", 1, 2, 25)],
    ],
    ["__proto__", '{"__proto__":1,"__proto__":2}', [again("__proto__", "__proto__", 1, 1, 16)]],
    [
      "around quotes and backslashes",
      '{"a\\\\":"\\"","b":"{\\"a\\":1","a\\\\":2}',
      [again('["a\\\\"]', "a\\\\", 1, 1, 28)],
    ],
  ])("are refused in JSON: %s", (_, text, expected) => {
    expect(messagesOf(text, "json")).toEqual(expected);
  });

  test("are no such keys in different objects, in texts, or in YAML under different spellings", () => {
    const json = '{"hierarchy":"a\\",\\"hierarchy","sites":{"CEN":{"type":"central","build":1380,"domains":[]}}}';
    expect(faultsOfJson(json)).toEqual([]);
    expect(faultsOfYaml(`${HEAD}  100: ${SITE}\n  1e2: ${SITE}\n  "1E2": ${SITE}`)).toEqual([
      ["sites.1E2", "1E2", "a site code that is declared once, case aside; 1e2 is there already"],
    ]);
  });
});

describe("text that is no document", () => {
  test.each<[string, string, string[]]>([
    ["an empty file", "", ["Empty file"]],
    ["blanks and line ends", " \r\n\t\n", ["Empty file"]],
    ["a byte order mark alone", "\uFEFF", ["Empty file"]],
    ["only comments", "# hierarchy: contoso\n# sites:\n", ["No content, only comments"]],
    ["null", "null", ["the document: found null, expected an object with hierarchy, domains and sites"]],
    ["a text", "contoso", ["the document: found a text, expected a hierarchy document"]],
    ["two documents", "a: 1\n---\nb: 1\n", ["Second YAML document. A file holds one (2:1)"]],
    ["tabs that indent", "sites:\n\tCEN: 1\n", ["Indent with spaces, not tabs (2:1)"]],
    ["a bracket that is left open", "sites: [", ["No closing ] (1:9)"]],
    ["an unknown alias", "hierarchy: *name", ["hierarchy: Unknown alias *name: no anchor &name before it (1:12)"]],
    ["a tag of its own", "hierarchy: !env NAME", ["Unknown tag !env. Remove it (1:12)"]],
    ["a tag of YAML 1.1", "sites: !!set { CEN }", ["Unknown tag tag:yaml.org,2002:set. Remove it (1:8)"]],
    ["a list as key", "? [a]\n: 1", ["A key must be a text (1:3)"]],
    ["nesting without end", "[".repeat(20_000) + "]".repeat(20_000), ["Nested too deeply (1:33)"]],
    [
      "a key without a blank behind its colon",
      "domains:\n  CORP:\n    pdc:CORPPDC\n    bdcs: []\n",
      ["No colon and space after the key. Write key: value (3:5)"],
    ],
    [
      "a key one column to the left",
      "sites:\n  CEN:\n    type: central\n   build: 1380\n    domains: []\n",
      ["Indentation does not match the line above (4:1)"],
    ],
    [
      "a key one column to the right",
      "sites:\n  CEN:\n    type: central\n     build: 1380\n",
      ["Colon in the value, or the next line is indented too far. Put quotes around a text with a colon (3:11)"],
    ],
    ["a quote that is left open", 'hierarchy: "contoso\nsites: {}\n', ["No closing quote (3:1)"]],
    ["a brace that is left open", "sites: { CEN: {}\nupgrades: []\n", ["No closing } (2:1)"]],
    [
      "backslashes in double quotes, everywhere",
      'hierarchy: "a\\c"\nsites: { "Bin\\i386": 1 }\n',
      [
        "Backslash inside double quotes. Put single quotes around a text with backslashes (1:14)",
        "Backslash inside double quotes. Put single quotes around a text with backslashes (2:14)",
      ],
    ],
    [
      "a text that begins with a mark",
      "hierarchy: @contoso",
      ["A text cannot begin with this character. Put quotes around it (1:12)"],
    ],
    ["a comma that is left out", "sites: { CEN: 1 P01: 2 }", ["No comma before this key (1:15)"]],
    ["a comment without a blank", "upgrades: [CEN]#all", ["No space before # (1:16)"]],
  ])("%s is refused in YAML", (_, text, expected) => {
    expect(messagesOf(text, "yaml")).toEqual(expected);
  });

  test.each<[string, string, unknown[]]>([
    ["an empty file", "", ["Empty file"]],
    ["YAML", HEAD, ["Not valid JSON (invalid symbol) (1:1)"]],
    ["a text cut short", '{"hierarchy": "cont', ["Not valid JSON (unexpected end of string) (1:15)"]],
    ["comments", "{} // no", ["Not valid JSON (invalid comment token) (1:4)"]],
    ["null", "null", ["the document: found null, expected an object with hierarchy, domains and sites"]],
    ["a number", "7", ["the document: found 7, expected an object with hierarchy, domains and sites"]],
    [
      "nesting without end",
      "[".repeat(50_000) + "]".repeat(50_000),
      ['the document: found "(not plain data)", expected an object with hierarchy, domains and sites'],
    ],
    [
      "a key __proto__",
      '{"__proto__":{"a":1}}',
      [
        "hierarchy: missing, expected the name of the hierarchy",
        "sites: missing, expected sites by code",
        '__proto__: found the key "__proto__", expected another name; JavaScript keeps this one for itself (1:2)',
      ],
    ],
  ])("%s is refused in JSON", (_, text, expected) => {
    expect(messagesOf(text, "json").filter((line) => !line.includes("levels of nesting"))).toEqual(expected);
  });

  test("what was read as a character that does not exist in the file is reported with its place", () => {
    expect(faultsOfYaml(`${HEAD}  P01: { type: primary, parent: "\\uD800", build: 1380, domains: [] }`)).toHaveLength(
      1,
    );
  });
});

describe("a key with nothing behind it", () => {
  const NOTHING = "No value. Give one, use `null` if you checked and there is none, or delete the key";

  test("is no null that somebody wrote", () => {
    const text = (value: string) =>
      `hierarchy: h\ndomains: { CORP: { pdc: PDC, seniorList: ${value} } }\nsites:\n` +
      `  CEN:\n    type: central\n    build: 1380\n    domains: [CORP]\n    fullVersion: ${value}\n`;
    expect(messagesOf(text("null"), "yaml")).toEqual([]);
    expect(messagesOf(text("~"), "yaml")).toEqual([]);
    expect(messagesOf(text(""), "yaml")).toEqual([
      `domains.CORP.seniorList: ${NOTHING} (2:30)`,
      `sites.CEN.fullVersion: ${NOTHING} (8:5)`,
    ]);
  });

  test("is refused as the model says where null says nothing, too", () => {
    expect(messagesOf(`${HEAD}upgrades:\n`, "yaml")).toEqual([
      "upgrades: No value, expected a list of site codes (4:1)",
    ]);
  });
});

describe("aliases", () => {
  const facts = (text: string) => parseHierarchyFile(text, "yaml");

  test("serve many sites with the same facts", () => {
    const codes = Array.from({ length: 300 }, (_, index) => `S${String(index).padStart(2, "0").slice(-2)}`.slice(0, 3));
    const sites = [...new Set(codes)].map((code) => `  ${code}: *site`);
    const read = facts(`${HEAD}  P01: &site ${SITE}\n${sites.join("\n")}\n`);
    expect(Object.keys(read.sites)).toHaveLength(102);
    expect(read.sites["S42"]).toEqual(read.sites["P01"]);
  });

  test("that stand for more than a hierarchy can hold are refused at once", () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}]`,
    );
    const read = () => messagesOf(`a0: &a0 [x]\n${levels.join("\n")}\n`, "yaml");
    const seconds = secondsOf(() => expect(read()).toEqual(["Aliases stand for more than 5000000 values"]));
    expect(seconds).toBeLessThan(5);
  });

  test("that stand for what they stand in are refused", () => {
    expect(messagesOf("hierarchy: h\nsites: &sites { CEN: *sites }", "yaml")).toEqual([
      'sites.CEN: found "(itself)", expected plain data that does not contain itself (2:17)',
    ]);
  });

  test("do not merge: YAML 1.2 has no merge keys", () => {
    expect(messagesOf(`${HEAD}  P01:\n    <<: { build: 1239 }\n    type: primary\n`, "yaml")).toEqual([
      'sites.P01["<<"]: YAML 1.2 has no merge keys (<<). Write out every key; an alias stands for a whole value (5:5)',
    ]);
  });
});

test("a byte order mark in front and CRLF change nothing", () => {
  const text = readFileSync(path.join(__dirname, "../../../examples/hierarchy-file/ready.yaml"), "utf8");
  const expected = parseHierarchyFile(text, "yaml");
  expect(parseHierarchyFile(`\uFEFF${text.replaceAll("\n", "\r\n")}`, "yaml")).toEqual(expected);
  const json = JSON.stringify(readHierarchyFile(text, "yaml").document, undefined, "\t");
  expect(parseHierarchyFile(`\uFEFF${json.replaceAll("\n", "\r\n")}`, "json")).toEqual(expected);
  expect(parseHierarchyFile(json.replaceAll("\t", "  "), "yaml")).toEqual(expected);
});

describe("every fault has its line and column", () => {
  const positionsOf = (text: string, format: "yaml" | "json") =>
    messagesOf(text, format).map((message) => message.replace(/^(.*?): .* \((\d+:\d+)\)$/s, "$1 $2"));

  const FAULTY = [
    "hierarchy: contoso",
    "domains:",
    "  NORTH:",
    "    pdc: NORTH-PDC",
    "    bdcs:",
    "      - NORTH-BDC1",
    "      - NORTH BDC?",
    "sites:",
    "  CEN:",
    "    type: central",
    "    domains: [NORTH, SOUTH]",
    "    hotfixes:",
    "      Q249077:",
    "        files:",
    "          Bin\\i386\\Nt_logon.dll: 2.0.x",
    "    colour: red",
    "upgrades: [CEN, P01]",
    "",
  ].join("\n");

  test("a value at its key, an item at itself, and what is missing at the nearest thing around it", () => {
    expect(positionsOf(FAULTY, "yaml")).toEqual([
      "domains.NORTH.bdcs[1] 7:9",
      "sites.CEN.build 9:3",
      "sites.CEN.domains[1] 11:22",
      'sites.CEN.hotfixes.Q249077.files["Bin\\\\i386\\\\Nt_logon.dll"] 15:11',
      "sites.CEN.colour 16:5",
      "upgrades[1] 17:17",
    ]);
  });

  test("with a byte order mark and CRLF too", () => {
    const text = `\uFEFF${FAULTY.replaceAll("\n", "\r\n")}`;
    expect(positionsOf(text, "yaml")).toEqual(positionsOf(FAULTY, "yaml"));
  });

  test("in JSON as in YAML", () => {
    const document = '{\n  "hierarchy": "h",\n  "sites": {\n    "CEN": { "type": "central",\n      "build": 1381 } } }';
    expect(positionsOf(document, "json")).toEqual(["sites.CEN.domains 4:5", "sites.CEN.build 5:7"]);
  });

  test("where aliases stand, at what they stand for", () => {
    const text = `hierarchy: h\nsites:\n  CEN: &site { type: central, build: 1381, domains: [] }\n  P01: *site\n`;
    expect(positionsOf(text, "yaml")).toEqual(["sites.P01.type 3:16", "sites.CEN.build 3:31"]);
  });

  test("none where the whole document is meant, or what is missing has nothing around it", () => {
    expect(positionsOf("{}", "json")).toEqual([
      "hierarchy: missing, expected the name of the hierarchy",
      "sites: missing, expected sites by code",
    ]);
  });

  test("none in nesting without end, which is told all the same", () => {
    const text = `{"hierarchy":"h","sites":{"CEN":${"[".repeat(50_000)}${"]".repeat(50_000)}}}`;
    expect(positionsOf(text, "json")[0]).toMatch(/^sites\.CEN/);
  });
});

describe("the document of a file", () => {
  test("is what is written there, without defaults", () => {
    expect(readHierarchyFile(HEAD, "yaml").document).toEqual({
      hierarchy: "contoso",
      sites: { CEN: { type: "central", build: 1380, domains: [] } },
    });
  });

  test("is refused where its facts are", () => {
    expect(() => readHierarchyFile("hierarchy: contoso", "yaml").document).toThrow(BadInputError);
  });
});

describe("copylog: { file: … }", () => {
  const FILES: Readonly<Record<string, Uint8Array>> = {
    "copylog/CORPPDC.tcf": Buffer.from(
      "[FILE SOURCE]\r\nx86.bin\\clicore.exe=CEN\r\nx86.bin\\b\u00fc.exe=P01\r\n",
      "latin1",
    ),
    "utf16.tcf": Buffer.from("\uFEFF[FILE SOURCE]\r\n", "utf16le"),
  };
  const readBeside = (file: string) => {
    const bytes = FILES[file];
    if (bytes === undefined) throw Object.assign(new Error("gone"), { code: "ENOENT" });
    return bytes;
  };
  const text = (copylog: string) =>
    [
      "hierarchy: h",
      "domains:",
      "  CORP:",
      "    pdc: CORPPDC",
      "    logonPoints:",
      "      CORPPDC:",
      `        copylog: ${copylog}`,
      "sites: { CEN: { type: central, build: 1380, domains: [CORP] } }",
      "",
    ].join("\n");
  const copylogOf = (source: string, format: FileFormat = "yaml") => {
    const { domains } = readHierarchyFile(source, format, readBeside).document;
    return (domains?.["CORP"]?.logonPoints as Record<string, { copylog: unknown }>)["CORPPDC"]?.copylog;
  };

  test("stands for the text of that file, which is code page 1252", () => {
    const expected = {
      text: "[FILE SOURCE]\r\nx86.bin\\clicore.exe=CEN\r\nx86.bin\\bü.exe=P01\r\n",
      modified: "2000-06-27T03:15:00Z",
    };
    const source = text("{ file: copylog/CORPPDC.tcf, modified: 2000-06-27T03:15:00Z }");
    expect(copylogOf(source)).toEqual(expected);
    const { facts } = readHierarchyFile(source, "yaml", readBeside);
    expect(facts.domains["CORP"]?.logonPoints).toMatchObject({
      CORPPDC: { copylog: { owners: ["CEN", "P01"], corrupt: false } },
    });
    const json = JSON.stringify({
      hierarchy: "h",
      domains: { CORP: { pdc: "CORPPDC", logonPoints: { CORPPDC: { copylog: { file: "copylog/CORPPDC.tcf" } } } } },
      sites: { CEN: { type: "central", build: 1380, domains: ["CORP"] } },
    });
    expect(copylogOf(json, "json")).toEqual({ text: expected.text });
  });

  test.each([
    ["that does not exist", "nowhere.tcf", "No such file"],
    ["in UTF-16", "utf16.tcf", "UTF-16 text. Copy the file of the server as it is"],
  ])("a file %s is a fault at the line of the key", (_, file, reason) => {
    const read = () => readHierarchyFile(text(`\n          file: ${file}`), "yaml", readBeside);
    expect(messagesOf(read)).toEqual([`domains.CORP.logonPoints.CORPPDC.copylog.file: ${reason} ("${file}") (8:11)`]);
  });

  test("everything else that is wrong is reported beside it", () => {
    const source = text("{ file: nowhere.tcf }").replace("build: 1380", "build: 1381");
    expect(messagesOf(() => readHierarchyFile(source, "yaml", readBeside))).toEqual([
      'domains.CORP.logonPoints.CORPPDC.copylog.file: No such file ("nowhere.tcf") (7:20)',
      "sites.CEN.build: found 1381, expected a build of SMS 2.0, as a number: 1239, 1380 or 1493 (8:32)",
    ]);
  });

  test("an alias of it is read once", () => {
    const names: string[] = [];
    const source = text("&log { file: copylog/CORPPDC.tcf }")
      .replace("sites:", "      BDC: { copylog: *log }\nsites:")
      .replace("pdc: CORPPDC", "pdc: CORPPDC\n    bdcs: [BDC]");
    const { facts } = readHierarchyFile(source, "yaml", (file) => (names.push(file), readBeside(file)));
    expect(names).toEqual(["copylog/CORPPDC.tcf"]);
    const { CORPPDC: first, BDC: second } = facts.domains["CORP"]?.logonPoints as Record<string, unknown>;
    expect(second).toEqual(first);
  });
});

test("any number of faults in one of several files is reported", () => {
  const part = (file: string, text: string) => ({ file, text, format: "yaml" as const });
  expect.assertions(1);
  try {
    readHierarchyFiles([part("a.yaml", "hierarchy: h\n"), part("b.yaml", "a: 1\n".repeat(150_000))]);
  } catch (error) {
    expect((error as BadInputError).issues).toHaveLength(149_999);
  }
});
