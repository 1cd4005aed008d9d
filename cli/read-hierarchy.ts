import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { BadInputError, issueOf, type InputIssue } from "../domain/model/bad-input";
import { expectFile, fileText, whyUnreadable } from "../domain/text/file-text";
import {
  formatOfHierarchy,
  HIERARCHY_FILE,
  readHierarchyFiles,
  type HierarchyFile,
  type HierarchyPart,
  type ReadBeside,
} from "../domain/text/hierarchy-file";
import { filesBelow, isFolder } from "./files-below";
import { nameOf, STANDARD_INPUT, type Io } from "./io";

/**
 * Hierarchy files, and folders of such, as one hierarchy: JSON if a name ends in `.json`, else YAML, also on standard input.
 *
 * @throws BadInputError for a file that cannot be read, and for everything that is wrong with the document.
 */
export async function readHierarchy(files: readonly string[], io: Io): Promise<HierarchyFile> {
  return readHierarchyFiles(await readParts(files, io));
}

/**
 * The files that a command line names, as they stand there.
 *
 * @param call what a file is called in places.
 * @throws BadInputError for all files that cannot be read, and for one that is given twice.
 */
export async function readParts(files: readonly string[], io: Io, call = nameOf): Promise<HierarchyPart[]> {
  const all = filesIn(files);
  const places = all.map((file) => (file === STANDARD_INPUT ? file : path.resolve(file)));
  const parts = await Promise.all(
    all.map(async (file, index): Promise<HierarchyPart | InputIssue> => {
      if (places.indexOf(places[index] ?? file) < index) return issueAt(call(file), "Given twice");
      try {
        const text = await readText(file, HIERARCHY_FILE, io);
        return { file: call(file), text, format: formatOfHierarchy(file), readBeside: besideOf(file) };
      } catch (error) {
        if (!(error instanceof BadInputError) || (all.length === 1 && file === files[0])) throw error;
        return issueAt(call(file), error.issues.map(({ reason }) => reason).join(", "));
      }
    }),
  );
  const issues = parts.filter((one) => "reason" in one);
  if (issues.length > 0) throw new BadInputError(issues);
  return parts.filter((one) => "text" in one);
}

function issueAt(file: string, reason: string): InputIssue {
  return issueOf({ path: [], value: file, expected: HIERARCHY_FILE, reason, position: { file, line: 1, column: 1 } });
}

/** What commands say of the files that they take. */
export const HIERARCHY_FILES =
  "hierarchy files, or folders of them, that are one hierarchy: JSON if a name ends in .json, else YAML; - reads standard input";

/** Whether a file in a folder is a hierarchy file, by its name; a schema beside them is none. */
export function isHierarchyName(file: string): boolean {
  return /(?<!\.schema)\.(ya?ml|json)$/i.test(file);
}

/**
 * The hierarchy files that a command line names: a folder stands for those in it and below it, by name.
 *
 * @throws BadInputError for a folder without such files.
 */
function filesIn(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    if (name === STANDARD_INPUT || !isFolder(name)) return [name];
    const refused = (reason: string) =>
      new BadInputError([issueOf({ path: [], value: name, expected: HIERARCHY_FILE, reason })]);
    const files = listed(name, refused).filter(isHierarchyName);
    if (files.length > 0) return files.map((file) => path.join(name, file));
    throw refused("This folder has no file that ends in .yaml, .yml or .json");
  });
}

function listed(folder: string, refused: (reason: string) => BadInputError): string[] {
  try {
    return filesBelow(folder);
  } catch (error) {
    throw refused(whyUnreadable(error));
  }
}

/** Reads what a hierarchy file names, from its folder; what standard input names, from the working directory. */
export function besideOf(file: string): ReadBeside {
  const folder = file === STANDARD_INPUT ? "." : path.dirname(file);
  return (name) => bytesOf(path.resolve(folder, name));
}

/**
 * The bytes of a file.
 *
 * @param isPipeGood whoever named it may have meant a pipe, as `<(command)` of a shell is one.
 * @throws an error that {@link whyUnreadable} words.
 */
export function bytesOf(file: string, isPipeGood = false): Uint8Array {
  const kind = statSync(file);
  if (!isPipeGood || !kind.isFIFO()) expectFile(kind);
  return readFileSync(file);
}

/**
 * The text of a file, or of standard input if the file is called `-`.
 *
 * @param expected what the file is to be.
 * @param option the option that names it; without one it is the file of the command.
 * @throws BadInputError for a file that cannot be read.
 */
export async function readText(
  file: string,
  expected: string,
  io: Pick<Io, "readInput">,
  option?: string,
): Promise<string> {
  try {
    return fileText(file === STANDARD_INPUT ? await io.readInput() : bytesOf(file, true));
  } catch (error) {
    const why = whyUnreadable(error);
    const [at, reason] = option === undefined ? [[], why] : [[option], `${why}: ${file}`];
    throw new BadInputError([issueOf({ path: at, value: file, expected, reason })]);
  }
}
