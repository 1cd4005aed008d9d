import { counted } from "../domain/groups";
import { delay } from "../evidence/abort";
import { asList } from "../rules/wording";
import type { Work } from "./resource-kind";

/** What one look at the servers showed. */
export interface Look<T> {
  readonly found: T;
  /** What is still missing: nothing once the wait is over. */
  readonly open: readonly string[];
  /** How far it is: `2 of 3 logon points are updated`. */
  readonly progress?: string;
  /** To look again brings nothing, as with an account that a server refused. */
  readonly isFinal?: boolean;
}

/**
 * Seconds between two looks: a tenth of the time since the first one, so that a short wait ends soon and a long one asks
 * little.
 */
const PAUSE = { least: 1, most: 60 };

/** Seconds after which a wait says again what is missing. */
const REMINDER = 300;

/**
 * Looks until nothing is missing, and says how far it is whenever that changes. The clock of this machine has no say in it.
 *
 * @param timeout seconds; undefined: one look.
 * @returns the last look, with what is missing still when the time is over.
 */
export async function waitFor<T>(
  look: () => Promise<Look<T>>,
  timeout: number | undefined,
  { signal, tell }: Pick<Work, "signal" | "tell">,
): Promise<Look<T>> {
  const start = performance.now();
  const said = { text: "", at: start };
  for (;;) {
    signal.throwIfAborted();
    const seen = await look();
    const passed = (performance.now() - start) / 1000;
    if (seen.open.length === 0 || seen.isFinal === true || timeout === undefined || passed >= timeout) return seen;
    const text = [seen.progress ?? "waiting", asList(seen.open, 5)].join(": ");
    if (text !== said.text || (performance.now() - said.at) / 1000 >= REMINDER) {
      said.text = text;
      said.at = performance.now();
      await tell(text);
    }
    const pause = Math.min(PAUSE.most, Math.max(PAUSE.least, passed / 10), timeout - passed);
    await delay(Math.ceil(pause * 1000), signal);
  }
}

/** How long was waited in vain, for the message of a failure: `after 60 seconds`. */
export function afterWait(timeout: number | undefined): string {
  return timeout === undefined ? "" : ` after ${counted(timeout, "second")}`;
}
