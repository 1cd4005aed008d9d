import path from "node:path";
import { judge, type JudgeOptions } from "../rules/judge/judge";
import { BadInputError, type InputIssue } from "../domain/model/bad-input";
import { readHierarchyFiles } from "../domain/text/hierarchy-file";
import { documentPlaces } from "../review/document-places";
import { emptyReview, hierarchyReview, type Failure, type Review } from "../review/review";
import { nameOf, STANDARD_INPUT, type Io } from "./io";
import { readParts } from "./read-hierarchy";
import { repositoryOf } from "./repository";

/**
 * Reviews the hierarchy of one or several files, every finding at its line. Files that cannot be checked give a review
 * that says why.
 *
 * @throws BadInputError for a file that cannot be read.
 */
export async function reviewOfFiles(
  files: readonly string[],
  options: JudgeOptions,
  version: string,
  io: Io,
): Promise<Review> {
  const parts = await readParts(files, io, (file) =>
    file === STANDARD_INPUT
      ? nameOf(file)
      : (repositoryOf(path.dirname(file), io.env).fromRoot(path.resolve(file)) ?? file),
  );
  const names = parts.map(({ file }) => file).join(", ");
  const empty = emptyReview({ version, today: options.today, subject: names });
  try {
    const { facts, find } = readHierarchyFiles(parts);
    const placeOf = documentPlaces(find, (name) => name ?? names);
    const judged = { facts, options, judgement: judge(facts, options) };
    return { ...empty, hierarchies: [hierarchyReview(judged, (finding) => placeOf(finding, facts))] };
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return { ...empty, failures: failuresOf(error.issues, names) };
  }
}

/** Faults that a review lists; more are counted. */
const FAULTS_LISTED = 200;

function failuresOf(issues: readonly InputIssue[], file: string): Failure[] {
  const listed = issues.slice(0, FAULTS_LISTED).map((issue) => failureOf(issue, file));
  const rest = issues.length - listed.length;
  if (rest === 0) return listed;
  return [...listed, { kind: "input", message: `and ${rest} more; pulumi-sms check --format json lists all of them` }];
}

/** What is wrong with the file as a whole stands at its beginning. */
function failureOf({ message, position = { line: 1, column: 1 } }: InputIssue, file: string): Failure {
  return { kind: "input", message, place: { file, ...position } };
}
