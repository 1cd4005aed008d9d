import { parseTree, type Node, type ParseError } from "jsonc-parser";
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, Scalar, type YAMLMap } from "yaml";

/** Keys and indices from the root of a document. */
export type DocumentPath = readonly (string | number)[];

/** Line and column of a node, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Finds nodes of a YAML or JSON text by their path: a member by its key, an item by itself. */
export function nodeFinder(text: string, format: "yaml" | "json"): (path: DocumentPath) => Position | undefined {
  return (format === "json" ? jsonFinder(text) : undefined) ?? yamlFinder(text);
}

/** Undefined for a text that is no JSON: what is called JSON is read as YAML then. */
function jsonFinder(text: string): ((path: DocumentPath) => Position | undefined) | undefined {
  const errors: ParseError[] = [];
  const source = text.replace(/^\uFEFF/, " ");
  const root = parseTree(source, errors, { disallowComments: true });
  if (root === undefined || errors.length > 0) return undefined;
  const positionOf = positionsIn(source);
  const keys = memberIndex((owner: Node) =>
    (owner.children ?? []).map((property) => [String(property.children?.[0]?.value), property] as const),
  );
  return (path) => {
    let at: Node | undefined = root;
    let offset = 0;
    for (const step of path) {
      const member: Node | undefined = at?.type === "array" ? at.children?.[Number(step)] : keys(at, String(step));
      if (member === undefined) return undefined;
      offset = member.offset;
      at = member.type === "property" ? member.children?.[1] : member;
    }
    return positionOf(offset);
  };
}

/** Members of objects by key, each object indexed once: a hierarchy has thousands of sites. */
function memberIndex<Owner extends object, Member>(
  membersOf: (owner: Owner) => readonly (readonly [key: string, member: Member])[],
): (owner: Owner | undefined, key: string) => Member | undefined {
  const indexed = new WeakMap<Owner, ReadonlyMap<string, Member>>();
  return (owner, key) => {
    if (owner === undefined) return undefined;
    const known = indexed.get(owner) ?? new Map(membersOf(owner));
    indexed.set(owner, known);
    return known.get(key);
  };
}

/** Line and column of an offset, by halving. */
function positionsIn(text: string): (offset: number) => Position {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
}

function yamlFinder(text: string): (path: DocumentPath) => Position | undefined {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, schema: "core", uniqueKeys: false, logLevel: "error" });
  const pairs = memberIndex((map: YAMLMap) => map.items.map((pair) => [spelling(pair.key), pair] as const));
  return (path) => {
    let at: unknown = document.contents;
    let place: unknown;
    for (const step of path) {
      const owner = isAlias(at) ? at.resolve(document) : at;
      const pair = isMap(owner) ? pairs(owner, String(step)) : undefined;
      place = isSeq(owner) ? owner.items[Number(step)] : pair?.key;
      at = pair === undefined ? place : pair.value;
      if (place === undefined) return undefined;
    }
    const offset = isNode(place) ? place.range?.[0] : undefined;
    if (offset === undefined) return undefined;
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col };
  };
}

/** A key as it is spelt: `012` is a site code. */
function spelling(key: unknown): string {
  if (!isScalar(key)) return "";
  return (key.type === Scalar.PLAIN ? key.source : undefined) ?? String(key.value ?? "");
}
