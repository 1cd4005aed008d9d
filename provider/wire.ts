import { PENDING } from "../domain/pending";
import type { Path } from "../domain/plain-data";

/** Properties of a resource as the engine sends them. */
export type Properties = Readonly<Record<string, unknown>>;

/** The texts that the engine sends in the place of values that it does not know yet, one for each kind of value. */
const UNKNOWN = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The key by which the engine marks objects that stand for something else, and its value on secrets. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Properties as the model reads them: {@link PENDING} in the place of what is not known yet. */
export function fromWire(value: unknown): unknown {
  if (typeof value === "string") return UNKNOWN.has(value) ? PENDING : value;
  if (Array.isArray(value)) return value.map(fromWire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fromWire(member)]));
}

/** Something in properties that stands for a value and is not one. */
export interface Wrapped {
  readonly path: Path;
  readonly isSecret: boolean;
}

/** Secrets, assets and references to resources in properties: none of them is a fact. Their content is not looked at. */
export function findWrapped(value: unknown, path: Path = []): Wrapped[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => findWrapped(item, [...path, index]));
  if (SIGNATURE in value) return [{ path, isSecret: value[SIGNATURE] === SECRET }];
  return Object.entries(value).flatMap(([key, member]) => findWrapped(member, [...path, key]));
}
