import { fileText, textOf, whyUnreadable } from "../../../domain/text/file-text";

function why(read: () => unknown): string {
  try {
    return `read: ${String(read())}`;
  } catch (error) {
    return whyUnreadable(error);
  }
}

test.each<[string, Buffer, string]>([
  ["UTF-8 with its mark", Buffer.from("\uFEFFMünchen"), "read: \uFEFFMünchen"],
  ["UTF-16 with its mark", Buffer.from("\uFEFFa", "utf16le"), "UTF-16 text. Save it as UTF-8"],
  ["UTF-16, the other way round", Buffer.from("\uFEFFa", "utf16le").swap16(), "UTF-16 text. Save it as UTF-8"],
  ["UTF-16 without", Buffer.from("a", "utf16le"), "NUL characters, as in UTF-16 text. Save it as UTF-8"],
  ["code page 1252", Buffer.from("München", "latin1"), "Not UTF-8 text. Save it as UTF-8"],
])("bytes are text or the reason why not: %s", (_, bytes, expected) => {
  expect(why(() => fileText(bytes))).toBe(expected);
});

test.each([
  ["ENOENT", "No such file"],
  ["EACCES", "Permission denied"],
  ["EISDIR", "This is a directory"],
  ["EIO", "i/o error"],
])("the error %s is worded", (code, expected) => {
  expect(whyUnreadable(Object.assign(new Error("i/o error"), { code }))).toBe(expected);
});

test("files of Windows NT are code page 1252", () => {
  expect(textOf(Uint8Array.of(0x80, 0xfc, 0x0d, 0x0a))).toBe("€ü\r\n");
  expect(textOf("€")).toBe("€");
});
