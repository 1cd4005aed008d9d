import { Command } from "commander";
import { BadInputError } from "../domain/bad-input";
import { formatReview, FORMATS } from "../review/formats/index";
import { badInputJson, judgementJson } from "../review/formats/json";
import { reviewText } from "../review/formats/review-text";
import { badInputText, judgementText } from "../review/formats/text";
import { statusOf } from "../review/review";
import { judge } from "../rules/judge";
import { EXIT, type ExitCode, type Io } from "./io";
import { layoutOf } from "./layout";
import { addJudgeOptions, readOptions, type CheckOptions, type RawOptions } from "./options";
import { readHierarchy, STANDARD_INPUT } from "./read-hierarchy";
import { reviewOfFile } from "./review-file";

const EPILOGUE = `
Exit codes: 0 every upgrade is ready, 1 some are not, 2 bad input or usage.`;

/**
 * `check FILE`: judges a hierarchy file by all rules.
 *
 * @param done gets the exit code.
 */
export function checkCommand(version: string, io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command("check")
    .description("Say which upgrades to SP2 may begin, and what is in the way of the others (Q261931).")
    .argument("<file>", "hierarchy file, JSON where its name ends in .json, else YAML; - reads standard input")
    .option("--format <format>", Object.keys(FORMATS).join(", "), "text");
  return addJudgeOptions(command)
    .addHelpText("after", EPILOGUE)
    .action(async (file: string, raw: RawOptions) => done(await check(file, raw, version, io)));
}

async function check(file: string, raw: RawOptions, version: string, io: Io): Promise<ExitCode> {
  try {
    const options = readOptions(raw, new Date());
    if (options.format !== "text" && options.format !== "json") return await report(file, options, version, io);
    const judgement = judge(await readHierarchy(file, io), options.judge);
    if (options.format === "text") io.out(judgementText(judgement, layoutOf(io.terminal.out, io.env)));
    else for (const piece of judgementJson(judgement)) io.out(piece);
    return judgement.verdict === "ready" ? EXIT.ready : EXIT.notReady;
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    reportBadInput(file === STANDARD_INPUT ? "standard input" : file, error, raw.format, io);
    return EXIT.badInput;
  }
}

/** The formats of a review; bad input is told in the format that was asked for, and on standard error. */
async function report(file: string, options: CheckOptions, version: string, io: Io): Promise<ExitCode> {
  const review = await reviewOfFile(file, options.judge, version, io);
  const layout = layoutOf(io.terminal.out, io.env);
  for (const piece of formatReview(review, options.format, { layout, id: "check" })) io.out(piece);
  if (review.failures.length === 0) return statusOf(review) === "ready" ? EXIT.ready : EXIT.notReady;
  io.err(reviewText(review, layoutOf(io.terminal.err, io.env)));
  return EXIT.badInput;
}

/** Bad input goes where it is looked for: as JSON to standard output, for people to standard error. */
export function reportBadInput(input: string, { issues }: BadInputError, format: string, io: Io): void {
  if (format === "json") io.out(badInputJson(issues));
  else io.err(badInputText(input, issues, layoutOf(io.terminal.err, io.env)));
}
