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

/**
 * A copy of arguments: what the program changes in them afterwards changes nothing here. What is known only later, and
 * what is not plain data, stays as it is.
 */
export function copied<T>(value: T): T {
  return copyOf(value, new Map()) as T;
}

function copyOf(value: unknown, seen: Map<object, unknown>): unknown {
  if (isDeferred(value) || (!isRecord(value) && !Array.isArray(value))) return value;
  if (seen.has(value)) return seen.get(value);
  const copy: object = Array.isArray(value) ? [] : {};
  seen.set(value, copy);
  for (const [key, member] of Object.entries(value)) {
    const content = { value: copyOf(member, seen), writable: true, enumerable: true, configurable: true };
    Object.defineProperty(copy, key, content);
  }
  return copy;
}

/** Whether a value is an object with members of its own kind: neither a list nor an instance of a class. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
