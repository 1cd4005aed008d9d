import { Command } from "commander";
import { formatRunbook, RUNBOOK_FORMATS } from "../review/runbook/formats";
import { runbookOf } from "../review/runbook/runbook";
import { EXIT, layoutOf, printerOf, type ExitCode, type Surroundings } from "./io";
import { addJudgeOptions, formatChoice, readOptions, type RawJudgeOptions } from "./options";
import { HIERARCHY_FILES, readHierarchy } from "./read-hierarchy";

const EPILOGUE = `
Exit codes: 0 the runbook is printed, 2 bad input or usage.`;

type RawPlanOptions = RawJudgeOptions & { readonly format: string };

/**
 * `plan FILE...`: the runbook of a hierarchy.
 *
 * @public
 */
export function command(surroundings: Surroundings, done: (code: ExitCode) => void): Command {
  const plan = new Command("plan")
    .description("Print what to do before, during and after the upgrades to SP2: at which server, in which order.")
    .argument("<file...>", HIERARCHY_FILES)
    .option("--format <format>", RUNBOOK_FORMATS.join(", "), "text");
  return addJudgeOptions(plan)
    .addHelpText("after", EPILOGUE)
    .action(async (files: string[], raw: RawPlanOptions) => done(await planned(files, raw, surroundings)));
}

async function planned(
  files: readonly string[],
  raw: RawPlanOptions,
  { version, io }: Surroundings,
): Promise<ExitCode> {
  const { format, ...rest } = raw;
  const { judge } = readOptions(rest, new Date());
  const layout = layoutOf(io.terminal.out, io.env);
  const { facts } = await readHierarchy(files, io);
  const chosen = formatChoice(format, RUNBOOK_FORMATS);
  printerOf(chosen, io)(formatRunbook(runbookOf(facts, judge), chosen, version, layout));
  return EXIT.ready;
}
