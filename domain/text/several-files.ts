import type { Fault, Path, Position } from "../model/bad-input";
import { isMembers, isPlainRecord, spelled, type Members } from "../model/plain-data";
import { foldName, isSiteCode } from "../names";
import type { Content, PlaceFinder } from "./content";

/** One of several documents that are one hierarchy together. */
export interface Part {
  /** What the file is called, or the stack that shares the document. */
  readonly name: string;
  readonly content: Content;
  /** The document is the text of a file, so that it has lines. Default: `true`. */
  readonly isFile?: boolean;
}

/**
 * Several documents as one. One of them has `upgrades`; all can add domains, sites and waivers, and those that say the
 * name of the hierarchy say the same. What two of them declare is a fault that names both. Keys that begin with `x-` are
 * each document's own.
 */
export function joined(parts: readonly Part[]): Content {
  const join = new Join();
  for (const part of parts) join.add(part);
  const ownerOf = (path: Path) => join.ownerOf(path) ?? parts[0];
  const find: PlaceFinder = (path, around) => {
    const part = ownerOf(path);
    if (part === undefined) return undefined;
    const position = part.content.find(join.pathIn(part, path), around);
    return position === undefined && around === undefined ? undefined : placed(part, position);
  };
  return {
    value: join.document,
    find,
    sourceOf: (path) => sourceOf(ownerOf(path)),
    first: [...join.faults, ...faultsOf(parts, "first")],
    more: faultsOf(parts, "more"),
    isPlain: parts.every(({ content }) => content.isPlain === true),
    respell: (issues) =>
      parts
        .map((part) => {
          const own = issues.filter(({ path }) => ownerOf(path as Path) === part);
          const mapped = own.map((issue) => ({ ...issue, path: [...join.pathIn(part, issue.path as Path)] }));
          return part.content.respell?.(mapped) === true;
        })
        .some(Boolean),
    reasonFor: (path, expected) => {
      const part = ownerOf(path);
      return part?.content.reasonFor?.(join.pathIn(part, path), expected);
    },
  };
}

/** A document that grows by one part after the other, and who declared what of it. */
class Join {
  readonly document: Record<string, unknown> = {};
  readonly faults: Fault[] = [];
  readonly #owners = new Map<string, Part>();
  readonly #offsets = new Map<Part, number>();

  add(part: Part): void {
    const value: unknown = part.content.value;
    if (!isMembers(value)) return this.#fault(part, [], value, "a hierarchy document");
    for (const [key, stated] of Object.entries(value)) {
      if (key.startsWith("x-")) continue;
      const before = this.document[key];
      if (key === "waivers" && Array.isArray(stated)) this.#addWaivers(part, stated);
      else if (isJoined(key, stated) && isPlainRecord(Object(before ?? {}) as object))
        this.#addMembers(part, key, stated);
      else this.#addKey(part, key, stated);
      if (this.#owner([key]) === undefined) this.#owners.set(keyOf([key]), part);
    }
  }

  /** The part that declares what is at a path, or else what is around it. */
  ownerOf(path: Path): Part | undefined {
    const [key = "", index] = path;
    if (key === "waivers" && typeof index === "number") {
      return [...this.#offsets].findLast(([, offset]) => offset <= index)?.[0];
    }
    return this.#owner(path.slice(0, 2)) ?? this.#owner([key]);
  }

  /** A path in the whole as it is in a part. */
  pathIn(part: Part, [key = "", index, ...rest]: Path): Path {
    if (index === undefined) return key === "" ? [] : [key];
    const offset = key === "waivers" ? (this.#offsets.get(part) ?? 0) : 0;
    return [key, typeof index === "number" ? index - offset : index, ...rest];
  }

  #addWaivers(part: Part, waivers: readonly unknown[]): void {
    const { waivers: stated } = this.document;
    const before: readonly unknown[] = Array.isArray(stated) ? stated : [];
    this.#offsets.set(part, before.length);
    for (const [index, waiver] of waivers.entries()) {
      const name = ["waivers", nameOfWaiver(waiver)];
      const other = this.#owner(name);
      if (other !== undefined && other !== part) {
        this.#fault(part, ["waivers", index], waiver, `a waiver that is declared once; ${other.name} has it`);
      }
      this.#owners.set(keyOf(name), other ?? part);
    }
    this.document["waivers"] = [...before, ...waivers];
  }

  #addMembers(part: Part, key: string, stated: Members): void {
    const members = (this.document[key] ??= {}) as Record<string, unknown>;
    for (const [name, facts] of Object.entries(stated)) {
      const other = this.#owner([key, name]);
      if (other === undefined) define(members, name, facts);
      else this.#fault(part, [key, name], name, `${ONE[key]} that is declared once; ${other.name} has it`);
      this.#owners.set(keyOf([key, name]), other ?? part);
    }
  }

  #addKey(part: Part, key: string, stated: unknown): void {
    const owner = this.#owner([key]);
    if (owner === undefined) return define(this.document, key, stated);
    if (key !== "hierarchy")
      return this.#fault(part, [key], stated, `${key} that are declared once; ${owner.name} has them`);
    const name = this.document[key];
    if (stated !== name) this.#fault(part, [key], stated, `the name in ${owner.name}, ${JSON.stringify(name)}`);
  }

  #owner(path: Path): Part | undefined {
    return this.#owners.get(keyOf(path));
  }

  #fault(part: Part, path: Path, value: unknown, expected: string): void {
    this.faults.push({ path, value, expected, ...placeOf(part, part.content.find(path, "around")) });
  }
}

/** What a waiver is of: one rule and one subject. The names of domains and servers ignore case, site codes do not. */
function nameOfWaiver(waiver: unknown): string {
  const { rule, subject } = isMembers(waiver) ? waiver : {};
  const name = spelled(subject);
  return `${spelled(rule)} ${isSiteCode(name) ? name : foldName(name)}`;
}

/** What the members of a key are, one of them. */
const ONE: Readonly<Record<string, string>> = { domains: "a domain", sites: "a site" };

function isJoined(key: string, value: unknown): value is Members {
  return Object.hasOwn(ONE, key) && isMembers(value) && isPlainRecord(value);
}

/** A key named __proto__ is refused by the model; assigning to it would lose it. */
function define(owner: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(owner, key, { value, enumerable: true, writable: true, configurable: true });
}

function faultsOf(parts: readonly Part[], key: "first" | "more"): Fault[] {
  return parts.flatMap((part) =>
    (part.content[key] ?? []).map((fault) => ({
      ...fault,
      ...placeOf(part, fault.position ?? part.content.find(fault.path, "around")),
    })),
  );
}

/** The place of a part of a document, or the name of a document that has no lines. */
function placeOf(part: Part, position: Position | undefined): Pick<Fault, "position" | "source"> {
  const at = placed(part, position);
  return at === undefined ? { source: part.name } : { position: at };
}

function placed({ name, isFile = true }: Part, position: Position | undefined): Position | undefined {
  if (!isFile) return undefined;
  return position === undefined ? { line: 1, column: 1, file: name } : { ...position, file: name };
}

function sourceOf(part: Part | undefined): string | undefined {
  return part === undefined || part.isFile !== false ? undefined : part.name;
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}
