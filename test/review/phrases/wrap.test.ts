import fc from "fast-check";
import { widthOf, wrap } from "../../../review/phrases/wrap";
import { secondsOf } from "../../kit/base";

test.each<[string, number, string[]]>([
  ["one two three", Infinity, ["- one two three"]],
  ["one two three", 9, ["- one two", "  three"]],
  ["one two three", 8, ["- one", "  two", "  three"]],
  ["one two three", 1, ["- one", "  two", "  three"]],
  ["Bin\\i386\\Nt_logon.dll is 1", 12, ["- Bin\\i386\\Nt_logon.dll", "  is 1"]],
  ["", 10, ["- "]],
])("%j at width %d", (text, width, expected) => {
  expect(wrap(text, "- ", "  ", width)).toEqual(expected);
});

test("words stay whole and in order, and lines are only too long where a word is", () => {
  const words = fc.array(fc.stringMatching(/^[a-zé\\]{1,12}$/), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 40 }), (list, width) => {
      const lines = wrap(list.join(" "), "", "", width);
      expect(lines.join(" ")).toBe(list.join(" "));
      for (const line of lines) if (line.includes(" ")) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});

test("a character takes one column, however it is stored", () => {
  expect(["", "a", "é", "\u{1F600}a"].map(widthOf)).toEqual([0, 1, 1, 2]);
});

test("a long line is found in the time of its length", () => {
  const text = Array(50_000).fill("word").join(" ");
  expect(secondsOf(() => expect(wrap(text, "- ", "  ", Infinity)).toEqual([`- ${text}`]))).toBeLessThan(1);
});
