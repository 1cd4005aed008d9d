import fc from "fast-check";
import { visible, visibleJson, visibleLines, withoutCommands } from "../../../review/phrases/visible";

test.each<[string, string]>([
  ["plain text, é and 東京", "plain text, é and 東京"],
  ["two\r\nlines\tand a tab", "two\\r\\nlines\\tand a tab"],
  ["\u001b[31mred\u001b[0m", "\\u{1b}[31mred\\u{1b}[0m"],
  ["\u009b31mred", "\\u{9b}31mred"],
  ["\u0000\u0007\u007f", "\\u{0}\\u{7}\\u{7f}"],
  ["right\u202eleft\u2066\u200f", "right\\u{202e}left\\u{2066}\\u{200f}"],
  ["zero\u200bwidth\ufeff", "zero\\u{200b}width\\u{feff}"],
  ["\u2028\u2029", "\\u{2028}\\u{2029}"],
  ["half \ud800", "half \\u{d800}"],
  ["no character \ufffe\uffff", "no character \\u{fffe}\\u{ffff}"],
  ["tag \u{e0041}", "tag \\u{e0041}"],
])("%j shows as %s", (text, expected) => {
  expect(visible(text)).toBe(expected);
});

test.each<[string, string]>([
  ["::error::x", "\\::error::x"],
  ["a\n \u00a0\t::add-mask::ready\n::x", "a\n \u00a0\t\\::add-mask::ready\n\\::x"],
  [":\ufe0f:x", "\\:\ufe0f:x"],
  ["\u034f::x", "\u034f\\::x"],
  ["a ::error::x", "a ::error::x"],
  [": :x", ": :x"],
  ["a ##vso[task.prependpath]/tmp", "a ##\\vso[task.prependpath]/tmp"],
  ["##[group]x", "##\\[group]x"],
  ["###[group] ##VSO[x", "###\\[group] ##\\VSO[x"],
  ["#\ufe0f#v\u034fso[x", "#\ufe0f#\\v\u034fso[x"],
  ["## [1] #[x] ##Title", "## [1] #[x] ##Title"],
])("%j is %j in a log, where runners look for commands", (text, expected) => {
  expect(withoutCommands(text)).toBe(expected);
  expect(withoutCommands(expected)).toBe(expected);
});

test.each(["\n", " ", "#", "\u034f", "#\u034f", "##a", ":"])("a log of many %j takes no time", (piece) => {
  const start = performance.now();
  withoutCommands(piece.repeat(200_000));
  expect(performance.now() - start).toBeLessThan(2000);
});

test("JSON in which nothing is hidden means the same", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
      const json = visibleJson(JSON.stringify(value, undefined, 2));
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(json.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }),
  );
});

test.each([
  ["one line", "a", ["a"]],
  ["lines of every system", "a\nb\r\nc\rd", ["a", "b", "c", "d"]],
  ["nothing", "", [""]],
  ["what hides in a line", "a\u202e\tb", ["a\\u{202e}\\tb"]],
  ["a line of 2000 characters", "x".repeat(2000), ["x".repeat(2000)]],
  ["a longer line", "x".repeat(2001), [`${"x".repeat(2000)}… and 1 more characters`]],
  ["a pair that would be cut in two", `${"x".repeat(1999)}😀`, [`${"x".repeat(1999)}\uFFFD… and 1 more characters`]],
])("%s", (_name, text, lines) => {
  expect(visibleLines(text)).toEqual(lines);
});

test("100 lines are shown, and how many more there are", () => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
  expect(visibleLines(lines.join("\n"))).toEqual(lines);
  expect(visibleLines([...lines, "a", "b"].join("\n"))).toEqual([...lines, "and 2 more lines"]);
});
