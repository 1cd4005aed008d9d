import type { Path } from "../model/bad-input";
import { isPending, PENDING, UNKNOWN_TEXTS } from "../pending";

/** Properties of a resource as the engine sends them. */
export type Properties = Readonly<Record<string, unknown>>;

/** The key by which the engine marks objects that stand for something else, and its value on secrets. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Properties as the model reads them: {@link PENDING} in the place of what is not known yet. */
export function fromWire(value: unknown): unknown {
  if (typeof value === "string") return UNKNOWN_TEXTS.has(value) ? PENDING : value;
  if (Array.isArray(value)) return value.map(fromWire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fromWire(member)]));
}

/** Properties with the values of secrets in the place of the secrets. */
export function withoutSecrets(properties: Properties): Properties {
  const entries = Object.entries(properties);
  return Object.fromEntries(entries.map(([key, value]) => [key, isSecret(value) ? value["value"] : value]));
}

/** Properties with a word in the place of every secret, however deep: policies show what they get. */
export function redacted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(redacted);
  if (isSecret(value)) return "[secret]";
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, redacted(member)]));
}

function isSecret(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && SIGNATURE in value && value[SIGNATURE] === SECRET;
}

/** The opposite of {@link fromWire}. */
export function toWire(value: unknown): unknown {
  if (isPending(value)) return PENDING_TEXT;
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toWire(member)]));
}

const [PENDING_TEXT = ""] = UNKNOWN_TEXTS;

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
