import type { Fault, Path } from "./bad-input";
import { UNKNOWN_TEXTS } from "./pending";

/** Deepest nesting that is looked into; a hierarchy document nests ten levels. */
const MAX_DEPTH = 32;

/**
 * Everything in a document that is not plain data: functions, dates, maps, class instances, NaN and infinities, text
 * that is not well-formed Unicode, keys named `__proto__`, texts that the Pulumi SDK uses for unknown values, objects
 * that contain themselves, and nesting without end. Symbols and undefined pass: the model says where they may stand.
 */
export function findNotPlain(document: unknown): Fault[] {
  const found: Fault[] = [];
  const path: (string | number)[] = [];
  const open = new Set<object>();
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
    }
  }

  function visitObject(value: object): void {
    if (open.has(value)) return report("(itself)", "plain data that does not contain itself");
    if (path.length >= MAX_DEPTH) return report("(more levels)", `at most ${MAX_DEPTH} levels of nesting`);
    open.add(value);
    if (Array.isArray(value)) value.forEach((item, index) => enter(index, item));
    else visitRecord(value);
    open.delete(value);
  }

  function visitRecord(value: object): void {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype && Object.getPrototypeOf(prototype) !== null) {
      return report(value, "plain data");
    }
    for (const key of Object.keys(value)) {
      const expected = keyFault(key);
      if (expected === undefined) enter(key, (value as Record<string, unknown>)[key]);
      else {
        path.push(key);
        report(key, expected, `the key ${JSON.stringify(key)}`);
        path.pop();
      }
    }
  }

  function enter(key: string | number, value: unknown): void {
    path.push(key);
    visit(value);
    path.pop();
  }

  visit(document);
  return found;
}

function keyFault(key: string): string | undefined {
  if (key === "__proto__") return "another name; JavaScript keeps this one for itself";
  return key.isWellFormed() ? undefined : "well-formed Unicode text";
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
