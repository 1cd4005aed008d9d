import { parseTree, type Node } from "jsonc-parser";
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, Scalar, type YAMLMap } from "yaml";
import type { Path } from "../model/bad-input";
import { positionsIn, type Position } from "./position";

/** Where a node stands; undefined where there is none. */
type NodeFinder = (path: Path) => Position | undefined;

/** Finds nodes of a YAML or JSON text by their path: a member by its key, an item by itself. */
export function nodeFinder(text: string, format: "yaml" | "json"): NodeFinder {
  try {
    return format === "json" ? jsonFinder(text) : yamlFinder(text);
  } catch (error) {
    // Thrown for nesting without end.
    if (error instanceof RangeError) return () => undefined;
    throw error;
  }
}

function jsonFinder(text: string): NodeFinder {
  const source = text.replace(/^\uFEFF/, " ");
  const root = parseTree(source);
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

function yamlFinder(text: string): NodeFinder {
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
