import * as pulumi from "@pulumi/pulumi";
import { PENDING } from "../domain/pending";

/** Whether a value is known only later: an Output or a promise. */
export function isDeferred(value: unknown): value is pulumi.Output<unknown> | PromiseLike<unknown> {
  if (pulumi.Output.isInstance(value)) return true;
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

/**
 * Arguments as the model reads them: {@link PENDING} in the place of everything that is known only later. The very
 * same value where nothing is. What is not plain data stays as it is, for the model to refuse.
 */
export function withPending<T>(value: T): unknown {
  return replaceDeferred(value, new Set());
}

function replaceDeferred(value: unknown, open: Set<object>): unknown {
  if (isDeferred(value)) return PENDING;
  if (!isRecord(value) && !Array.isArray(value)) return value;
  if (open.has(value)) return value;
  open.add(value);
  const members = Object.entries(value).map(([key, member]) => [key, member, replaceDeferred(member, open)] as const);
  open.delete(value);
  if (members.every(([, before, after]) => before === after)) return value;
  return Array.isArray(value)
    ? members.map(([, , after]) => after)
    : Object.fromEntries(members.map(([key, , after]) => [key, after]));
}

/** Whether a value is an object with members of its own kind: neither a list nor an instance of a class. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
