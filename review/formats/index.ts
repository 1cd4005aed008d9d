import type { Review } from "../review";
import { reviewHtml } from "./html";
import { reviewJunit } from "./junit";
import { reviewMarkdown } from "./markdown";
import { reviewJson } from "./review-json";
import { reviewSarif } from "./sarif";
import { reviewText } from "./review-text";
import type { Layout } from "./text";

/** The formats of a review, and the ends of file names that stand for them. */
export const FORMATS = {
  text: [".txt"],
  json: [".json"],
  markdown: [".md", ".markdown"],
  sarif: [".sarif"],
  junit: [".xml"],
  html: [".html", ".htm"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A format of a review. */
export type Format = keyof typeof FORMATS;

/** What a format needs besides the review. */
export interface FormatOptions {
  readonly layout: Layout;
  /** Tells the comments and the alerts of several reviews of one repository apart. */
  readonly id: string;
  /** Address that the files of the reviewed commit stand below, where that is known. */
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
      return [reviewHtml(review)];
    case "junit":
      return [reviewJunit(review)];
  }
}

/** The format that the name of a file stands for; undefined for a name that stands for none. */
export function formatOf(file: string): Format | undefined {
  const name = file.toLowerCase();
  return (Object.keys(FORMATS) as Format[]).find((format) => FORMATS[format].some((end) => name.endsWith(end)));
}
