import type { Network } from "./client";
import { keepComment } from "./comments";
import { addressOf, textOf, tokenOf, valueOf, type Env } from "./environment";
import { gitHubThread, LONGEST_COMMENT, type GitHubTarget } from "./github";
import { withCommit } from "./marker";
import { Problem, Refusal } from "./problem";
import { pullRequestOf, type PullRequest } from "./pull-request";
import { refuseTooLong, reportOf, type Report, type Review } from "./report";
import { oneLine } from "./said";
import { appendSummary } from "./summary";

/** Publishes a review to GitHub: the comment of its pull request, and the summary of the step, which is always written. */
export async function publishToGitHub(review: Review, env: Env, network: Network): Promise<Report> {
  const comment = await comments(review, env, network).catch(reportOf);
  const summary = await summarise(review, comment, env).catch(reportOf);
  return {
    done: [...comment.done, ...summary.done],
    notices: [...comment.notices, ...summary.notices],
    problems: [...comment.problems, ...summary.problems],
  };
}

const NOTHING: Report = { done: [], notices: [], problems: [] };
const NO_PULL_REQUEST: Report = { ...NOTHING, done: ["no comment: the run is not about a pull request"] };

async function comments(review: Review, env: Env, network: Network): Promise<Report> {
  const pull = await pullRequestOf(env);
  if (pull === undefined) return NO_PULL_REQUEST;
  const text = withCommit(review.text, pull.head ?? valueOf(env, "GITHUB_SHA"), LONGEST_COMMENT);
  refuseTooLong({ ...review, text }, "GitHub", LONGEST_COMMENT);
  try {
    const { done, url } = await keepComment(gitHubThread(targetOf(pull, env), network), text, network.wait);
    return { ...NOTHING, done: [`comment ${done}${url === undefined ? "" : `: ${oneLine(url)}`}`] };
  } catch (error) {
    if (!(error instanceof Refusal && error.status === 403)) throw error;
    return { ...NOTHING, notices: [`no comment on pull request ${pull.number}: ${whyNot(pull, error)}`] };
  }
}

function whyNot({ isFork }: PullRequest, { message }: Refusal): string {
  if (isFork)
    return "it comes from a fork, and the token of its run can only read. The summary of the run has the review.";
  const reasons = "The job needs `permissions: pull-requests: write`; a run that Dependabot starts cannot have it.";
  return `the token may not write it. ${reasons} The summary of the run has the review. (${message})`;
}

function targetOf({ number }: PullRequest, env: Env): GitHubTarget {
  const token = tokenOf(env, "GITHUB_TOKEN");
  if (token === undefined) {
    const remedy = "Set GITHUB_TOKEN; the action does.";
    throw new Problem("GITHUB_TOKEN", "nothing", "a token that may write comments on pull requests", remedy);
  }
  const repository = textOf("GITHUB_REPOSITORY", valueOf(env, "GITHUB_REPOSITORY"), /^[\w.-]+\/[\w.-]+$/, "OWNER/NAME");
  const api = addressOf("GITHUB_API_URL", valueOf(env, "GITHUB_API_URL") ?? "https://api.github.com");
  // GitHub Enterprise Server has its REST API at /api/v3 and GraphQL at /api/graphql.
  const graphql = valueOf(env, "GITHUB_GRAPHQL_URL") ?? `${api.replace(/\/v3$/, "")}/graphql`;
  return { api, graphql: addressOf("GITHUB_GRAPHQL_URL", graphql), repository, number, token };
}

/** The summary of the step has the review whatever became of the comment, and says so where there is none. */
async function summarise({ text }: Review, comment: Report, env: Env): Promise<Report> {
  const file = valueOf(env, "GITHUB_STEP_SUMMARY");
  if (file === undefined && comment === NO_PULL_REQUEST) throw nowhere();
  if (file === undefined) return NOTHING;
  const isMissing = comment.notices.length + comment.problems.length > 0;
  await appendSummary(file, isMissing ? `${MISSING}\n\n${text}` : text);
  return { ...NOTHING, done: ["summary written"] };
}

const MISSING = "> **This review is not in a comment:** the log says why.";

function nowhere(): Problem {
  const expected = "a pull request, or GITHUB_STEP_SUMMARY";
  const remedy = "Outside GitHub's runners, set PULUMI_SMS_PULL_REQUEST to the number of the pull request.";
  return new Problem("the environment", "nowhere to publish to", expected, remedy);
}
