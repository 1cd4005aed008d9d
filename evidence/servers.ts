import { unless } from "./abort";
import type { Answer, NotRead, Shares, Wish } from "./share";

/** How many servers are asked at the same time by default: waiting is most of the work. */
export const PARALLEL = 8;

/** What taking a turn needs to know. */
export interface TurnOptions<T> {
  /** Whether the server refused the account. */
  readonly isRefused: (result: T) => boolean;
  /** What a server gets that is not asked, because another one refused the account before. */
  readonly skipped: (refusedBy: string) => T;
  /** Ends the wait for a turn. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Turns of all who ask servers under one account: some servers at a time, the first one alone. Once a server refuses the
 * account, no other is asked, because each try with a wrong password counts towards a lock-out.
 */
export class Turns {
  #first: Promise<unknown> | undefined;
  #refusedBy: string | undefined;
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(parallel = PARALLEL) {
    this.#free = parallel;
  }

  async take<T>(server: string, ask: () => Promise<T>, { isRefused, skipped, signal }: TurnOptions<T>): Promise<T> {
    const run = async () => {
      if (this.#refusedBy !== undefined) return skipped(this.#refusedBy);
      const result = await ask();
      if (isRefused(result)) this.#refusedBy ??= server;
      return result;
    };
    const first = this.#first;
    if (first === undefined) {
      const result = run();
      this.#first = result.catch(() => undefined);
      return result;
    }
    await first;
    await this.#slot(signal);
    try {
      return await run();
    } finally {
      this.#release();
    }
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }

  async #slot(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#free > 0) return void this.#free--;
    let take = () => {};
    const turn = new Promise<void>((resolve) => (take = resolve));
    this.#waiting.push(take);
    await unless(signal, turn, () => {
      const place = this.#waiting.indexOf(take);
      if (place >= 0) this.#waiting.splice(place, 1);
      else this.#release();
    });
  }
}

/** Servers that are asked in one go for all who wait for the same turn. */
interface Batch {
  readonly wishes: Wish[];
  readonly end: AbortController;
  asking: number;
  answers?: Promise<Answer[]>;
}

/**
 * Shares for many who ask at the same time, in their turns. Who asks a server that somebody else waits for shares that turn, and
 * its connection.
 */
export function takingTurns(shares: Shares, turns = new Turns()): Shares {
  const waiting = new Map<string, Batch>();
  const begin = (server: string, { wishes, end }: Batch) =>
    turns.take(
      server,
      () => {
        waiting.delete(server);
        return shares.readServer(server, wishes, end.signal);
      },
      {
        isRefused: (answers) => answers.some(({ kind }) => kind === "logon"),
        skipped: (refusedBy) => {
          waiting.delete(server);
          return wishes.map(() => notAsked(refusedBy));
        },
      },
    );
  return {
    readServer: async (server, wishes, signal) => {
      signal?.throwIfAborted();
      const batch = waiting.get(server) ?? { wishes: [], end: new AbortController(), asking: 0 };
      waiting.set(server, batch);
      const places = wishes.map((wish) => placeOf(wish, batch.wishes));
      batch.asking++;
      batch.answers ??= begin(server, batch);
      const answers = await unless(signal, batch.answers, () => {
        if (--batch.asking === 0) batch.end.abort(signal?.reason);
      });
      return places.map((place) => answers[place] as Answer);
    },
  };
}

/** Where a wish stands in a list, to which it is added if it is new. */
function placeOf({ share, path, want }: Wish, wishes: Wish[]): number {
  const place = wishes.findIndex((one) => one.share === share && one.path === path && one.want === want);
  return place >= 0 ? place : wishes.push({ share, path, want }) - 1;
}

/** The answer for a server that is not asked, because another one refused the account. */
export function notAsked(refusedBy: string): NotRead {
  return { kind: "logon", reason: `not asked, because ${refusedBy} refused the account` };
}
