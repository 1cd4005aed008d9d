import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from "parse5";
import { reviewHtml } from "../../../review/formats/html";
import type { Review } from "../../../review/review";

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;
type Element = DefaultTreeAdapterTypes.Element;

/** A page as a browser would read it, and what the parser finds wrong with it. */
export interface Page {
  readonly html: string;
  readonly faults: readonly string[];
  readonly elements: readonly Element[];
}

/** The page of a review. */
export function pageOf(review: Review): Page {
  const html = reviewHtml(review);
  const faults: string[] = [];
  const document = parse(html, { onParseError: ({ code, startLine }) => faults.push(`${code} at line ${startLine}`) });
  return { html, faults, elements: elementsIn(document) };
}

/** Elements with a class or of a name: `.group`, `h3`. */
export function select({ elements }: Pick<Page, "elements">, selector: string): Element[] {
  return elements.filter((one) =>
    selector.startsWith(".") ? classesOf(one).includes(selector.slice(1)) : one.tagName === selector,
  );
}

/** Elements below one. */
export function within(element: Element): Pick<Page, "elements"> {
  return { elements: elementsIn(element).slice(1) };
}

/** An attribute; undefined where it is not there. */
export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

/** The text of an element, blanks folded. */
export function textOf(node: Node): string {
  return rawText(node).replace(/\s+/g, " ").trim();
}

/** The texts of all elements that a selector finds. */
export function texts(page: Pick<Page, "elements">, selector: string): string[] {
  return select(page, selector).map(textOf);
}

/** The section that a heading of some text begins. */
export function sectionOf(page: Page, title: string): Element {
  const heading = page.elements.find((one) => /^h[2-4]$/.test(one.tagName) && textOf(one).startsWith(title));
  let at = heading?.parentNode;
  while (at && !("tagName" in at && ["section", "article"].includes(at.tagName))) at = (at as Element).parentNode;
  if (!at) throw new Error(`no section is called ${title}`);
  return at as Element;
}

function rawText(node: Node): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value;
  return "childNodes" in node ? node.childNodes.map(rawText).join("") : "";
}

function elementsIn(node: Node): Element[] {
  const own = defaultTreeAdapter.isElementNode(node) ? [node] : [];
  return "childNodes" in node ? [...own, ...node.childNodes.flatMap(elementsIn)] : own;
}

function classesOf(element: Element): string[] {
  return attribute(element, "class")?.split(" ") ?? [];
}
