import { BadInputError, inputIssue } from "../domain/model/bad-input";
import { readBase, type Base } from "../review/comparison/base";
import { compare } from "../review/comparison/compare";
import { formatReview } from "../review/formats/index";
import { formatOf, FORMATS, type Format } from "../review/formats/names";
import { failedReview, statusOf, type Review } from "../review/review";
import { EXIT, type ExitCode, type Io } from "./io";
import { layoutOf } from "./layout";
import { formatChoice, readOptions, type RawOptions } from "./options";
import { readText } from "./read-hierarchy";
import { reportBadInput } from "./report-bad-input";
import { reviewOfFile } from "./review-file";
import { reviewOfPreview, type PreviewSource } from "./review-preview";
import { sourcesOf } from "./sources";
import { writeWhole } from "./write-whole";

/** Options of `review` as they stand on the command line. */
export interface RawReviewOptions extends Omit<RawOptions, "format"> {
  readonly format?: string;
  readonly out: readonly string[];
  readonly base?: string;
  readonly preview?: string;
  readonly events?: string;
  readonly policyPackConfig: readonly string[];
  readonly id: string;
}

interface Surroundings {
  readonly version: string;
  readonly rest: readonly string[];
  readonly io: Io;
}

/** Reviews what the command line names, and writes the review. */
export async function review(
  file: string | undefined,
  raw: RawReviewOptions,
  { version, rest, io }: Surroundings,
): Promise<ExitCode> {
  const subject = file ?? "pulumi-sms review";
  let outputs: Outputs = { files: [], printed: "text" };
  try {
    outputs = readOutputs(raw);
    const base = raw.base === undefined ? undefined : await baseOf(raw.base, io);
    const reviewed =
      file === undefined
        ? await reviewOfPreview(sourceOf(raw, rest), version, io)
        : await reviewOfFile(file, readOptions({ ...raw, ...forFile(raw, rest) }, new Date()).judge, version, io);
    const complete = base === undefined ? reviewed : compared(reviewed, base);
    await write(complete, outputs, raw.id, io);
    return exitOf(complete);
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    reportBadInput(subject, error, raw.format ?? "text", io);
    // A review of yesterday must not pass for that of today.
    const failed = failedReview(version, subject, { kind: "input", message: error.message });
    await writeFiles(failed, outputs, raw.id, io).catch(() => undefined);
    return EXIT.badInput;
  }
}

/** Read before anything runs: who names another file is told at once. */
async function baseOf(file: string, io: Io): Promise<Base | string> {
  return readBase(await readText(file, "the JSON of an earlier review", io, "--base"), file);
}

/** A review that failed shows nothing of the hierarchies for certain, so nothing of it is compared. */
function compared(review: Review, base: Base | string): Review {
  if (typeof base === "string") return { ...review, remarks: [...review.remarks, base] };
  return review.failures.length > 0 ? review : { ...review, comparison: compare(base, review) };
}

interface Output {
  readonly file: string;
  readonly format: Format;
}

interface Outputs {
  readonly files: readonly Output[];
  /** Format of standard output. */
  readonly printed: Format;
}

const ID = /^[A-Za-z0-9._-]{1,64}$/;

/** @throws BadInputError for files whose names say no format, and for an id that would not fit into a comment. */
function readOutputs({ out, format, id }: RawReviewOptions): Outputs {
  const chosen = format === undefined ? undefined : formatChoice(format);
  const issues = ID.test(id)
    ? []
    : [inputIssue(["--id"], id, "1 to 64 letters, digits, dots, underscores and hyphens")];
  const files = out.flatMap((file): Output[] => {
    const known = chosen ?? formatOf(file);
    if (known !== undefined) return [{ file, format: known }];
    const ends = Object.values(FORMATS).flat().join(", ");
    issues.push(inputIssue(["--out"], file, `a name that ends in ${ends}, or --format`));
    return [];
  });
  if (issues.length > 0) throw new BadInputError(issues);
  return { files, printed: out.length === 0 ? (chosen ?? "text") : "text" };
}

function sourceOf(
  { preview, events, policyPackConfig, ...others }: RawReviewOptions,
  rest: readonly string[],
): PreviewSource {
  const expected = "a file, or --policy-pack-config, which has the settings of a preview";
  refuseGiven(JUDGE_OPTIONS, others, "no hierarchy file beside it", expected);
  if (preview === undefined && events === undefined) return { rest, policyPackConfig };
  if (preview === undefined || events === undefined || rest.length > 0) {
    const found = rest.length > 0 ? "arguments of pulumi beside a preview that ran already" : "one of the two";
    throw new BadInputError([
      inputIssue([preview === undefined ? "--preview" : "--events"], undefined, BOTH_FILES, found),
    ]);
  }
  return { preview, events, policyPackConfig };
}

const BOTH_FILES = "--preview and --events, both of one preview";

const PREVIEW_OPTIONS = {
  preview: "--preview",
  events: "--events",
  policyPackConfig: "--policy-pack-config",
  rest: "--",
} as const;

const JUDGE_OPTIONS = {
  reading: "--reading",
  minimumEvidence: "--minimum-evidence",
  level: "--level",
  today: "--today",
} as const;

/** @throws BadInputError for those of some options that are given. */
function refuseGiven(
  options: Readonly<Record<string, string>>,
  given: Readonly<Record<string, unknown>>,
  found: string,
  expected: string,
): void {
  const misplaced = Object.entries(options).filter(([key]) => isGiven(given[key]));
  const issues = misplaced.map(([, option]) => inputIssue([option], undefined, expected, found));
  if (issues.length > 0) throw new BadInputError(issues);
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

/** What belongs to a preview has no place beside a hierarchy file. */
function forFile(raw: RawReviewOptions, rest: readonly string[]): { format: string } {
  const expected = "no hierarchy file beside it: it belongs to a preview";
  refuseGiven(PREVIEW_OPTIONS, { ...raw, rest }, "a hierarchy file", expected);
  return { format: "text" };
}

async function write(review: Review, outputs: Outputs, id: string, io: Io): Promise<void> {
  await writeFiles(review, outputs, id, io);
  const layout = layoutOf(io.terminal.out, io.env);
  for (const piece of formatReview(review, outputs.printed, { id, sources: sourcesOf(io.env), layout })) io.out(piece);
}

async function writeFiles(review: Review, { files }: Outputs, id: string, io: Io): Promise<void> {
  const options = { id, sources: sourcesOf(io.env), layout: { width: Infinity, colours: false } };
  for (const { file, format } of files) await writeWhole(file, formatReview(review, format, options));
}

/** `not checked` refuses nothing. */
function exitOf(review: Review): ExitCode {
  const status = statusOf(review);
  if (status === "failed") return EXIT.badInput;
  return status === "blocked" || status === "undetermined" ? EXIT.notReady : EXIT.ready;
}
