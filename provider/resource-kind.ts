import type { CheckFailure } from "@pulumi/pulumi/provider";
import { formatPath } from "../domain/model/bad-input";
import { findWrapped, type Properties } from "../domain/carried/wire";

/** What a resource needs to know of the world. */
export interface Surroundings {
  /** The day, UTC, as YYYY-MM-DD: decides whether waivers and clearances count. */
  today(): string;
  /** Tells the user something that stops nothing. */
  warn(message: string, urn?: string): Promise<void>;
  /** The configuration of the plugin. */
  configuration(): Readonly<Record<string, string | undefined>>;
}

/** What the plugin does for one type of resource. */
export interface ResourceKind {
  /** What is wrong with the inputs. Verdicts do not belong here: a failure hides the message of the policies. */
  check(olds: Properties, news: Properties): CheckFailure[];
  /** What the user should know about valid inputs that replace others; it stops nothing. */
  notice?(olds: Properties, news: Properties): string | undefined;
  /** Whether the resource is to be updated. No resource of this plugin is ever replaced. */
  hasChanges(outputs: Properties, news: Properties, world: Surroundings): boolean;
  /** The identity of a new resource. */
  idOf(inputs: Properties): string;
  /**
   * Makes or updates the resource, and gives its outputs.
   *
   * @throws Refusal where the rules do not allow it.
   */
  apply(inputs: Properties, world: Surroundings): Properties;
  /** What to say when the resource is deleted. */
  farewell?(outputs: Properties): string;
  /** Why there is nothing to import or to read, and what to do instead. */
  readonly noRead: string;
}

/** A reason why the plugin does not do what it was asked to do. It has no trace: it is no fault of the plugin. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(message: string) {
    super(message);
    this.stack = "";
  }
}

export const NOT_SECRET =
  "facts are not secret, since policies and messages show them. Use pulumi.unsecret, or configuration without --secret";

/** What stands in for values and is none: facts are not secret, and they are plain data. */
export function wrappedFailures(news: Properties): CheckFailure[] {
  return findWrapped(news).map(({ path, isSecret }) => {
    const property = formatPath(path);
    if (!isSecret) return { property, reason: "found an asset or a resource, expected plain data" };
    // The engine prints the value of a property that is named, also if it is secret.
    return { property: "", reason: `${property}: found a secret, expected a plain value: ${NOT_SECRET}` };
  });
}
