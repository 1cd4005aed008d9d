import { readFileSync } from "node:fs";
import path from "node:path";
import { BadInputError, issueOf } from "../domain/model/bad-input";
import { fileText, whyUnreadable } from "../domain/text/file-text";
import {
  formatOfHierarchy,
  HIERARCHY_FILE,
  readHierarchyFile,
  type HierarchyFile,
  type ReadBeside,
} from "../domain/text/hierarchy-file";
import type { Io } from "./io";

/** The name of standard input on a command line. */
export const STANDARD_INPUT = "-";

/**
 * A hierarchy file and its facts: JSON if its name ends in `.json`, else YAML, also on standard input.
 *
 * @throws BadInputError for a file that cannot be read, and for everything that is wrong with the document.
 */
export async function readHierarchy(file: string, io: Io): Promise<HierarchyFile> {
  return readHierarchyFile(await readText(file, HIERARCHY_FILE, io), formatOfHierarchy(file), besideOf(file));
}

/** Reads what a hierarchy file names, from its folder; what standard input names, from the working directory. */
export function besideOf(file: string): ReadBeside {
  const folder = file === STANDARD_INPUT ? "." : path.dirname(file);
  return (name) => readFileSync(path.resolve(folder, name));
}

/**
 * The text of a file, or of standard input if the file is called `-`.
 *
 * @param expected what the file is to be.
 * @param option the option that names it; without one it is the file of the command.
 * @throws BadInputError for a file that cannot be read.
 */
export async function readText(file: string, expected: string, io: Io, option?: string): Promise<string> {
  try {
    return fileText(file === STANDARD_INPUT ? await io.readInput() : readFileSync(file));
  } catch (error) {
    const why = whyUnreadable(error);
    const [at, reason] = option === undefined ? [[], why] : [[option], `${why}: ${file}`];
    throw new BadInputError([issueOf({ path: at, value: file, expected, reason })]);
  }
}
