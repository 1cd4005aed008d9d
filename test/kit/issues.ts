import { BadInputError } from "../../domain/model/bad-input";
import { toFacts } from "../../domain/model/facts";

/** A fault: where it is, what stands there (undefined: nothing does), and what is expected. */
export type Expected = readonly [path: string, value: unknown, expected: string];

/** Everything that is wrong with something, in the order in which it is reported. */
export function issuesOf(document: unknown, read: (document: unknown) => unknown = toFacts): Expected[] {
  try {
    read(document);
    return [];
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return error.issues.map(({ path, value, expected }) => [path, value, expected]);
  }
}
