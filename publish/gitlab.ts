import * as z from "zod";
import { Client, Declined, type Network } from "./client";
import { commentText, keepComment, type Comment, type MarkdownReview, type Thread } from "./comments";
import { addressOf, numberOf, textOf, tokenOf, valueOf, type Env } from "./environment";
import { messagesOf, type Message } from "./messages";

/** Most characters of a note. */
const LONGEST_NOTE = 1_000_000;

const NO_TOKEN =
  "no note: neither PULUMI_SMS_GITLAB_TOKEN nor GITLAB_TOKEN is set. Set one to a token with scope `api` (a project access token, role Reporter), as a masked variable that is not only for protected branches. CI_JOB_TOKEN cannot write notes";

/** Publishes a review to GitLab: the note of its merge request. */
export async function publishToGitLab(review: MarkdownReview, env: Env, network: Network): Promise<Message[]> {
  return await publishNote(review, env, network).catch(messagesOf);
}

async function publishNote(review: MarkdownReview, env: Env, network: Network): Promise<Message[]> {
  if (env["PULUMI_SMS_COMMENT"] === "false") return [{ severity: "info", text: "no note: switched off" }];
  const iid = valueOf(env, "CI_MERGE_REQUEST_IID");
  if (iid === undefined) return [{ severity: "info", text: "no note: not the pipeline of a merge request" }];
  const token = tokenOf(env, "PULUMI_SMS_GITLAB_TOKEN", "GITLAB_TOKEN");
  if (token === undefined) return [{ severity: "notice", text: NO_TOKEN }];
  const commit = valueOf(env, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA");
  const text = commentText(review, commit, LONGEST_NOTE);
  try {
    const thread = threadOf(numberOf("CI_MERGE_REQUEST_IID", iid), token, env, network);
    const { done, superseded } = await keepComment(thread, text, network.wait);
    const older = superseded === 0 ? "" : `; older ones marked as superseded: ${superseded}`;
    return [{ severity: "info", text: `note ${done} on merge request ${iid}${older}` }];
  } catch (error) {
    if (!(error instanceof Declined && error.status === 403)) throw error;
    const remedy = "It needs scope `api`, and role Reporter or more in the project.";
    const why = `the token has no write access. ${remedy} (${error.message})`;
    return [{ severity: "notice", text: `no note on merge request ${iid}: ${why}` }];
  }
}

const NOTE = z.object({
  id: z.number(),
  body: z.string(),
  author: z.object({ username: z.string() }).nullish(),
});

/** The notes of a merge request. One from a fork is in the project that it is to be merged into, not in the pipeline's. */
function threadOf(iid: number, token: string, env: Env, network: Network): Thread {
  const stated = valueOf(env, "CI_MERGE_REQUEST_PROJECT_ID", "CI_PROJECT_ID");
  const project = textOf("CI_PROJECT_ID", stated, /\S/, "the project of the merge request");
  const api = addressOf("CI_API_V4_URL", valueOf(env, "CI_API_V4_URL") ?? "https://gitlab.com/api/v4");
  const client = new Client({ host: "GitLab", token, headers: { accept: "application/json" } }, network);
  const notes = `${api}/projects/${encodeURIComponent(project)}/merge_requests/${iid}/notes`;
  const write = async (method: "POST" | "PUT", url: string, body: string) =>
    commentOf(await client.ask({ method, url, body: { body }, answer: NOTE, repeatable: method === "PUT" }));
  return {
    list: async () => (await client.all(notes, NOTE)).map(commentOf),
    self: async () => {
      const answer = z.object({ username: z.string() });
      return (await client.ask({ method: "GET", url: `${api}/user`, answer, repeatable: true })).username;
    },
    create: (body) => write("POST", notes, body),
    update: (id, body) => write("PUT", `${notes}/${id}`, body),
  };
}

/** Within the page of a merge request, `#note_1` is the address of a note. */
function commentOf({ id, body, author }: z.infer<typeof NOTE>): Comment {
  return { id, body, author: author?.username, url: `#note_${id}` };
}
