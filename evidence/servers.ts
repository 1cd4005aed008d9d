import type { Shares } from "./share";

/** How many servers are read at the same time by default: waiting is most of the work. */
export const PARALLEL = 8;

/**
 * Reads many servers, some at a time. The first one goes alone: if it refuses the account, the others are not asked, because
 * each try with a wrong password counts towards a lock-out.
 *
 * @param read reads one server.
 * @param skipped what a server gets that is not asked.
 * @param onDone called after each server.
 */
export async function eachServer<T>(
  servers: readonly string[],
  read: (server: string) => Promise<T>,
  {
    isRefused,
    skipped,
    parallel = PARALLEL,
    onDone,
  }: {
    readonly isRefused: (result: T) => boolean;
    readonly skipped: (server: string, first: string) => T;
    readonly parallel?: number;
    readonly onDone?: (server: string, result: T) => void;
  },
): Promise<ReadonlyMap<string, T>> {
  const results = new Map<string, T>();
  const [first, ...others] = [...new Set(servers)];
  if (first === undefined) return results;
  let refusedBy: string | undefined;
  const take = async (server: string) => {
    const result = refusedBy === undefined ? await read(server) : skipped(server, refusedBy);
    if (isRefused(result)) refusedBy ??= server;
    results.set(server, result);
    onDone?.(server, result);
  };
  await take(first);
  const queue = others.values();
  await Promise.all(
    Array.from({ length: Math.min(parallel, others.length) }, async () => {
      for (const server of queue) await take(server);
    }),
  );
  return new Map(servers.map((server) => [server, results.get(server) as T]));
}

/**
 * Shares for many who ask at the same time: some servers at a time, the first one alone. Once a server refuses the account, no
 * other is asked, because each try with a wrong password counts towards a lock-out.
 */
export function takingTurns(shares: Shares, parallel = PARALLEL): Shares {
  let first: Promise<unknown> | undefined;
  let refusedBy: string | undefined;
  const waiting: (() => void)[] = [];
  let running = 0;
  const read: Shares["readServer"] = async (server, wishes, signal) => {
    if (refusedBy !== undefined) {
      const reason = `not asked, because ${refusedBy} refused the account`;
      return wishes.map(() => ({ kind: "logon", reason }));
    }
    const answers = await shares.readServer(server, wishes, signal);
    if (answers.some(({ kind }) => kind === "logon")) refusedBy ??= server;
    return answers;
  };
  return {
    readServer: async (server, wishes, signal) => {
      if (first === undefined) return (first = read(server, wishes, signal)) as ReturnType<typeof read>;
      await first.catch(() => undefined);
      if (running >= parallel) await new Promise<void>((resolve) => waiting.push(resolve));
      running++;
      try {
        return await read(server, wishes, signal);
      } finally {
        running--;
        waiting.shift()?.();
      }
    },
  };
}
