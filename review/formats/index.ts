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

/** A review in a format, in pieces: the JSON of a large hierarchy can be longer than a text may be. */
export function formatReview(review: Review, format: Format, { layout, id, sources }: FormatOptions): Iterable<string> {
  switch (format) {
    case "text":
      return [reviewText(review, layout)];
    case "json":
      return reviewJson(review);
    case "markdown":
      return [reviewMarkdown(review, { id, sources })];
    case "sarif":
      return [reviewSarif(review, id)];
    case "html":
      return [reviewHtml(review, sources)];
    case "junit":
      return [reviewJunit(review)];
  }
}
