import { appendFile, readFile, stat } from "node:fs/promises";
import * as z from "zod";
import { COMMENT_LIMIT } from "../review/formats/names";
import { Client, Declined, oneLine, PublishError, Unanswered, type Network } from "./client";
import { commentText, keepComment, type Comment, type MarkdownReview, type Thread } from "./comments";
import { addressOf, numberOf, textOf, tokenOf, valueOf, type Env } from "./environment";
import { messagesOf, type Message } from "./messages";

/**
 * Publishes a review to GitHub: the comment on its pull request, and the summary of the step, which is always written and
 * says if there is no comment.
 */
export async function publishToGitHub(review: MarkdownReview, env: Env, network: Network): Promise<Message[]> {
  const comment = await publishComment(review, env, network).catch(messagesOf);
  const file = valueOf(env, "GITHUB_STEP_SUMMARY");
  if (file === undefined) return comment;
  const isMissing = comment.some(({ severity }) => severity !== "info");
  const text = isMissing ? `> **This review is not in a comment:** the log says why.\n\n${review.text}` : review.text;
  return [...comment, ...(await appendSummary(file, text).catch(messagesOf))];
}

async function publishComment(review: MarkdownReview, env: Env, network: Network): Promise<Message[]> {
  if (env["PULUMI_SMS_COMMENT"] === "false") return [{ severity: "info", text: "no comment: switched off" }];
  const pull = await pullRequestOf(env);
  if (pull === undefined) {
    if (valueOf(env, "GITHUB_STEP_SUMMARY") === undefined) throw nowhere();
    return [{ severity: "info", text: "no comment: the run is not about a pull request" }];
  }
  const text = commentText(review, pull.head ?? valueOf(env, "GITHUB_SHA"), COMMENT_LIMIT);
  try {
    const { done, url = "", superseded } = await keepComment(threadOf(pull, env, network), text, network.wait);
    const older = superseded === 0 ? "" : `; older ones marked as superseded: ${superseded}`;
    return [{ severity: "info", text: `comment ${done}${url === "" ? "" : `: ${oneLine(url)}`}${older}` }];
  } catch (error) {
    if (!(error instanceof Declined && error.status === 403)) throw error;
    return [{ severity: "notice", text: `no comment on pull request ${pull.number}: ${whyNot(pull, error)}` }];
  }
}

function nowhere(): PublishError {
  const remedy = "Outside GitHub's runners, set PULUMI_SMS_PULL_REQUEST to the number of the pull request.";
  return new PublishError("the environment", "neither a pull request nor GITHUB_STEP_SUMMARY is set", remedy);
}

function whyNot({ isFork }: PullRequest, { message }: Declined): string {
  const summary = "The summary of the run has the review.";
  if (isFork) return `it comes from a fork, and the token of its run can only read. ${summary}`;
  const reasons = "The job needs `permissions: pull-requests: write`; a run that Dependabot starts cannot have it.";
  return `the token has no write access. ${reasons} ${summary} (${message})`;
}

/** The pull request that a run is about. */
interface PullRequest {
  readonly number: number;
  /** Whether it comes from another repository: GitHub then gives the run a token that can only read. */
  readonly isFork: boolean;
  /** The commit that is to be merged. */
  readonly head?: string | undefined;
}

const REPOSITORY = z.object({ full_name: z.string() });
const EVENT = z.object({
  pull_request: z
    .object({
      number: z.number(),
      // The repository of a fork can be gone.
      head: z.object({ sha: z.string().optional(), repo: REPOSITORY.nullish() }).optional(),
      base: z.object({ repo: REPOSITORY }).optional(),
    })
    .optional(),
  // The comment that started the run: a pull request is an issue with a mark.
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }).optional(),
});

/** The pull request of a run: PULUMI_SMS_PULL_REQUEST in a CI other than GitHub's, else that of the event. */
async function pullRequestOf(env: Env): Promise<PullRequest | undefined> {
  const { PULUMI_SMS_PULL_REQUEST: stated = "", GITHUB_EVENT_PATH: file = "" } = env;
  if (stated !== "") return { number: numberOf("PULUMI_SMS_PULL_REQUEST", stated), isFork: false };
  if (file === "") return undefined;
  const { pull_request: pull, issue } = await readEvent(file);
  if (pull !== undefined) {
    const { number, head, base } = pull;
    const isFork = head !== undefined && head.repo?.full_name !== base?.repo.full_name;
    return { number, isFork, head: head?.sha };
  }
  return issue?.pull_request ? { number: issue.number, isFork: false } : undefined;
}

async function readEvent(file: string): Promise<z.infer<typeof EVENT>> {
  try {
    return EVENT.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    const remedy = "Leave GITHUB_EVENT_PATH as GitHub sets it, or set PULUMI_SMS_PULL_REQUEST.";
    throw new PublishError(`GITHUB_EVENT_PATH, ${file}`, "not the event of a run", remedy);
  }
}

const COMMENT = z.object({
  id: z.number(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  html_url: z.string().optional(),
});

/** The comments of a pull request: those of the conversation, not those of a line. */
function threadOf({ number }: PullRequest, env: Env, network: Network): Thread {
  const token = tokenOf(env, "GITHUB_TOKEN");
  if (token === undefined)
    throw new PublishError("GITHUB_TOKEN", "not set", "Set it to a token that may write comments; the action does.");
  const repository = textOf("GITHUB_REPOSITORY", valueOf(env, "GITHUB_REPOSITORY"), /^[\w.-]+\/[\w.-]+$/, "OWNER/NAME");
  const api = addressOf("GITHUB_API_URL", valueOf(env, "GITHUB_API_URL") ?? "https://api.github.com");
  // GitHub Enterprise Server has its REST API at /api/v3 and GraphQL at /api/graphql.
  const graphql = valueOf(env, "GITHUB_GRAPHQL_URL") ?? `${api.replace(/\/v3$/, "")}/graphql`;
  const headers = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
  const client = new Client({ host: "GitHub", token, headers }, network);
  const issues = `${api}/repos/${repository}/issues`;
  const write = async (method: "POST" | "PATCH", url: string, body: string) =>
    commentOf(await client.ask({ method, url, body: { body }, answer: COMMENT, repeatable: method === "PATCH" }));
  return {
    list: async () => (await client.all(`${issues}/${number}/comments`, COMMENT)).map(commentOf),
    self: () => viewer(client, addressOf("GITHUB_GRAPHQL_URL", graphql)),
    create: (body) => write("POST", `${issues}/${number}/comments`, body),
    update: (id, body) => write("PATCH", `${issues}/comments/${id}`, body),
  };
}

const VIEWER = z.object({ data: z.object({ viewer: z.object({ login: z.string() }) }).nullish() });

/** The author that the token of a job belongs to. */
const JOB_TOKEN = "github-actions[bot]";

/**
 * The author that a token belongs to. GraphQL answers for every kind of token; the REST API only for a person's. Without
 * an answer it is taken for the token of a job, so that nobody else's comment is ever changed.
 */
async function viewer(client: Client, url: string): Promise<string> {
  const body = { query: "query { viewer { login } }" };
  try {
    const { data } = await client.ask({ method: "POST", url, body, answer: VIEWER, repeatable: true });
    return data?.viewer.login ?? JOB_TOKEN;
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    return JOB_TOKEN;
  }
}

function commentOf({ id, body, user, html_url: url }: z.infer<typeof COMMENT>): Comment {
  return { id, body: body ?? "", author: user?.login, url };
}

/** Most that GitHub shows of the summary of a step; a larger file is not shown at all. */
const MOST_BYTES = 1024 * 1024;

const CUT = "\n\n_The rest is left out: GitHub shows at most 1 MiB of a summary._\n";

async function appendSummary(file: string, text: string): Promise<Message[]> {
  try {
    const { size } = await stat(file).catch(() => ({ size: 0 }));
    await appendFile(file, fitting(`${text.trimEnd()}\n`, MOST_BYTES - size));
    return [{ severity: "info", text: "summary written" }];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const remedy = "Set GITHUB_STEP_SUMMARY to a file that can be written, or to nothing.";
    throw new PublishError(`the summary of the step, ${file}`, `it cannot be written: ${code ?? message}`, remedy);
  }
}

/** A text, cut after a line if it has more bytes than there is room for. */
function fitting(text: string, room: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= room) return text;
  const most = room - Buffer.byteLength(CUT);
  if (most <= 0) return "";
  const end = bytes.subarray(0, most).lastIndexOf("\n");
  return `${bytes.subarray(0, Math.max(end, 0)).toString()}${CUT}`;
}
