import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { valueOf } from "../publish/environment";
import { print, type Message } from "../publish/messages";
import { FORMATS, markerOf, REVIEW_ID, type Format } from "../review/formats/names";
import { EXIT, type ExitCode, type Io, type Surroundings } from "./io";
import { hostArgument, publish, type Host } from "./publish";
import { PACKAGE } from "./repository";
import { writeWhole } from "./write-whole";

const EPILOGUE = `
Everything else comes from the environment:
  PULUMI_SMS_ID                  name of the review, if there are several (default: default)
  PULUMI_SMS_STACK               stack that is previewed (default: the selected one)
  PULUMI_SMS_POLICY_PACK         folder of the policy pack (default: the one of this package)
  PULUMI_SMS_POLICY_PACK_CONFIG  file with the organisation's settings
  PULUMI_SMS_ARGS                more arguments for pulumi preview, one on each line
  PULUMI_SMS_BASE                review in JSON to compare with (default: the one that is kept)
  PULUMI_SMS_KEEP_BASE           false: keep no review to compare with later
  PULUMI_SMS_COMMENT             false: publish no comment
  PULUMI_SMS_ROOT                root of the repository, if there is no .git and it is not the checkout
  GITHUB_TOKEN or PULUMI_SMS_GITLAB_TOKEN, and what else publish needs
The files are review.md, .sarif, .xml, .json and .html in a folder: RUNNER_TEMP/pulumi-sms-ID on GitHub,
CI_PROJECT_DIR/pulumi-sms-review on GitLab. The review to compare with is base/review.json there.

Exit codes: 0 every upgrade is ready or pending, 1 an upgrade is refused, 2 no reliable result, or it is not published.`;

/**
 * `ci HOST`: everything that a job of a CI does.
 *
 * @public
 */
export function command({ io }: Surroundings, done: (code: ExitCode) => void): Command {
  return new Command("ci")
    .description("Do what a job on GitHub Actions or GitLab CI does: preview, review, compare, publish.")
    .addArgument(hostArgument())
    .option("--no-publish", "only write the files")
    .option("--prepare", "only empty the folder of the files, and name it in the outputs of the step")
    .addHelpText("after", EPILOGUE)
    .action(async (host: Host, options: CiOptions) => done(await ci(host, options, io)));
}

interface CiOptions {
  readonly publish: boolean;
  readonly prepare?: boolean;
}

async function ci(host: Host, options: CiOptions, io: Io): Promise<ExitCode> {
  const say = (severity: Message["severity"], text: string) => print("pulumi-sms", [{ severity, text }], io);
  const id = io.env["PULUMI_SMS_ID"] ?? "default";
  if (!REVIEW_ID.test(id)) {
    say("error", "The id of the review may have letters, digits, dots, hyphens and underscores only, and at most 64.");
    return EXIT.badInput;
  }
  const folder = folderOf(host, id, io.env);
  if (options.prepare) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    setOutputs(host, [`folder=${folder}`], io.env);
    return EXIT.ready;
  }
  const file = (format: Format) => path.join(folder, `review${FORMATS[format][0]}`);
  const isWritten = (format: Format) => existsSync(file(format)) && statSync(file(format)).size > 0;
  for (const format of WRITTEN) rmSync(file(format), { force: true });
  mkdirSync(folder, { recursive: true });
  const base = path.join(folder, "base", "review.json");
  const ended = await spawned(argumentsOf(id, base, file, io.env), io.env);
  const code = isWritten("markdown") && isResult(ended) ? ended : EXIT.badInput;
  if (!isWritten("markdown")) writeFileSync(file("markdown"), nothingWritten(id, ended));
  if (code !== EXIT.badInput && isWritten("json") && isBaseKept(io.env)) {
    // The comparison is informational: a review that cannot be kept is no failure.
    await keep(file("json"), base).catch(({ message }: Error) => say("warning", `The review is not kept: ${message}`));
  }
  const verdict = VERDICTS[code];
  const paths = WRITTEN.filter(isWritten).map((format) => `${format}=${file(format)}`);
  setOutputs(host, [`exit-code=${code}`, `verdict=${verdict.name}`, ...paths], io.env);
  const published = options.publish ? await publish(host, file("markdown"), io) : EXIT.ready;
  say(code === EXIT.ready ? "info" : "error", verdict.text);
  return code === EXIT.ready ? published : code;
}

/** Keeps a review for later ones to compare with. */
async function keep(review: string, base: string): Promise<void> {
  await writeWhole(base, [readFileSync(review, "utf8")]);
}

/** Formats that a job writes. */
const WRITTEN = ["markdown", "sarif", "junit", "json", "html"] as const satisfies readonly Format[];

/** Whether an exit code is that of a review with a result; others are those of a failure or a crash. */
function isResult(code: unknown): code is ExitCode {
  return code === EXIT.ready || code === EXIT.notReady;
}

const VERDICTS: Readonly<Record<ExitCode, { readonly name: string; readonly text: string }>> = {
  [EXIT.ready]: { name: "passed", text: "Every upgrade is ready or pending. The review shows which." },
  [EXIT.notReady]: { name: "refused", text: "An upgrade is refused. The review shows which, why, and what to do." },
  [EXIT.badInput]: { name: "failed", text: "There is no reliable result. The review shows why." },
};

/** Sets outputs of the step, on GitHub. */
function setOutputs(host: Host, outputs: readonly string[], env: Io["env"]): void {
  const file = valueOf(env, "GITHUB_OUTPUT");
  if (host === "github" && file !== undefined) appendFileSync(file, `${outputs.join("\n")}\n`);
}

function folderOf(host: Host, id: string, env: Io["env"]): string {
  if (host === "github") return path.join(valueOf(env, "RUNNER_TEMP") ?? ".", `pulumi-sms-${id}`);
  return path.join(valueOf(env, "CI_PROJECT_DIR") ?? ".", "pulumi-sms-review");
}

function isBaseKept(env: Io["env"]): boolean {
  return env["PULUMI_SMS_KEEP_BASE"] !== "false";
}

function argumentsOf(id: string, kept: string, file: (format: Format) => string, env: Io["env"]): string[] {
  const stated = env["PULUMI_SMS_BASE"] ?? "";
  const option = (name: string, value = "") => (value === "" ? [] : [name, value]);
  return [
    ...["review", "--id", id, ...WRITTEN.flatMap((format) => ["--out", path.resolve(file(format))])],
    ...option("--base", stated),
    ...option("--kept-base", stated === "" && isBaseKept(env) && existsSync(kept) ? kept : ""),
    ...option("--policy-pack-config", env["PULUMI_SMS_POLICY_PACK_CONFIG"]),
    "--",
    ...option("--stack", env["PULUMI_SMS_STACK"]),
    ...option("--policy-pack", env["PULUMI_SMS_POLICY_PACK"]),
    ...(env["PULUMI_SMS_ARGS"] ?? "").split(/\r?\n/).filter((argument) => argument !== ""),
  ];
}

/** Runs the review as a process of its own, up to its exit code or signal: a crash is reported like every failure. */
function spawned(args: readonly string[], { PULUMI_SMS_GITLAB_TOKEN: _, ...env }: Io["env"]): Promise<number | string> {
  const child = spawn(process.execPath, [path.join(PACKAGE, "dist", "cli", "main.js"), ...args], {
    // The program under review does not need the token that writes the note.
    env,
    stdio: "inherit",
  });
  return new Promise((resolve) => {
    child.on("error", () => resolve(EXIT.badInput));
    child.on("close", (code, signal) => resolve(code ?? signal ?? EXIT.badInput));
  });
}

/** An older verdict in the comment must not pass for the one of this run. */
function nothingWritten(id: string, ended: number | string): string {
  const how = typeof ended === "number" ? `exit code ${ended}` : ended;
  return `# There is no review\n\n\`pulumi-sms review\` ended with ${how} and wrote nothing; the log of the run shows why.\n\n${markerOf(id)}\n`;
}
