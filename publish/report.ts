import { lengthOf } from "./marker";
import { Problem } from "./problem";

/** What publishing came to. */
export interface Report {
  /** What was done, or need not be. */
  readonly done: readonly string[];
  /** What could not be done and is no fault. */
  readonly notices: readonly string[];
  /** What went wrong. */
  readonly problems: readonly Problem[];
}

/** A review in Markdown that ends in its marker, and the file that it comes from. */
export interface Review {
  readonly file: string;
  readonly text: string;
}

/** A report of a problem; a fault of the program itself is none. */
export function reportOf(error: unknown): Report {
  if (!(error instanceof Problem)) throw error;
  return { done: [], notices: [], problems: [error] };
}

/** @throws Problem for a text that a host does not take. */
export function refuseTooLong({ file, text }: Review, host: string, longest: number): void {
  const length = lengthOf(text);
  if (length <= longest) return;
  const found = `${length} characters`;
  const remedy = "Publish the Markdown that `pulumi-sms review` writes, which is cut to fit.";
  throw new Problem(file, found, `${longest} at most, which is what ${host} takes`, remedy);
}
