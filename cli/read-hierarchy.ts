import { readFile } from "node:fs/promises";
import { BadInputError, inputIssue } from "../domain/model/bad-input";
import type { Facts } from "../domain/model/facts";
import { fileText, whyUnreadable } from "../domain/text/file-text";
import { formatOfHierarchy, HIERARCHY_FILE, parseHierarchyFile } from "../domain/text/hierarchy-file";
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

/**
 * The text of a file, or of standard input where the file is called `-`.
 *
 * @param expected what the file is to be.
 * @param option the option that names it; without one it is the file of the command.
 * @throws BadInputError for a file that cannot be read.
 */
export async function readText(file: string, expected: string, io: Io, option?: string): Promise<string> {
  try {
    return fileText(await (file === STANDARD_INPUT ? io.readInput() : readFile(file)));
  } catch (error) {
    const why = whyUnreadable(error);
    const found = option === undefined ? why : `${file}, ${why}`;
    throw new BadInputError([inputIssue(option === undefined ? [] : [option], file, expected, found)]);
  }
}
