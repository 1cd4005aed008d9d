import type { Fault, Path } from "./bad-input";
import { NO_VALUE, UNKNOWN_TEXTS } from "../pending";

/** Deepest nesting that is looked into; a hierarchy document nests ten levels. */
export const MAX_DEPTH = 32;

/**
 * Everything in a document that is not plain data: functions, dates, maps, class instances, NaN and infinities, text
 * that is not well-formed Unicode, keys named `__proto__`, texts that stand for values that are not known or not there, objects
 * that contain themselves, and nesting without end. Symbols and undefined pass: the model says where they may stand.
 */
export function findNotPlain(document: unknown): Fault[] {
  const found: Fault[] = [];
  const path: (string | number)[] = [];
  /** The objects on the way to the place that is looked at; few, so a list is faster than a set. */
  const open: object[] = [];
  const report = (value: unknown, expected: string, instead?: string) => {
    found.push({ path: [...path], value, expected, ...(instead === undefined ? {} : { found: instead }) });
  };

  function visit(value: unknown): void {
    if (typeof value === "string") visitText(value);
    else if (typeof value === "number") {
      if (!Number.isFinite(value)) report(value, "a finite number");
    } else if (typeof value === "function" || typeof value === "bigint") {
      report(value, "plain data");
    } else if (typeof value === "object" && value !== null) visitObject(value);
  }

  function visitText(value: string): void {
    if (!value.isWellFormed()) report(value, "well-formed Unicode text");
    else if (value.length === 36 && UNKNOWN_TEXTS.has(value)) {
      report(value, "a text of your own; Pulumi puts this one in the place of a value that it does not know yet");
    } else if (NO_VALUE.test(value)) {
      report(
        value,
        "a text with all of its values: one was null (<nil>), or an Output that the program did not wait for",
      );
    }
  }

  function visitObject(value: object): void {
    if (open.includes(value)) return report("(itself)", "plain data that does not contain itself");
    if (path.length >= MAX_DEPTH) return report("(more levels)", `at most ${MAX_DEPTH} levels of nesting`);
    if (!Array.isArray(value) && !isRecord(value)) return report(value, "plain data");
    open.push(value);
    path.push("");
    if (Array.isArray(value)) visitArray(value, path.length - 1);
    else visitRecord(value as Readonly<Record<string, unknown>>, path.length - 1);
    path.pop();
    open.pop();
  }

  function visitArray(items: readonly unknown[], depth: number): void {
    for (let index = 0; index < items.length; index++) {
      path[depth] = index;
      visit(items[index]);
    }
  }

  function visitRecord(record: Readonly<Record<string, unknown>>, depth: number): void {
    for (const key of Object.keys(record)) {
      path[depth] = key;
      const expected = keyFault(key);
      if (expected === undefined) visit(record[key]);
      else report(key, expected, `the key ${JSON.stringify(key)}`);
    }
  }

  visit(document);
  return found;
}

/** Whether an object is neither a list nor an instance of a class. */
export function isPlainRecord(value: object): boolean {
  return !Array.isArray(value) && isRecord(value);
}

function isRecord(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function keyFault(key: string): string | undefined {
  if (key === "__proto__") return "another name; JavaScript keeps this one for itself";
  return key.isWellFormed() ? undefined : "well-formed Unicode text";
}

/** An object of a document that is not read yet: anything may stand in it. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether a value has members by key: an object, and no list. */
export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The members of a value; none of what is no object. */
export function membersOf(value: unknown): Members {
  return isMembers(value) ? value : {};
}

/** A value of plain data as a text. An object may have a key `toString` of its own, so JavaScript's way is none. */
export function spelled(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

/** The value at a path of plain data; undefined where there is none. */
export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    document,
  );
}
