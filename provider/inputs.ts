import type { CheckFailure } from "@pulumi/pulumi/provider";
import type * as z from "zod";
import { RESOURCE_INPUTS, resourceIssues, type ResourceInputs, type ServerResource } from "../domain/carried/resources";
import { fromWire, type Properties } from "../domain/carried/wire";
import type { InputIssue } from "../domain/model/bad-input";
import { Refusal } from "./refusal";
import { wrappedFailures } from "./resource-kind";

/** What is wrong with inputs as far as they are known. What is not known yet is checked at apply. */
export function failuresIn(resource: ServerResource, news: Properties): CheckFailure[] {
  const keys = Object.keys(RESOURCE_INPUTS[resource].shape);
  const own = Object.fromEntries(keys.map((key) => [key, news[key]]));
  const wrapped = wrappedFailures(own);
  if (wrapped.length > 0) return wrapped;
  return asFailures(resourceIssues(resource, fromWire(own) as Properties));
}

/** Issues as the engine takes them. */
export function asFailures(issues: readonly InputIssue[]): CheckFailure[] {
  return issues.map(({ path, reason }) => ({ property: path, reason }));
}

/**
 * Inputs at apply, when all of them are known.
 *
 * @throws Refusal for what is wrong with them.
 */
export function inputsIn<Resource extends ServerResource>(
  resource: Resource,
  inputs: Properties,
): ResourceInputs<Resource> {
  const failures = failuresIn(resource, inputs).map(({ property, reason }) => `${property}: ${reason}`);
  if (failures.length > 0) throw new Refusal(failures.join("\n"));
  return parsed(RESOURCE_INPUTS[resource], inputs) as ResourceInputs<Resource>;
}

/** Inputs that nothing is wrong with. What is null is not given. */
export function parsed<Schema extends z.ZodObject>(schema: Schema, inputs: Properties): z.output<Schema> {
  return schema.parse(Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null)));
}

/** Inputs among these that are not what they were. */
export function changedIn(keys: readonly string[], outputs: Properties, news: Properties): string[] {
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  return keys.filter((key) => !isSame(outputs[key], news[key]));
}
