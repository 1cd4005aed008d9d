import type { Review } from "../review";
import { reviewHtml } from "./html";
import { reviewJson } from "./json";
import { reviewJunit } from "./junit";
import { reviewMarkdown } from "./markdown";
import { reviewSarif } from "./sarif";
import { reviewText, type Layout } from "./text";
import type { Format } from "./names";

/** What a format needs besides the review. */
export interface FormatOptions {
  readonly layout: Layout;
  /** Tells the comments and the alerts of several reviews of one repository apart. */
  readonly id: string;
  /** Address that the files of the reviewed commit stand below, if it is known. */
  readonly sources?: string | undefined;
}

const WRITERS: Readonly<Record<Format, (review: Review, options: FormatOptions) => Iterable<string>>> = {
  text: (review, { layout }) => [reviewText(review, layout)],
  json: reviewJson,
  markdown: (review, options) => [reviewMarkdown(review, options)],
  sarif: (review, { id }) => [reviewSarif(review, id)],
  html: (review, { sources }) => [reviewHtml(review, sources)],
  junit: (review) => [reviewJunit(review)],
};

/** A review in a format, in pieces: the JSON of a large hierarchy can be longer than a text may be. */
export function formatReview(review: Review, format: Format, options: FormatOptions): Iterable<string> {
  return WRITERS[format](review, options);
}
