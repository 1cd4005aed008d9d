/** The hidden last line of a review in Markdown, by which its comment is found again. */
const MARKER = /^<!-- pulumi-sms:review ([A-Za-z0-9._-]+) -->$/;

/** The marker in the last line of a text; undefined where there is none. */
export function markerOf(text: string): string | undefined {
  const last = normal(text).split("\n").at(-1) ?? "";
  return MARKER.test(last) ? last : undefined;
}

/** Whether two texts are the same to their reader: hosts change line ends and what follows the last line. */
export function sameText(one: string, other: string): boolean {
  return normal(one) === normal(other);
}

/**
 * A review that names the commit that it is about, above its marker: a comment outlives its run, and a verdict holds
 * for one commit only. Without a commit, or where the text would become too long, the review as it is.
 */
export function withCommit(text: string, commit: string | undefined, longest: number): string {
  const marker = markerOf(text);
  if (marker === undefined || commit === undefined || !/^[0-9a-f]{7,64}$/.test(commit)) return text;
  const body = normal(text).slice(0, -marker.length).trimEnd();
  const named = `${body}\n\nReviewed commit: ${commit}\n\n${marker}\n`;
  return lengthOf(named) <= longest ? named : text;
}

/** The length of a text as hosts count it: in characters, not in the halves of some. */
export function lengthOf(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

function normal(text: string): string {
  return text.replace(/\r\n?/g, "\n").trimEnd();
}
