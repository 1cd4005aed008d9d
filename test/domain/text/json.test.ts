import fc from "fast-check";
import { parseTree, type Node } from "jsonc-parser";
import { BadInputError } from "../../../domain/model/bad-input";
import { parseHierarchyFile } from "../../../domain/text/hierarchy-file";
import { jsonOf, readJson, syntaxErrorIn } from "../../../domain/text/json";
import { secondsOf } from "../../kit/base";

function faultsOf(text: string, read: (text: string) => unknown = readJson): string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return error.issues.map(({ message, position }) => `${position?.line}:${position?.column}: ${message}`);
  }
}

test("repeated keys are in the order of the file", () => {
  const text = '{ "sites": {},\n"sites": {},\n"domains": {},\n"domains": {} }\n';
  expect(faultsOf(text, (source) => parseHierarchyFile(source, "json"))).toEqual([
    '2:1: sites: Duplicate key "sites"; the first is on line 1',
    '4:1: domains: Duplicate key "domains"; the first is on line 3',
  ]);
});

/** JSON texts whose objects repeat keys, with blanks, escapes, quotes and colons in awkward places. */
const texts = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom("1", "null", "[]", "{}", '""', '"a"', '":"', '"\\":"', '"a\\\\"', '" : "', '"\\u0061"'),
      fc.string().map((text) => JSON.stringify(text)),
    ),
    fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(",")}]`),
    fc
      .array(
        fc.tuple(
          fc.constantFrom('"a"', '"b"', '"\\u0061"', '"a "', '":"', '"\\":"', '"__proto__"'),
          fc.constantFrom("", " ", "\n", "\t\r\n"),
          tie("value"),
        ),
        { maxLength: 4 },
      )
      .map((members) => `{${members.map(([key, blank, value]) => `${key}${blank}:${blank}${value}`).join(",")}}`),
  ),
})).value;

/** Keys that stand again, by another reader: paths in the order of the text. */
function repeatedIn(node: Node | undefined, path: readonly (string | number)[] = []): string[] {
  const seen = new Set<unknown>();
  return (node?.children ?? []).flatMap((child, index) => {
    if (node?.type === "array") return repeatedIn(child, [...path, index]);
    const [key, value] = child.children ?? [];
    const place = [...path, String(key?.value)];
    const again = seen.has(key?.value) ? [JSON.stringify(place)] : [];
    seen.add(key?.value);
    return [...again, ...repeatedIn(value, place)];
  });
}

test("every repeated key is a fault, and any other text has the value of JSON.parse", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const expected = new Set(repeatedIn(parseTree(text)));
      try {
        expect(readJson(text).value).toEqual(JSON.parse(text));
        expect([...expected]).toEqual([]);
      } catch (error) {
        if (!(error instanceof BadInputError)) throw error;
        // A fault in a part that is at fault already says nothing new.
        const paths = new Set(error.issues.map(({ keys }) => JSON.stringify(keys)));
        expect([...paths].filter((path) => !expected.has(path))).toEqual([]);
        expect(paths.size).toBeGreaterThan(0);
      }
    }),
    { numRuns: 1000 },
  );
});

test.each<[string, string, boolean]>([
  ["plain", '{"a":"b"}', true],
  ["an escape", '{"a":"\\u0062"}', false],
  ["half of a character", '{"a":"\ud800"}', false],
  ["a key that JavaScript keeps for itself", '{"__proto__":1}', false],
  ["a text that stands for an unknown value", '{"a":"04da6b54-80e4-46f7-96ec-b56ff0331ba9"}', false],
])("is plain data for sure or not: %s", (_, text, isPlain) => {
  expect(readJson(text).isPlain).toBe(isPlain);
});

test("repeated keys in nesting without end are refused all the same", () => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  expect(faultsOf(`{"a":1,"a":2,"x-deep":${deep}}`)).toEqual(["undefined:undefined: Nested too deeply"]);
});

test.each([
  ["password=hunter2", "1:1: Not valid JSON (invalid symbol)"],
  ['{\n"password" "hunter2"}', "2:12: Not valid JSON (colon expected)"],
  ['{"a": 1 "hunter2": 2}', "1:9: Not valid JSON (comma expected)"],
  ['{"a": "hunter2\\x"}', "1:7: Not valid JSON (invalid escape character)"],
  ["{} {}", "1:4: Not valid JSON (end of file expected)"],
])("what is no JSON is said with its place, and not quoted: %j", (text, message) => {
  expect(faultsOf(text)).toEqual([message]);
});

test("JSON has no mistake", () => {
  expect(syntaxErrorIn('{"a":[1]}')).toBeUndefined();
});

test("a key that stands twice in what programs wrote is refused, with its place", () => {
  const read = () => jsonOf('\uFEFF{"a":[{"b":1,\n"b":2}]}', "the file");
  expect(read).toThrow(BadInputError);
  expect(read).toThrow('the file: a[0].b: Duplicate key "b"; the first is on line 1');
  expect(() => jsonOf('{"":1,"":2}', "it")).toThrow('it: [""]: Duplicate key ""');
});

test("a text that programs wrote is read with its byte order mark; what is no JSON is undefined", () => {
  expect(['\uFEFF{"a":1}', "{", "null"].map((text) => jsonOf(text, "it"))).toEqual([{ a: 1 }, undefined, null]);
});

describe("a key that stands twice in deep nesting", () => {
  const deep = (levels: number, repeated: number) =>
    `${"[".repeat(levels)}{${Array(repeated).fill('"a":1').join()}}${"]".repeat(levels)}`;

  test("is named as deep as anything is looked into", () => {
    expect(faultsOf(deep(31, 2))).toEqual([`1:39: ${"[0]".repeat(31)}.a: Duplicate key "a"; the first is on line 1`]);
    expect(faultsOf(deep(32, 2))).toEqual(["undefined:undefined: Nested too deeply"]);
  });

  test("is refused at once, however often it stands there", () => {
    const seconds = secondsOf(() =>
      expect(faultsOf(deep(3_000, 300_000))).toEqual(["undefined:undefined: Nested too deeply"]),
    );
    expect(seconds).toBeLessThan(5);
  });
});
