import { createHash } from "node:crypto";
import { visible } from "../../phrases/visible";

/** Text that is HTML already. Everything else is escaped when it enters. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in {@link markup}: texts are escaped; undefined and false leave nothing. */
export type Part = Markup | string | number | false | undefined | readonly Part[];

/** HTML in which every part is escaped, in elements and in attributes that have quotes. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0] ?? "";
  for (const [index, part] of parts.entries()) text += textOf(part) + (strings[index + 1] ?? "");
  return new Markup(text);
}

/** A name as it is declared. It may be of another direction of writing than the text around it. */
export function name(text: string): Markup {
  return /^[\x20-\x7e]*$/.test(text) ? markup`${text}` : markup`<bdi>${text}</bdi>`;
}

/** Parts with something between each two of them. */
export function joined(parts: readonly Part[], separator: Part): Part[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function textOf(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(textOf).join("");
  return visible(String(part)).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");
}

/** The hash of a page's own style or script: the page can run that, and nothing else. */
export function hashOf(text: string): Markup {
  return new Markup(`sha256-${createHash("sha256").update(text).digest("base64")}`);
}
