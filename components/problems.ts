import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { lineNote, type InputIssue } from "../domain/model/bad-input";
import { noteRefusal } from "./program-run";

/** Something wrong with the arguments of a resource: where, and what is expected there. */
export interface Problem {
  /** Path in the arguments, as `hotfixes.Q249077.attestedOn`. */
  readonly propertyPath: string;
  /** What stands there and what is expected, as a phrase. */
  readonly reason: string;
}

/**
 * Issues as problems with the paths that they have, and with their lines if they are in a file.
 *
 * @param key the argument that is meant by an empty path: the one that names what is checked.
 */
export function problemsOf(issues: readonly InputIssue[], key = ""): Problem[] {
  return issues.map((issue) => ({
    propertyPath: issue.path || key,
    reason: issue.isPending
      ? `found an Output or a promise, expected ${issue.expected}, known while the program runs`
      : issue.reason + lineNote(issue),
  }));
}

/** A function that users call. */
export type Caller = Parameters<typeof Error.captureStackTrace>[1];

/**
 * Refuses the arguments of a resource if something is wrong with them, everything at once.
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

/** Anything but a resource of this package at a place that wants one. */
export function strangerProblem(propertyPath: string, expected: string, value: unknown): Problem {
  const other = "something else, possibly from a second installed copy of pulumi-sms";
  const found = typeof value === "object" ? other : JSON.stringify(value);
  return { propertyPath, reason: `${value === undefined ? "missing" : `found ${found}`}, expected ${expected}` };
}

/** A hierarchy whose gate is created already, or whose facts are given to others, takes no more sites and domains. */
export function closedProblem(closed: {
  readonly gate?: unknown;
  readonly facts?: unknown;
  readonly hierarchy: string;
}): Problem[] {
  const { gate, facts, hierarchy } = closed;
  if (gate === undefined && facts === undefined) return [];
  const [carrier, they] = gate === undefined ? ["facts carry", "they are used"] : ["gate carries", "it is created"];
  const why = `Q261931 is about every site, so the ${carrier} all of ${hierarchy}, and ${they} already`;
  const remedy = "declare every site and domain before the first upgrade, and before readiness or facts is used";
  return [{ propertyPath: "hierarchy", reason: `${why}: ${remedy}` }];
}
