import type { Network } from "../publish/client";

/** What a command needs of the process that it runs in. */
export interface Io {
  /** Writes to standard output. */
  readonly out: (text: string) => void;
  /** Writes to standard error. */
  readonly err: (text: string) => void;
  /** Reads all of standard input. */
  readonly readInput: () => Promise<Uint8Array>;
  /** Where standard output and standard error go. */
  readonly terminal: { readonly out: Terminal; readonly err: Terminal };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How long to wait for others, where it is not as long as usual. */
  readonly network?: Partial<Network>;
}

/** What a stream tells of the terminal that it goes to. */
export interface Terminal {
  readonly isTTY?: boolean | undefined;
  /** Columns; undefined where it is no terminal. */
  readonly columns?: number | undefined;
}

/** Exit codes of every command. */
export const EXIT = {
  /** Done; every upgrade is ready. */
  ready: 0,
  /** An upgrade is not ready. */
  notReady: 1,
  /** Bad input or usage. */
  badInput: 2,
} as const;

/** An exit code. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
