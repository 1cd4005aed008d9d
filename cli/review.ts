import { Command, Option } from "commander";
import { FORMATS } from "../review/formats/names";
import type { ExitCode, Io } from "./io";
import { addFileOptions, append } from "./options";
import type * as RunReview from "./run-review";
import type { RawReviewOptions } from "./run-review";

const EPILOGUE = `
What follows -- goes to pulumi preview, as in: pulumi-sms review --out review.md -- --stack prod

Exit codes: 0 every upgrade is ready or, in a preview, pending; 1 some are not; 2 bad input, bad usage, or a preview
that failed: what is written says why.`;

/**
 * `review [FILE] [-- ARGS]`: reviews a preview that it runs, one that ran already, or a hierarchy file.
 *
 * @param rest what follows `--` on the command line.
 * @param done gets the exit code.
 */
export function reviewCommand(
  version: string,
  rest: readonly string[],
  io: Io,
  done: (code: ExitCode) => void,
): Command {
  const command = new Command("review")
    .description("Review a preview or a hierarchy file: what is refused and where, what changed, what is waived.")
    .usage("[options] [file] [-- <arguments of pulumi preview>]")
    .argument("[file]", "hierarchy file; without one, pulumi preview is run in this folder with the policy pack")
    .addOption(repeated("--out <file>", "file to write; its name says the format; may be repeated"))
    .option("--format <format>", `${Object.keys(FORMATS).join(", ")}; of standard output, or of every --out`)
    .option("--base <file>", "JSON of an earlier review, to say what changed since")
    .option("--preview <file>", "what pulumi preview --json --show-sames printed, instead of running it")
    .option("--events <file>", "event log of that preview (--event-log)")
    .addOption(
      repeated("--policy-pack-config <file>", "configuration that the policies of that preview had; may be repeated"),
    )
    .option("--id <id>", "tells the comments and alerts of several reviews apart", "default");
  return addFileOptions(command)
    .addHelpText("after", EPILOGUE)
    .action(async (file: string | undefined, raw: RawReviewOptions) =>
      done(await load().review(file, raw, { version, rest, io })),
    );
}

function repeated(flags: string, description: string): Option {
  return new Option(flags, description).argParser(append).default([], "none");
}

function load(): typeof RunReview {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the other commands need none of it, and it takes a while to load
  return require("./run-review") as typeof RunReview;
}
