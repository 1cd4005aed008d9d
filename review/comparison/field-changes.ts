import { differences, type FieldDifference } from "../../domain/model/differences";
import { isMembers } from "../../domain/model/plain-data";
import { isPending } from "../../domain/pending";
import { compareVersions, parseVersion } from "../../domain/version";
import { respelled, type LocalChange } from "./changes";

/** Whether all that the field at a path can show is shown now if it was before, by this field or by others. */
export type IsShown = (path: readonly string[]) => boolean;

/** What changed of the fields of a thing, each called as it stands in a hierarchy file: `seniorList of domain CORP`. */
export function fieldChanges(subject: string, before: unknown, now: unknown, isShown?: IsShown): LocalChange[] {
  return differences(before, now).flatMap((difference) => fieldChange(subject, difference, isShown));
}

/** What changed of one field of a thing. */
export function fieldChange(subject: string, difference: FieldDifference, isShown?: IsShown): LocalChange[] {
  const { path, isSpelling } = difference;
  const what = path.length === 0 ? subject : `${path.join(".")} of ${subject}`;
  const [before, now] = [text(difference.before), text(difference.now)];
  if (isSpelling) return respelled(what, before, now);
  const kind = isEvidence(path) ? "evidence" : "shape";
  const effect = effectOf(difference);
  const isAgainst = weightOf(difference.now, path.at(-1)) < 0;
  const isKept = effect === "weaker" && !isAgainst && isShown?.(path) === true;
  return [{ kind, effect: isKept ? "other" : effect, message: `${what}: ${before} before, ${now} now` }];
}

/** Fields in which any value but those of {@link AGAINST} speaks for an upgrade, and more than none. */
const EVIDENCE = ["hotfixes", "copylogFixInstalled", "seniorList", "copylog", "updatedSinceFix"];

/** Values that speak against an upgrade. */
const AGAINST = new Map<string | undefined, unknown>([
  ["installed", false],
  ["corrupt", true],
  ["updatedSinceFix", false],
]);

/** What is known of a logon point as a whole is evidence too. */
function isEvidence([field]: readonly string[]): boolean {
  return field === undefined || EVIDENCE.includes(field);
}

function effectOf({ path, before, now }: FieldDifference): LocalChange["effect"] {
  // A record beside a value that is pending can hold anything.
  if (!isEvidence(path) || isMembers(before) || isMembers(now)) return "other";
  const key = path.at(-1);
  const [old, young] = [weightOf(before, key), weightOf(now, key)];
  // What is broken is not fixed because it is no longer declared.
  if (now === undefined && old < 0) return "other";
  if (old !== young) return young > old ? "stronger" : "weaker";
  const [oldVersion, youngVersion] = [parseVersion(String(before)), parseVersion(String(now))];
  if (oldVersion === undefined || youngVersion === undefined) return "other";
  return compareVersions(youngVersion, oldVersion) > 0 ? "stronger" : "weaker";
}

/** How much a value speaks for an upgrade. */
function weightOf(value: unknown, key: string | undefined): number {
  if (value === undefined) return 0;
  if (isPending(value)) return 0.5;
  return value === AGAINST.get(key) ? -1 : 1;
}

/** A value as a change shows it. */
function text(value: unknown): string {
  if (value === undefined) return "not declared";
  if (value === null) return "missing";
  if (isPending(value)) return "pending";
  if (Array.isArray(value)) return value.join(", ") || "none";
  if (isMembers(value)) return "declared";
  // A name or a registry value can be any text, such as that for a value that is missing.
  return typeof value === "string" && MISLEADING.test(value) ? JSON.stringify(value) : String(value);
}

const MISLEADING = /\s|^(|missing|pending|not declared|true|false)$/;
