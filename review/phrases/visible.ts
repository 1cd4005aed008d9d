/** Control characters, marks that steer the direction of writing, separators of lines, halves of characters, no characters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A text on one line in which nothing is hidden. Names and reasons come from a file that anybody may have written;
 * what would steer a terminal or the reader's eye shows as its escape.
 */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => SHORT[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** A line that GitHub's runner obeys: `::` behind blanks. It compares texts as people do, so ignorable characters do not count. */
const COMMAND_LINE = /^([\t\v\f\x85\p{Zs}\p{DI}]*)(?=:\p{DI}*:)/gmu;

/** What runners obey anywhere in a line: `##[group]`, `##vso[task.complete]`. */
const COMMAND = /(?<=#\p{DI}*)#(?=[a-z\p{DI}]*\[)/giu;

/** A text for the log of a CI in which no line is a command to its runner: a backslash stands in it, as in `\::error::`. */
export function withoutCommands(text: string): string {
  return text.replace(COMMAND_LINE, "$1\\").replace(COMMAND, "#\\");
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

/** Lines of a text that are shown; the text of an engine can have thousands. */
const LINES_SHOWN = 100;

/** The lines of a text that may be long and say anything, with nothing hidden in them. */
export function visibleLines(text: string): string[] {
  const lines = text.split(/\r\n|[\r\n]/);
  const shown = lines.slice(0, LINES_SHOWN).map((line) => cutOff(visible(line), 2000));
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, `and ${rest} more lines`] : shown;
}

/** The beginning of a text and, if there is more, how much. */
export function cutOff(text: string, length: number): string {
  const rest = text.length - length;
  return rest > 0 ? `${text.slice(0, length).toWellFormed()}… and ${rest} more characters` : text;
}
