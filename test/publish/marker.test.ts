import { lengthOf, markerOf, sameText, withCommit } from "../../publish/marker";

const MARKER = "<!-- pulumi-sms:review a.B_c-1 -->";

test.each([
  ["its last line", `text\n${MARKER}\n`, MARKER],
  ["its only line", MARKER, MARKER],
  ["a last line with blanks and empty lines after it", `text\r\n${MARKER}\r\n \r\n`, MARKER],
  ["a line before the last", `${MARKER}\ntext`, undefined],
  ["the end of a line", `text ${MARKER}`, undefined],
  ["a quotation", `> ${MARKER}`, undefined],
  ["no form of an id", "<!-- pulumi-sms:review a b -->", undefined],
  ["nothing", "", undefined],
])("a marker in %s", (_, text, marker) => {
  expect(markerOf(text)).toBe(marker);
});

test("texts are the same whatever their line ends, and not whatever their blanks", () => {
  expect([sameText("a\r\nb\r\n", "a\nb"), sameText("a\n b", "a\nb")]).toEqual([true, false]);
});

test("a commit stands above the marker, where it is one and there is room", () => {
  const text = `verdict\n${MARKER}\n`;
  const named = `verdict\n\nReviewed commit: 1234abc\n\n${MARKER}\n`;
  expect(withCommit(text, "1234abc", 1000)).toBe(named);
  expect(withCommit(text, "1234abc", named.length)).toBe(named);
  expect(withCommit(text, "1234abc", named.length - 1)).toBe(text);
  expect([undefined, "main", "1234abc\n@everybody"].map((commit) => withCommit(text, commit, 1000))).toEqual([
    text,
    text,
    text,
  ]);
});

test("a character outside the basic plane counts once", () => {
  expect([lengthOf(""), lengthOf("aü😀"), lengthOf("\ud83d")]).toEqual([0, 3, 1]);
});
