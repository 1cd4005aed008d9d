import type { Answer } from "./share";

/** What was read of a server. */
export interface Evidence<Facts> {
  /** Facts in the form in which they are declared; what could not be read is absent. */
  readonly facts: Facts;
  readonly server: string;
  /** Whether times were compared with the clock of the server. */
  readonly isClockKnown: boolean;
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
