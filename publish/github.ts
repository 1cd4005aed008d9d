import { z } from "zod";
import { Client, type Network } from "./client";
import { allPages, type Comment, type Thread } from "./comments";
import { Unanswered } from "./problem";

/** Most characters of a comment. */
export const LONGEST_COMMENT = 65_536;

/** A pull request, and the right to write to it. */
export interface GitHubTarget {
  /** GITHUB_API_URL. */
  readonly api: string;
  /** GITHUB_GRAPHQL_URL. */
  readonly graphql: string;
  /** OWNER/NAME. */
  readonly repository: string;
  readonly number: number;
  readonly token: string;
}

const COMMENT = z.object({
  id: z.number(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  html_url: z.string().optional(),
});

const VIEWER = z.object({ data: z.object({ viewer: z.object({ login: z.string() }) }).nullish() });

/** Who writes with the token that a job is given. */
const JOB_TOKEN = "github-actions[bot]";

/** The comments of a pull request: those of the conversation, not those of a line. */
export function gitHubThread({ api, graphql, repository, number, token }: GitHubTarget, network: Network): Thread {
  const headers = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
  const client = new Client({ host: "GitHub", api, token, headers }, network);
  const issues = `${api}/repos/${repository}/issues`;
  const write = async (method: "POST" | "PATCH", url: string, body: string) =>
    commentOf(
      (await client.ask({ method, url, body: { body }, answer: COMMENT, repeatable: method === "PATCH" })).value,
    );
  return {
    list: async () => (await allPages(client, `${issues}/${number}/comments`, "per_page=100", COMMENT)).map(commentOf),
    self: () => viewer(client, graphql),
    create: (body) => write("POST", `${issues}/${number}/comments`, body),
    update: (id, body) => write("PATCH", `${issues}/comments/${id}`, body),
  };
}

/**
 * Who writes with a token. GraphQL tells it to every kind of token; the REST API only to those of a person. A host
 * that does not tell: the token is taken for that of a job, so that no other comment is ever changed.
 */
async function viewer(client: Client, url: string): Promise<string> {
  const body = { query: "query { viewer { login } }" };
  try {
    const { value } = await client.ask({ method: "POST", url, body, answer: VIEWER, repeatable: true });
    return value.data?.viewer.login ?? JOB_TOKEN;
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    return JOB_TOKEN;
  }
}

function commentOf({ id, body, user, html_url: url }: z.infer<typeof COMMENT>): Comment {
  return { id, body: body ?? "", author: user?.login, url };
}
