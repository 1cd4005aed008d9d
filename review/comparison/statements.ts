import { isPending, type Pending } from "../../domain/pending";
import { compareVersions, parseVersion } from "../../domain/version";
import { changed, respelt, versionMeaning, type LocalChange } from "./changes";

/** One thing that is stated: how it reads, what it means, and whether it speaks for an upgrade. */
export interface Statement {
  readonly text: string;
  /** More is better; only comparable between statements of one name. */
  readonly weight: number;
  /** The form in which two spellings of one statement are equal; the text itself where there is but one spelling. */
  readonly meaning?: string;
  /** How it stands in the declaration, where the text leaves out what has no meaning. */
  readonly spelling?: string;
  /** How its name is spelt, where spellings differ. */
  readonly called?: string;
}

/** All that is stated of one subject, by name. */
export type Statements = ReadonlyMap<string, Statement>;

/** The name of everything that is stated of one subject. */
const WHOLE = "evidence";

const PENDING_STATEMENT: Statement = { text: "pending", weight: 0.5 };

/** What is pending as a whole takes the place of single statements. */
export const WHOLLY_PENDING: Statements = new Map([[WHOLE, PENDING_STATEMENT]]);

/** A statement under a name; none where nothing is stated. */
export function statement<T>(
  name: string,
  value: T | Pending | undefined,
  say: (value: T) => Statement,
): (readonly [string, Statement])[] {
  if (value === undefined) return [];
  return [[name, isPending(value) ? PENDING_STATEMENT : say(value)]];
}

/** A version, whose groups compare as numbers. */
export function versionStatement(version: string): Statement {
  return { text: version, weight: 1, meaning: versionMeaning(version) };
}

/** A time, which has a spelling for each offset. */
export function timeStatement(time: string): Statement {
  return { text: time, weight: 1, meaning: String(Date.parse(time)) };
}

/** Yes or no, one of which speaks for an upgrade. */
export function yesOrNo(good: boolean): (value: boolean) => Statement {
  return (value) => ({ text: value ? "yes" : "no", weight: value === good ? 1 : -1 });
}

/**
 * What changed of what is stated of one subject.
 *
 * @param whole what all of it is called.
 */
export function compared(
  subject: string,
  before: Statements,
  now: Statements,
  whole = `${WHOLE} of ${subject}`,
): LocalChange[] {
  if ((before === WHOLLY_PENDING) !== (now === WHOLLY_PENDING) && before.size > 0 && now.size > 0) {
    const [old, young] = [before, now].map((one) => (one === WHOLLY_PENDING ? "pending" : "stated"));
    return changed("evidence", "other", whole, old ?? "", young ?? "");
  }
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((name) =>
    comparedOne(name, subject, before.get(name), now.get(name)),
  );
}

function comparedOne(
  name: string,
  subject: string,
  before: Statement | undefined,
  now: Statement | undefined,
): LocalChange[] {
  const what = `${now?.called ?? before?.called ?? name} of ${subject}`;
  if (before !== undefined && now !== undefined && isSame(before, now)) {
    return [
      ...respelt(what, before.spelling ?? before.text, now.spelling ?? now.text),
      ...respelt(`file of ${subject}`, before.called ?? name, now.called ?? name),
    ];
  }
  const effect = effectOf(before, now);
  const message =
    now === undefined
      ? `${what} went away: ${before?.text} before`
      : `${what}: ${before?.text ?? "not stated"} before, ${now.text} now`;
  return [{ kind: "evidence", effect, message }];
}

function isSame(before: Statement, now: Statement): boolean {
  return before.weight === now.weight && (before.meaning ?? before.text) === (now.meaning ?? now.text);
}

function effectOf(before: Statement | undefined, now: Statement | undefined): LocalChange["effect"] {
  const [old, young] = [before?.weight ?? 0, now?.weight ?? 0];
  // That nobody says any more what is broken does not mend it.
  if (now === undefined && old < 0) return "other";
  if (old !== young) return young > old ? "stronger" : "weaker";
  const [oldVersion, youngVersion] = [parseVersion(before?.text ?? ""), parseVersion(now?.text ?? "")];
  if (oldVersion === undefined || youngVersion === undefined) return "other";
  return compareVersions(youngVersion, oldVersion) > 0 ? "stronger" : "weaker";
}
