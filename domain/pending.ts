/**
 * The state of a fact that this very update will produce: an output that is unknown in preview. Neither known nor
 * absent; a verdict that rests on one is `pending`.
 */
export const PENDING: unique symbol = Symbol.for("pulumi-sms.pending");

/** The type of {@link PENDING}. */
export type Pending = typeof PENDING;

/** Whether a value is {@link PENDING}. */
export function isPending(value: unknown): value is Pending {
  return value === PENDING;
}

/** Whether something in a value is {@link PENDING}. */
export function holdsPending(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isPending(value);
  return Object.values(value).some(holdsPending);
}

/**
 * The texts that the Pulumi engine and SDK put in the place of values that are not known yet, one for each kind of
 * value. On the wire they stand for {@link PENDING}; as a fact such a text is refused.
 */
export const UNKNOWN_TEXTS: ReadonlySet<string> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/**
 * What languages write into a text in the place of a value that they do not have: YAML and Go of null, the SDKs of an Output
 * that nobody waited for. No such text is a fact.
 */
export const NO_VALUE = /<nil>|Calling \S+ on an \[?Output[<[]/;
