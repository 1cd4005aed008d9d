/** Escape sequences that colour a terminal. */
// eslint-disable-next-line no-control-regex -- that is what they begin with
const COLOUR = /\u001B\[[0-9;]*m/g;

/** Frames of a stack trace that the user cannot fix. */
const FOREIGN_FRAME = /^\s*at .*(?:node:|node_modules[\\/]|<anonymous>\))/;

/** An error may have a whole file in it; a comment on a pull request has not the room. */
const LONGEST = 4000;

/** What a program or the engine says of an error, for a reader: without colours and the frames of others. */
export function errorText(message: string): string {
  const text = message
    .replace(COLOUR, "")
    .replace(/^error: /, "")
    .split(/\r?\n/)
    .filter((line) => !FOREIGN_FRAME.test(line))
    .join("\n")
    .trim();
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…\n(${text.length - LONGEST} more characters)`;
}
