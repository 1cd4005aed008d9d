/** Control characters, marks that steer the direction of writing, separators of lines, halves of characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A text on one line in which nothing is hidden. Names and reasons come from a file that anybody may have written;
 * what would steer a terminal or the reader's eye shows as its escape.
 */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => SHORT[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** JSON in which nothing is hidden: it means the same. */
export function visibleJson(json: string): string {
  return json.replace(INVISIBLE, (character) => {
    if (character === "\n") return character;
    return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
      .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
      .join("");
  });
}
