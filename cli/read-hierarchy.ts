import { readFile } from "node:fs/promises";
import { BadInputError, inputIssue } from "../domain/bad-input";
import type { Facts } from "../domain/facts";
import { parseHierarchyFile, type FileFormat } from "../domain/hierarchy-file";
import type { Io } from "./io";

/** The name of standard input on a command line. */
export const STANDARD_INPUT = "-";

/**
 * Facts of a hierarchy file: JSON where its name ends in `.json`, YAML otherwise and on standard input.
 *
 * @throws BadInputError for a file that cannot be read, and for everything that is wrong with the document.
 */
export async function readHierarchy(file: string, io: Io): Promise<Facts> {
  return parseHierarchyFile(await readText(file, HIERARCHY_FILE, io), formatOfHierarchy(file));
}

/** What is expected of a hierarchy file as a whole. */
export const HIERARCHY_FILE = "a hierarchy file, YAML or JSON in UTF-8";

/** How a hierarchy file of a name is written. */
export function formatOfHierarchy(file: string): FileFormat {
  return /\.json$/i.test(file) ? "json" : "yaml";
}

/**
 * The text of a file, or of standard input where the file is called `-`.
 *
 * @param expected what the file is to be.
 * @param option the option that names it; without one it is the file of the command.
 * @throws BadInputError for a file that cannot be read.
 */
export async function readText(file: string, expected: string, io: Io, option?: string): Promise<string> {
  try {
    return decode(await readBytes(file, io));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const found = option === undefined ? error.message : `${file}, ${error.message}`;
    throw new BadInputError([inputIssue(option === undefined ? [] : [option], file, expected, found)]);
  }
}

/** Why a file cannot be read. */
class Unreadable extends Error {}

const FOUND: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "no such file",
  EISDIR: "a directory",
  EACCES: "a file that may not be read",
  EPERM: "a file that may not be read",
  ERR_FS_FILE_TOO_LARGE: "more than two gigabytes",
};

async function readBytes(file: string, io: Io): Promise<Uint8Array> {
  try {
    return await (file === STANDARD_INPUT ? io.readInput() : readFile(file));
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new Unreadable(FOUND[code] ?? message);
  }
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new Unreadable("text in UTF-16");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unreadable("bytes that are no text in UTF-8");
  }
}
