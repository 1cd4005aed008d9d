import { isPending } from "../pending";

/** A place in a text: line and column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** The file, if several were read. */
  readonly file?: string;
}

/** A place in a document: keys and indices from its root. */
export type Path = readonly (string | number)[];

/** Something wrong at a place of an input, not yet worded. */
export interface Fault {
  readonly path: Path;
  /** What stands there; undefined where nothing does. */
  readonly value: unknown;
  /** The form that is expected there. */
  readonly expected: string;
  /** What to say was found, if the value alone says too little. */
  readonly found?: string | undefined;
  /** The mistake in its own words, if "found …, expected …" says it badly. */
  readonly reason?: string | undefined;
  /** Where it stands in the text that is read, where that is known already. */
  readonly position?: Position | undefined;
  /** What declares it, if that is no text with lines: a stack that shares facts. */
  readonly source?: string | undefined;
}

/** One thing wrong with an input: where, what stands there, and what is expected there. */
export interface InputIssue {
  /** Where it stands, as one would write it in code: `sites.P01.hotfixes.Q249077`; empty for the whole document. */
  readonly path: string;
  /** The same as keys and indices from the root. */
  readonly keys: Path;
  /** Line and column in the file that was read: of the part itself, or else of the nearest one around it. */
  readonly position?: Position;
  /** What declares it, if that is no text with lines: a stack that shares facts. */
  readonly source?: string;
  /** What stands there, as JSON would write it, cut off where it is long; absent when nothing does. */
  readonly value?: unknown;
  /** The form that is expected there. */
  readonly expected: string;
  /** The mistake without its place: "found …, expected …", or in its own words. */
  readonly reason: string;
  /** Path and reason. */
  readonly message: string;
  /** The value is not known yet, at a place where it has to be. */
  readonly isPending?: true;
}

/** Thrown for a document that cannot be judged, with everything that is wrong with it. */
export class BadInputError extends Error {
  override readonly name = "BadInputError";

  constructor(readonly issues: readonly InputIssue[]) {
    super(issues.map(({ message }) => message).join("\n"));
  }
}

/** A fault with its words. */
export function issueOf({ path: keys, value: stated, expected, found, reason: own, ...at }: Fault): InputIssue {
  const { position, source } = at;
  const path = formatPath(keys);
  const value = stated === undefined ? undefined : printable(stated);
  const what = isPending(stated)
    ? "a value that is not known yet"
    : cutOff(JSON.stringify(value ?? null), VALUE_LENGTH);
  const seen = value === undefined && found === undefined ? "missing" : `found ${found ?? what}`;
  const reason = own ?? `${seen}, expected ${expected}`;
  const message = path === "" ? (own ?? `the document: ${reason}`) : `${path}: ${reason}`;
  return {
    path,
    keys,
    ...(position === undefined ? {} : { position }),
    ...(source === undefined ? {} : { source }),
    ...(value === undefined ? {} : { value }),
    expected,
    reason,
    message,
    ...(isPending(stated) ? { isPending: true } : {}),
  };
}

/** {@link issueOf} of "found …, expected …"; `instead` replaces the value if that says too little. */
export function inputIssue(path: Path, value: unknown, expected: string, instead?: string): InputIssue {
  return issueOf({ path, value, expected, found: instead });
}

/** The line of an issue in the file that was read, or the stack, to stand behind its sentence; empty where none is known. */
export function lineNote({ position, source }: InputIssue): string {
  if (position === undefined) return source === undefined ? "" : ` (${source})`;
  return position.file === undefined ? ` (line ${position.line})` : ` (${position.file}, line ${position.line})`;
}

/**
 * Faults as issues, sorted by place, each fault once. Of several looks at one document the first to find a place at
 * fault speaks for that place and for everything below it: what is no text is not also an unknown name.
 */
export function issuesOf(looks: readonly (readonly Fault[])[]): InputIssue[] {
  const taken: Taken = { below: new Map() };
  const kept = looks.flatMap((faults) => {
    const open = faults.filter(({ path }) => !isTaken(taken, path));
    for (const { path } of open) take(taken, path);
    return open;
  });
  kept.sort((a, b) => comparePaths(a.path, b.path));
  const issues = kept.map(issueOf);
  return [...new Map(issues.map((issue) => [JSON.stringify([issue.message, issue.position]), issue])).values()];
}

/** A place in a document, and those below it. */
interface Taken {
  isFault?: true;
  readonly below: Map<string | number, Taken>;
}

/** Whether a fault was found at a place or around it. */
function isTaken(root: Taken, path: Path): boolean {
  let at: Taken | undefined = root;
  for (const key of path) {
    if (at?.isFault === true) return true;
    at = at?.below.get(key);
  }
  return at?.isFault === true;
}

function take(root: Taken, path: Path): void {
  let at = root;
  for (const key of path) {
    const next = at.below.get(key) ?? { below: new Map() };
    at.below.set(key, next);
    at = next;
  }
  at.isFault = true;
}

function comparePaths(a: Path, b: Path): number {
  for (const [index, key] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (key === other) continue;
    if (typeof key === "number" && typeof other === "number") return key - other;
    return String(key) < String(other) ? -1 : 1;
  }
  return a.length - b.length;
}

/** A path as one would write it in code. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (!/^[\p{L}\p{N}_-]+$/u.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

/** Longest value in a sentence, and in the data beside it: enough to find the place, too little to flood a report. */
const VALUE_LENGTH = 80;
const DATA_LENGTH = 1000;

function cutOff(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length)
        .toWellFormed()
        .replace(/\uFFFD$/, "")}…`;
}

function printable(value: unknown): unknown {
  if (typeof value === "string") return cutOff(value, DATA_LENGTH);
  if (typeof value === "bigint") return `(bigint ${value})`;
  if (typeof value === "number") return Number.isFinite(value) ? value : `(${value})`;
  if (isPending(value)) return "(not known yet)";
  if (typeof value === "symbol" || typeof value === "function") return `(${typeof value})`;
  if (typeof value === "object" && value !== null && !isPlain(value)) return `(${nameOfClass(value)})`;
  try {
    const json = JSON.stringify(value);
    return json.length <= DATA_LENGTH ? value : cutOff(json, DATA_LENGTH);
  } catch {
    return "(not plain data)";
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

function nameOfClass(value: object): string {
  const { constructor } = value as { readonly constructor?: unknown };
  return typeof constructor === "function" ? constructor.name : "object";
}
