import type { Answer } from "./share";

/** What was read of a server. */
export interface Evidence<Facts> {
  /** Facts in the form in which they are declared; what could not be read is absent. */
  readonly facts: Facts;
  readonly server: string;
  /**
   * Milliseconds by which the clock of the server is ahead, if it could be read. Times stand as the server has them: what its
   * clock is today says little about the day on which a file was written.
   */
  readonly offset?: number;
  /** What could not be read, and why: `\\P01SRV\SMS_P01\Bin\i386\Ccm.dll: access denied`. */
  readonly notes: readonly string[];
}

/** Why a file is not known; nothing for one that was read or is known to be missing. */
export function noteOf(place: string, answer: Answer | undefined): string[] {
  if (answer === undefined || answer.kind === "read" || answer.kind === "missing") return [];
  return [`${place}: ${answer.reason}`];
}

/** A time as facts hold it, to the second. */
export function utc(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
