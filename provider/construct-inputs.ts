import * as pulumi from "@pulumi/pulumi";
import { formatPath, type Path } from "../domain/model/bad-input";
import { factsByNoneKey } from "../domain/model/none";
import { isMembers } from "../domain/model/plain-data";
import { isDeferred, isRecord } from "../components/deferred";
import type { Problem } from "../components/problems";
import { NOT_SECRET } from "./resource-kind";

/** An input that is not known yet, in a preview. */
export interface UnknownInput {
  readonly path: Path;
  readonly output: pulumi.Output<unknown>;
}

/** The inputs of a component as far as they are known. */
export interface ReadInputs {
  /** Plain data; only what is not known yet, in a preview, is still an Output. */
  readonly known: Readonly<Record<string, unknown>>;
  readonly unknown: readonly UnknownInput[];
  /** What is wrong with them: no value of theirs is shown. */
  readonly problems: readonly Problem[];
}

/**
 * Waits for all inputs of a component. `noSeniorList: true` becomes `seniorList: null`, and so for every fact that may be
 * null: most languages lose null on the way, or send it only if it is the value of an Output, be it that there is none or
 * that nobody knows. So null itself says nothing as a fact of a site or domain; inside such a fact it is as a reader found it.
 */
export async function readInputs(inputs: pulumi.Inputs): Promise<ReadInputs> {
  const reader = new Reader();
  const known = (await reader.read(inputs, [])) as ReadInputs["known"];
  return { known, unknown: reader.unknown, problems: reader.problems };
}

class Reader {
  readonly unknown: UnknownInput[] = [];
  readonly problems: Problem[] = [];
  readonly #noneKeys = factsByNoneKey();

  async read(value: unknown, path: Path): Promise<unknown> {
    if (isDeferred(value)) return this.#readOutput(pulumi.output(value), path);
    if (Array.isArray(value)) return Promise.all(value.map((item, index) => this.read(item, [...path, index])));
    if (!isMembers(value)) return value;
    if (!isRecord(value)) {
      return this.#refuse(path, "found an asset or a resource, expected plain data");
    }
    const members = await Promise.all(
      Object.entries(value).map(async ([key, member]) => [key, await this.read(member, [...path, key])] as const),
    );
    return this.#withNulls(isEntry(path) ? members.filter(([, member]) => member !== null) : members, path);
  }

  async #readOutput(output: pulumi.Output<unknown>, path: Path): Promise<unknown> {
    if (await pulumi.isSecret(output)) {
      return this.#refuse(path, `found a secret, expected a plain value: ${NOT_SECRET}`);
    }
    const { isKnown, promise } = output as unknown as Internals;
    if (await isKnown) return this.read(await promise.call(output), path);
    this.unknown.push({ path, output });
    return output;
  }

  #refuse(path: Path, reason: string): undefined {
    this.problems.push({ propertyPath: formatPath(path), reason });
    return undefined;
  }

  #withNulls(members: readonly (readonly [string, unknown])[], path: Path): Record<string, unknown> {
    const object = new Map(members);
    for (const [key, value] of members) {
      const fact = this.#noneKeys.get(key);
      if (fact === undefined || typeof value !== "boolean") continue;
      object.delete(key);
      if (!value) continue;
      if (object.has(fact)) {
        this.#refuse([...path, key], `found true beside ${fact}, expected one of the two`);
      }
      object.set(fact, null);
    }
    return Object.fromEntries(object);
  }
}

/** Whether a path is that of a site or domain, of which the program states each fact. */
function isEntry(path: Path): boolean {
  return path.length === 2 && (path[0] === "sites" || path[0] === "domains");
}

/** What an Output has, and its type does not show: there is no other way to see that a value is not known. */
interface Internals {
  readonly isKnown: Promise<boolean>;
  promise(): Promise<unknown>;
}
