import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { formatPath, lineNote, type InputIssue, type Path } from "../domain/model/bad-input";
import { noteRefusal } from "./program-run";

/** Something wrong with the arguments of a resource: where, and what is expected there. */
export interface Problem {
  /** Path in the arguments, as `hotfixes.Q249077.attestedOn`. */
  readonly propertyPath: string;
  /** What stands there and what is expected, as a phrase. */
  readonly reason: string;
}

/** What {@link inputIssue} writes for a value that is known only later, in a place where it has to be known. */
const DEFERRED = 'found "(symbol)"';

/** What is wrong with an argument, without its path. */
export function reasonOf({ reason }: InputIssue): string {
  return reason.startsWith(DEFERRED)
    ? `found an Output or a promise${reason.slice(DEFERRED.length)}, known while the program runs`
    : reason;
}

/**
 * The issues of one entry of a document as problems of the arguments that it was made of. Issues elsewhere in the
 * document are left out.
 *
 * @param entry where the entry stands in the document.
 * @param key the argument that names the entry: the place of what is wrong with the entry as a whole.
 */
export function problemsAt(issues: readonly InputIssue[], entry: Path, key: string): Problem[] {
  const prefix = formatPath(entry);
  return issues.flatMap((issue) => {
    const rest = issue.path.startsWith(prefix) ? issue.path.slice(prefix.length) : "-";
    if (rest === "") return [{ propertyPath: key, reason: reasonOf(issue).replace(/^found the key /, "found ") }];
    if (rest.startsWith(".")) return [{ propertyPath: rest.slice(1), reason: reasonOf(issue) }];
    return rest.startsWith("[") ? [{ propertyPath: rest, reason: reasonOf(issue) }] : [];
  });
}

/** Issues as problems with the paths that they have, and with their lines where they are of a file. */
export function problemsOf(issues: readonly InputIssue[]): Problem[] {
  return issues.map((issue) => ({ propertyPath: issue.path, reason: reasonOf(issue) + lineNote(issue) }));
}

/** A function that users call. */
export type Caller = Parameters<typeof Error.captureStackTrace>[1];

/**
 * Refuses the arguments of a resource where something is wrong with them, everything at once.
 *
 * @param what the resource, as `Site "CEN"`.
 * @param caller the constructor that users call: the trace of the error begins at their own line.
 * @throws pulumi.InputPropertiesError with every problem and its path.
 */
export function refuse(what: string, problems: readonly [Problem, ...Problem[]], caller: Caller): never;
export function refuse(what: string, problems: readonly Problem[], caller: Caller): void;
export function refuse(what: string, problems: readonly Problem[], caller: Caller): void {
  if (problems.length === 0) return;
  noteRefusal();
  const lines = problems.map(
    ({ propertyPath, reason }) => `  - ${propertyPath === "" ? "" : `${propertyPath}: `}${reason}`,
  );
  const error = new pulumi.InputPropertiesError({
    message: [`${what} is refused:`, ...lines].join("\n"),
    errors: [...problems],
  });
  showPlainly(error, caller);
  throw error;
}

/**
 * What the runtime prints of an error: its message, which has the problems already, and the user's own line. By itself
 * it prints the problems again as an object, and a trace through the runtime.
 */
function showPlainly(error: Error, caller: Caller): void {
  Error.captureStackTrace(error, caller);
  const frame = error.stack?.split("\n").find((line) => /^\s+at /.test(line));
  error.stack = [error.message, ...(frame === undefined ? [] : [frame])].join("\n");
  Object.defineProperty(error, inspect.custom, { value: () => error.stack });
}

/** Anything but a resource of this package where one has to stand. */
export function strangerProblem(propertyPath: string, expected: string, value: unknown): Problem {
  const other = "something else, or one of another copy of pulumi-sms";
  const found = value === undefined ? "nothing" : typeof value === "object" ? other : JSON.stringify(value);
  return { propertyPath, reason: `found ${found}, expected ${expected}` };
}

/** A hierarchy whose gate is made already takes no more sites and domains. */
export function closedProblem({ gate, hierarchy }: { readonly gate?: unknown; readonly hierarchy: string }): Problem[] {
  if (gate === undefined) return [];
  const why = `Q261931 is about every site, so the gate carries all of ${hierarchy}, and it is made already`;
  const remedy = "declare every site and domain before the first upgrade, and before readiness is used";
  return [{ propertyPath: "hierarchy", reason: `${why}: ${remedy}` }];
}
