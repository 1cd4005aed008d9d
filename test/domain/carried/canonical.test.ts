import fc from "fast-check";
import { canonicalJson, digestOf } from "../../../domain/carried/canonical";

const keys = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("1", "10", "2", "", "é", "e\u0301", "toString", "a.b", '"'),
);
const data = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(keys, tie("value"), { maxKeys: 4 }),
  ),
})).value;

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

test.each<[unknown, string]>([
  [{ b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}'],
  [{ 10: "a", 9: "b", x: 1 }, '{"10":"a","9":"b","x":1}'],
  [{ a: undefined, b: null }, '{"b":null}'],
  [[undefined, null], "[null,null]"],
  [-0, "0"],
  [1e21, "1e+21"],
  ["CEN\r\n", '"CEN\\r\\n"'],
  ["\ud800", '"\\ud800"'],
  ["\u2028€é", '"\u2028€é"'],
  [{ "\u00e9": 1, "e\u0301": 2 }, '{"e\u0301":2,"\u00e9":1}'],
  [JSON.parse('{"b":1,"__proto__":{"z":1},"a":2}'), '{"__proto__":{"z":1},"a":2,"b":1}'],
  [{}, "{}"],
  [[], "[]"],
])("%j has one text", (value, expected) => {
  expect(canonicalJson(value)).toBe(expected);
});

test("the text is JSON that reads back as the same value, and does not depend on the order of keys", () => {
  fc.assert(
    fc.property(data, (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(value))).toBe(text);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
    }),
  );
});

test("values have one digest exactly when they have one text", () => {
  fc.assert(
    fc.property(data, data, (a, b) => {
      expect(digestOf(a) === digestOf(b)).toBe(canonicalJson(a) === canonicalJson(b));
    }),
  );
});

test("what looks alike and is not has another digest", () => {
  const values = [
    "CEN\r\n",
    "CEN\n",
    "CEN",
    "\u00e9",
    "e\u0301",
    1,
    "1",
    null,
    {},
    [],
    [null],
    { a: null },
    [[]],
    true,
    "true",
  ];
  expect(new Set(values.map(digestOf)).size).toBe(values.length);
});

test("a digest names its scheme and is the SHA-256 of the text", () => {
  expect(digestOf({ b: 1, a: "CEN\r\n" })).toBe(
    "sms2:cc72e21557d64372799935c4cd9a44a385208b529325059c251c2bb9897b48ac",
  );
});
