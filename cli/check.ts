import { Command } from "commander";
import { BadInputError } from "../domain/model/bad-input";
import { judgementJson } from "../review/formats/json";
import { FORMATS } from "../review/formats/names";
import { judgementText } from "../review/formats/text";
import { judge } from "../rules/judge/judge";
import type * as CheckReport from "./check-report";
import { EXIT, type ExitCode, type Io } from "./io";
import { layoutOf } from "./layout";
import { addJudgeOptions, readOptions, type RawOptions } from "./options";
import { readHierarchy, STANDARD_INPUT } from "./read-hierarchy";
import { reportBadInput } from "./report-bad-input";

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
    if (options.format !== "text" && options.format !== "json") return await load().report(file, options, version, io);
    const facts = await readHierarchy(file, io);
    const judgement = judge(facts, options.judge);
    if (options.format === "text") io.out(judgementText({ ...judgement, facts }, layoutOf(io.terminal.out, io.env)));
    else for (const piece of judgementJson(judgement)) io.out(piece);
    return judgement.verdict === "ready" ? EXIT.ready : EXIT.notReady;
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    reportBadInput(file === STANDARD_INPUT ? "standard input" : file, error, raw.format, io);
    return EXIT.badInput;
  }
}

function load(): typeof CheckReport {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- text and JSON need none of it, and it takes a while to load
  return require("./check-report") as typeof CheckReport;
}
