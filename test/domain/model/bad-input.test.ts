import { BadInputError, formatPath, inputIssue } from "../../../domain/model/bad-input";
import { fileToFacts, toFacts } from "../../../domain/model/facts";
import { isSiteCode } from "../../../domain/names";
import { PENDING } from "../../../domain/pending";
import { hierarchy, secondsOf, type Changes } from "../../kit/base";
import { issuesOf, type Expected } from "../../kit/issues";

const SITE_CODE = "a site code: three letters or digits, not CON, PRN, AUX or NUL (Q182420)";
const DOMAIN =
  'the name of a Windows NT domain: 1 to 15 characters, none of \\ / : * ? " < > | , ; = + [ ], no dot or blank in front, no blank behind';
const SERVER =
  'the name of a server: 1 to 15 characters, none of \\ / : * ? " < > | , ; = + [ ], no dot or blank in front, no blank behind';
const TIME = "an existing time with its zone, as 2000-06-20T14:30:00Z (UTC) or 2000-06-20T08:30:00-06:00";
const ROOT = "an object with hierarchy, domains and sites";
const YES_NO = "true or false";
const SENIOR_LIST = "the text of Senior.lst, or null if there is none";

describe("a document, its domains and logon points: what is malformed is refused with its place, value and expected form", () => {
  test.each<[string, unknown, Expected[]]>([
    ["nothing at all", undefined, [["", undefined, ROOT]]],
    ["null", null, [["", null, ROOT]]],
    ["a text", "contoso", [["", "contoso", ROOT]]],
    ["a list", [], [["", [], ROOT]]],
    [
      "an empty object",
      {},
      [
        ["hierarchy", undefined, "the name of the hierarchy"],
        ["sites", undefined, "sites by code"],
      ],
    ],
    [
      "an unknown key at the root",
      hierarchy({ comment: "x" }),
      [["comment", "x", "one of the keys hierarchy, domains, sites, upgrades, waivers"]],
    ],
    ["no name", hierarchy({ hierarchy: undefined }), [["hierarchy", undefined, "the name of the hierarchy"]]],
    ["an empty name", hierarchy({ hierarchy: "" }), [["hierarchy", "", "the name of the hierarchy"]]],
    ["a blank name", hierarchy({ hierarchy: " \n" }), [["hierarchy", " \n", "the name of the hierarchy"]]],
    ["a name that is a number", hierarchy({ hierarchy: 2000 }), [["hierarchy", 2000, "the name of the hierarchy"]]],
    ["domains as a list", hierarchy({ domains: ["CORP"] }), [["domains", ["CORP"], "domains by name"]]],
    [
      "a domain that is null",
      hierarchy({ "domains/CORP": null }),
      [["domains.CORP", null, "an object that describes a domain"]],
    ],
    ["a domain without a PDC", hierarchy({ "domains/CORP/pdc": undefined }), [["domains.CORP.pdc", undefined, SERVER]]],
    [
      "an unknown key of a domain",
      hierarchy({ "domains/CORP/primary": "CORPPDC" }),
      [["domains.CORP.primary", "CORPPDC", "one of the keys pdc, bdcs, seniorList, logonPoints"]],
    ],
    [
      "a domain name with a backslash",
      hierarchy({ "domains/CO\\RP": { pdc: "X" } }),
      [['domains["CO\\\\RP"]', "CO\\RP", DOMAIN]],
    ],
    ["an empty domain name", hierarchy({ "domains/": { pdc: "X" } }), [['domains[""]', "", DOMAIN]]],
    [
      "a domain name of 16 characters",
      hierarchy({ "domains/SIXTEEN-LETTERS1": { pdc: "X" } }),
      [["domains.SIXTEEN-LETTERS1", "SIXTEEN-LETTERS1", DOMAIN]],
    ],
    [
      "a PDC with backslashes",
      hierarchy({ "domains/CORP/pdc": "\\\\CORPPDC", "domains/CORP/logonPoints": {} }),
      [["domains.CORP.pdc", "\\\\CORPPDC", SERVER]],
    ],
    [
      "BDCs as a text",
      hierarchy({ "domains/CORP/bdcs": "CORPBDC", "domains/CORP/logonPoints": {} }),
      [["domains.CORP.bdcs", "CORPBDC", "a list of server names"]],
    ],
    [
      "a BDC that is a number",
      hierarchy({ "domains/CORP/bdcs": [1], "domains/CORP/logonPoints": {} }),
      [["domains.CORP.bdcs[0]", 1, SERVER]],
    ],
    [
      "Senior.lst as a list",
      hierarchy({ "domains/CORP/seniorList": ["CEN"] }),
      [["domains.CORP.seniorList", ["CEN"], SENIOR_LIST]],
    ],
    [
      "Senior.lst as false",
      hierarchy({ "domains/CORP/seniorList": false }),
      [["domains.CORP.seniorList", false, SENIOR_LIST]],
    ],
    [
      "logon points as a list",
      hierarchy({ "domains/CORP/logonPoints": ["CORPPDC"] }),
      [["domains.CORP.logonPoints", ["CORPPDC"], "what is known of domain controllers, by server"]],
    ],
    [
      "a logon point that is true",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC": true }),
      [["domains.CORP.logonPoints.CORPPDC", true, "an object with what is known of the logon point"]],
    ],
    [
      "an unknown key of a logon point",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/updated": true }),
      [
        [
          "domains.CORP.logonPoints.CORPPDC.updated",
          true,
          "one of the keys logonPoint, copylog, updatedSinceFix, notRead",
        ],
      ],
    ],
    [
      "a bad server name as logon point",
      hierarchy({ "domains/CORP/logonPoints/A|B": {} }),
      [['domains.CORP.logonPoints["A|B"]', "A|B", SERVER]],
    ],
    [
      "updatedSinceFix as a text",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/updatedSinceFix": "yes" }),
      [["domains.CORP.logonPoints.CORPPDC.updatedSinceFix", "yes", YES_NO]],
    ],
    [
      "logonPoint as a number",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC": { logonPoint: 0 } }),
      [["domains.CORP.logonPoints.CORPPDC.logonPoint", 0, YES_NO]],
    ],
    [
      "an unknown key of a Copylog.tcf",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog/owner": "CEN" }),
      [
        [
          "domains.CORP.logonPoints.CORPPDC.copylog.owner",
          "CEN",
          "one of the keys text, sharedOwner, owners, siteFolders, corrupt, clicore, modified; did you mean owners?",
        ],
      ],
    ],
    [
      "a Copylog.tcf that is its text",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog": "[FILE SOURCE]" }),
      [["domains.CORP.logonPoints.CORPPDC.copylog", "[FILE SOURCE]", "an object with what is known of Copylog.tcf"]],
    ],
    [
      "a text of Copylog.tcf that is null",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog": { text: null } }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.text", null, "the text of Copylog.tcf"]],
    ],
    [
      "an owner that is no site code",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog": { sharedOwner: "NUL" } }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.sharedOwner", "NUL", SITE_CODE]],
    ],
    [
      "owners as a text",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog": { owners: "CEN" } }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.owners", "CEN", "a list of site codes"]],
    ],
    [
      "site folders with a number",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog/siteFolders": [1] }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.siteFolders[0]", 1, "a site code"]],
    ],
    [
      "corrupt as a text",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog/corrupt": "no" }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.corrupt", "no", YES_NO]],
    ],
    [
      "a time without offset",
      hierarchy({ "domains/CORP/logonPoints/CORPPDC/copylog/modified": "2000-06-21T08:00:00" }),
      [["domains.CORP.logonPoints.CORPPDC.copylog.modified", "2000-06-21T08:00:00", TIME]],
    ],
  ])("%s", (_, document, expected) => {
    expect(issuesOf(document)).toEqual(expected);
  });
});

describe("many faults", () => {
  const broken = hierarchy({
    comment: "x",
    "domains/CORP/pdc": 1,
    "domains/CORP/bdcs": ["A", "B", "B", "C", "D", "E", "F", "G", "H", "I", "J", "A"],
    "domains/CORP/logonPoints": {},
    "sites/P01/build": 1400,
    "sites/P01/parent": "XX",
    "sites/P01/domains": ["SALES", "CORP"],
    upgrades: ["CEN", "CEN", "P09"],
    waivers: [{ rule: "waiver", subject: "P01", reason: "x", owner: "j.doe", expires: "2000-08-01" }],
  });

  test("are reported all at once, each once, sorted by place with indices as numbers", () => {
    expect(issuesOf(broken)).toEqual([
      ["comment", "x", "one of the keys hierarchy, domains, sites, upgrades, waivers"],
      ["domains.CORP.bdcs[2]", "B", "a server that is a controller once; domain CORP has it already"],
      ["domains.CORP.bdcs[11]", "A", "a server that is a controller once; domain CORP has it already"],
      ["domains.CORP.pdc", 1, SERVER],
      ["sites.P01.build", 1400, "a build of SMS 2.0, as a number: 1239, 1380 or 1493"],
      ["sites.P01.domains[0]", "SALES", "a declared domain; declared: CORP"],
      ["sites.P01.parent", "XX", SITE_CODE],
      ["upgrades[1]", "CEN", "a site that is listed once"],
      ["upgrades[2]", "P09", "a declared site; declared: CEN, P01"],
      ["waivers[0].rule", "waiver", expect.stringMatching(/^a rule that can be waived: /)],
    ]);
  });

  test("are sentences in the text of the error, one on each line", () => {
    expect(() => toFacts({ hierarchy: "", sites: {}, domains: { "A B": { pdc: 7 } } })).toThrow(
      new BadInputError([
        inputIssue(["domains", "A B", "pdc"], 7, SERVER),
        inputIssue(["hierarchy"], "", "the name of the hierarchy"),
        inputIssue(["sites"], {}, "at least one site"),
      ]),
    );
    const lines = ['domains["A B"].pdc: found 7', 'hierarchy: found ""', "sites: found {}"];
    for (const line of lines) {
      expect(() => toFacts({ hierarchy: "", sites: {}, domains: { "A B": { pdc: 7 } } })).toThrow(line);
    }
  });

  test("of a large hierarchy are found in no time, however many names are unknown", () => {
    const codes = Array.from({ length: 20_000 }, (_, index) => index.toString(36).padStart(3, "0")).filter(isSiteCode);
    const sites = Object.fromEntries(
      codes.map((code) => [code, { type: "primary", parent: `${code}X`, build: 1380, domains: [`${code}D`] }]),
    );
    const large = { hierarchy: "large", sites, upgrades: codes.map((code) => `${code}U`) };
    expect(secondsOf(() => expect(issuesOf(large)).toHaveLength(3 * codes.length + 1))).toBeLessThan(10);
  });
});

describe("a value in a report", () => {
  test("is cut off where it is long, between characters", () => {
    expect(inputIssue(["domains"], `"${"\u{1F600}".repeat(600)}"`, "domains by name")).toEqual({
      path: "domains",
      keys: ["domains"],
      value: `"${"\u{1F600}".repeat(499)}…`,
      expected: "domains by name",
      reason: `found "\\"${"\u{1F600}".repeat(38)}…, expected domains by name`,
      message: `domains: found "\\"${"\u{1F600}".repeat(38)}…, expected domains by name`,
    });
    expect(inputIssue(["a"], { b: "x".repeat(2000) }, "c").value).toBe(`{"b":"${"x".repeat(994)}…`);
  });

  test("is absent where nothing stands, and null where null stands", () => {
    expect([inputIssue(["a"], undefined, "b"), inputIssue(["a"], null, "b")]).toEqual([
      {
        path: "a",
        keys: ["a"],
        expected: "b",
        reason: "missing, expected b",
        message: "a: missing, expected b",
      },
      {
        path: "a",
        keys: ["a"],
        value: null,
        expected: "b",
        reason: "found null, expected b",
        message: "a: found null, expected b",
      },
    ]);
  });

  test("has a path as one would write it in code", () => {
    expect(formatPath(["sites", "012", "hotfixes", "Q249077", "files", "Bin\\i386\\Ccm.dll"])).toBe(
      'sites.012.hotfixes.Q249077.files["Bin\\\\i386\\\\Ccm.dll"]',
    );
    expect(formatPath(["domains", "MÜNCHEN", "bdcs", 0])).toBe("domains.MÜNCHEN.bdcs[0]");
    expect(formatPath([])).toBe("");
  });
});

test.each<[string, Changes, string]>([
  [
    "a rule",
    { waivers: [{ rule: "senior-sites", subject: "CORP", reason: "r", owner: "o", expires: "2000-08-01" }] },
    "; did you mean senior-site?",
  ],
  ["a platform in capitals", { "sites/P01/platform": "I386" }, "; did you mean i386?"],
  ["a key of the document", { upgrade: ["CEN"] }, "; did you mean upgrades?"],
  ["a word that is near to nothing", { "sites/P01/type": "branch" }, "central, primary or secondary"],
])("nearly the right word: %s", (_, changes, ending) => {
  const issues = issuesOf(hierarchy(changes));
  expect(issues.map(([, , expected]) => expected)).toEqual([
    expect.stringMatching(new RegExp(`${ending}$`.replaceAll("?", "\\?"))),
  ]);
});

test.each<[string, unknown]>([
  ["a blank at an edge", "contoso "],
  ["a control character", "con\u0007toso"],
  ["a character that turns the direction of text", "con\u202Etoso"],
])("a hierarchy whose name has %s is refused", (_, name) => {
  expect(issuesOf(hierarchy({ hierarchy: name }))).toEqual([
    ["hierarchy", name, "the name of the hierarchy, without blanks around it and without characters that do not show"],
  ]);
});

test("a file with a Copylog.tcf is for hierarchy files, and excludes the text", () => {
  const at = "domains/CORP/logonPoints/CORPPDC/copylog";
  const found = (copylog: object, read: (document: unknown) => unknown = fileToFacts) =>
    issuesOf(hierarchy({ [at]: copylog }), read).map(([, , expected]) => expected);
  expect(found({ file: "a.tcf" })).toEqual(["the text itself: nothing reads files here"]);
  expect(found({ file: "a.tcf", text: "x" })).toEqual(["nothing beside text"]);
  expect(found({ file: "a.tcf" }, toFacts)).toEqual([
    "one of the keys text, sharedOwner, owners, siteFolders, corrupt, clicore, modified",
  ]);
});

test("what is not known yet is marked at the issue", () => {
  const document = hierarchy({ "sites/P01/type": PENDING, "sites/P01/setupType": -1 });
  expect.assertions(1);
  try {
    toFacts(document);
  } catch (error) {
    expect((error as BadInputError).issues.map(({ path, isPending }) => [path, isPending])).toEqual([
      ["sites.P01.setupType", undefined],
      ["sites.P01.type", true],
    ]);
  }
});
