import type * as Jsonc from "jsonc-parser";
import { BadInputError, formatPath, issueOf, issuesOf, type Fault, type Path, type Position } from "../model/bad-input";
import { MAX_DEPTH } from "../model/plain-data";
import { NO_VALUE, UNKNOWN_TEXTS } from "../pending";
import { indexed, type Content, type PlaceFinder } from "./content";

/**
 * The value of a JSON text.
 *
 * @throws BadInputError for text that is not JSON, and for keys that stand twice in one object: `JSON.parse` takes the
 * last one without a word.
 */
export function readJson(source: string): Content {
  const value = parse(source);
  const repeated = repeatedKeysIn(source, value);
  if (repeated.length > 0) throw new BadInputError(issuesOf([repeated]));
  let find: PlaceFinder | undefined;
  return {
    value,
    isPlain: source.isWellFormed() && !NOT_PLAIN.test(source),
    find: (path, around) => (find ??= ifNotTooDeep(() => finderIn(source)) ?? (() => undefined))(path, around),
  };
}

/**
 * The value of a JSON text that programs wrote, a byte order mark passed over; undefined if it is not JSON.
 *
 * @param what what the text is called in messages.
 * @throws BadInputError for keys that stand twice in one object: no program writes that.
 */
export function jsonOf(text: string, what: string): unknown {
  const source = text.replace(/^\uFEFF/, "");
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return undefined;
  }
  const [repeated] = repeatedKeysIn(source, value);
  if (repeated === undefined) return value;
  const { path, expected, reason } = repeated;
  const place = path.length === 0 ? "" : `${formatPath(path)}: `;
  throw new BadInputError([issueOf({ path: [], value: undefined, expected, reason: `${what}: ${place}${reason}` })]);
}

function repeatedKeysIn(source: string, value: unknown): Fault[] {
  // Reading keys costs as much as parsing; most texts have as many as their value.
  if (countKeysInText(source) === countKeys(value)) return [];
  return ifNotTooDeep(() => findRepeatedKeys(source)) ?? [TOO_DEEP];
}

/** What a well-formed JSON text has somewhere if its value is not plain data, nesting aside. */
const NOT_PLAIN = new RegExp(["\\\\u", "__proto__", NO_VALUE.source, ...UNKNOWN_TEXTS].join("|"));

/** What is wrong with a text that is nested so deeply that nobody can read it. */
export const TOO_DEEP: Fault = {
  path: [],
  value: undefined,
  expected: "a hierarchy document",
  reason: "Nested too deeply",
};

function ifNotTooDeep<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    const { what, position } = syntaxErrorIn(source) ?? {};
    const reason = what === undefined ? "Not valid JSON" : `Not valid JSON (${what})`;
    throw new BadInputError([issueOf({ path: [], value: undefined, expected: "a JSON document", reason, position })]);
  }
}

function jsonc(): typeof Jsonc {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- JSON without mistakes needs no second parser
  return require("jsonc-parser") as typeof Jsonc;
}

/**
 * Where a text stops to be JSON, and why: `comma expected`. What `JSON.parse` throws quotes the text, which may hold secrets.
 * Undefined for JSON.
 */
export function syntaxErrorIn(source: string): { readonly what: string; readonly position: Position } | undefined {
  let first: { what: string; position: Position } | undefined;
  const onError: Jsonc.JSONVisitor["onError"] = (code, _offset, _length, line, column) => {
    const what = jsonc()
      .printParseErrorCode(code)
      .replace(/\B[A-Z]/g, " $&")
      .toLowerCase();
    first ??= { what, position: { line: line + 1, column: column + 1 } };
  };
  ifNotTooDeep(() => jsonc().visit(source, { onError }, { disallowComments: true }));
  return first;
}

/** At least the keys of a text that is JSON; exact unless a text holds a quote or begins with a colon. */
function countKeysInText(source: string): number {
  let keys = 0;
  for (const colon = /"\s*:/g; colon.test(source);) keys++;
  return keys;
}

/** How many keys the objects of a document have: fewer than its text if a key stands twice. */
function countKeys(document: unknown): number {
  let keys = 0;
  const open = [document];
  const visit = (value: unknown) => {
    if (typeof value === "object" && value !== null) open.push(value);
  };
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) value.forEach(visit);
    else {
      for (const key in value) {
        keys++;
        visit((value as Readonly<Record<string, unknown>>)[key]);
      }
    }
  }
  return keys;
}

function findRepeatedKeys(source: string): Fault[] {
  const faults: Fault[] = [];
  const open: Map<string, number>[] = [];
  jsonc().visit(source, {
    onObjectBegin: () => void open.push(new Map()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key, _offset, _length, line, column, pathTo) => {
      const first = open.at(-1)?.get(key);
      if (first === undefined) return void open.at(-1)?.set(key, line + 1);
      const path = [...pathTo(), key];
      if (path.length > MAX_DEPTH) throw new RangeError("Nested too deeply");
      faults.push(repeatedKey(path, { line: line + 1, column: column + 1 }, first));
    },
  });
  return faults;
}

/** A fault for a key that stands in one object more than once, here again after its first line. */
export function repeatedKey(path: Path, position: Position, firstLine: number): Fault {
  const key = path.at(-1);
  const reason = `Duplicate key ${JSON.stringify(key)}; the first is on line ${firstLine}`;
  return { path, value: key, expected: "every key once", reason, position };
}

function finderIn(source: string): PlaceFinder {
  const root = jsonc().parseTree(source);
  const positionOf = positionsIn(source);
  const keys = indexed((owner: Jsonc.Node) =>
    (owner.children ?? []).map((property) => [String(property.children?.[0]?.value), property] as const),
  );
  return (path, around) => {
    let at = root;
    let offset: number | undefined;
    for (const step of path) {
      const member: Jsonc.Node | undefined =
        at?.type === "array" ? at.children?.[Number(step)] : keys(at, String(step));
      if (member === undefined && around === undefined) return undefined;
      if (member === undefined) break;
      offset = member.offset;
      at = member.type === "property" ? member.children?.[1] : member;
    }
    return offset === undefined ? undefined : positionOf(offset);
  };
}

/** Line and column of offsets in a text, whatever ends its lines. */
export function positionsIn(text: string): (offset: number) => Position {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ 0: end, index }) => index + end.length)];
  return (offset) => {
    let [first, last] = [0, starts.length - 1];
    while (first < last) {
      const middle = Math.ceil((first + last) / 2);
      if ((starts[middle] ?? 0) <= offset) first = middle;
      else last = middle - 1;
    }
    return { line: first + 1, column: offset - (starts[first] ?? 0) + 1 };
  };
}
