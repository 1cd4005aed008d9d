import type { CheckFailure, DiffResult, ReadResult } from "@pulumi/pulumi/provider";
import { formatPath } from "../domain/model/bad-input";
import { findWrapped, type Properties } from "../domain/carried/wire";
import type { Servers } from "./servers";

/** What the plugin needs to know of the world. */
export interface Surroundings {
  /** The day, UTC, as YYYY-MM-DD: decides whether waivers and clearances count. */
  today(): string;
  /** Tells the user something that stops nothing. */
  warn(message: string, urn?: string): Promise<void>;
  /** Tells the user how far a resource is. */
  tell(message: string, urn: string): Promise<void>;
  /** The servers that the configuration of the plugin names. */
  servers(): Servers;
  /** Aborted when the engine cancels the run: every wait ends, with a reason that the user reads. */
  readonly signal: AbortSignal;
  /** Runs work that is not to be left in the middle: the plugin ends only after it. */
  finish<T>(work: () => Promise<T>): Promise<T>;
}

/** What one resource needs to know of the world. */
export interface Work extends Omit<Surroundings, "warn" | "tell"> {
  warn(message: string): Promise<void>;
  tell(message: string): Promise<void>;
}

/** What the plugin does for one type of resource. Everything may throw a Refusal. */
export interface ResourceKind {
  /** What is wrong with the inputs. Verdicts do not belong here: a failure hides the message of the policies. */
  check(olds: Properties, news: Properties): CheckFailure[];
  /** What the user should know about valid inputs that replace others; it stops nothing. */
  notice?(olds: Properties, news: Properties): string | undefined;
  /** Whether the resource is to be updated, or replaced. */
  diff(outputs: Properties, news: Properties, work: Work): DiffResult & { readonly changes: boolean };
  /** The inputs whose values, with slashes between them, are the id of a resource. */
  readonly identity: readonly string[];
  /** What only one resource of a run may stand for, by its inputs or outputs. Absent: there may be any number of an id. */
  single?(inputs: Properties): string;
  /** Makes the resource, and gives its outputs. */
  create(inputs: Properties, work: Work): Promise<Properties>;
  /** Makes an existing resource what the inputs say. */
  update(inputs: Properties, outputs: Properties, work: Work): Promise<Properties>;
  /**
   * What is really there, for a refresh, and without outputs for an import. Absent: nothing is read, and a refresh gives back
   * the outputs that it was sent.
   */
  read?(id: string, outputs: Properties | undefined, work: Work): Promise<ReadResult>;
  /** Takes back what the resource made, or says why that stays. */
  delete?(outputs: Properties, work: Work): Promise<void>;
  /** Why there is nothing to import, and what to do instead; absent: there is. */
  readonly noImport?: string;
}

export const NOT_SECRET =
  "facts are not secret, since policies and messages show them. Use pulumi.unsecret, or configuration without --secret";

/** What stands in for values and is none: facts are not secret, and they are plain data. */
export function wrappedFailures(news: Properties): CheckFailure[] {
  return findWrapped(news).map(({ path, isSecret }) => ({
    property: formatPath(path),
    reason: isSecret
      ? `found a secret, expected a plain value: ${NOT_SECRET}`
      : "found an asset or a resource, expected plain data",
  }));
}
