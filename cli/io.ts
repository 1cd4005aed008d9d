import type { Command } from "commander";
import type { Network } from "../publish/client";
import type { Layout } from "../review/formats/text";
import { withoutCommands } from "../review/phrases/visible";

/** What a command needs of the process that it runs in. */
export interface Io {
  /** Writes text for people to standard output. */
  readonly out: (text: string) => void;
  /** Writes text for people to standard error. */
  readonly err: (text: string) => void;
  /** Writes what programs read to standard output. */
  readonly data: (text: string) => void;
  /** Reads all of standard input. */
  readonly readInput: () => Promise<Uint8Array>;
  /** Where standard output and standard error go. */
  readonly terminal: { readonly out: Terminal; readonly err: Terminal };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The command that runs. Default: `check`. */
  readonly command?: string;
  /** Timing of requests, if it is not the usual one. */
  readonly network?: Partial<Network>;
}

/** The process that a command line runs in: whatever it writes goes out as it stands. */
export type Process = Omit<Io, "data">;

/** What commands need of a process: in text for people, no line is a command to the runner of a CI. */
export function ioOf(process: Process): Io {
  return {
    ...process,
    out: (text) => process.out(withoutCommands(text)),
    err: (text) => process.err(withoutCommands(text)),
    data: process.out,
  };
}

/** Prints a format, as text for people or as what programs read. */
export function printerOf(format: string, { out, data }: Io): (text: string) => void {
  return format === "text" || format === "markdown" ? out : data;
}

/** The terminal that a stream goes to. */
export interface Terminal {
  readonly isTTY?: boolean | undefined;
  /** Columns; undefined if it is no terminal. */
  readonly columns?: number | undefined;
}

/** What every command gets. */
export interface Surroundings {
  /** Version of the package. */
  readonly version: string;
  /** What follows `--` on the command line. */
  readonly rest: readonly string[];
  readonly io: Io;
}

/** The file of a command: what it takes, and what it does up to the exit code. */
export interface CommandFile {
  readonly command: (surroundings: Surroundings, done: (code: ExitCode) => void) => Command;
}

/** Exit codes of every command. */
export const EXIT = {
  /** Done; every upgrade is ready. */
  ready: 0,
  /** An upgrade is not ready. */
  notReady: 1,
  /** Bad input or usage, or no reliable result. */
  badInput: 2,
} as const;

/** An exit code. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The name of standard input on a command line. */
export const STANDARD_INPUT = "-";

/** What a file of the command line is called in messages. */
export function nameOf(file: string): string {
  return file === STANDARD_INPUT ? "standard input" : file;
}

/** Narrowest width at which text is still laid out in lines. */
const NARROWEST = 40;

/** How text is laid out: in colours and lines on a terminal, plain and unbroken elsewhere. */
export function layoutOf(terminal: Terminal, env: Io["env"]): Layout {
  const width = terminal.isTTY === true && terminal.columns !== undefined ? terminal.columns : Infinity;
  return { width: Math.max(NARROWEST, width), colours: wantsColours(terminal, env) };
}

/** NO_COLOR (https://no-color.org) wins over FORCE_COLOR, and FORCE_COLOR over what the terminal is. */
function wantsColours(terminal: Terminal, env: Io["env"]): boolean {
  const { NO_COLOR: no = "", FORCE_COLOR: force, TERM: term } = env;
  if (no !== "") return false;
  if (force !== undefined) return force !== "0" && force !== "false";
  return terminal.isTTY === true && term !== "dumb";
}
