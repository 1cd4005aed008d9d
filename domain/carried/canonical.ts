import { createHash } from "node:crypto";

/** The scheme of {@link digestOf}; it changes whenever the same facts would give another digest. */
const SCHEME = "sms2";

/** JSON with sorted keys and without undefined members: one text for one value, in every process. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value === 0 ? 0 : (value ?? null));
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

/** A digest of plain data, prefixed with its scheme: program, plugin and policy pack may be of different versions. */
export function digestOf(value: unknown): string {
  return `${SCHEME}:${createHash("sha256").update(canonicalJson(value), "utf8").digest("hex")}`;
}
