import type { Network } from "./client";
import { keepComment } from "./comments";
import { addressOf, numberOf, textOf, tokenOf, valueOf, type Env } from "./environment";
import { gitLabThread, LONGEST_NOTE, type GitLabTarget } from "./gitlab";
import { withCommit } from "./marker";
import { Refusal } from "./problem";
import { refuseTooLong, reportOf, type Report, type Review } from "./report";

const NOTHING: Report = { done: [], notices: [], problems: [] };

const NO_TOKEN =
  "no note: there is no token in PULUMI_SMS_GITLAB_TOKEN or GITLAB_TOKEN. Set one with scope `api` (a project access token, role Reporter), as a masked variable that is not only for protected branches. CI_JOB_TOKEN cannot write notes";

/** Publishes a review to GitLab: the note of its merge request. */
export async function publishToGitLab(review: Review, env: Env, network: Network): Promise<Report> {
  return await notes(review, env, network).catch(reportOf);
}

async function notes(review: Review, env: Env, network: Network): Promise<Report> {
  const iid = valueOf(env, "CI_MERGE_REQUEST_IID");
  if (iid === undefined) return { ...NOTHING, done: ["no note: the pipeline is not that of a merge request"] };
  const token = tokenOf(env, "PULUMI_SMS_GITLAB_TOKEN", "GITLAB_TOKEN");
  if (token === undefined) return { ...NOTHING, notices: [NO_TOKEN] };
  const commit = valueOf(env, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA");
  const text = withCommit(review.text, commit, LONGEST_NOTE);
  refuseTooLong({ ...review, text }, "GitLab", LONGEST_NOTE);
  try {
    const thread = gitLabThread(targetOf(numberOf("CI_MERGE_REQUEST_IID", iid), token, env), network);
    const { done } = await keepComment(thread, text, network.wait);
    return { ...NOTHING, done: [`note ${done} on merge request ${iid}`] };
  } catch (error) {
    if (!(error instanceof Refusal && error.status === 403)) throw error;
    const remedy = "It needs scope `api`, and role Reporter or more in the project.";
    return {
      ...NOTHING,
      notices: [`no note on merge request ${iid}: the token may not write it. ${remedy} (${error.message})`],
    };
  }
}

/** A merge request from a fork is in the project that it asks to be merged into, not in that of the pipeline. */
function targetOf(iid: number, token: string, env: Env): GitLabTarget {
  const project = valueOf(env, "CI_MERGE_REQUEST_PROJECT_ID", "CI_PROJECT_ID");
  const api = addressOf("CI_API_V4_URL", valueOf(env, "CI_API_V4_URL") ?? "https://gitlab.com/api/v4");
  return { api, project: textOf("CI_PROJECT_ID", project, /\S/, "the project of the merge request"), iid, token };
}
