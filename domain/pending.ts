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
