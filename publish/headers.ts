/** Whether an answer says that too much is asked. GitHub says it with 403 as well, which else means a missing right. */
export function isLimit(status: number, headers: Headers, message: string): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0" || /rate limit/i.test(message);
}

/** What GitHub asks of those whom it stops without saying for how long, and the least to wait. */
const UNSTATED_WAIT = 60_000;
const LEAST_WAIT = 1000;

/** Milliseconds that a host asks to wait, in one of the forms of its headers. */
export function waitOf(headers: Headers): number {
  const after = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(after)) return Number(after) * 1000;
  const date = after === "" ? NaN : Date.parse(after);
  const reset = headers.get("x-ratelimit-reset") ?? headers.get("ratelimit-reset") ?? "";
  const until = Number.isNaN(date) ? (/^\d+$/.test(reset) ? Number(reset) * 1000 : NaN) : date;
  return Number.isNaN(until) ? UNSTATED_WAIT : Math.max(until - Date.now(), LEAST_WAIT);
}

/** The query of the next page in a Link header. Its address counts for nothing: the token stays with the host. */
export function nextQuery(link: string | null): string | undefined {
  const [, address = ""] = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? "") ?? [];
  const query = address.split("?")[1];
  return query === undefined || query === "" ? undefined : query;
}
