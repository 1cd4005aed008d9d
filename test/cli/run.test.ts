import { asWritten } from "../kit/review/as-written";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../../cli/run";
import type { Terminal } from "../../cli/io";
import { hierarchyJsonSchema } from "../../domain/model/document";
import { FORMATS } from "../../review/formats/names";
import { hierarchy, judgementOf, type Changes } from "../kit/base";

const folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Surroundings {
  readonly input?: string | Uint8Array;
  readonly env?: Record<string, string>;
  readonly terminal?: Terminal;
}

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function pulumiSms(
  args: readonly string[],
  { input = "", env = {}, terminal = {} }: Surroundings = {},
): Promise<Outcome> {
  let out = "";
  let err = "";
  const code = await run(args, "1.2.3", {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    readInput: () => Promise.resolve(Buffer.from(input)),
    terminal: { out: terminal, err: terminal },
    env,
  });
  return { code, out, err };
}

let files = 0;
function fileOf(content: string | Uint8Array, extension = "json"): string {
  const file = path.join(folder, `${files++}.${extension}`);
  writeFileSync(file, content);
  return file;
}

const documentFile = (changes: Changes) => fileOf(JSON.stringify(hierarchy(changes)));
const READY = documentFile({ upgrades: ["CEN", "P01"] });
const BLOCKED = documentFile({ "sites/P01/hotfixes/Q252717": { installed: false }, upgrades: ["CEN", "P01"] });
const UNDETERMINED = documentFile({ "sites/P01/hotfixes/Q252717": undefined, upgrades: ["CEN", "P01"] });

const firstLine = ({ code, out, err }: Outcome) => [code, out.split("\n")[0], err];

describe("check", () => {
  test("puts the place of each finding in front of it, as compilers do, in a file and on standard input", async () => {
    const text = JSON.stringify(hierarchy({ "sites/P01/hotfixes/Q252717": { installed: false } }), undefined, 2);
    const line = text.split("\n").findIndex((one) => one.includes('"installed"'));
    const file = fileOf(text);
    expect((await pulumiSms(["check", file])).out).toContain(
      `\n    ${file}:${line}:9: P01  Q252717 is not installed\n`,
    );
    const { out } = await pulumiSms(["check", "-", "--format", "text"], { input: text });
    expect(out).toContain(`\n    standard input:${line}:9: P01  Q252717 is not installed\n`);
  });

  test("prints no line that is a command to the runner of a CI, and leaves what programs read as it is", async () => {
    const hierarchy = "::add-mask::ready ##vso[task.complete]";
    const file = documentFile({ hierarchy, upgrades: ["CEN"] });
    const shown = "\\::add-mask::ready ##\\vso[task.complete]: ready; ";
    for (const command of ["check", "review"]) {
      expect((await pulumiSms([command, file])).out.slice(0, shown.length)).toBe(shown);
    }
    expect(JSON.parse((await pulumiSms(["check", file, "--format", "json"])).out)).toMatchObject({ hierarchy });
    expect((await pulumiSms(["check", file, "--format", "html"])).out).toContain(hierarchy);
    expect((await pulumiSms(["plan", file])).out).not.toContain("##vso[");
  });

  test.each([
    ["site", "site P01 (2)"],
    ["domain", "domain CORP (4)"],
    ["server", "server P01SRV (2)"],
  ])("lists findings by %s", async (grouping, title) => {
    const file = documentFile({ "sites/P01/hotfixes": undefined, "sites/P01/server": "P01SRV", upgrades: ["CEN"] });
    const { code, out } = await pulumiSms(["check", file, "--group-by", grouping]);
    expect([code, out.split("\n")]).toEqual([1, expect.arrayContaining([title])]);
    expect(out).not.toContain("Missing facts (");
  });

  test("names the groupings that there are", async () => {
    expect(await pulumiSms(["check", READY, "--group-by", "team"])).toEqual({
      code: 2,
      out: "",
      err: expect.stringContaining("rule or site or domain or server"),
    });
  });

  test.each<[string, string, number, string]>([
    ["every upgrade is ready", READY, 0, "contoso: ready; 2 of 2 upgrades may begin"],
    ["something is known to be broken", BLOCKED, 1, "contoso: blocked; 0 of 2 upgrades may begin"],
    ["something is not known", UNDETERMINED, 1, "contoso: undetermined; 0 of 2 upgrades may begin"],
    [
      "no upgrade is planned and any may begin",
      documentFile({}),
      0,
      "contoso: ready; no upgrade is planned, and any may begin",
    ],
    [
      "no upgrade is planned and none may begin",
      documentFile({ "sites/P01/hotfixes": undefined }),
      1,
      "contoso: undetermined; no upgrade is planned, and none may begin",
    ],
    [
      "the upgrade is done",
      documentFile({ "sites/CEN/build": 1493, upgrades: ["CEN"] }),
      0,
      "contoso: ready; the planned upgrade is done",
    ],
  ])("tells by its exit code when %s", async (_, file, code, line) => {
    expect(firstLine(await pulumiSms(["check", file]))).toEqual([code, line, ""]);
  });

  test("prints the judgement as JSON, and nothing else", async () => {
    const { code, out, err } = await pulumiSms(["check", BLOCKED, "--format", "json", "--today", "2000-07-01"]);
    const judgement = judgementOf(
      hierarchy({ "sites/P01/hotfixes/Q252717": { installed: false }, upgrades: ["CEN", "P01"] }),
    );
    expect([code, err]).toEqual([1, ""]);
    expect(JSON.parse(out)).toEqual(asWritten(judgement));
  });

  test("reads YAML unless the name of the file ends in .json, in either case", async () => {
    const text = "hierarchy: contoso\nsites: { CEN: { type: central, build: 1380, domains: [] } }\n";
    const [yaml, json, upper] = [fileOf(text, "yaml"), fileOf(text, "json"), fileOf(text, "JSON")];
    const codes = await Promise.all([yaml, json, upper].map(async (file) => (await pulumiSms(["check", file])).code));
    expect(codes).toEqual([0, 2, 2]);
  });

  test("reads YAML, and so JSON, from standard input", async () => {
    const yaml = "hierarchy: 012\nsites: { CEN: { type: central, build: 1380, domains: [] } }\n";
    expect(firstLine(await pulumiSms(["check", "-"], { input: yaml }))).toEqual([
      0,
      "012: ready (Q261931 does not apply); no upgrade is planned, and any may begin",
      "",
    ]);
    expect((await pulumiSms(["check", "-"], { input: JSON.stringify(hierarchy()) })).code).toBe(0);
    expect(await pulumiSms(["check", "-"])).toEqual({
      code: 2,
      out: "",
      err: "standard input: Empty file\n1 error; check not run\n",
    });
  });

  test("takes settings, levels and the day of the judgement", async () => {
    const attested = documentFile({
      "sites/P01/hotfixes/Q252717": { attestedBy: "j.doe", attestedOn: "2000-06-20" },
      upgrades: ["P01", "CEN"],
    });
    const lone = documentFile({ "sites/P02": { type: "primary", parent: "CEN", build: 1239, domains: [] } });
    const waived = documentFile({
      "sites/P01/hotfixes/Q252717": { installed: false },
      upgrades: ["CEN"],
      waivers: [{ rule: "hotfix-prerequisites", subject: "P01", reason: "r", owner: "o", expires: "2000-08-01" }],
    });
    const verdicts = await Promise.all(
      [
        [attested],
        [attested, "--minimum-evidence", "attested"],
        [attested, "--minimum-evidence=files"],
        [attested, "--minimum-evidence=files", "--level", "hotfix-evidence=advisory"],
        [attested, "--level=upgrade-order=mandatory", "--level=upgrade-order=mandatory"],
        [lone],
        [lone, "--reading", "every-site"],
        [lone, "--reading", "shared-domains"],
        [waived, "--today", "2000-08-01"],
        [waived, "--today", "2000-08-02"],
      ].map(async (args) => (await pulumiSms(["check", ...args])).out.split(/[:;]/)[1]),
    );
    expect(verdicts).toEqual([
      " ready",
      " ready",
      " undetermined",
      " ready",
      " blocked",
      " undetermined",
      " undetermined",
      " ready",
      " ready",
      " blocked",
    ]);
  });

  test("is coloured on a terminal, unless NO_COLOR says no or FORCE_COLOR says something else", async () => {
    const colours = async (env: Record<string, string>, isTTY: boolean) => {
      const { out } = await pulumiSms(["check", READY], { env, terminal: { isTTY, columns: 80 } });
      return out.includes("\u001b[");
    };
    expect(await Promise.all([colours({}, true), colours({}, false), colours({ CI: "1" }, false)])).toEqual([
      true,
      false,
      false,
    ]);
    expect(await Promise.all([colours({ NO_COLOR: "1" }, true), colours({ NO_COLOR: "" }, true)])).toEqual([
      false,
      true,
    ]);
    expect(await Promise.all([colours({ FORCE_COLOR: "1" }, false), colours({ FORCE_COLOR: "0" }, true)])).toEqual([
      true,
      false,
    ]);
    expect(
      await Promise.all([colours({ FORCE_COLOR: "1", NO_COLOR: "1" }, true), colours({ TERM: "dumb" }, true)]),
    ).toEqual([false, false]);
  });

  test("breaks lines to the width of the terminal, and nowhere else", async () => {
    const longest = async (terminal: Terminal) => {
      const { out } = await pulumiSms(["check", BLOCKED], { terminal, env: { NO_COLOR: "1" } });
      return Math.max(...out.split("\n").map(({ length }) => length));
    };
    expect(await longest({ isTTY: true, columns: 100 })).toBeLessThanOrEqual(100);
    expect(await longest({ isTTY: false, columns: 100 })).toBeGreaterThan(150);
    expect(await longest({})).toBeGreaterThan(150);
  });
});

describe("bad input", () => {
  test("goes to standard error as text, with every fault", async () => {
    const file = documentFile({ "sites/P01/build": 1400, upgrades: ["P09"] });
    const outcome = await pulumiSms(["check", file]);
    expect({ ...outcome, err: outcome.err.replace(/:1:\d+: /g, ":1:column: ") }).toEqual({
      code: 2,
      out: "",
      err: [
        `${file}:1:column: sites.P01.build: found 1400, expected a build of SMS 2.0, as a number: 1239, 1380 or 1493`,
        `${file}:1:column: upgrades[0]: found "P09", expected a declared site; declared: CEN, P01`,
        "2 errors; check not run",
        "",
      ].join("\n"),
    });
  });

  test("goes to standard output as JSON, with every fault", async () => {
    const file = documentFile({ "sites/P01/build": 1400, "sites/P01/type": undefined });
    const { code, out, err } = await pulumiSms(["check", file, "--format", "json"]);
    expect([code, err]).toEqual([2, ""]);
    expect(JSON.parse(out)).toEqual({
      errors: [
        {
          path: "sites.P01.type",
          expected: "central, primary or secondary",
          message: "sites.P01.type: missing, expected central, primary or secondary",
          line: 1,
          column: expect.any(Number) as number,
        },
        {
          path: "sites.P01.build",
          value: 1400,
          expected: "a build of SMS 2.0, as a number: 1239, 1380 or 1493",
          message: "sites.P01.build: found 1400, expected a build of SMS 2.0, as a number: 1239, 1380 or 1493",
          line: 1,
          column: expect.any(Number) as number,
        },
      ],
    });
  });

  const nowhere = path.join(folder, "nowhere.yaml");
  const emptyFolder = path.join(folder, "empty");
  mkdirSync(emptyFolder);
  const notUtf8 = fileOf(Buffer.from("hierarchy: München", "latin1"), "yaml");
  const utf16 = fileOf(Buffer.from("\uFEFFhierarchy: a", "utf16le"), "yaml");
  const utf16Bare = fileOf(Buffer.from("hierarchy: a", "utf16le"), "yaml");
  const expected = "a hierarchy file, YAML or JSON in UTF-8";

  test.each<[string, string, string]>([
    ["a file that does not exist", nowhere, "No such file"],
    ["a file below a file", path.join(READY, "hierarchy.yaml"), "No such file"],
    ["an empty folder", emptyFolder, "This folder has no file that ends in .yaml, .yml or .json"],
    ["a file in another code page", notUtf8, "Not UTF-8 text. Save it as UTF-8"],
    ["a file in UTF-16, as PowerShell writes it", utf16, "UTF-16 text. Save it as UTF-8"],
    ["the same without its mark", utf16Bare, "NUL characters, as in UTF-16 text. Save it as UTF-8"],
  ])("%s is reported in text and in JSON", async (_, file, message) => {
    const text = await pulumiSms(["check", file]);
    expect(text).toEqual({
      code: 2,
      out: "",
      err: `${file}: ${message}\n1 error; check not run\n`,
    });
    const json = await pulumiSms(["check", file, "--format=json"]);
    expect([json.code, json.err, JSON.parse(json.out)]).toEqual([
      2,
      "",
      { errors: [{ path: "", value: file, expected, message }] },
    ]);
  });

  test.each(["markdown", "sarif", "junit", "html"])("%s is written of a file that cannot be read", async (format) => {
    const { code, out, err } = await pulumiSms(["check", nowhere, "--format", format]);
    expect([code, out, err]).toEqual([2, expect.stringContaining("No such file"), expect.stringContaining("failed")]);
  });

  const rules = "hotfix-prerequisites, hotfix-evidence, senior-site, copylog-updated, copylog-owners, upgrade-order";
  const level = (found: string) =>
    `--level: found "${found}", expected RULE=LEVEL, with a rule that can be lowered (${rules}) and mandatory or advisory`;

  test.each<[string[], string[]]>([
    [["--format", "xml"], [`--format: found "xml", expected ${Object.keys(FORMATS).join(" or ")}`]],
    [["--reading", "loose"], ['--reading: found "loose", expected every-site or shared-domains']],
    [["--minimum-evidence="], ['--minimum-evidence: found "", expected files or attested']],
    [["--today", "yesterday"], ['--today: found "yesterday", expected an existing day as YYYY-MM-DD']],
    [["--today", "1999-02-29"], ['--today: found "1999-02-29", expected an existing day as YYYY-MM-DD']],
    [["--level", "senior-site"], [level("senior-site")]],
    [["--level", "senior-site=high"], [level("senior-site=high")]],
    [["--level", "=advisory"], [level("=advisory")]],
    [["--level", "senior-site=advisory=x"], [level("senior-site=advisory=x")]],
    [["--level", "upgrade-gate=advisory"], [level("upgrade-gate=advisory")]],
    [["--level", "waiver=advisory"], [level("waiver=advisory")]],
    [["--level", "upgrade-advice=mandatory"], [level("upgrade-advice=mandatory")]],
    [
      ["--level", "missing-hotfix=advisory", "--level=x=y"],
      [level("missing-hotfix=advisory"), level("x=y")],
    ],
    [
      ["--level", "senior-site=advisory", "--level", "senior-site=mandatory"],
      ['--level: found "senior-site=mandatory", expected one level for senior-site; advisory is given already'],
    ],
    [
      ["--reading", "x", "--today", "y"],
      [
        '--reading: found "x", expected every-site or shared-domains',
        '--today: found "y", expected an existing day as YYYY-MM-DD',
      ],
    ],
  ])("the options %j are refused, all at once and before the file is read", async (args, messages) => {
    const text = await pulumiSms(["check", nowhere, ...args]);
    const lines = [...messages.map((message) => `pulumi-sms: ${message}`), ""];
    expect(text).toEqual({ code: 2, out: "", err: lines.join("\n") });
    if (args[0] === "--format") return;
    const json = await pulumiSms(["check", nowhere, ...args, "--format", "json"]);
    const { errors } = JSON.parse(json.out) as { errors: { message: string }[] };
    expect([json.code, json.err, errors.map(({ message }) => message)]).toEqual([2, "", messages]);
  });

  test.each<[string[], string]>([
    [["check"], "missing required argument 'file'"],
    [["check", READY, "--levle", "x"], "unknown option '--levle' (Did you mean --level?)"],
    [["check", READY, "--today"], "option '--today <day>' argument missing"],
    [["chekc", READY], "unknown command 'chekc' (Did you mean check?)"],
    [["--frob"], "unknown option '--frob'"],
    [["schema", "x"], "too many arguments for 'schema'. Expected 0 arguments but got 1"],
  ])("the command line %j is refused", async (args, message) => {
    const help = ["check", "schema"].includes(args[0] ?? "") ? `pulumi-sms ${args[0]} --help` : "pulumi-sms --help";
    const expectedText = `pulumi-sms: ${message}; see ${help}\n`;
    expect(await pulumiSms(args)).toEqual({ code: 2, out: "", err: expectedText });
  });

  test("a command line that asks for JSON is refused in JSON", async () => {
    const { code, out, err } = await pulumiSms(["check", "--format", "json"]);
    expect([code, err, JSON.parse(out)]).toEqual([
      2,
      "",
      {
        errors: [
          {
            path: "",
            expected: "a command line as in pulumi-sms check --help",
            message: "missing required argument 'file'; see pulumi-sms check --help",
          },
        ],
      },
    ]);
  });
});

test("schema prints the JSON Schema of the hierarchy file", async () => {
  const { code, out, err } = await pulumiSms(["schema"]);
  expect([code, JSON.parse(out), err]).toEqual([0, hierarchyJsonSchema(), ""]);
});

test("help and version are no faults; no command at all is one, and gets the help", async () => {
  const [version, help, ofCheck, none] = await Promise.all(
    [["--version"], ["--help"], ["check", "--help"], []].map((args) => pulumiSms(args)),
  );
  expect(version).toEqual({ code: 0, out: "1.2.3\n", err: "" });
  expect([help?.code, help?.err, ofCheck?.code]).toEqual([0, "", 0]);
  expect(ofCheck?.out).toContain("Exit codes: 0 every upgrade is ready, 1 some are not, 2 bad input or usage.");
  expect(none).toEqual({ code: 2, out: "", err: help?.out });
});
