import { visibleLines } from "../../../review/writing/lines";

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
