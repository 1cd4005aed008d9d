import { Command, CommanderError } from "commander";
import { BadInputError, issueOf } from "../domain/model/bad-input";
import { EXIT, ioOf, nameOf, type CommandFile, type ExitCode, type Io, type Process } from "./io";
import { reportBadInput } from "./report-bad-input";

/* eslint-disable @typescript-eslint/no-require-imports -- a command needs nothing that the others load */
const COMMANDS: ReadonlyMap<string, () => CommandFile> = new Map([
  ["check", () => require("./check") as CommandFile],
  ["review", () => require("./review") as CommandFile],
  ["plan", () => require("./plan") as CommandFile],
  ["publish", () => require("./publish") as CommandFile],
  ["ci", () => require("./ci") as CommandFile],
  ["explain", () => require("./explain") as CommandFile],
  ["inspect", () => require("./inspect") as CommandFile],
  ["import", () => require("./import") as CommandFile],
  ["init", () => require("./init") as CommandFile],
  ["schema", () => require("./schema") as CommandFile],
]);
/* eslint-enable @typescript-eslint/no-require-imports */

/**
 * Runs a command line.
 *
 * @param args what follows the name of the program.
 * @param version of the package.
 * @returns the exit code.
 */
export async function run(args: readonly string[], version: string, surroundings: Process): Promise<ExitCode> {
  const io = ioOf(surroundings);
  let code: ExitCode = EXIT.badInput;
  const [own, rest] = splitAtDashes(args);
  const named = [...COMMANDS].filter(([command]) => command === args[0]);
  const commands = (named.length === 0 ? [...COMMANDS] : named).map(([command, load]) =>
    load().command({ version, rest, io: { ...io, command } }, (done) => void (code = done)),
  );
  try {
    await programOf(version, io, commands).parseAsync(own, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ready;
    if (error instanceof CommanderError) reportUsage(args, error, io);
    else if (error instanceof BadInputError) reportInput(commands[0], error, io);
    else throw error;
    return EXIT.badInput;
  }
}

/** Bad input of a command, in the format that was asked for: its files are what it is called by, or else its name. */
function reportInput(command: Command | undefined, error: BadInputError, io: Io): void {
  const { format = "text" } = command?.opts<{ format?: string }>() ?? {};
  const files = (command?.processedArgs ?? []).flat().map((file) => nameOf(String(file)));
  const name = command?.name() ?? "";
  reportBadInput(files.join(", ") || name, error, format, { ...io, command: name });
}

/** What follows `--` is for pulumi, in the command that runs it; the others have operands after it. */
function splitAtDashes(args: readonly string[]): [own: readonly string[], rest: readonly string[]] {
  const at = args[0] === "review" ? args.indexOf("--") : -1;
  return at === -1 ? [args, []] : [args.slice(0, at), args.slice(at + 1)];
}

function programOf(version: string, io: Io, commands: readonly Command[]): Command {
  const program = new Command("pulumi-sms")
    .description("Check whether a Microsoft SMS 2.0 hierarchy may be upgraded to Service Pack 2 (Q261931).")
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
  const found = message
    .replace(/^error: /, "")
    .replace(/\.$/, "")
    .replaceAll("\n", " ");
  const help = ["pulumi-sms", ...[args[0] ?? ""].filter((name) => COMMANDS.has(name)), "--help"].join(" ");
  const expected = `a command line as in ${help}`;
  const reason = `${found}; see ${help}`;
  const error = new BadInputError([issueOf({ path: [], value: undefined, expected, reason })]);
  reportBadInput("pulumi-sms", error, wantsJson(args) ? "json" : "text", io);
}

/** Whether a command line that could not be read asks for JSON. */
function wantsJson(args: readonly string[]): boolean {
  return args.some((arg, index) => arg === "--format=json" || (arg === "--format" && args[index + 1] === "json"));
}
