import { readFile } from "node:fs/promises";
import { Argument, Command } from "commander";
import { NETWORK } from "../publish/client";
import { markerOf } from "../publish/marker";
import { Problem } from "../publish/problem";
import { publishToGitHub } from "../publish/publish-github";
import { publishToGitLab } from "../publish/publish-gitlab";
import { reportOf, type Report, type Review } from "../publish/report";
import { workflowCommand, type Severity } from "../publish/workflow-command";
import { EXIT, type ExitCode, type Io } from "./io";

const HOSTS = { github: publishToGitHub, gitlab: publishToGitLab } as const;

const EPILOGUE = `
Everything else comes from the environment, as the host's runners set it:
  github  GITHUB_TOKEN, GITHUB_REPOSITORY, GITHUB_EVENT_PATH (or PULUMI_SMS_PULL_REQUEST), GITHUB_STEP_SUMMARY
  gitlab  PULUMI_SMS_GITLAB_TOKEN or GITLAB_TOKEN, CI_MERGE_REQUEST_IID, CI_PROJECT_ID, CI_API_V4_URL

Exit codes: 0 published, or nowhere to publish to, which is said; 2 not published, which is said with the reason.`;

/**
 * `publish HOST FILE`: shows a review where its change is discussed.
 *
 * @param done gets the exit code.
 */
export function publishCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command("publish")
    .description("Show a review on its pull request or merge request: one comment, kept up to date.")
    .addArgument(new Argument("<host>", "where the change is discussed").choices(Object.keys(HOSTS)))
    .argument("<file>", "the review in Markdown, as pulumi-sms review --out FILE.md writes it")
    .addHelpText("after", EPILOGUE)
    .action(async (host: keyof typeof HOSTS, file: string) => done(await publish(host, file, io)));
}

async function publish(host: keyof typeof HOSTS, file: string, io: Io): Promise<ExitCode> {
  const network = { ...NETWORK, ...io.network };
  const report = await readReview(file).then((review) => HOSTS[host](review, io.env, network), reportOf);
  return say(report, io);
}

function say({ done, notices, problems }: Report, io: Io): ExitCode {
  for (const line of done) io.out(`pulumi-sms publish: ${line}\n`);
  for (const line of notices) shout("notice", line, io);
  for (const { message } of problems) shout("error", message, io);
  return problems.length === 0 ? EXIT.ready : EXIT.badInput;
}

/** Says a thing where it is seen: beside the run on GitHub, which reads commands from standard output. */
function shout(severity: Severity, message: string, io: Io): void {
  const title = "pulumi-sms publish";
  if (io.env["GITHUB_ACTIONS"] === "true") io.out(`${workflowCommand(severity, title, message)}\n`);
  else (severity === "error" ? io.err : io.out)(`${title}: ${message}\n`);
}

async function readReview(file: string): Promise<Review> {
  const expected = "a review in Markdown, which ends in a line <!-- pulumi-sms:review ID -->";
  const remedy = "Nothing was published. Write the file with `pulumi-sms review --out FILE.md`.";
  const text = await readText(file).catch((error: NodeJS.ErrnoException) => {
    const found = error.code === "ENOENT" ? "no such file" : (error.code ?? "bytes that are no text in UTF-8");
    throw new Problem(file, found, expected, remedy);
  });
  if (markerOf(text) === undefined) throw new Problem(file, "a text without that line", expected, remedy);
  return { file, text };
}

async function readText(file: string): Promise<string> {
  return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
}
