import XMLBuilder from "fast-xml-builder";
import { visible } from "../../writing/visible";

/** An element with what stands in it: a text, or other elements. */
export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly text?: string;
  readonly children?: readonly Element[];
}

/** A document with one root. Attributes have no line breaks; everywhere what XML 1.0 forbids shows as its escape. */
export function xmlDocument(root: Element): string {
  const builder = new XMLBuilder({
    preserveOrder: true,
    ignoreAttributes: false,
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
    format: true,
  });
  const declaration = { "?xml": [{ "#text": "" }], ":@": { "@_version": "1.0", "@_encoding": "UTF-8" } };
  return `${builder.build([declaration, nodeOf(root)]).trim()}\n`;
}

function nodeOf({ name, attributes = {}, text, children = [] }: Element): Record<string, unknown> {
  const prefixed = Object.entries(attributes).map(([key, value]) => [`@_${key}`, legal(String(value))]);
  const inside = text === undefined ? children.map(nodeOf) : [{ "#text": text.split("\n").map(legal).join("\n") }];
  return { [name]: inside, ":@": Object.fromEntries(prefixed) as Record<string, string> };
}

/** One line of characters that XML 1.0 allows; the last two of the first plane are not among them either. */
function legal(line: string): string {
  return visible(line).replace(/[\uFFFE\uFFFF]/g, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`);
}
