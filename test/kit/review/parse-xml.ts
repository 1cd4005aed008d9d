import { SaxesParser } from "saxes";

/** An element as an independent parser reads it. */
export interface Parsed {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Parsed[];
  text: string;
}

/** Reads a document; a fault in its form fails the test. */
export function parseXml(xml: string): Parsed {
  const parser = new SaxesParser();
  const root: Parsed = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  parser.on("error", (fault) => {
    throw fault;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: Parsed = { name, attributes, children: [], text: "" };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    open.at(-1)!.text += text;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(xml).close();
  return root.children[0]!;
}
