import { markerOf, REVIEW_ID } from "../review/formats/names";
import { Declined, PublishError, Unanswered, type Network } from "./client";

/** A review in Markdown that ends in its marker, and the file that it comes from. */
export interface MarkdownReview {
  readonly file: string;
  readonly text: string;
}

/** A comment on a host. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  /** The author's name on the host; undefined if the account is gone. */
  readonly author: string | undefined;
  /** Address of the comment. */
  readonly url?: string | undefined;
}

/** The comments of one pull request or merge request. */
export interface Thread {
  /** All comments, in any order. */
  readonly list: () => Promise<readonly Comment[]>;
  /** The name of the author that the token belongs to. */
  readonly self: () => Promise<string>;
  readonly create: (body: string) => Promise<Comment>;
  readonly update: (id: number, body: string) => Promise<Comment>;
}

/** What became of the comment. */
export interface Published {
  readonly done: "created" | "updated" | "unchanged";
  readonly url?: string | undefined;
  /** Older comments that are marked as superseded. */
  readonly superseded: number;
}

/** Rounds in which a comment is looked for again after a create that had no answer. */
const ROUNDS = 3;
const BETWEEN_ROUNDS = 5000;

/**
 * Keeps one comment: the newest of our own with this marker gets the text, the older ones say that it supersedes them; if
 * there is none, it is created. A create without an answer is not simply sent again: the comment may be there by now.
 *
 * @param text a review in Markdown that ends in its marker.
 */
export async function keepComment(thread: Thread, text: string, wait: Network["wait"]): Promise<Published> {
  for (let round = 1; ; round++) {
    const kept = await update(thread, text);
    if (kept !== undefined) return kept;
    try {
      return { done: "created", url: (await thread.create(text)).url, superseded: 0 };
    } catch (error) {
      if (!(error instanceof Unanswered) || round === ROUNDS) throw error;
      await wait(BETWEEN_ROUNDS);
    }
  }
}

async function update(thread: Thread, text: string): Promise<Published | undefined> {
  const own = await ownComments(thread, markerIn(text));
  for (const [index, comment] of own.entries()) {
    const isUnchanged = normal(comment.body) === normal(text);
    const kept = isUnchanged ? comment : await unlessGone(thread.update(comment.id, text));
    if (kept === undefined) continue;
    const superseded = await supersede(thread, own.slice(index + 1), kept.url);
    return { done: isUnchanged ? "unchanged" : "updated", url: kept.url, superseded };
  }
  return undefined;
}

/** An older verdict must not pass for the current one. Without the marker, such a comment is not found again. */
async function supersede(thread: Thread, comments: readonly Comment[], url: string | undefined): Promise<number> {
  const text = `_Superseded by ${url === undefined ? "a newer comment" : `[a newer comment](${url})`}._\n`;
  let count = 0;
  for (const { id } of comments) if ((await unlessGone(thread.update(id, text))) !== undefined) count++;
  return count;
}

/** Our own comments with a marker, the newest first: anybody can write a marker, and a stranger's text is not ours. */
async function ownComments(thread: Thread, marker: string | undefined): Promise<Comment[]> {
  const marked = (await thread.list()).filter(({ body }) => markerIn(body) === marker);
  if (marked.length === 0) return [];
  const self = (await thread.self()).toLowerCase();
  return marked.filter(({ author }) => author?.toLowerCase() === self).sort((a, b) => b.id - a.id);
}

/** Undefined for a comment that has been deleted meanwhile, or that this token may not change. */
async function unlessGone(update: Promise<Comment>): Promise<Comment | undefined> {
  try {
    return await update;
  } catch (error) {
    if (error instanceof Declined && [403, 404, 410].includes(error.status)) return undefined;
    throw error;
  }
}

/** The marker in the last line of a text; undefined if there is none. */
export function markerIn(text: string): string | undefined {
  const last = normal(text).split("\n").at(-1) ?? "";
  const [id = ""] = last.split(" ").slice(-2);
  return REVIEW_ID.test(id) && last === markerOf(id) ? last : undefined;
}

/**
 * The text of a comment: the review and, above its marker, the commit that it is about, since a comment outlives its run.
 * Without a commit, or without room for it, the review as it is.
 *
 * @throws PublishError for a text that is too long for the host.
 */
export function commentText({ file, text }: MarkdownReview, commit: string | undefined, longest: number): string {
  const length = lengthOf(text);
  if (length > longest) {
    const remedy = "Publish the Markdown that `pulumi-sms review` writes, which is cut to fit.";
    throw new PublishError(file, `${length} characters; a comment can have ${longest}`, remedy);
  }
  const marker = markerIn(text);
  if (marker === undefined || commit === undefined || !/^[0-9a-f]{7,64}$/.test(commit)) return text;
  const body = normal(text).slice(0, -marker.length).trimEnd();
  const named = `${body}\n\nReviewed commit: ${commit}\n\n${marker}\n`;
  return lengthOf(named) <= longest ? named : text;
}

/** The length of a text as hosts count it: in characters, not in UTF-16 units. */
function lengthOf(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

/** Hosts change line ends and what follows the last line. */
function normal(text: string): string {
  return text.replace(/\r\n?/g, "\n").trimEnd();
}
