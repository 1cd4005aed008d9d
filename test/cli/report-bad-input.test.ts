import { reportBadInput } from "../../cli/report-bad-input";
import { BadInputError, inputIssue, issueOf, type InputIssue } from "../../domain/model/bad-input";

function textOf(input: string, issues: readonly InputIssue[], columns?: number): string[] {
  let text = "";
  reportBadInput(input, new BadInputError(issues), "text", {
    out: () => expect("standard output").toBe("empty"),
    data: () => expect("standard output").toBe("empty"),
    err: (piece) => void (text += piece),
    readInput: () => Promise.reject(new Error()),
    terminal: { out: {}, err: columns === undefined ? {} : { isTTY: true, columns } },
    env: { NO_COLOR: "1" },
  });
  return text.split("\n");
}

test("is printed as compilers do: file, line, column, path and reason, with nothing hidden", () => {
  const issues = [
    issueOf({ path: [], value: undefined, expected: "a YAML document", reason: "Indent with spaces, not tabs" }),
    { ...inputIssue(["sites", "P01", "build"], 1400, "a build of SMS 2.0"), position: { line: 12, column: 5 } },
    inputIssue(["hierarchy"], "\u202e", "the name of the hierarchy"),
  ];
  expect(textOf("a\u001bb.yaml", issues)).toEqual([
    "a\\u{1b}b.yaml: Indent with spaces, not tabs",
    "a\\u{1b}b.yaml:12:5: sites.P01.build: found 1400, expected a build of SMS 2.0",
    'a\\u{1b}b.yaml: hierarchy: found "\\u{202e}", expected the name of the hierarchy',
    "3 errors; check not run",
    "",
  ]);
});

test("has nothing hidden in the name of one of several files", () => {
  const position = { file: "a\n::error::\u001b[2J.yaml", line: 1, column: 1 };
  expect(
    textOf("d", [issueOf({ path: [], value: undefined, expected: "a file", reason: "Empty file", position })]),
  ).toEqual(["a\\n::error::\\u{1b}[2J.yaml:1:1: Empty file", "1 error; check not run", ""]);
});

test("is wrapped to the terminal behind its place", () => {
  const issues = [
    { ...inputIssue(["sites", "P01"], 1, "an object that describes a site"), position: { line: 1, column: 1 } },
  ];
  expect(textOf("a.yaml", issues, 50)).toEqual([
    "a.yaml:1:1: sites.P01: found 1, expected an object",
    "  that describes a site",
    "1 error; check not run",
    "",
  ]);
});

test("of the command line has its options and no summary", () => {
  expect(textOf("a.yaml", [inputIssue(["--today"], "x", "a day")])).toEqual([
    'pulumi-sms: --today: found "x", expected a day',
    "",
  ]);
});

test("of a thousand mistakes lists some of each cause in the order of the file, and counts the others", () => {
  const issues = Array.from({ length: 1000 }, (_, index) => ({
    ...inputIssue(["upgrades", index], "X", index % 100 === 50 ? "a list" : "a site code"),
    position: { line: index + 1, column: 3 },
  }));
  const lines = textOf("a.yaml", issues);
  expect(lines.filter((line) => line.endsWith("a list"))).toHaveLength(10);
  const listed = lines.slice(0, 40).map((line) => Number(/^a\.yaml:(\d+):3: /.exec(line)?.[1]));
  expect(listed).toEqual([...listed].sort((a, b) => a - b));
  expect(lines.slice(40)).toEqual([
    "  and 960 more: expected a site code",
    "  --format json lists all of them",
    "1000 errors; check not run",
    "",
  ]);
});

test("of more causes than are listed counts those that are not", () => {
  const issues = Array.from({ length: 100 }, (_, index) => inputIssue(["upgrades", index], "X", `the site ${index}`));
  expect(textOf("a.yaml", issues).slice(39)).toEqual([
    'a.yaml: upgrades[39]: found "X", expected the site 39',
    "  and 60 more with other causes",
    "  --format json lists all of them",
    "100 errors; check not run",
    "",
  ]);
});
