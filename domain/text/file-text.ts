import { constants } from "node:buffer";

/** Text of a file of the late nineties: bytes are code page 1252, a string is taken as it is. */
export function textOf(content: string | Uint8Array): string {
  return typeof content === "string" ? content : new TextDecoder("windows-1252").decode(content);
}

/** Thrown for bytes that cannot be read as text. */
class NotText extends Error {}

/**
 * The text of a file in UTF-8, a byte order mark included.
 *
 * @throws an error that {@link whyUnreadable} words, for bytes in UTF-16, bytes that are not UTF-8, and too many bytes.
 */
export function fileText(bytes: Uint8Array): string {
  if (isMarkedUtf16(bytes)) throw new NotText("UTF-16 text. Save it as UTF-8");
  // UTF-16 without a byte order mark is UTF-8 with a NUL beside every letter.
  if (bytes.includes(0)) throw new NotText("NUL characters, as in UTF-16 text. Save it as UTF-8");
  if (bytes.length > constants.MAX_STRING_LENGTH) throw new NotText("Larger than 512 MB");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new NotText("Not UTF-8 text. Save it as UTF-8");
  }
}

/**
 * Refuses a pipe or a device in the place of a file: reading it waits for others, or never ends.
 *
 * @throws an error that {@link whyUnreadable} words.
 */
export function expectFile(kind: { isFile(): boolean; isDirectory(): boolean }): void {
  // A folder has an error of its own when it is read.
  if (!kind.isFile() && !kind.isDirectory()) throw new NotText("A pipe or a device, not a file");
}

/** Whether bytes begin with the byte order mark of UTF-16. */
export function isMarkedUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "No such file",
  ENOTDIR: "No such file",
  EISDIR: "This is a directory",
  EACCES: "Permission denied",
  EPERM: "Permission denied",
  ELOOP: "A link that leads back to itself",
  ENAMETOOLONG: "The name is too long",
  ERR_FS_FILE_TOO_LARGE: "Larger than 2 GB",
};

/** Why a file cannot be read, by the error of reading it: `No such file`. */
export function whyUnreadable(error: unknown): string {
  const { code = "", message = String(error) } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
