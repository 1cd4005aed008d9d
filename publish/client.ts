import type { z } from "zod";
import { isLimit, nextQuery, waitOf } from "./headers";
import { Problem, Refusal, Unanswered } from "./problem";
import { faultOf, messageOf, oneLine, parsed } from "./said";

/** What a client needs of the world, so that a test need not wait. */
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

/** A host and the right to speak to it. */
export interface Access {
  /** Its name in messages: GitHub, GitLab. */
  readonly host: string;
  /** Where its API begins, without a slash at the end. */
  readonly api: string;
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One request. */
export interface Request<T> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH";
  readonly url: string;
  readonly body?: unknown;
  /** The form of an answer that says something. */
  readonly answer: z.ZodType<T>;
  /** Whether it may be asked again when nobody knows whether it was done: all that creates nothing. */
  readonly repeatable: boolean;
}

/** What a host answered. */
export interface Answer<T> {
  readonly value: T;
  /** The query of the next page; undefined on the last one. */
  readonly next: string | undefined;
}

/** Times that one request is asked, and milliseconds before it is asked again the first time; each wait doubles. */
const ATTEMPTS = 5;
const FIRST_WAIT = 1000;
/** Longest wait that a host may ask for: a job that waits for an hour helps nobody. */
const LONGEST_WAIT = 120_000;

/** Asks a host: again where the fault is likely to pass, and never with the token in a message. */
export class Client {
  constructor(
    readonly access: Access,
    readonly network: Network,
  ) {}

  /**
   * The answer to a request.
   *
   * @throws Refusal where the host answers that it does not do it.
   * @throws Unanswered where nobody knows whether it was done.
   */
  async ask<T>(request: Request<T>): Promise<Answer<T>> {
    for (let attempt = 1; ; attempt++) {
      const { outcome, wait } = await this.#once(request);
      if (!(outcome instanceof Problem)) return outcome;
      const again = wait ?? (outcome instanceof Unanswered && request.repeatable ? delay(attempt) : undefined);
      if (again === undefined || again > LONGEST_WAIT || attempt === ATTEMPTS) throw outcome;
      await this.network.wait(again);
    }
  }

  async #once<T>(request: Request<T>): Promise<{ outcome: Answer<T> | Problem; wait?: number | undefined }> {
    const where = `${request.method} ${request.url}`;
    try {
      const response = await this.#send(request);
      const text = await response.text();
      if (!response.ok) return this.#refused(where, response, this.#withoutToken(text));
      const value = request.answer.safeParse(parsed(text));
      if (value.success) return { outcome: { value: value.data, next: nextQuery(response.headers.get("link")) } };
      const found = `an answer that is not ${this.access.host}'s: ${oneLine(this.#withoutToken(text)) || "nothing"}`;
      return { outcome: this.#unanswered(where, found) };
    } catch (error) {
      return { outcome: this.#unanswered(where, oneLine(this.#withoutToken(faultOf(error, this.network.patience)))) };
    }
  }

  /** Redirections are not followed: the token goes to nobody but the host. */
  #send({ method, url, body }: Request<unknown>): Promise<Response> {
    return fetch(url, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(this.network.patience),
      headers: {
        ...this.access.headers,
        "user-agent": "pulumi-sms",
        authorization: `Bearer ${this.access.token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  #refused(
    where: string,
    { status, headers }: Response,
    text: string,
  ): { outcome: Problem; wait?: number | undefined } {
    const said = messageOf(text);
    const found = said === "" ? String(status) : `${status} ${said}`;
    if (status >= 500 || status === 408) return { outcome: this.#unanswered(where, found) };
    const limited = isLimit(status, headers, said);
    const remedy = limited ? `Run the job again later: ${this.access.host} limits requests.` : this.#remedy(status);
    return {
      // A limit says nothing of what the token may do: it must not pass for a missing right.
      outcome: new Refusal(limited ? 429 : status, where, found, remedy),
      wait: limited ? waitOf(headers) : undefined,
    };
  }

  #remedy(status: number): string {
    const { host } = this.access;
    if (status === 401) return `Give a token that is valid; ${host} does not know this one, or it has expired.`;
    if (status === 403) return "Give the token the right to write comments.";
    if (status === 404) return "Look whether the request is right and the token may see it.";
    if (status >= 300 && status < 400) return "Set the address of the API to where it is now.";
    return `Look at what ${host} says of the request; it was not done.`;
  }

  #unanswered(where: string, found: string): Unanswered {
    const remedy = `Run the job again; where ${this.access.host} can be reached only through a proxy, set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.`;
    return new Unanswered(where, found, "an answer that says whether it is done", remedy);
  }

  #withoutToken(text: string): string {
    const { token } = this.access;
    return text.replaceAll(token, "***").replaceAll(encodeURIComponent(token), "***");
  }
}

function delay(attempt: number): number {
  return FIRST_WAIT * 2 ** (attempt - 1);
}
