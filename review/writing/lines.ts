import { visible } from "./visible";

/** Lines of a text that are shown; the text of an engine can have thousands. */
const LINES_SHOWN = 100;

/** Characters of a line that are shown. */
const CHARACTERS_SHOWN = 2000;

/** The lines of a text that may be long and say anything, with nothing hidden in them. */
export function visibleLines(text: string): string[] {
  const lines = text.split(/\r\n|[\r\n]/).map((line) => visible(line));
  const shown = lines.slice(0, LINES_SHOWN).map((line) => shortened(line));
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, `and ${rest} more lines`] : shown;
}

function shortened(line: string): string {
  const rest = line.length - CHARACTERS_SHOWN;
  return rest > 0 ? `${line.slice(0, CHARACTERS_SHOWN).toWellFormed()}… and ${rest} more characters` : line;
}
