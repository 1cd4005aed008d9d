/** A part of a comment: lines that may be cut from the bottom, between lines that belong together. */
export interface Section {
  /** What is said to be cut. */
  readonly title: string;
  readonly open: readonly string[];
  readonly lines: readonly string[];
  readonly close: readonly string[];
}

/** What a text takes: a line break after each line. */
function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/**
 * Sections as lines, cut from the bottom where they are longer than a comment may be.
 *
 * @param room characters that there are, line breaks counted.
 * @returns the lines, and the titles of the sections that are cut, with how much of each.
 */
export function fit(sections: readonly Section[], room: number): { lines: string[]; cut: string[] } {
  const lines: string[] = [];
  const cut: string[] = [];
  let left = room;
  for (const { title, open, lines: own, close } of sections) {
    const frame = sizeOf(open) + sizeOf(close);
    const shown: string[] = [];
    let taken = frame;
    // After the first cut nothing more comes: what is lower is less important.
    while (cut.length === 0 && shown.length < own.length) {
      const next = sizeOf([own[shown.length] ?? ""]);
      if (taken + next > left) break;
      taken += next;
      shown.push(own[shown.length] ?? "");
    }
    if (shown.length === own.length && cut.length === 0 && taken <= left) {
      lines.push(...open, ...shown, ...close);
      left -= taken;
    } else {
      if (shown.length > 0) lines.push(...open, ...shown, ...close);
      left = shown.length > 0 ? left - taken : left;
      cut.push(shown.length > 0 ? `the end of ${title}` : title);
    }
  }
  return { lines, cut };
}
