import type { Path } from "./plain-data";

/** One thing wrong with an input: where, what stands there, and what is expected there. */
export interface InputIssue {
  /** Where it stands, as one would write it in code: `sites.P01.hotfixes.Q249077`; empty for the whole document. */
  readonly path: string;
  /** What stands there, as JSON would write it; absent when nothing does. */
  readonly value?: unknown;
  /** The form that is expected there. */
  readonly expected: string;
  /** All of that as a sentence. */
  readonly message: string;
}

/** Thrown for a document that cannot be judged, with everything that is wrong with it. */
export class BadInputError extends Error {
  override readonly name = "BadInputError";

  constructor(readonly issues: readonly InputIssue[]) {
    super(issues.map(({ message }) => message).join("\n"));
  }
}

/** An issue with its sentence. `instead` replaces the value in the sentence where the value alone says too little. */
export function inputIssue(path: Path, value: unknown, expected: string, instead?: string): InputIssue {
  const where = formatPath(path);
  const found = instead ?? (value === undefined ? "nothing" : formatValue(value));
  const message = `${where === "" ? "the document" : where}: found ${found}, expected ${expected}`;
  return { path: where, ...(value === undefined ? {} : { value: printable(value) }), expected, message };
}

/** A path as one would write it in code. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (!/^[\p{L}\p{N}_-]+$/u.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

const VALUE_LENGTH = 80;

function formatValue(value: unknown): string {
  const json = JSON.stringify(printable(value));
  return json.length <= VALUE_LENGTH ? json : `${json.slice(0, VALUE_LENGTH)}…`;
}

function printable(value: unknown): unknown {
  if (typeof value === "symbol" || typeof value === "function") return `(${typeof value})`;
  if (typeof value === "bigint" || typeof value === "number")
    return Number.isFinite(value) ? Number(value) : String(value);
  try {
    return JSON.stringify(value) === undefined ? String(value) : value;
  } catch {
    return "(not plain data)";
  }
}
