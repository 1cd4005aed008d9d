import path from "node:path";
import type { JudgeOptions } from "../rules/judge";
import { BadInputError } from "../domain/bad-input";
import { parseHierarchyFile } from "../domain/hierarchy-file";
import { documentPlaces } from "../review/document-places";
import { reviewHierarchy } from "../review/hierarchy-review";
import { emptyReview, type Review } from "../review/review";
import type { Io } from "./io";
import { formatOfHierarchy, HIERARCHY_FILE, readText, STANDARD_INPUT } from "./read-hierarchy";
import { repositoryOf } from "./repository";

/**
 * Reviews a hierarchy file, every finding at its line. A file that cannot be judged gives a review that says why.
 *
 * @throws BadInputError for a file that cannot be read.
 */
export async function reviewOfFile(file: string, options: JudgeOptions, version: string, io: Io): Promise<Review> {
  const text = await readText(file, HIERARCHY_FILE, io);
  const format = formatOfHierarchy(file);
  const name =
    file === STANDARD_INPUT
      ? "standard input"
      : (repositoryOf(path.dirname(file)).fromRoot(path.resolve(file)) ?? file);
  const empty = emptyReview({ version, today: options.today, subject: name });
  try {
    const facts = parseHierarchyFile(text, format);
    const find = documentPlaces(text, format, name);
    return { ...empty, hierarchies: [reviewHierarchy(facts, options, (finding) => find(finding, facts))] };
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return { ...empty, failures: [{ kind: "input", message: error.message }] };
  }
}
