import type * as Jsonc from "jsonc-parser";
import { BadInputError, issuesOf, type Fault, type Path } from "../model/bad-input";
import { positionsIn, type Position } from "./position";

/**
 * The value of a JSON text.
 *
 * @throws BadInputError for text that is not JSON, and for keys that stand twice in one object: `JSON.parse` would take
 * the last one without a word.
 */
export function readJson(source: string): unknown {
  const document = parse(source);
  const repeated = countKeysInText(source) === countKeys(document) ? [] : findRepeatedKeys(source);
  if (repeated.length > 0) throw new BadInputError(issuesOf([repeated]));
  return document;
}

/** The value of a JSON text that programs wrote, a byte order mark passed over; undefined for a text that is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

/**
 * A fault for a key that stands in one object more than once.
 *
 * @param path place of the key.
 * @param position where the key stands again.
 */
export function repeatedKey(path: Path, position: Position): Fault {
  const key = path.at(-1);
  return { path, value: key, expected: "every key once", found: `the key ${JSON.stringify(key)} again`, position };
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    const found = `no JSON (${error instanceof Error ? error.message : String(error)})`;
    const fault = { path: [], value: undefined, expected: "a JSON document", found };
    const position = findSyntaxError(source);
    throw new BadInputError(issuesOf([[position === undefined ? fault : { ...fault, position }]]));
  }
}

/** Where a text stops to be JSON: what `JSON.parse` throws says it in words that differ from one version to the next. */
function findSyntaxError(source: string): Position | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a text that is JSON needs no second parser
  const { visit } = require("jsonc-parser") as typeof Jsonc;
  let first: number | undefined;
  visit(source, { onError: (_code, offset) => void (first ??= offset) }, { disallowComments: true });
  return first === undefined ? undefined : positionsIn(source)(first);
}

const COLON = 0x3a;
const BLANK = 0x20;
const BACKSLASH = 0x5c;

/** How many keys stand in a text that is JSON: every string with a colon behind it is one. */
function countKeysInText(source: string): number {
  let keys = 0;
  for (let start = source.indexOf('"'); start !== -1; start = source.indexOf('"', start)) {
    start = endOfString(source, start) + 1;
    while (source.charCodeAt(start) <= BLANK) start++;
    if (source.charCodeAt(start) === COLON) keys++;
  }
  return keys;
}

/** How many keys the objects of a document have: fewer than its text where a key stands twice. */
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

/** An object or array that is open at a place of a JSON text; `at` is the key or index that the scan has reached. */
interface Frame {
  readonly keys?: Set<string | number>;
  at: string | number;
  wantsKey: boolean;
}

/** Keys that stand twice in a text that is JSON: only strings, brackets and commas matter. */
function findRepeatedKeys(source: string): Fault[] {
  const faults: Fault[] = [];
  const positionOf = positionsIn(source);
  const open: Frame[] = [];
  for (let index = 0; index < source.length; index++) {
    const frame = open.at(-1);
    const character = source[index];
    if (character === '"') {
      const end = endOfString(source, index);
      if (frame?.keys !== undefined && frame.wantsKey) {
        frame.at = readKey(source.slice(index, end + 1));
        frame.wantsKey = false;
        const path = () => open.map(({ at }) => at);
        if (frame.keys.has(frame.at)) faults.push(repeatedKey(path(), positionOf(index)));
        frame.keys.add(frame.at);
      }
      index = end;
    } else if (character === "{") open.push({ keys: new Set(), at: "", wantsKey: true });
    else if (character === "[") open.push({ at: 0, wantsKey: false });
    else if (character === "}" || character === "]") open.pop();
    else if (character === "," && frame !== undefined) {
      if (typeof frame.at === "number") frame.at++;
      else frame.wantsKey = true;
    }
  }
  return faults;
}

function readKey(text: string): string {
  return text.includes("\\") ? (JSON.parse(text) as string) : text.slice(1, -1);
}

function endOfString(source: string, start: number): number {
  let end = source.indexOf('"', start + 1);
  while (isEscaped(source, end)) end = source.indexOf('"', end + 1);
  return end;
}

function isEscaped(source: string, at: number): boolean {
  let backslashes = 0;
  while (source.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}
