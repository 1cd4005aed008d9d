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

/** The format that the name of a file stands for; undefined for a name that stands for none. */
export function formatOf(file: string): Format | undefined {
  const name = file.toLowerCase();
  return (Object.keys(FORMATS) as Format[]).find((format) => FORMATS[format].some((end) => name.endsWith(end)));
}

/** Form of the id that distinguishes the reviews of one repository. */
export const REVIEW_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** The hidden last line by which the comment of a review is found again. Names cannot forge it: they are escaped. */
export function markerOf(id: string): string {
  return `<!-- pulumi-sms:review ${id} -->`;
}

/** Characters that a comment may have on GitHub. */
export const COMMENT_LIMIT = 65_536;
