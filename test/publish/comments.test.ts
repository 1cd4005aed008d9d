import { commentText, markerIn } from "../../publish/comments";

const comment = (text: string, commit: string | undefined, longest: number) =>
  commentText({ file: "review.md", text }, commit, longest);
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
  expect(markerIn(text)).toBe(marker);
});

test("a commit stands above the marker, where it is one and there is room", () => {
  const text = `verdict\n${MARKER}\n`;
  const named = `verdict\n\nReviewed commit: 1234abc\n\n${MARKER}\n`;
  expect(comment(text, "1234abc", 1000)).toBe(named);
  expect(comment(text, "1234abc", named.length)).toBe(named);
  expect(comment(text, "1234abc", named.length - 1)).toBe(text);
  expect([undefined, "main", "1234abc\n@everybody"].map((commit) => comment(text, commit, 1000))).toEqual([
    text,
    text,
    text,
  ]);
});

test("a character outside the basic plane counts once", () => {
  expect(comment("aü😀", undefined, 3)).toBe("aü😀");
  expect(() => comment("aü😀", undefined, 2)).toThrow("review.md: 3 characters; a comment can have 2.");
  expect(() => comment("\ud83d", undefined, 0)).toThrow("1 characters");
});
