import type { RunResource } from "../../rules/graph/graph";

/** A resource as a preview shows it. */
export interface PreviewResource extends RunResource {
  /** Its parent; empty for the stack. */
  readonly parent: string;
  /** The program reads it from elsewhere: no policy sees it. */
  readonly isRead: boolean;
  /** Where the program made the resource, innermost call first, as `project:///index.ts#26,13`. */
  readonly frames: readonly string[];
}

/** What a policy reported in a preview. */
export interface PolicyReport {
  /** The resource that it is about; empty where it is about none. */
  readonly urn: string;
  readonly policy: string;
  readonly pack: string;
  readonly level: string;
  /** The description of the policy on the first line, then what it reports. */
  readonly message: string;
}

/** An error of the program or the engine. */
export interface PreviewError {
  readonly message: string;
  /** The resource that it is about; empty where it is about none. */
  readonly urn: string;
}

/** What policies of a pack looked at. */
export interface PackRun {
  readonly pack: string;
  readonly version: string;
  /** The policies that looked at a resource, by URN; at the stack as a whole: the empty URN. */
  readonly policiesAt: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What is known of one `pulumi preview`: what it printed with `--json --show-sames`, and its event log. */
export interface Preview {
  readonly project: string;
  readonly stack: string;
  /** The day of the preview, UTC, as YYYY-MM-DD: the policies judged waivers by it. */
  readonly day: string;
  /** Resources that the program declares, each once. */
  readonly resources: readonly PreviewResource[];
  readonly reports: readonly PolicyReport[];
  readonly packs: readonly PackRun[];
  /** Errors of the program and the engine; that policies refuse is none. */
  readonly errors: readonly PreviewError[];
  /** How the engine says that it ended; undefined where the log breaks off before that. */
  readonly result: "succeeded" | "failed" | undefined;
}

/** The last part of a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The type of the resource of a URN, without those of its parents. */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
