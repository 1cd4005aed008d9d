import { z } from "zod";
import { Client, type Network } from "./client";
import { allPages, type Comment, type Thread } from "./comments";

/** Most characters of a note. */
export const LONGEST_NOTE = 1_000_000;

/** A merge request, and the right to write to it. */
export interface GitLabTarget {
  /** CI_API_V4_URL. */
  readonly api: string;
  /** Number or path of the project that the merge request is in. */
  readonly project: string;
  /** The merge request's number in its project. */
  readonly iid: number;
  readonly token: string;
}

const NOTE = z.object({
  id: z.number(),
  body: z.string(),
  author: z.object({ username: z.string() }).nullish(),
});

/** The notes of a merge request. */
export function gitLabThread({ api, project, iid, token }: GitLabTarget, network: Network): Thread {
  const client = new Client({ host: "GitLab", api, token, headers: { accept: "application/json" } }, network);
  const notes = `${api}/projects/${encodeURIComponent(project)}/merge_requests/${iid}/notes`;
  const write = async (method: "POST" | "PUT", url: string, body: string) =>
    commentOf((await client.ask({ method, url, body: { body }, answer: NOTE, repeatable: method === "PUT" })).value);
  return {
    list: async () => (await allPages(client, notes, "per_page=100", NOTE)).map(commentOf),
    self: async () => {
      const answer = z.object({ username: z.string() });
      return (await client.ask({ method: "GET", url: `${api}/user`, answer, repeatable: true })).value.username;
    },
    create: (body) => write("POST", notes, body),
    update: (id, body) => write("PUT", `${notes}/${id}`, body),
  };
}

function commentOf({ id, body, author }: z.infer<typeof NOTE>): Comment {
  return { id, body, author: author?.username };
}
