import type { Fault, Path, Position } from "../model/bad-input";
import { isMembers, type Members } from "../model/plain-data";
import type { Content, PlaceFinder } from "./content";

/** One of several files that are one hierarchy together, as it was read. */
export interface Part {
  /** What the file is called. */
  readonly file: string;
  readonly content: Content;
}

/**
 * Several files as one document. One of them has `upgrades`; all can add domains, sites and waivers, and those that say
 * the name of the hierarchy say the same. What two files declare is a fault that names both. Keys that begin with `x-`
 * are each file's own.
 */
export function joined(parts: readonly Part[]): Content {
  const faults: Fault[] = [];
  const owners = new Map<string, Part>();
  const document: Record<string, unknown> = {};
  const offsets = new Map<Part, number>();
  for (const part of parts) {
    const faultAt = (path: Path, value: unknown, expected: string) =>
      faults.push({ path, value, expected, position: placed(part, part.content.find(path, "around")) });
    const value: unknown = part.content.value;
    if (!isMembers(value)) {
      faultAt([], value, "a hierarchy document");
      continue;
    }
    for (const [key, stated] of Object.entries(value)) {
      const owner = owners.get(keyOf([key]));
      if (key.startsWith("x-")) continue;
      if (key === "waivers" && Array.isArray(stated)) {
        const before = Array.isArray(document[key]) ? (document[key] as unknown[]) : [];
        offsets.set(part, before.length);
        for (const [index, waiver] of stated.entries()) {
          const other = owners.get(keyOf([key, nameOfWaiver(waiver)]));
          if (other !== undefined && other !== part)
            faultAt([key, index], waiver, `a waiver that one file declares; ${other.file} has it`);
          owners.set(keyOf([key, nameOfWaiver(waiver)]), other ?? part);
        }
        document[key] = [...before, ...(stated as unknown[])];
      } else if (isJoined(key, stated) && isMembers(document[key] ?? {})) {
        const members = (document[key] ??= {}) as Record<string, unknown>;
        for (const [name, facts] of Object.entries(stated)) {
          const other = owners.get(keyOf([key, name]));
          if (other !== undefined)
            faultAt([key, name], name, `${ONE[key]} that one file declares; ${other.file} has it`);
          else define(members, name, facts);
          owners.set(keyOf([key, name]), other ?? part);
        }
      } else if (owner === undefined) {
        define(document, key, stated);
      } else if (key !== "hierarchy" || stated !== document[key]) {
        const expected =
          key === "hierarchy"
            ? `the name in ${owner.file}, ${JSON.stringify(document[key])}`
            : `${key} in one file; ${owner.file} has them`;
        faultAt([key], stated, expected);
      }
      owners.set(keyOf([key]), owner ?? part);
    }
  }
  const ownerOf = (path: Path): Part | undefined => {
    const [key = "", index] = path;
    if (key === "waivers" && typeof index === "number") return waiverOwner(parts, offsets, index);
    return owners.get(keyOf(path.slice(0, 2))) ?? owners.get(keyOf([key])) ?? parts[0];
  };
  const inPart = (part: Part, [key = "", index, ...rest]: Path): Path => {
    const offset = key === "waivers" && typeof index === "number" ? (offsets.get(part) ?? 0) : 0;
    return index === undefined
      ? key === ""
        ? []
        : [key]
      : [key, typeof index === "number" ? index - offset : index, ...rest];
  };
  const find: PlaceFinder = (path, around) => {
    const part = ownerOf(path);
    const position = part?.content.find(inPart(part, path), around);
    return part === undefined || (position === undefined && around === undefined) ? undefined : placed(part, position);
  };
  return {
    value: document,
    find,
    first: [...faults, ...faultsOf(parts, "first")],
    more: faultsOf(parts, "more"),
    isPlain: parts.every(({ content }) => content.isPlain === true),
    respell: (issues) =>
      parts
        .map((part) => {
          const own = issues.filter(({ path }) => ownerOf(path as Path) === part);
          const mapped = own.map((issue) => ({ ...issue, path: [...inPart(part, issue.path as Path)] }));
          return part.content.respell?.(mapped) === true;
        })
        .some(Boolean),
    reasonFor: (path, expected) => {
      const part = ownerOf(path);
      return part?.content.reasonFor?.(inPart(part, path), expected);
    },
  };
}

/** What a waiver is of: one rule and one subject. */
function nameOfWaiver(waiver: unknown): string {
  const { rule, subject } = isMembers(waiver) ? waiver : {};
  return `${String(rule)} ${String(subject)}`;
}

/** What the members of a key are, one of them. */
const ONE: Readonly<Record<string, string>> = { domains: "a domain", sites: "a site" };

function isJoined(key: string, value: unknown): value is Members {
  return Object.hasOwn(ONE, key) && isMembers(value);
}

/** A key named __proto__ is refused by the model; assigning to it would lose it. */
function define(owner: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(owner, key, { value, enumerable: true, writable: true, configurable: true });
}

function faultsOf(parts: readonly Part[], key: "first" | "more"): Fault[] {
  return parts.flatMap((part) =>
    (part.content[key] ?? []).map((fault) => ({
      ...fault,
      position: placed(part, fault.position ?? part.content.find(fault.path, "around")),
    })),
  );
}

function waiverOwner(parts: readonly Part[], offsets: ReadonlyMap<Part, number>, index: number): Part | undefined {
  return parts.findLast((part) => (offsets.get(part) ?? Infinity) <= index);
}

function placed({ file }: Part, position: Position | undefined): Position | undefined {
  return position === undefined ? { line: 1, column: 1, file } : { ...position, file };
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}
