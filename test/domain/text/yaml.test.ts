import fc from "fast-check";
import { parse, stringify } from "yaml";
import { BadInputError } from "../../../domain/model/bad-input";
import { fileDocumentSchema } from "../../../domain/model/document";
import { parseHierarchyFile, readHierarchyFile } from "../../../domain/text/hierarchy-file";
import { readYaml } from "../../../domain/text/yaml";
import { hierarchies } from "../../kit/arbitraries";
import { secondsOf } from "../../kit/base";

/** `line:column: message` of everything that is wrong with a YAML text. */
function faultsOf(text: string, read: (text: string) => unknown = (source) => parseHierarchyFile(source, "yaml")) {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return error.issues.map(({ message, position }) =>
      position === undefined ? message : `${position.line}:${position.column}: ${message}`,
    );
  }
}

describe("a document in the model's subset has the value that the yaml library gives it", () => {
  /** The same document with one object for all equal ones: the library writes anchors and aliases for them. */
  function shared(value: unknown, known = new Map<string, unknown>()): unknown {
    if (typeof value !== "object" || value === null) return value;
    const key = JSON.stringify(value);
    if (!known.has(key)) {
      const copy = Array.isArray(value)
        ? value.map((item) => shared(item, known))
        : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shared(member, known)]));
      known.set(key, copy);
    }
    return known.get(key);
  }

  const styles = fc.record({
    aliasDuplicateObjects: fc.boolean(),
    collectionStyle: fc.constantFrom("any" as const, "block" as const, "flow" as const),
    defaultStringType: fc.constantFrom("PLAIN" as const, "QUOTE_DOUBLE" as const, "QUOTE_SINGLE" as const),
    indent: fc.integer({ min: 1, max: 8 }),
    // Folding is a fault of its own in what writes the text.
    lineWidth: fc.constant(0),
  });

  test("block or flow, quoted or plain, with anchors or without, with either line end", () => {
    fc.assert(
      fc.property(hierarchies(), styles, fc.boolean(), (document, style, isWindows) => {
        const text = stringify(shared(document), style).replaceAll("\n", isWindows ? "\r\n" : "\n");
        const expected = parse(text, { schema: "core" }) as unknown;
        expect(readHierarchyFile(text, "yaml").document).toEqual(expected);
        expect(expected).toEqual(document);
      }),
      { numRuns: 200 },
    );
  });

  test("and so has any value that has no unquoted names", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { minKeys: 1 }), styles, (value, style) => {
        const text = stringify(shared(value), style);
        const faults = faultsOf(text, readYaml);
        if (faults.length === 0) expect(readYaml(text).value).toEqual(parse(text, { schema: "core" }));
        else expect(faults.join()).toMatch(/merge keys|Carriage return|indents/);
      }),
      { numRuns: 200 },
    );
  });
});

describe("aliases", () => {
  const SITES = 2_000;
  const HOTFIXES = `{ Q249077: { files: { 'Bin\\i386\\Nt_logon.dll': 2.0.1380.1105 } } }`;
  const site = (hotfixes: string) =>
    `{ type: primary, parent: CEN, build: 1380, domains: [CORP], hotfixes: ${hotfixes} }`;
  function text(first: string, others: string): string {
    const codes = Array.from({ length: SITES }, (_, index) => `${(index + 1296).toString(36).toUpperCase()}`);
    return [
      "hierarchy: big",
      "domains: { CORP: { pdc: CORPPDC } }",
      "sites:",
      `  CEN: { type: central, build: 1380, domains: [CORP], hotfixes: ${first} }`,
      ...codes
        .filter((code) => !["CEN", "CON", "PRN", "AUX", "NUL"].includes(code))
        .map((code) => `  ${code}: ${site(others)}`),
      "",
    ].join("\n");
  }

  test("cost about as much as the same file without them", () => {
    const [plain, aliased] = [text(HOTFIXES, HOTFIXES), text(`&std ${HOTFIXES}`, "*std")];
    expect(parseHierarchyFile(aliased, "yaml")).toEqual(parseHierarchyFile(plain, "yaml"));
    expect(secondsOf(() => parseHierarchyFile(aliased, "yaml"))).toBeLessThan(
      2 * secondsOf(() => parseHierarchyFile(plain, "yaml")),
    );
  });

  test("of one mistake are one fault, at the path of the anchor, soon", () => {
    const typo = text(`&std ${HOTFIXES.replace("1105", "x")}`, "*std");
    const fault = expect.stringMatching(/^4:92: sites\.CEN\.hotfixes\.Q249077\.files\["Bin.*found "2\.0\.1380\.x"/);
    expect(secondsOf(() => expect(faultsOf(typo)).toEqual([fault]))).toBeLessThan(10);
  });

  test("of something incomplete are one fault, at the anchor", () => {
    const sites = ["  P01: &site { type: primary, parent: CEN, build: 1380 }", "  P02: *site", "  P03: *site"];
    const head = "hierarchy: h\nsites:\n  CEN: { type: central, build: 1380, domains: [] }\n";
    expect(faultsOf(`${head}${sites.join("\n")}\n`)).toEqual([
      "4:3: sites.P01.domains: missing, expected a list of domain names",
    ]);
  });

  test("are the very value of their anchor, wherever it stands", () => {
    const { value } = readYaml("x-standard: &std { build: 1380 }\nsites: { P01: *std, P02: *std }\n");
    const { "x-standard": anchor, sites } = value as { "x-standard": object; sites: Record<string, object> };
    expect(sites["P01"]).toBe(anchor);
    expect(sites["P02"]).toBe(anchor);
  });

  test("stand for the anchor of their name that is the last before them", () => {
    expect(readYaml("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").value).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });
});

test("a top-level x- key may be empty, unless something in it has an anchor", () => {
  const emptyIn = (text: string) => (readYaml(text).more ?? []).map(({ path }) => path.join("."));
  expect(emptyIn("x-notes:\n")).toEqual([]);
  expect(emptyIn("x-notes: { todo: , done: [1] }\n")).toEqual([]);
  expect(emptyIn("x-standard: &std { fullVersion: }\n")).toEqual(["x-standard.fullVersion"]);
  expect(emptyIn("sites: { x-notes: }\n")).toEqual(["sites.x-notes"]);
});

describe("what is no space and looks like one", () => {
  const NBSP = "\u00A0";

  test.each<[string, string, string[]]>([
    [
      "a no-break space that indents",
      `hierarchy: x\nsites:\n${NBSP}${NBSP}CEN: { type: central, build: 1380, domains: [] }\n`,
      ["3:1: U+00A0 no-break space indents. Indent with spaces"],
    ],
    [
      "on many lines",
      `sites:\n${NBSP}${NBSP}CEN:\n  ${NBSP}type: central\n  ${NBSP}build: 1380\n`,
      ["2:1: U+00A0 no-break space indents. Indent with spaces (here and on 2 more lines)"],
    ],
    ["after spaces", `sites:\n  \u3000CEN: {}\n`, ["2:3: U+3000 ideographic space indents. Indent with spaces"]],
    ["of any width", "sites:\n\u2003CEN: {}\n", ["2:1: U+2003 Unicode blank indents. Indent with spaces"]],
    ["of no width", "sites:\n\u200B  CEN: {}\n", ["2:1: U+200B zero width space indents. Indent with spaces"]],
    [
      "a second byte order mark",
      "\uFEFF\uFEFFsites: {}\n",
      ["1:1: U+FEFF byte order mark indents. Indent with spaces"],
    ],
    [
      "behind a colon",
      `sites:\n  CEN:\n    type:${NBSP}central\n    build: 1380\n`,
      [
        "3:5: No colon and space after the key. Write key: value. This line contains U+00A0 no-break space, which is not a space",
      ],
    ],
  ])("%s is named with its line", (_, text, expected) => {
    expect(faultsOf(text)).toEqual(expected);
  });

  test("may begin a line of a text in quotes or behind |, and of a comment", () => {
    const text = `a: |\n  ${NBSP}first\n  second\nb: "one\n  ${NBSP}two"\nc: 'one\n\n  ${NBSP}two'\n# ${NBSP}comment\n`;
    expect(readYaml(text).value).toEqual(parse(text));
  });
});

test("a carriage return alone is named with its line; CRLF is no mistake", () => {
  const reason = "Carriage return without line feed. Save the file with LF or CRLF line ends";
  expect(faultsOf("hierarchy: x\rsites: {}\r")).toEqual([`1:13: ${reason}`]);
  expect(faultsOf("hierarchy: x\r\nsites:\r\r\n  CEN: {}\r\n")).toEqual([`2:7: ${reason}`]);
  expect(faultsOf("hierarchy: x\r\nsites: {}\r\n", readYaml)).toEqual([]);
});

describe("null without quotes", () => {
  const HEAD = "hierarchy: h\nsites:\n  CEN: { type: central, build: 1380, domains: [] }\n";

  test.each(["NULL", "null", "Null", "~"])("as a name says to quote it: %s", (name) => {
    expect(faultsOf(`hierarchy: h\nsites: { CEN: { type: central, build: 1380, domains: [${name}] } }\n`)).toEqual([
      `2:55: sites.CEN.domains[0]: Unquoted ${name} means no value. Write "${name}" if it is a name`,
    ]);
  });

  test("as a key is the name that was written", () => {
    expect(readYaml("domains: { NULL: { pdc: A } }\n").value).toEqual({ domains: { NULL: { pdc: "A" } } });
  });

  test("in the place of an object is refused as the model says", () => {
    expect(faultsOf(`${HEAD}  P01: null\n`)).toEqual([
      "4:3: sites.P01: found null, expected an object that describes a site",
    ]);
  });

  test("in quotes is a text", () => {
    const text = `hierarchy: "NULL"\nsites: { CEN: { type: central, build: 1380, domains: [] } }\n`;
    expect(parseHierarchyFile(text, "yaml").hierarchy).toBe("NULL");
  });
});

test("what was respelt is what the model takes, found out in one more look", () => {
  const { value, respell } = readYaml(
    "hierarchy: 012\nsites: { CEN: { type: central, build: 1380, domains: [1E3] } }\n",
  );
  const issues = () => fileDocumentSchema.safeParse(value).error?.issues ?? [];
  expect(respell?.(issues())).toBe(true);
  expect(value).toMatchObject({ hierarchy: "012", sites: { CEN: { build: 1380, domains: ["1E3"] } } });
  expect(respell?.(issues())).toBe(false);
});

describe("a large text with one thing many times is read in the time of its size", () => {
  const MANY = 40_000;

  test.each<[string, string, string]>([
    [
      "backslashes in double quotes",
      '  - "\\q"\n',
      "Backslash inside double quotes. Put single quotes around a text with backslashes",
    ],
    ["unknown tags", "  - !foo x\n", "Unknown tag !foo. Remove it"],
  ])("%s", (_, line, expected) => {
    const seconds = secondsOf(() => {
      const faults = faultsOf(`x-a:\n${line.repeat(MANY)}`);
      expect(faults).toHaveLength(MANY);
      expect(faults.at(-1)).toMatch(new RegExp(`^${MANY + 1}:\\d: ${expected}$`));
    });
    expect(seconds).toBeLessThan(10);
  });

  test("backslashes in one line", () => {
    const seconds = secondsOf(() => expect(faultsOf(`x-a: ["a"${', "\\q"'.repeat(MANY)}]\n`)).toHaveLength(MANY));
    expect(seconds).toBeLessThan(10);
  });

  test.each<[string, string]>([
    ["behind |", `x-b: |\n${"  a\n".repeat(MANY)}${"  \u00A0b\n".repeat(MANY)}`],
    ["in double quotes", `x-b: "a\n${"  \u00A0b\n".repeat(MANY)}  "\n`],
  ])("blanks that are no spaces in a text %s", (_, text) => {
    const seconds = secondsOf(() => expect(faultsOf(`x-a:\n${"  - 'x'\n".repeat(MANY)}${text}`, readYaml)).toEqual([]));
    expect(seconds).toBeLessThan(10);
  });

  test.each<[string, string, string]>([
    ["brackets", `a: ${"[".repeat(2_000_000)}`, "1:35: Nested too deeply"],
    ["keys of keys", "? ".repeat(1_500_000), "1:65: Nested too deeply"],
    ["lists of lists", "- ".repeat(1_500_000), "1:65: Nested too deeply"],
  ])("%s inside each other", (_, text, expected) => {
    const seconds = secondsOf(() => expect(faultsOf(text)).toEqual([expected]));
    expect(seconds).toBeLessThan(1);
  });
});

test("a text is nested as deeply as anything is looked into", () => {
  const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  expect(faultsOf(nested(32), readYaml)).toEqual([]);
  expect(faultsOf(nested(33), readYaml)).toEqual(["1:33: Nested too deeply"]);
});
