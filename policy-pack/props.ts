import { UnknownValueError } from "@pulumi/policy";
import { PENDING } from "../domain/pending";

/**
 * Properties of a resource as plain data, with {@link PENDING} in the place of every value that is not known in
 * preview. The only way by which this pack reads properties: an unknown value that a policy touches throws, and the
 * SDK would turn the whole policy into advice.
 */
export function readProps(props: object): Record<string, unknown> {
  return copy(props) as Record<string, unknown>;
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => member(value, index));
  if (typeof value !== "object" || value === null) return value;
  const plain: Record<string, unknown> = {};
  for (const key of Object.keys(value)) define(plain, key, member(value, key));
  // The SDK reads a key named __proto__ by assignment: the key is lost, and what it held became the prototype.
  if (!hasPlainPrototype(value)) define(plain, "__proto__", null);
  return plain;
}

function member(owner: object, key: string | number): unknown {
  try {
    return copy((owner as Record<string | number, unknown>)[key]);
  } catch (error) {
    if (error instanceof UnknownValueError) return PENDING;
    throw error;
  }
}

/** Assigning to a key named __proto__ would lose it, and with it the refusal of such a key. */
function define(owner: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(owner, key, { value, enumerable: true, writable: true, configurable: true });
}

function hasPlainPrototype(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
