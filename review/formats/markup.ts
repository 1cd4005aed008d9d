import { createHash } from "node:crypto";
import { visible } from "../phrases/visible";

/** Text that is HTML or XML already. Everything else is escaped when it enters. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in {@link markup}: texts are escaped; undefined and false leave nothing. */
export type Part = Markup | string | number | false | undefined | readonly Part[];

/** HTML or XML in which every part is escaped, in elements and in attributes that have quotes. */
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

/** A page as a file that needs nothing else: a browser runs its own style and script, and nothing else. */
export interface Page {
  readonly title: string;
  readonly version: string;
  readonly style: string;
  readonly script?: string;
  readonly body: Markup;
}

/** A page as HTML. */
export function pageText({ title, version, style, script, body }: Page): string {
  const scripts = script !== undefined && markup` script-src '${hashOf(script)}';`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(style)}';${scripts} base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="pulumi-sms ${version}">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
${body}
</html>
`.text;
}

/** The hash of a page's own style or script: the page can run that, and nothing else. */
function hashOf(text: string): Markup {
  return new Markup(`sha256-${createHash("sha256").update(text).digest("base64")}`);
}
