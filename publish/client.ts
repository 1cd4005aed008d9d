import * as z from "zod";

/** Timing that a test can replace. */
export interface Network {
  /** Milliseconds that an answer may take. */
  readonly patience: number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** The network as it is. */
export const NETWORK: Network = {
  patience: 30_000,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Why a review is not published: where it failed, what is wrong, and what to do. */
export class PublishError extends Error {
  override readonly name: string = "PublishError";

  constructor(where: string, what: string, remedy: string) {
    super(`${where}: ${what}. ${remedy}`);
  }
}

/** The host answered, and did not do what it was asked. */
export class Declined extends PublishError {
  override readonly name = "Declined";

  constructor(
    readonly status: number,
    where: string,
    answer: string,
    remedy: string,
  ) {
    super(where, `the request failed with ${answer}`, remedy);
  }
}

/** No answer, or one that does not show whether the request was done. */
export class Unanswered extends PublishError {
  override readonly name = "Unanswered";
}

/** A host and the right to write to it. */
export interface Access {
  /** Its name in messages: GitHub, GitLab. */
  readonly host: string;
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One request. */
export interface Request<T> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH";
  readonly url: string;
  readonly body?: unknown;
  /** Form of a usable answer. */
  readonly answer: z.ZodType<T>;
  /** Whether it may be sent again if no answer came: everything that creates nothing. */
  readonly repeatable: boolean;
}

interface Attempt<T> {
  readonly value?: T;
  /** The query of the next page; undefined on the last one. */
  readonly next?: string | undefined;
  readonly error?: PublishError;
  /** Milliseconds until it may be sent again; undefined if it is of no use. */
  readonly wait?: number | undefined;
}

/** Times that one request is sent, and milliseconds before it is sent the second time; each wait doubles. */
const ATTEMPTS = 5;
const FIRST_WAIT = 1000;
/** Longest wait that a host may ask for: a job that waits for an hour helps nobody. */
const LONGEST_WAIT = 120_000;
/** Most pages that are read: 100,000 comments. */
const MOST_PAGES = 1000;

/** Sends requests to a host: again if the failure is likely to pass, and never with the token in a message. */
export class Client {
  constructor(
    readonly access: Access,
    readonly network: Network,
  ) {}

  /**
   * The answer to a request.
   *
   * @throws Declined if the host did not do it.
   * @throws Unanswered if it may or may not be done.
   */
  async ask<T>(request: Request<T>): Promise<T> {
    return (await this.#ask(request)).value;
  }

  /** All values of a list that the host gives page by page. */
  async all<T>(url: string, value: z.ZodType<T>): Promise<T[]> {
    const values: T[] = [];
    let page: string | undefined = "per_page=100";
    for (let count = 1; page !== undefined; count++) {
      const address: string = `${url}?${page}`;
      if (count > MOST_PAGES)
        throw new PublishError(`GET ${address}`, `more than ${MOST_PAGES} pages of comments`, "Delete old comments.");
      const answer = await this.#ask({ method: "GET", url: address, answer: z.array(value), repeatable: true });
      values.push(...answer.value);
      page = answer.next;
    }
    return values;
  }

  async #ask<T>(request: Request<T>): Promise<{ value: T; next: string | undefined }> {
    for (let attempt = 1; ; attempt++) {
      const { value, next, error, wait } = await this.#once(request);
      if (error === undefined) return { value: value as T, next };
      const again = wait ?? (error instanceof Unanswered && request.repeatable ? FIRST_WAIT * 2 ** (attempt - 1) : NaN);
      if (!(again <= LONGEST_WAIT) || attempt === ATTEMPTS) throw error;
      await this.network.wait(again);
    }
  }

  async #once<T>(request: Request<T>): Promise<Attempt<T>> {
    const where = `${request.method} ${request.url}`;
    try {
      const response = await this.#send(request);
      const text = this.#withoutToken(await response.text());
      if (!response.ok) return this.#failed(where, response, text);
      const { success, data } = request.answer.safeParse(parsed(text));
      if (success) return { value: data, next: nextQuery(response.headers.get("link")) };
      return this.#unanswered(where, `the answer is not ${this.access.host}'s: ${oneLine(text) || "nothing"}`);
    } catch (error) {
      return this.#unanswered(where, oneLine(this.#withoutToken(reasonOf(error, this.network.patience))));
    }
  }

  /** Redirections are not followed: the token goes to nobody but the host. */
  #send({ method, url, body }: Request<unknown>): Promise<Response> {
    const json: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    return fetch(url, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(this.network.patience),
      headers: {
        ...this.access.headers,
        ...json,
        "user-agent": "pulumi-sms",
        authorization: `Bearer ${this.access.token}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  #failed(where: string, { status, headers }: Response, text: string): Attempt<never> {
    const reason = messageOf(text);
    const answer = `${status} ${reason}`.trim();
    if (status >= 500 || status === 408) return this.#unanswered(where, `the host answered ${answer}`);
    // A limit must not pass for a missing right.
    if (isLimit(status, headers, reason))
      return { error: new Declined(429, where, answer, this.#remedy(429)), wait: waitOf(headers) };
    return { error: new Declined(status, where, answer, this.#remedy(status)) };
  }

  #remedy(status: number): string {
    const { host } = this.access;
    if (status === 401) return `Set a valid token; ${host} does not know this one, or it has expired.`;
    if (status === 403) return "Give the token the right to write comments.";
    if (status === 404) return "Check the address and that the token has access.";
    if (status === 429) return `Run the job again later: ${host} limits requests.`;
    if (status >= 300 && status < 400) return "Set the address of the API to where it is now.";
    return `See what ${host} says about the request; it was not done.`;
  }

  #unanswered(where: string, what: string): Attempt<never> {
    const remedy = `Run the job again. If ${this.access.host} can be reached only through a proxy, set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.`;
    return { error: new Unanswered(where, what, remedy) };
  }

  #withoutToken(text: string): string {
    const { token } = this.access;
    return text.replaceAll(token, "***").replaceAll(encodeURIComponent(token), "***");
  }
}

/** Whether an answer says that there are too many requests. GitHub also says it with 403, otherwise a missing right. */
export function isLimit(status: number, headers: Headers, message: string): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0" || /rate limit/i.test(message);
}

/** What GitHub asks for if it names no time, and the least to wait. */
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
  return address.split("?")[1] || undefined;
}

const LONGEST = 300;

/** A text of a host on one line, without control characters, and cut to a length. */
export function oneLine(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST).toWellFormed()}…`;
}

/** A text as JSON; undefined if it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why no answer came. */
function reasonOf(error: unknown, patience: number): string {
  const { name, message, cause } = error as Error;
  if (name === "TimeoutError") return `no answer within ${patience / 1000} s`;
  // The reason is in the cause; if several addresses were tried, only in its code.
  const { message: reason = "", code = "" } = (cause ?? {}) as NodeJS.ErrnoException;
  return reason || code || message;
}

const FAILURE = z.looseObject({ message: z.unknown(), error: z.unknown(), errors: z.unknown() }).partial();

/** The message in a host's answer to a request that failed. */
function messageOf(text: string): string {
  const { success, data } = FAILURE.safeParse(parsed(text));
  if (!success) return oneLine(text.slice(0, 5000).replace(/<[^>]*>/g, " "));
  const parts = [data.message, data.error, data.errors].filter((part) => part !== undefined && part !== null);
  return oneLine(parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join(" "));
}
