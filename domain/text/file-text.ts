/** Thrown for bytes that are no text that can be read. */
class NoText extends Error {}

/**
 * The text of a file in UTF-8, a byte order mark included.
 *
 * @throws an error that {@link whyUnreadable} words, for bytes in UTF-16 and for those that are no UTF-8.
 */
export function fileText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) throw new NoText("text in UTF-16");
  // UTF-16 without a byte order mark is UTF-8 with a NUL beside every letter.
  if (bytes.includes(0)) throw new NoText("NUL characters, as in text in UTF-16");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new NoText("bytes that are no text in UTF-8");
  }
}

const FOUND: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "no such file",
  EISDIR: "a directory",
  EACCES: "a file that may not be read",
  EPERM: "a file that may not be read",
  ERR_FS_FILE_TOO_LARGE: "more than two gigabytes",
};

/** What was found in place of a text file, by the error of reading it: `no such file`. */
export function whyUnreadable(error: unknown): string {
  const { code = "", message = String(error) } = error as NodeJS.ErrnoException;
  return FOUND[code] ?? message;
}
