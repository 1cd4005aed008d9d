import { Command, Option } from "commander";
import path from "node:path";
import { BadInputError, inputIssue, issueOf } from "../domain/model/bad-input";
import { readBase, type Base } from "../review/comparison/base";
import { compare } from "../review/comparison/compare";
import { formatReview } from "../review/formats/index";
import { formatOf, FORMATS, REVIEW_ID, type Format } from "../review/formats/names";
import { failedReview, statusOf, type Review } from "../review/review";
import { isFolder } from "./files-below";
import { EXIT, layoutOf, nameOf, printerOf, STANDARD_INPUT, type ExitCode, type Io, type Surroundings } from "./io";
import {
  addJudgeOptions,
  FORMAT_NAMES,
  formatChoice,
  readOptions,
  repeated,
  rootOption,
  withRoot,
  type RawJudgeOptions,
} from "./options";
import { reviewOfPreview, type PreviewSource } from "./preview";
import { isHierarchyName, readText } from "./read-hierarchy";
import { reportBadInput } from "./report-bad-input";
import { sourcesOf } from "./repository";
import { reviewOfFiles } from "./review-file";
import { targetOf, writeWhole } from "./write-whole";

const EPILOGUE = `
What follows -- goes to pulumi preview, as in: pulumi-sms review --out review.md -- --stack prod

Exit codes: 0 every upgrade is ready or, in a preview, pending; 1 some are not; 2 bad input, bad usage, or a preview
that failed: the output shows why.`;

/** Options of `review` as they stand on the command line. */
interface RawOptions extends RawJudgeOptions {
  readonly format?: string;
  readonly out: readonly string[];
  readonly base?: string;
  readonly keptBase?: string;
  readonly preview?: string;
  readonly events?: string;
  readonly policyPackConfig: readonly string[];
  readonly id: string;
  readonly root?: string;
}

/**
 * `review [FILE...] [-- ARGS]`: reviews a preview that it runs, one that ran already, or hierarchy files.
 *
 * @public
 */
export function command(surroundings: Surroundings, done: (code: ExitCode) => void): Command {
  const review = new Command("review")
    .description("Review a preview or a hierarchy file: what is refused and where, what changed, what is waived.")
    .usage("[options] [file...] [-- <arguments of pulumi preview>]")
    .argument(
      "[file...]",
      "hierarchy files that are one hierarchy; without any, pulumi preview is run in this folder with the policy pack",
    )
    .addOption(repeated("--out <file>", "file to write; the format follows from its name; may be repeated"))
    .option("--format <format>", `${Object.keys(FORMATS).join(", ")}; of standard output, or of every --out`)
    .option("--base <file>", "JSON of an earlier review, to show what changed since")
    // For `ci`, which keeps a base that nobody names.
    .addOption(new Option("--kept-base <file>").hideHelp())
    .option("--preview <file>", "output of pulumi preview --json --show-sames, instead of running it")
    .option("--events <file>", "event log of that preview (--event-log)")
    .addOption(repeated("--policy-pack-config <file>", "configuration of the policies; may be repeated"))
    .option("--id <id>", "distinguishes the comments and alerts of several reviews", "default")
    .addOption(rootOption());
  return addJudgeOptions(review, true)
    .addHelpText("after", EPILOGUE)
    .action(async (files: string[], raw: RawOptions) => done(await reviewed(files, raw, surroundings)));
}

async function reviewed(
  files: readonly string[],
  raw: RawOptions,
  { version, rest, io: surrounding }: Surroundings,
): Promise<ExitCode> {
  const subject = files.map(nameOf).join(", ") || "pulumi-sms review";
  let outputs: Outputs = { files: [], printed: "text" };
  let io = surrounding;
  try {
    io = withRoot(surrounding, raw.root);
    outputs = readOutputs(raw, files);
    const base = await baseOf(raw, io);
    const review =
      files.length === 0
        ? await reviewOfPreview(sourceOf(raw, rest), version, io)
        : await reviewOfFiles(files, readOptions(forFile(raw, rest), new Date()).judge, version, io);
    const complete = compared(review, base);
    const options = { id: raw.id, sources: sourcesOf(io.env), layout: layoutOf(io.terminal.out, io.env) };
    await writeFiles(complete, outputs, raw.id, io);
    const print = printerOf(outputs.printed, io);
    for (const piece of formatReview(complete, outputs.printed, options)) print(piece);
    return exitOf(complete);
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    reportBadInput(subject, error, raw.format ?? "text", io);
    // Yesterday's review must not pass for today's.
    const failed = failedReview(version, subject, { kind: "input", message: error.message });
    await writeFiles(failed, outputs, raw.id, io).catch(() => undefined);
    return EXIT.badInput;
  }
}

/**
 * Read before anything runs, so that a wrong file is reported at once. A base that nobody named has no effect on the result.
 *
 * @throws BadInputError for a file that somebody named and that is no review.
 */
async function baseOf({ base, keptBase }: RawOptions, io: Io): Promise<Base | string | undefined> {
  const file = base ?? keptBase;
  if (file === undefined) return undefined;
  try {
    return readBase(await readText(file, "the JSON of an earlier review", io, "--base"), file);
  } catch (error) {
    if (base !== undefined || !(error instanceof BadInputError)) throw error;
    return `Nothing is compared: ${error.issues.map(({ reason }) => reason).join(", ")}.`;
  }
}

/** A review that failed shows nothing of the hierarchies for certain, so nothing is compared. */
function compared(review: Review, base: Base | string | undefined): Review {
  if (base === undefined) return review;
  if (typeof base === "string") return { ...review, remarks: [...review.remarks, base] };
  return review.failures.length > 0 ? review : { ...review, comparison: compare(base, review) };
}

interface Outputs {
  readonly files: readonly { readonly file: string; readonly format: Format }[];
  /** Format of standard output. */
  readonly printed: Format;
}

/** @throws BadInputError for files whose names give no format, and for an id that would not fit into a comment. */
function readOutputs({ out, format, id, preview, events }: RawOptions, read: readonly string[]): Outputs {
  const chosen = format === undefined ? undefined : formatChoice(format, FORMAT_NAMES);
  const issues = REVIEW_ID.test(id)
    ? []
    : [inputIssue(["--id"], id, "1 to 64 letters, digits, dots, underscores and hyphens")];
  const inputs = [...read, ...[preview, events].filter((file) => file !== undefined)];
  const files = out.flatMap((file) => {
    if (file === STANDARD_INPUT || inputs.some((input) => isPartOf(file, input))) {
      issues.push(
        inputIssue(["--out"], file, "the name of a file that is not read; without --out a review is printed"),
      );
    }
    const known = chosen ?? formatOf(file);
    if (known !== undefined) return [{ file, format: known }];
    const ends = Object.values(FORMATS).flat().join(", ");
    issues.push(inputIssue(["--out"], file, `a name that ends in ${ends}, or --format`));
    return [];
  });
  if (issues.length > 0) throw new BadInputError(issues);
  return { files, printed: out.length === 0 ? (chosen ?? "text") : "text" };
}

/** Whether a file is what is read: the same one, or one that stands for a hierarchy in the folder that is read. */
function isPartOf(file: string, input: string): boolean {
  const [written, read] = [targetOf(file), targetOf(input)];
  return written === read || (isFolder(read) && written.startsWith(read + path.sep) && isHierarchyName(written));
}

const JUDGE_OPTIONS = {
  reading: "--reading",
  minimumEvidence: "--minimum-evidence",
  level: "--level",
  today: "--today",
} as const;

/** @throws BadInputError for options that belong to a hierarchy file, and for one file of a preview without the other. */
function sourceOf(raw: RawOptions, rest: readonly string[]): PreviewSource {
  const expected = "a file, or --policy-pack-config, which has the settings of a preview";
  refuseGiven(JUDGE_OPTIONS, raw, "no hierarchy file beside it", expected);
  const { preview, events, policyPackConfig } = raw;
  if (preview === undefined && events === undefined) return { rest, policyPackConfig };
  if (preview !== undefined && events !== undefined && rest.length === 0) return { preview, events, policyPackConfig };
  const [given, other] = preview === undefined ? ["--events", "--preview"] : ["--preview", "--events"];
  const reason =
    rest.length > 0
      ? "this preview ran already, so pulumi gets no arguments behind --"
      : `needs ${other} as well: both files of one preview`;
  throw new BadInputError([issueOf({ path: [given], value: undefined, expected: `${given} with ${other}`, reason })]);
}

const PREVIEW_OPTIONS = {
  preview: "--preview",
  events: "--events",
  policyPackConfig: "--policy-pack-config",
  rest: "--",
} as const;

/** @throws BadInputError for what belongs to a preview. */
function forFile(raw: RawOptions, rest: readonly string[]): RawJudgeOptions {
  const expected = "no hierarchy file beside it: it belongs to a preview";
  refuseGiven(PREVIEW_OPTIONS, { ...raw, rest }, "a hierarchy file", expected);
  const { reading, minimumEvidence, level, today } = raw;
  return { reading, minimumEvidence, level, today };
}

/** @throws BadInputError for the options that are given. */
function refuseGiven(options: Readonly<Record<string, string>>, given: object, found: string, expected: string): void {
  const values = new Map<string, unknown>(Object.entries(given));
  const misplaced = Object.entries(options).filter(([key]) => {
    const value = values.get(key);
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
  const issues = misplaced.map(([, option]) => inputIssue([option], undefined, expected, found));
  if (issues.length > 0) throw new BadInputError(issues);
}

async function writeFiles(review: Review, { files }: Outputs, id: string, io: Io): Promise<void> {
  const options = { id, sources: sourcesOf(io.env), layout: { width: Infinity, colours: false } };
  for (const { file, format } of files) await writeWhole(file, formatReview(review, format, options), "--out");
}

/** `not checked` refuses nothing. */
function exitOf(review: Review): ExitCode {
  const status = statusOf(review);
  if (status === "failed") return EXIT.badInput;
  return status === "blocked" || status === "undetermined" ? EXIT.notReady : EXIT.ready;
}
