/**
 * A paragraph as lines of at most `width` characters, if words allow it: words are never broken, because they may be
 * paths and versions to copy.
 *
 * @param first what the first line begins with.
 * @param next what every other line begins with.
 */
export function wrap(text: string, first: string, next: string, width: number): string[] {
  const lines: string[] = [];
  let line = first;
  let columns = widthOf(first);
  let isBlank = true;
  for (const word of text.split(" ")) {
    if (!isBlank && columns + 1 + widthOf(word) > width) {
      lines.push(line);
      line = next;
      columns = widthOf(next);
      isBlank = true;
    }
    const added = isBlank ? word : ` ${word}`;
    line += added;
    columns += widthOf(added);
    isBlank = false;
  }
  return [...lines, line];
}

/** Columns of a text, a column for each character. */
export function widthOf(text: string): number {
  return text.length < 2 ? text.length : [...text].length;
}
