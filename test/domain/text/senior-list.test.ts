import { textOf } from "../../../domain/text/file-text";
import { seniorSiteCode } from "../../../domain/text/senior-list";

test.each<[string, string | Uint8Array, string]>([
  ["a code alone", "CEN", "CEN"],
  ["a code and a line end", "CEN\r\n", "CEN"],
  ["a code and more text", "CENTRAL SITE\r\nP01", "CEN"],
  ["lower case, which the service does not honour", "cen\r\n", "cen"],
  ["a leading blank, which is the first character", " CEN", " CE"],
  ["a leading line end", "\r\nCEN", "\r\nC"],
  ["a short code", "CE\r\n", "CE\r"],
  ["an empty file", "", ""],
  ["no bytes", new Uint8Array(), ""],
  ["bytes", Buffer.from("P01\r\n"), "P01"],
  ["bytes of code page 1252", Uint8Array.of(0xc4, 0x80, 0x41), "Ä€A"],
  ["bytes of a byte order mark", Buffer.from("\uFEFFCEN"), "ï»¿"],
  ["a byte order mark", "\uFEFFCEN", "\uFEFFCE"],
  ["a character of two halves that is cut", "CE\u{1F600}", "CE\uFFFD"],
])("Senior.lst with %s names its first three characters exactly as they stand (Q235726)", (_, content, expected) => {
  expect(seniorSiteCode(textOf(content))).toBe(expected);
});
