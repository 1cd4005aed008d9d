import fc from "fast-check";
import { BadInputError } from "../../../domain/model/bad-input";
import { TYPES } from "../../../domain/carried/gate";
import { organisationSchema } from "../../../domain/settings";
import { fileText } from "../../../domain/text/file-text";
import { formatReview } from "../../../review/formats";
import { reviewPreview } from "../../../review/preview/preview-review";
import { readPreview } from "../../../review/preview/read-preview";
import { statusOf } from "../../../review/review";
import { refusalOf } from "../../../rules/refusal";
import { hierarchy, judgementOf, type Tree } from "../../kit/base";
import { runs } from "../../kit/runs";
import { analyzed, GATE, logOf, outputOf, outputsOf, reported, stepOf, UPGRADE } from "../../kit/review/preview-files";

const REFUSED = hierarchy({ upgrades: ["CEN"], "sites/P01/hotfixes/Q249077": { installed: false } });
const OUTPUT = outputOf({
  steps: [
    stepOf(TYPES.hierarchy, "contoso"),
    stepOf(TYPES.gate, "contoso", REFUSED),
    stepOf(TYPES.upgrade, "CEN", { site: "CEN" }),
  ],
  diagnostics: [{ message: "warning: hm", severity: "warning", urn: GATE }],
});
const LOG = logOf({
  events: [
    outputsOf(TYPES.hierarchy, "contoso", { hierarchy: "contoso", file: "contoso.yaml" }),
    analyzed(GATE, ["upgrade-gate"]),
    reported(GATE, "upgrade-gate", refusalOf(judgementOf(REFUSED))),
    reported(UPGRADE, "upgrade-gate", "ungated-upgrade: CEN: no gate"),
  ],
  result: "failed",
});

/** What the formats make of the review of two files, and what it comes to; `bad input` for files that are none. */
function outcomeOf(output: string, log: string): string {
  try {
    const review = reviewPreview(readPreview(output, log), {
      version: "0.1.0",
      organisation: organisationSchema.parse({}),
      sources: { project: "", isOwn: () => false, fromRoot: (file) => file, documentPlaces: () => undefined },
    });
    for (const format of ["text", "json"] as const) {
      const layout = { width: Infinity, colours: false };
      for (const piece of formatReview(review, format, { layout, id: "x" })) expect(typeof piece).toBe("string");
    }
    return statusOf(review);
  } catch (error) {
    if (error instanceof BadInputError) return "bad input";
    throw error;
  }
}

/** A JSON text with another value in the place of one of its values. */
const changedJson = (text: string) =>
  fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 1 })).map(([seed, value]) => {
    const places: [owner: Tree, key: string][] = [];
    const walk = (owner: unknown) => {
      if (typeof owner !== "object" || owner === null) return;
      for (const [key, member] of Object.entries(owner)) {
        places.push([owner as Tree, key]);
        walk(member);
      }
    };
    const tree: unknown = JSON.parse(text);
    walk(tree);
    const [owner, key] = places[seed % places.length]!;
    owner[key] = value;
    return JSON.stringify(tree);
  });

const lines = LOG.trimEnd().split("\n");
const changedLog = fc
  .tuple(fc.nat({ max: lines.length - 1 }), fc.nat())
  .chain(([at]) => changedJson(lines[at]!).map((line) => lines.with(at, line).join("\n")));

test("the files are refused as they are", () => {
  expect(outcomeOf(OUTPUT, LOG)).toBe("blocked");
});

test("whatever stands in the place of a value, a review or bad input comes of it", () => {
  fc.assert(
    fc.property(changedJson(OUTPUT), changedLog, (output, log) => {
      expect(outcomeOf(output, LOG)).toEqual(expect.any(String));
      expect(outcomeOf(OUTPUT, log)).toEqual(expect.any(String));
    }),
    runs(100),
  );
});

test("a log that breaks off anywhere is never ready", () => {
  fc.assert(
    fc.property(fc.nat({ max: LOG.length }), fc.boolean(), (end, isReady) => {
      const log = isReady ? LOG.replaceAll("failed", "succeeded") : LOG;
      expect(["failed", "bad input", "blocked"]).toContain(outcomeOf(OUTPUT, log.slice(0, end)));
    }),
    runs(100),
  );
});

test("any text is bad input", () => {
  fc.assert(
    fc.property(fc.string(), (text) => void expect(outcomeOf(text.replace(/^[{]/, ""), LOG)).toBe("bad input")),
    runs(100),
  );
});

test("no damage makes a refused preview pass: events left out, repeated, in another order", () => {
  const events = LOG.trimEnd().split("\n");
  const picked = fc.array(fc.nat({ max: events.length - 1 }), { maxLength: 2 * events.length });
  fc.assert(
    fc.property(picked, (order) => {
      const log = [...order.map((index) => events[index]!), events.at(-1)!].join("\n");
      expect(["failed", "bad input", "blocked"]).toContain(outcomeOf(OUTPUT, log));
    }),
    runs(100),
  );
});

test("no output of a preview, cut anywhere or written twice, passes", () => {
  fc.assert(
    fc.property(fc.nat({ max: OUTPUT.length - 1 }), fc.boolean(), (end, isTwice) => {
      const text = isTwice ? OUTPUT.slice(0, end) + OUTPUT : OUTPUT.slice(0, end);
      expect(["failed", "bad input", "blocked"]).toContain(outcomeOf(text, LOG));
    }),
    runs(100),
  );
});

const READY = hierarchy({ upgrades: ["CEN"] });
const READY_OUTPUT = outputOf({
  steps: [
    stepOf(TYPES.hierarchy, "contoso"),
    stepOf(TYPES.gate, "contoso", READY),
    stepOf(TYPES.upgrade, "CEN", { site: "CEN" }),
  ],
});
const READY_LOG = logOf({
  events: [
    outputsOf(TYPES.hierarchy, "contoso", { hierarchy: "contoso", file: "contoso.yaml" }),
    analyzed(GATE, ["upgrade-gate"]),
  ],
});

/** Files that are written into one another, by lines: each line of both once, in the order of either. */
const merged = (a: string, b: string) => {
  const [first, second] = [a.trimEnd().split("\n"), b.trimEnd().split("\n")];
  return fc
    .array(fc.boolean(), { minLength: first.length + second.length, maxLength: first.length + second.length })
    .map((turns) => {
      const [rest, others] = [[...first], [...second]];
      const taken = turns.map((isFirst) =>
        isFirst ? (rest.shift() ?? others.shift()) : (others.shift() ?? rest.shift()),
      );
      return taken.join("\n");
    });
};

test("files of two previews that were mixed up are never ready: one of them is of the refused one", () => {
  const files = fc.oneof(
    fc.constant([OUTPUT, READY_LOG]),
    fc.constant([READY_OUTPUT, LOG]),
    fc.constantFrom([LOG, OUTPUT], [OUTPUT, OUTPUT], [LOG, LOG], [READY_LOG, READY_OUTPUT]),
    merged(OUTPUT, READY_OUTPUT).map((output) => [output, READY_LOG]),
    merged(LOG, READY_LOG).map((log) => [READY_OUTPUT, log]),
    fc.constantFrom(
      [OUTPUT + READY_OUTPUT, READY_LOG],
      [READY_OUTPUT, LOG + READY_LOG],
      [READY_OUTPUT, READY_LOG + LOG],
    ),
  );
  fc.assert(
    fc.property(files, ([output = "", log = ""]) => {
      expect(["failed", "bad input", "blocked"]).toContain(outcomeOf(output, log));
    }),
    runs(100),
  );
});

const ENCODINGS: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(text, "utf16le"),
  (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
  (text) => Buffer.from(text.replaceAll("\n", "\r\n"), "latin1"),
];

/** {@link outcomeOf} of files of these bytes. */
function outcomeOfBytes(output: Buffer, log: Buffer): string {
  let texts: string[];
  try {
    texts = [output, log].map(fileText);
  } catch {
    return "bad input";
  }
  return outcomeOf(texts[0]!, texts[1]!);
}

test("no bytes of a refused preview pass: cut off, a byte changed, in any encoding", () => {
  const damages = fc.constantFrom("cut", "changed", "whole");
  const damaged = (text: string) =>
    fc
      .tuple(fc.constantFrom(...ENCODINGS), fc.nat(), fc.nat({ max: 255 }), damages)
      .map(([encode, place, byte, damage]) => {
        const bytes = encode(text);
        const at = place % bytes.length;
        if (damage === "changed") bytes[at] = byte;
        return damage === "cut" ? bytes.subarray(0, at) : bytes;
      });
  fc.assert(
    fc.property(damaged(OUTPUT), damaged(LOG), (output, log) => {
      expect(["failed", "bad input", "blocked"]).toContain(outcomeOfBytes(output, Buffer.from(LOG)));
      expect(["failed", "bad input", "blocked"]).toContain(outcomeOfBytes(Buffer.from(OUTPUT), log));
    }),
    runs(100),
  );
});

test("files of 100 MB are read as small ones are", () => {
  const much = "x".repeat(100 * 1024 * 1024);
  const output = OUTPUT.replace('"diagnostics"', `"much": ${JSON.stringify(much)}, "diagnostics"`);
  const log = LOG.replace('"preludeEvent":{}', `"preludeEvent":{"much":"${much}"}`);
  expect(output.length + log.length).toBeGreaterThan(200 * 1024 * 1024);
  expect(outcomeOfBytes(Buffer.from(output), Buffer.from(log))).toBe("blocked");
  expect(outcomeOfBytes(Buffer.from(output.slice(0, -2)), Buffer.from(log))).toBe("bad input");
});
