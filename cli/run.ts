import { Command, CommanderError } from "commander";
import { BadInputError, inputIssue } from "../domain/bad-input";
import { checkCommand, reportBadInput } from "./check";
import { EXIT, type ExitCode, type Io } from "./io";
import { publishCommand } from "./publish";
import { schemaCommand } from "./schema";

/**
 * Runs a command line.
 *
 * @param args what follows the name of the program.
 * @param version of the package.
 * @returns the exit code.
 */
export async function run(args: readonly string[], version: string, io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.badInput;
  const done = (one: ExitCode) => {
    code = one;
  };
  try {
    const commands = [checkCommand(io, done), publishCommand(io, done), schemaCommand(io, done)];
    await programOf(version, io, commands).parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.ready;
    reportUsage(args, error, io);
    return EXIT.badInput;
  }
}

function programOf(version: string, io: Io, commands: readonly Command[]): Command {
  const program = new Command("pulumi-sms")
    .description("Judge the upgrade of a Microsoft SMS 2.0 hierarchy to Service Pack 2 by the rules of Q261931.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help");
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands]) {
    command.exitOverride().showSuggestionAfterError(true);
    command.configureOutput({ writeOut: io.out, writeErr: io.err, outputError: () => undefined });
  }
  return program;
}

function reportUsage(args: readonly string[], { code, message }: CommanderError, io: Io): void {
  if (code === "commander.help") return;
  const found = message.replace(/^error: /, "").replaceAll("\n", " ");
  const issue = inputIssue([], undefined, "a command line as pulumi-sms --help says", found);
  const error = new BadInputError([{ ...issue, message: `${found}; see pulumi-sms --help` }]);
  reportBadInput("pulumi-sms", error, wantsJson(args) ? "json" : "text", io);
}

/** Whether a command line that could not be read asks for JSON. */
function wantsJson(args: readonly string[]): boolean {
  return args.some((arg, index) => arg === "--format=json" || (arg === "--format" && args[index + 1] === "json"));
}
