import { factsJsonSchema } from "./document";

/** The part of JSON Schema that says which facts may be null. */
interface Nullable {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Nullable[];
}

/** Whether a fact may be null: somebody looked, and there is none. */
export function isNullable({ type, anyOf = [] }: Nullable): boolean {
  return type === "null" || (Array.isArray(type) && type.includes("null")) || anyOf.some(isNullable);
}

/** How a language that loses null says that there is none: `noSeniorList: true` is `seniorList: null`. */
export function noneKey(key: string): string {
  return `no${key.slice(0, 1).toUpperCase()}${key.slice(1)}`;
}

/** The facts that have a {@link noneKey}, by it. */
export function factsByNoneKey(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (schema: unknown): void => {
    if (typeof schema !== "object" || schema === null) return;
    const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, Nullable>> };
    for (const [key, fact] of Object.entries(properties)) if (isNullable(fact)) found.set(noneKey(key), key);
    for (const part of Object.values(schema)) visit(part);
  };
  visit(factsJsonSchema());
  return found;
}
