import { Command, CommanderError } from "commander";
import { BadInputError, issueOf } from "../domain/model/bad-input";
import { checkCommand } from "./check";
import { EXIT, type ExitCode, type Io } from "./io";
import { reportBadInput } from "./report-bad-input";
import { publishCommand } from "./publish";
import { reviewCommand } from "./review";
import { command as importCommand } from "./import";
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
    const [own, rest] = splitAtDashes(args);
    const commands = [
      checkCommand(version, io, done),
      reviewCommand(version, rest, io, done),
      publishCommand(io, done),
      importCommand({ io }, done),
      schemaCommand(io, done),
    ];
    await programOf(version, io, commands).parseAsync(own, { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.ready;
    reportUsage(args, error, io);
    return EXIT.badInput;
  }
}

/** What stands after `--` belongs to pulumi, for the command that runs it; the others have operands after it. */
function splitAtDashes(args: readonly string[]): [own: readonly string[], rest: readonly string[]] {
  const at = args[0] === "review" ? args.indexOf("--") : -1;
  return at === -1 ? [args, []] : [args.slice(0, at), args.slice(at + 1)];
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
  const expected = "a command line as pulumi-sms --help says";
  const error = new BadInputError([
    issueOf({ path: [], value: undefined, expected, reason: `${found}; see pulumi-sms --help` }),
  ]);
  reportBadInput("pulumi-sms", error, wantsJson(args) ? "json" : "text", io);
}

/** Whether a command line that could not be read asks for JSON. */
function wantsJson(args: readonly string[]): boolean {
  return args.some((arg, index) => arg === "--format=json" || (arg === "--format" && args[index + 1] === "json"));
}
