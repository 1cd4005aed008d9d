import { readFile } from "node:fs/promises";
import { Argument, Command } from "commander";
import { NETWORK, PublishError } from "../publish/client";
import { markerIn, type MarkdownReview } from "../publish/comments";
import { publishToGitHub } from "../publish/github";
import { publishToGitLab } from "../publish/gitlab";
import { messagesOf, print } from "../publish/messages";
import { markerOf } from "../review/formats/names";
import { EXIT, type ExitCode, type Io, type Surroundings } from "./io";

const HOSTS = { github: publishToGitHub, gitlab: publishToGitLab } as const;

/** A host that reviews are published to. */
export type Host = keyof typeof HOSTS;

const EPILOGUE = `
Everything else comes from the environment, as the host's runners set it:
  github  GITHUB_TOKEN, GITHUB_REPOSITORY, GITHUB_EVENT_PATH (or PULUMI_SMS_PULL_REQUEST), GITHUB_STEP_SUMMARY
  gitlab  PULUMI_SMS_GITLAB_TOKEN or GITLAB_TOKEN, CI_MERGE_REQUEST_IID, CI_PROJECT_ID, CI_API_V4_URL

Exit codes: 0 published, or there is nowhere to publish and the output shows why; 2 not published, with the reason.`;

/**
 * `publish HOST FILE`: shows a review where its change is discussed.
 *
 * @public
 */
export function command({ io }: Surroundings, done: (code: ExitCode) => void): Command {
  return new Command("publish")
    .description("Show a review on its pull request or merge request: one comment, kept up to date.")
    .addArgument(hostArgument())
    .argument("<file>", "the review in Markdown, written by pulumi-sms review --out FILE.md")
    .addHelpText("after", EPILOGUE)
    .action(async (host: Host, file: string) => done(await publish(host, file, io)));
}

/** The argument that names a host. */
export function hostArgument(): Argument {
  return new Argument("<host>", "where the change is discussed").choices(Object.keys(HOSTS));
}

/** Publishes a review in Markdown. */
export async function publish(host: Host, file: string, io: Io): Promise<ExitCode> {
  const network = { ...NETWORK, ...io.network };
  const messages = await readReview(file).then((review) => HOSTS[host](review, io.env, network), messagesOf);
  print("pulumi-sms publish", messages, io);
  return messages.some(({ severity }) => severity === "error") ? EXIT.badInput : EXIT.ready;
}

async function readReview(file: string): Promise<MarkdownReview> {
  const remedy = "Nothing was published. Write the file with `pulumi-sms review --out FILE.md`.";
  const text = await readText(file).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "ENOENT" ? "No such file" : error.code === "EISDIR" ? "This is a directory" : NO_TEXT;
    throw new PublishError(file, why, remedy);
  });
  if (markerIn(text) === undefined)
    throw new PublishError(file, `not a review: its last line is not ${markerOf("ID")}`, remedy);
  return { file, text };
}

const NO_TEXT = "it cannot be read as text in UTF-8";

async function readText(file: string): Promise<string> {
  return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
}
