import { z } from "zod";

const LONGEST = 300;

/** What a host says, on one line, without what steers a terminal, and not at any length. */
export function oneLine(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST).toWellFormed()}…`;
}

/** A text as JSON; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What kept an answer from coming, as the network says it. */
export function faultOf(error: unknown, patience: number): string {
  const { name, message, cause } = error as Error;
  if (name === "TimeoutError") return `no answer within ${patience / 1000} s`;
  // The reason stands in the cause; of several addresses that were tried, only the code says it.
  const { message: reason = "", code = "" } = (cause ?? {}) as NodeJS.ErrnoException;
  return reason || code || message;
}

const FAULT = z.object({
  message: z.unknown().optional(),
  error: z.unknown().optional(),
  errors: z.unknown().optional(),
});

/** What a host says of a fault, on one line. */
export function messageOf(text: string): string {
  const { success, data } = FAULT.safeParse(parsed(text));
  if (!success) return oneLine(text.slice(0, 5000).replace(/<[^>]*>/g, " "));
  const parts = [data.message, data.error, data.errors].filter((part) => part !== undefined && part !== null);
  return oneLine(parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join(" "));
}
