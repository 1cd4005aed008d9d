import { asWritten } from "../kit/review/as-written";
import fc from "fast-check";
import { reportBadInput } from "../../cli/report-bad-input";
import { run } from "../../cli/run";
import { BadInputError, type InputIssue } from "../../domain/model/bad-input";
import { fileToFacts, toFacts, type Facts } from "../../domain/model/facts";
import { parseHierarchyFile, type FileFormat } from "../../domain/text/hierarchy-file";
import { judgementJson } from "../../review/formats/json";
import { judgementText } from "../../review/formats/text";
import { judge } from "../../rules/judge/judge";
import { days, garbage, hierarchies, settings, waiversFor } from "../kit/arbitraries";
import { hierarchy } from "../kit/base";
import { workshop } from "../kit/pulumi-sms";
import { runs } from "../kit/runs";

const { write } = workshop();
const LAYOUTS = [
  { width: Infinity, colours: false },
  { width: 60, colours: false },
];
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** The facts of something, or what is wrong with it; any other error fails the test. */
function read(parse: () => Facts): Facts | readonly InputIssue[] {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    expect(error.issues.length).toBeGreaterThan(0);
    return error.issues;
  }
}

function reported(issues: readonly InputIssue[], format: string, columns?: number): string {
  let text = "";
  const add = (piece: string) => void (text += piece);
  const terminal = { out: {}, err: { isTTY: columns !== undefined, columns } };
  const io = {
    out: add,
    err: add,
    data: add,
    readInput: () => Promise.reject(new Error()),
    terminal,
    env: { NO_COLOR: "1" },
  };
  reportBadInput("file", new BadInputError(issues), format, io);
  return text;
}

/** Bad input in both formats: whole, each fault once, with nothing hidden. */
function expectReport(issues: readonly InputIssue[]): void {
  expect(new Set(issues.map(({ message, position }) => JSON.stringify([message, position]))).size).toBe(issues.length);
  const errors = issues.map(({ keys: _keys, reason: _reason, position, ...shown }) => ({ ...shown, ...position }));
  expect(JSON.parse(reported(issues, "json"))).toEqual({ errors: JSON.parse(JSON.stringify(errors)) });
  for (const columns of [undefined, 60]) {
    expect(reported(issues, "text", columns).replaceAll("\n", "")).not.toMatch(HIDDEN);
  }
}

function isIssues(result: Facts | readonly InputIssue[]): result is readonly InputIssue[] {
  return Array.isArray(result);
}

test("a document that can be judged is judged, and shown whole with nothing hidden", () => {
  const documents = hierarchies().chain((document) =>
    waiversFor(document).map((waivers) => ({ ...document, waivers })),
  );
  fc.assert(
    fc.property(documents, settings, days, (document, chosen, today) => {
      const judgement = judge(fileToFacts(document), { settings: chosen, today });
      const json = [...judgementJson(judgement)].join("");
      expect(JSON.parse(json)).toEqual(asWritten(judgement));
      for (const layout of LAYOUTS) {
        const text = judgementText(judgement, layout);
        expect(text.replaceAll("\n", "")).not.toMatch(HIDDEN);
        for (const { code } of judgement.findings) expect(text).toContain(`(${code})`);
      }
    }),
    runs(150),
  );
});

test("a program's document is judged or refused, whatever it is", () => {
  fc.assert(
    fc.property(garbage, settings, (document, chosen) => {
      const result = read(() => toFacts(document));
      if (isIssues(result)) expectReport(result);
      else expect(judge(result, { settings: chosen, today: "2000-07-01" }).hierarchy).toBe(result.hierarchy);
    }),
    runs(500),
  );
});

test("a file is judged or refused, whatever stands in it", () => {
  const json = garbage.map((document) =>
    String(JSON.stringify(document, (_, value: unknown) => (typeof value === "bigint" ? 1 : value))),
  );
  const fragments = fc.constantFrom(
    "hierarchy: ",
    "sites:\n",
    "  CEN: ",
    "{",
    "}",
    "[",
    "]",
    "- ",
    "&a ",
    "*a",
    "!!set ",
    "012",
    ": ",
    "\n",
    "\t",
    "'",
    '"',
    "#",
    "---\n",
    "|\n",
    "\ufeff",
    "\u0000",
    "? ",
    "<<: ",
    "%YAML 1.1\n",
  );
  const soup = fc.array(fragments, { maxLength: 25 }).map((parts) => parts.join(""));
  const cut = fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)));
  const texts = fc.oneof(soup, cut, json, fc.string({ unit: "binary" }));
  fc.assert(
    fc.property(texts, fc.constantFrom<FileFormat[]>("yaml", "json"), (text, format) => {
      const result = read(() => parseHierarchyFile(text, format));
      if (isIssues(result)) expectReport(result);
    }),
    runs(500),
  );
});

test("JSON reads the same as JSON and as YAML", () => {
  fc.assert(
    fc.property(hierarchies(), (document) => {
      const text = JSON.stringify(document);
      expect(parseHierarchyFile(text, "yaml")).toEqual(parseHierarchyFile(text, "json"));
    }),
    runs(60),
  );
});

test("a command line ends with 0, 1 or 2, whatever it is", async () => {
  const words = fc.constantFrom(
    "check",
    "schema",
    "help",
    "-",
    "--format",
    "json",
    "text",
    "--level",
    "senior-site=advisory",
    "--reading=shared-domains",
    "--today",
    "2000-07-01",
    "--help",
    "--",
    "nope.yaml",
    "",
  );
  const input = fc.oneof(
    hierarchies().map((document) => JSON.stringify(document)),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(words, fc.string()), { maxLength: 6 }), input, async (args, text) => {
      let out = "";
      const code = await run(args, "1.2.3", {
        out: (piece) => void (out += piece),
        err: (piece) => expect(piece).not.toMatch(/\n\s+at /),
        readInput: () => Promise.resolve(Buffer.from(text)),
        terminal: { out: {}, err: {} },
        env: {},
      });
      expect([0, 1, 2]).toContain(code);
      if (code !== 2) expect(out).not.toBe("");
    }),
    runs(100),
  );
});

const BLOCKED = JSON.stringify(hierarchy({ upgrades: ["CEN"], "sites/P01/hotfixes": {} }), undefined, 1);

/** The exit code of `check` for a file of these bytes. */
function checked(bytes: Buffer, file = "-"): Promise<number> {
  return run(["check", file], "1.2.3", {
    out: () => undefined,
    err: (piece) => expect(piece).not.toMatch(/\n\s+at /),
    readInput: () => Promise.resolve(bytes),
    terminal: { out: {}, err: {} },
    env: {},
  });
}

const ENCODINGS: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
  (text) => Buffer.from(text.replaceAll("\n", "\r\n"), "latin1"),
];

test("no damage makes a refused hierarchy ready: truncated, swapped, repeated, a byte changed, in any encoding", async () => {
  const places = fc.tuple(fc.nat({ max: BLOCKED.length - 1 }), fc.nat({ max: BLOCKED.length - 1 }));
  const damaged = places.chain(([a, b]) => {
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    const [head, middle, tail] = [BLOCKED.slice(0, from), BLOCKED.slice(from, to), BLOCKED.slice(to)];
    return fc.constantFrom(
      head,
      head + tail.slice(0, -1),
      tail + head,
      head + middle + middle + tail,
      middle + head + tail,
    );
  });
  const texts = fc.tuple(damaged, fc.constantFrom(...ENCODINGS)).map(([text, encode]) => encode(text));
  // A `#` makes the rest of a line of YAML a comment: that is how people take something out.
  const others = fc.nat({ max: 255 }).filter((byte) => byte !== "#".charCodeAt(0));
  const flipped = fc.tuple(fc.nat({ max: BLOCKED.length - 1 }), others).map(([at, byte]) => {
    const bytes = Buffer.from(BLOCKED);
    bytes[at] = byte;
    return bytes;
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(texts, flipped), async (bytes) => expect([1, 2]).toContain(await checked(bytes))),
    runs(300),
  );
});

test("any bytes are bad input or a result", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) =>
      expect(await checked(Buffer.from(bytes))).toBe(2),
    ),
    runs(200),
  );
});

test("a hierarchy of 100 MB is refused as a small one is", async () => {
  const much = "x".repeat(100 * 1024 * 1024);
  const large = BLOCKED.replace("{", `{ "x-much": ${JSON.stringify(much)},`);
  expect(await checked(Buffer.from(""), write("large.json", large))).toBe(1);
  expect(await checked(Buffer.from(""), write("cut.json", large.slice(0, -2)))).toBe(2);
  expect(await checked(Buffer.from(large))).toBe(1);
  expect(await checked(Buffer.from(`# ${much}\n${BLOCKED}`))).toBe(1);
});
