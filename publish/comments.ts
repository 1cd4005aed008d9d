import { z } from "zod";
import type { Client } from "./client";
import { markerOf, sameText } from "./marker";
import { Problem, Refusal, Unanswered } from "./problem";

/** A comment as it stands at a host. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  /** Who wrote it, as the host names them; undefined where nobody is left of that name. */
  readonly author: string | undefined;
  /** Where it is read. */
  readonly url?: string | undefined;
}

/** The comments of one pull request or merge request. */
export interface Thread {
  /** All comments, in any order. */
  readonly list: () => Promise<readonly Comment[]>;
  /** Who writes with this token, as the host names authors. */
  readonly self: () => Promise<string>;
  readonly create: (body: string) => Promise<Comment>;
  readonly update: (id: number, body: string) => Promise<Comment>;
}

/** What was done, and where it is read. */
export interface Published {
  readonly done: "created" | "updated" | "unchanged";
  readonly url?: string | undefined;
}

/** Rounds in which a comment is looked for again when nobody knows whether it was created. */
const ROUNDS = 3;
const BETWEEN_ROUNDS = 5000;

/**
 * Keeps one comment: the newest one of our own with this marker gets the text, else there will be one. A request to
 * create that nobody answered is not simply asked again, since there may be a comment by now: that is looked for.
 *
 * @param text a review in Markdown that ends in its marker.
 */
export async function keepComment(thread: Thread, text: string, wait: Client["network"]["wait"]): Promise<Published> {
  for (let round = 1; ; round++) {
    const kept = await update(thread, text);
    if (kept !== undefined) return kept;
    try {
      return { done: "created", url: (await thread.create(text)).url };
    } catch (error) {
      if (!(error instanceof Unanswered) || round === ROUNDS) throw error;
      await wait(BETWEEN_ROUNDS);
    }
  }
}

async function update(thread: Thread, text: string): Promise<Published | undefined> {
  for (const { id, body, url } of await ours(thread, markerOf(text))) {
    if (sameText(body, text)) return { done: "unchanged", url };
    const updated = await unlessGone(thread.update(id, text));
    if (updated !== undefined) return { done: "updated", url: updated.url };
  }
  return undefined;
}

/** Our own comments with a marker, the newest first: anybody can write a marker, and a stranger's text is not ours. */
async function ours(thread: Thread, marker: string | undefined): Promise<Comment[]> {
  const marked = (await thread.list()).filter(({ body }) => markerOf(body) === marker);
  if (marked.length === 0) return [];
  const self = (await thread.self()).toLowerCase();
  return marked.filter(({ author }) => author?.toLowerCase() === self).sort((a, b) => b.id - a.id);
}

/** Undefined for a comment that has been deleted meanwhile, or that this token may not change. */
async function unlessGone(update: Promise<Comment>): Promise<Comment | undefined> {
  try {
    return await update;
  } catch (error) {
    if (error instanceof Refusal && [403, 404, 410].includes(error.status)) return undefined;
    throw error;
  }
}

/** Most pages that are read: 100,000 comments. */
const MOST_PAGES = 1000;

/** All values of a list that a host gives page by page. */
export async function allPages<T>(client: Client, url: string, query: string, value: z.ZodType<T>): Promise<T[]> {
  const values: T[] = [];
  let page: string | undefined = query;
  for (let count = 1; page !== undefined; count++) {
    const address: string = `${url}?${page}`;
    if (count > MOST_PAGES) {
      const found = `more than ${MOST_PAGES} pages`;
      throw new Problem(`GET ${address}`, found, "an end of the comments", "Look whether the host's pages end.");
    }
    const { value: more, next }: { value: T[]; next: string | undefined } = await client.ask({
      method: "GET",
      url: address,
      answer: z.array(value),
      repeatable: true,
    });
    values.push(...more);
    page = next;
  }
  return values;
}
