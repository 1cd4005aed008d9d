import { placeAddress, placeText, type Place } from "../../place";
import { visible, visibleLines } from "../../phrases/visible";

/**
 * What means something to Markdown, HTML, math, mentions or references wherever it stands in a line: `#1`, `GH-1`, `!1` and
 * `%1` are references, and so are 7 or more hexadecimal digits, which may be a commit.
 */
const ACTIVE = /[\\`*_[\]<>|&#~@$]|:(?=\/\/)|(?<=www)\.|(?<=\bGH)-(?=\d)|[!%](?=[\w"])|[0-9a-f]{6}(?=[0-9a-f])/gi;

/** What a backslash does not disarm on GitHub and GitLab, which look for it after Markdown has been read. */
const LATE = /[@#:.!%-]|[0-9a-f]{6}/i;

/** Characters of one text that are shown: a name or a reason is shorter, and a report is no place for a book. */
const SHOWN = 1000;

/** A text as it stands, on one line: nothing of it is Markdown, HTML, a mention or a link. Cut off if it is long. */
export function plain(text: string, shown: number = SHOWN): string {
  return disarmed(text, shown, (character) => `\\${character}`);
}

/** The same in a line that begins with an HTML tag, where a backslash is no escape but is shown. */
export function plainInHtml(text: string): string {
  return disarmed(text, SHOWN, (character) => `&#${character.charCodeAt(0)};`);
}

function disarmed(text: string, shown: number, escaped: (character: string) => string): string {
  return visible(cutOff(text, shown)).replace(ACTIVE, (character) => {
    if (LATE.test(character)) return `${character}<!-- -->`;
    if (character === "<") return "&lt;";
    if (character === ">") return "&gt;";
    if (character === "&") return "&amp;";
    if (character === "$") return "<span>$</span>";
    return escaped(character);
  });
}

/** The beginning of a text, and a sign that there is more. */
function cutOff(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).toWellFormed()}…`;
}

/** A text in the letters of code; in a table too. */
export function code(text: string): string {
  const shown = visible(cutOff(text, SHOWN)).replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Several lines as a block of code. */
export function codeBlock(text: string): string[] {
  const lines = visibleLines(text);
  const longest = Math.max(2, ...[...lines.join("\n").matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, ...lines, fence];
}

/** A row of a table, of cells that are Markdown already. */
export function row(...cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** The two lines that a table begins with. */
export function tableHead(...titles: readonly string[]): string[] {
  return [row(...titles), row(...titles.map(() => "---"))];
}

/**
 * A place, as a link if the address of the sources is known.
 *
 * @param sources address that the files of the reviewed commit stand below.
 */
export function placeLink(place: Place | undefined, sources: string | undefined): string {
  if (place === undefined) return "";
  const text = code(placeText(place));
  if (sources === undefined) return text;
  return `[${text}](${placeAddress(place, sources)})`;
}
