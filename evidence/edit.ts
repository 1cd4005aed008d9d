import { applyEdits, modify } from "jsonc-parser";
import {
  Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  parseDocument,
  Scalar,
  visit,
  YAMLMap,
  type Node,
  type Pair,
} from "yaml";
import type { Change } from "./changes";

/** Above an entry of the hierarchy file: from where and when its facts were read. */
export type Sources = ReadonlyMap<string, string>;

/** The key of an entry in {@link Sources}. */
export function entryKey(kind: "sites" | "domains", name: string): string {
  return JSON.stringify([kind, name]);
}

/**
 * The text of a hierarchy file with changes. What does not change keeps every character; what does keeps its comments, its order
 * and its quotes.
 */
export function editHierarchy(
  text: string,
  format: "yaml" | "json",
  changes: readonly Change[],
  sources: Sources,
): string {
  return format === "json" ? editJson(text, changes) : editYaml(text, changes, sources);
}

function editJson(text: string, changes: readonly Change[]): string {
  const [, indent = "  "] = /^([ \t]+)"/m.exec(text) ?? [];
  const formattingOptions = {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 1 : indent.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
  return changes.reduce(
    (now, { path, value }) => applyEdits(now, modify(now, [...path], value, { formattingOptions })),
    text,
  );
}

type Entry = Pair<Node, Node> & { value: Node };

/** A part of the text, and what takes its place. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function editYaml(text: string, changes: readonly Change[], sources: Sources): string {
  // Without a schema every scalar is a text, and is written as it stands.
  const document = parseDocument(text, { schema: "failsafe", merge: false, uniqueKeys: false, logLevel: "error" });
  const touched = new Set<Entry>();
  for (const { path, value } of changes) {
    for (const entry of ownAnchors(document, path)) touched.add(entry);
    const [kind = "", name = "", ...rest] = path;
    const entry = entryAt(document, kind, name);
    if (entry === undefined) continue;
    touched.add(entry);
    if (rest.length === 0) entry.value = nodeOf(value, document);
    else if (value === undefined) (entry.value as YAMLMap).deleteIn(rest);
    else {
      const parent = rest.length === 1 ? entry.value : (entry.value as YAMLMap).getIn(rest.slice(0, -1), true);
      if (parent === undefined || (typeof value === "object" && value !== null)) unfold(entry.value, rest);
      const known = (entry.value as YAMLMap).getIn(rest, true);
      const isScalarStill = isScalar(known) && (typeof value !== "string" || !value.includes("\n"));
      if (isScalarStill) known.value = String(value);
      else (entry.value as YAMLMap).setIn(rest, nodeOf(value, document));
    }
  }
  const ranges = rangesOf(text);
  const splices = [...touched].flatMap((entry) => ranges(entry));
  const commented = [...sources].flatMap(([key, source]) => {
    const [kind, name] = JSON.parse(key) as [string, string];
    const entry = entryAt(document, kind, name);
    const parent = document.get(kind, true);
    return entry === undefined || !isMap(parent) || parent.flow === true ? [] : [commentAbove(text, entry, source)];
  });
  const isCrLf = text.includes("\r\n");
  return [...splices, ...commented]
    .sort((a, b) => b.start - a.start)
    .reduce((now, { start, end, text: piece }) => {
      const written = isCrLf ? piece.replace(/\r?\n/g, "\r\n") : piece;
      return now.slice(0, start) + written + now.slice(end);
    }, text);
}

function entryAt(document: Document, kind: string, name: string): Entry | undefined {
  const entries = document.get(kind, true);
  if (!isMap(entries)) return undefined;
  return entries.items.find(({ key }) => isScalar(key) && String(key.value) === name) as Entry | undefined;
}

/**
 * Gives a path nodes of its own: an alias on it becomes a copy of what it stands for, and aliases of an anchor on it as well,
 * since they are not meant to change with it.
 *
 * @returns entries whose aliases were replaced.
 */
function ownAnchors(document: Document, path: readonly string[]): Entry[] {
  const entries: Entry[] = [];
  for (let length = 2; length <= path.length; length++) {
    const own = path.slice(0, length);
    const node = document.getIn(own, true) as Node | undefined;
    if (isAlias(node)) document.setIn(own, copyOf(node.resolve(document)));
    else if (isCollection(node) && node.anchor !== undefined) {
      const { anchor } = node;
      visit(document, {
        Alias: (_, alias, ancestors) => {
          if (alias.source !== anchor) return undefined;
          const entry = ancestors[4];
          if (isPair<Node, Node>(entry)) entries.push(entry as Entry);
          return copyOf(node);
        },
      });
      delete node.anchor;
    }
  }
  return entries;
}

function copyOf(node: Node | undefined): Node {
  const copy = (node as Node).clone() as Node & { anchor?: string };
  delete copy.anchor;
  return copy;
}

/** Maps on the way to something of several lines are written in lines. */
function unfold(node: Node, path: readonly string[]): void {
  let at: unknown = node;
  for (const key of path) {
    if (!isMap(at)) return;
    at.flow = false;
    at = at.get(key, true);
  }
  if (isMap(at)) at.flow = false;
}

function nodeOf(value: unknown, document: Document): Node {
  if (typeof value === "object" && value !== null) {
    const map = new YAMLMap(document.schema);
    for (const [key, member] of Object.entries(value)) map.set(new Scalar(key), nodeOf(member, document));
    return map;
  }
  const scalar = new Scalar(String(value));
  if (typeof value === "string" && value.includes("\n")) scalar.type = Scalar.BLOCK_LITERAL;
  return scalar;
}

/** Where the value of an entry stands in the text, with the text that it has now. */
function rangesOf(text: string): (entry: Entry) => Splice[] {
  const places = new Map<Node, readonly number[]>();
  visit(parseDocument(text, { schema: "failsafe", merge: false, uniqueKeys: false, logLevel: "error" }), {
    Pair: (_, { key, value }) => {
      const range = (value as Node | null)?.range;
      if (isScalar(key) && key.range && range) places.set(key, range);
    },
  });
  const byStart = new Map([...places].map(([key, range]) => [(key.range ?? [-1])[0], range]));
  return ({ key, value }) => {
    const [start, end] = byStart.get(key.range?.[0] ?? -1) ?? [];
    if (start === undefined || end === undefined) return [];
    const before = text.slice(start, end);
    const keyColumn = columnOf(text, key.range?.[0] ?? 0);
    const isBlock = isCollection(value) && value.flow !== true;
    const wasBlock = !/^[{[*]/.test(before);
    const column = wasBlock ? columnOf(text, start) : keyColumn + 2;
    const piece = written(value, before, column - keyColumn).replace(/\n(?=[^\n])/g, `\n${" ".repeat(column)}`);
    const body = before.endsWith("\n") ? piece : piece.replace(/\n$/, "");
    if (wasBlock || !isBlock) return [{ start, end, text: body }];
    const blanks = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
    return [{ start: start - blanks, end, text: `\n${" ".repeat(column)}${body}` }];
  };
}

/** A node by itself, without the comments that stand outside it in the text. */
function written(node: Node, before: string, indent: number): string {
  const document = new Document(undefined, { schema: "failsafe" });
  delete (node as { commentBefore?: string }).commentBefore;
  delete (node as { comment?: string }).comment;
  document.contents = node as never;
  const text = document.toString({
    lineWidth: 0,
    indent: Math.max(indent, 1),
    verifyAliasOrder: false,
    flowCollectionPadding: !/\{\S/.test(before),
    indentSeq: !/^( *)[^\s#-][^\n]*:\r?\n\1- /m.test(before),
  });
  // Prettier and most people pad braces and not brackets.
  return /\[ \S/.test(before) ? text : text.replace(/(?<=[\w"']: )\[ ([^[\]{}\n]*) \]/g, "[$1]");
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

const SOURCE = /^[ \t]*# Read \d{4}-[^\n]*\n/;

/** The line above an entry that says where its facts come from, in the place of an earlier one. */
function commentAbove(text: string, { key }: Entry, source: string): Splice {
  const at = key.range?.[0] ?? 0;
  const line = at - columnOf(text, at);
  const above = text.lastIndexOf("\n", line - 2) + 1;
  const start = line > 0 && SOURCE.test(text.slice(above, line)) ? above : line;
  return { start, end: line, text: `${" ".repeat(at - line)}# ${source}\n` };
}
