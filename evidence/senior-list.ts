import { delay } from "./abort";
import { bytesOfText, type NotRead, type Shares } from "./share";
import type { Place, Writer } from "./writer";

const SHARE = "SMSLOGON";
const LIST = { share: SHARE, path: "Sitescfg\\Senior.lst" };
const DRAFT = { share: SHARE, path: "Sitescfg\\Senior.tmp" };
const NAME = "Senior.lst";

/** How the files of a server are read and written. */
export interface ListAccess {
  readonly shares: Shares;
  readonly writer: Writer;
}

/** Senior.lst of a domain, as its PDC has it. */
export interface SeniorList {
  /** Its text; null: there is no such file. */
  readonly text: string | null;
  /** The text of Senior.tmp, in which the next Senior.lst is made ready; null: there is no such file. */
  readonly draft: string | null;
}

/** Why Senior.lst could not be read or written. */
export class ListFailure extends Error {
  override readonly name = "ListFailure";

  constructor(
    message: string,
    /** The server refused the account. */
    readonly isLogonRefused = false,
  ) {
    super(message);
  }
}

/** The text of a Senior.lst that names a site: the three characters of its code and a line end (Q235726). */
export function listOf(code: string): string {
  return `${code}\r\n`;
}

/**
 * Reads Senior.lst of a PDC.
 *
 * @throws ListFailure if it is not known whether there is one.
 */
export async function readSeniorList(shares: Shares, server: string, signal?: AbortSignal): Promise<SeniorList> {
  const wishes = [LIST, DRAFT].map((place) => ({ ...place, want: "text" }) as const);
  const [text, draft] = (await shares.readServer(server, wishes, signal)).map((answer) => {
    if (answer.kind === "read") return answer.content;
    return answer.kind === "missing" ? null : answer;
  });
  if (isRead(text)) return { text, draft: isRead(draft) ? draft : null };
  throw failure(server, LIST, text ?? { kind: "unreachable", reason: "no answer" });
}

const isRead = (answer: string | null | NotRead | undefined): answer is string | null =>
  answer === null || typeof answer === "string";

/**
 * Whether a writing was interrupted between the two steps that Windows NT 4.0 needs: Senior.lst is deleted already, and the whole
 * new one still has the name Senior.tmp.
 */
export function isInterrupted({ text, draft }: SeniorList): boolean {
  return text === null && draft !== null && /^[A-Z0-9]{3}\r\n$/.test(draft);
}

/** Takes an interrupted writing to its end, and reads what Senior.lst holds then. */
export async function settledList(access: ListAccess, server: string, signal?: AbortSignal): Promise<SeniorList> {
  const list = await readSeniorList(access.shares, server, signal);
  if (!isInterrupted(list)) return list;
  await putInPlace(access, server, list.draft ?? "", null);
  return readSeniorList(access.shares, server);
}

/**
 * Writes Senior.lst, or deletes it, so that nobody ever sees an empty file or half of one: the new text is written to Senior.tmp,
 * read back, and only then put in place. A server that cannot replace a file at once, as Windows NT 4.0, has no Senior.lst for
 * some milliseconds, which Logon Server Managers take as the default election (Q263395).
 *
 * @param expected what Senior.lst held when it was decided to change it: a change by somebody else is not overwritten.
 * @throws ListFailure with what is there now.
 */
export async function writeSeniorList(
  access: ListAccess,
  server: string,
  { expected, text }: { readonly expected: string | null; readonly text: string | null },
  signal?: AbortSignal,
): Promise<void> {
  const { shares, writer } = access;
  const draft: Place = { server, ...DRAFT };
  if (text === null) {
    asExpected(server, await readSeniorList(shares, server), expected);
    const failed = await writer.remove({ server, ...LIST });
    if ((await readSeniorList(shares, server)).text !== null) throw failure(server, LIST, failed ?? NOT_GONE);
    return;
  }
  try {
    const failed = await writer.put(draft, bytesOfText(text), signal);
    const seen = await readSeniorList(shares, server, signal);
    if (seen.draft !== text) throw failure(server, DRAFT, failed ?? NOT_WHOLE, " Senior.lst is unchanged.");
    asExpected(server, seen, expected);
  } catch (error) {
    await writer.remove(draft);
    throw error;
  }
  await putInPlace(access, server, text, expected);
}

const NOT_WHOLE: NotRead = { kind: "refused", reason: "it did not arrive whole" };
const NOT_GONE: NotRead = { kind: "refused", reason: "it is still there" };
const NOT_REACHED: NotRead = { kind: "unreachable", reason: "the server does not answer any more" };

/** How often the last step is tried, and the seconds before each try: what is begun here is not to be left. */
const PAUSES = [0, 1, 4];

/** Gives Senior.tmp, which is whole, the name Senior.lst. */
async function putInPlace(access: ListAccess, server: string, text: string, expected: string | null): Promise<void> {
  const { shares, writer } = access;
  const draft: Place = { server, ...DRAFT };
  let before = expected;
  let failed: NotRead | undefined;
  for (const pause of PAUSES) {
    await delay(pause * 1000);
    let answer = await writer.replace(draft, NAME, true);
    if (answer === "no-replace") {
      // To delete cannot be taken back: it comes right after one more look.
      asExpected(server, await readSeniorList(shares, server), before);
      answer = await writer.replace(draft, NAME, false);
    }
    failed = answer === "no-replace" ? undefined : answer;
    const seen = await readSeniorList(shares, server).catch(() => undefined);
    if (seen === undefined) continue;
    if (seen.text === text) return;
    if (seen.text === null && seen.draft === text) before = null;
    asExpected(server, seen, before);
    if (before !== null && failed?.kind === "refused") {
      await writer.remove(draft);
      throw failure(server, LIST, failed, " It is unchanged.");
    }
  }
  throw failure(server, LIST, failed ?? NOT_REACHED, " If it is missing, Senior.tmp is whole: update again to go on.");
}

/** Somebody else's change is not overwritten. */
function asExpected(server: string, { text }: SeniorList, expected: string | null): void {
  if (text === expected) return;
  throw new ListFailure(
    `${pathOf(server, LIST)} was changed by somebody else meanwhile: ${described(text)}. It is left as it is.`,
  );
}

/** What a Senior.lst holds, for messages. */
export function described(text: string | null): string {
  return text === null ? "there is no such file now" : `it holds ${JSON.stringify(text.slice(0, 40))} now`;
}

function failure(server: string, place: typeof LIST, { kind, reason }: NotRead, note = ""): ListFailure {
  return new ListFailure(`${pathOf(server, place)}: ${reason}.${note}`, kind === "logon");
}

function pathOf(server: string, { share, path }: typeof LIST): string {
  return `\\\\${server}\\${share}\\${path}`;
}
