import fc from "fast-check";
import { BadInputError } from "../../../domain/model/bad-input";
import { TYPES } from "../../../domain/carried/gate";
import { organisationSchema } from "../../../domain/settings";
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
      sources: { project: "", isOwn: () => false },
      fromRoot: (file) => file,
      documentPlaces: () => undefined,
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
