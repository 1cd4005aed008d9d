import { Command, Option } from "commander";
import { BadInputError } from "../domain/bad-input";
import { badInputJson, judgementJson } from "../review/formats/json";
import { badInputText, judgementText } from "../review/formats/text";
import { judge } from "../rules/judge";
import { EXIT, type ExitCode, type Io } from "./io";
import { layoutOf } from "./layout";
import { readOptions, type CheckOptions, type RawOptions } from "./options";
import { readHierarchy, STANDARD_INPUT } from "./read-hierarchy";

const EPILOGUE = `
Exit codes: 0 every upgrade is ready, 1 some are not, 2 bad input or usage.`;

/**
 * `check FILE`: judges a hierarchy file by all rules.
 *
 * @param done gets the exit code.
 */
export function checkCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command("check")
    .description("Say which upgrades to SP2 may begin, and what is in the way of the others (Q261931).")
    .argument("<file>", "hierarchy file, JSON where its name ends in .json, else YAML; - reads standard input")
    .option("--format <format>", "text or json", "text")
    .option("--reading <reading>", "sites that Q261931 is about: every-site or shared-domains", "every-site")
    .option("--minimum-evidence <evidence>", "least that shows a hotfix: files or attested", "attested")
    .addOption(
      new Option("--level <rule=level>", "level of a rule, mandatory or advisory; may be repeated")
        .argParser(append)
        .default([], "that of the rule"),
    )
    .option("--today <day>", "day of the judgement, UTC, as YYYY-MM-DD (default: today)")
    .addHelpText("after", EPILOGUE)
    .action(async (file: string, raw: RawOptions) => done(await check(file, raw, io)));
}

function append(value: string, values: readonly string[]): string[] {
  return [...values, value];
}

async function check(file: string, raw: RawOptions, io: Io): Promise<ExitCode> {
  try {
    const options = readOptions(raw, new Date());
    const judgement = judge(await readHierarchy(file, io), options.judge);
    print(judgement, options, io);
    return judgement.verdict === "ready" ? EXIT.ready : EXIT.notReady;
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    reportBadInput(file === STANDARD_INPUT ? "standard input" : file, error, raw.format, io);
    return EXIT.badInput;
  }
}

function print(judgement: ReturnType<typeof judge>, { format }: CheckOptions, io: Io): void {
  if (format === "text") io.out(judgementText(judgement, layoutOf(io.terminal.out, io.env)));
  else for (const piece of judgementJson(judgement)) io.out(piece);
}

/** Bad input goes where it is looked for: as JSON to standard output, for people to standard error. */
export function reportBadInput(input: string, { issues }: BadInputError, format: string, io: Io): void {
  if (format === "json") io.out(badInputJson(issues));
  else io.err(badInputText(input, issues, layoutOf(io.terminal.err, io.env)));
}
