import { Host, pageOf, type Seen } from "./host";

/** A comment of GitHub's API. */
export interface GitHubComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string } | null;
  readonly html_url: string;
}

/** A note of GitLab's API. */
export interface GitLabNote {
  readonly id: number;
  body: string;
  readonly author: { readonly username: string };
}

const NOT_FOUND = { status: 404, body: { message: "Not Found" } };

/** The parts of GitHub's API that comments need, for pull request 7 of contoso/sms. */
export class GitHub extends Host {
  readonly comments: GitHubComment[] = [];
  /** Who writes with the token; undefined where GraphQL does not tell. */
  viewer: string | undefined = "github-actions[bot]";

  constructor() {
    super((seen) => this.#handle(seen));
  }

  /** A comment that stands there already. */
  comment(body: string, login: string | null = "github-actions[bot]"): GitHubComment {
    const id = 1001 + this.comments.length;
    const html_url = `https://github.example/contoso/sms/pull/7#issuecomment-${id}`;
    const comment = { id, body, user: login === null ? null : { login }, html_url };
    this.comments.push(comment);
    return comment;
  }

  #handle(seen: Seen) {
    const { method, path, body } = seen;
    if (path === "/graphql") {
      const { viewer } = this;
      const refused = { data: null, errors: [{ type: "FORBIDDEN" }] };
      return { status: 200, body: viewer === undefined ? refused : { data: { viewer: { login: viewer } } } };
    }
    if (path === "/repos/contoso/sms/issues/7/comments") {
      // GitHub names its next page by the number of the repository, at its own address.
      if (method === "GET") return pageOf(this.comments, seen, "https://api.github.example");
      if (method === "POST") return { status: 201, body: this.comment(body?.body ?? "", this.viewer) };
    }
    const id = Number(/^\/repos\/contoso\/sms\/issues\/comments\/(\d+)$/.exec(path)?.[1]);
    const comment = this.comments.find((one) => one.id === id);
    if (method !== "PATCH" || comment === undefined) return NOT_FOUND;
    comment.body = body?.body ?? "";
    return { status: 200, body: comment };
  }
}

/** The parts of GitLab's API that notes need, for merge request 7 of project 42. */
export class GitLab extends Host {
  readonly notes: GitLabNote[] = [];
  readonly self = "project_42_bot";

  constructor() {
    super((seen) => this.#handle(seen));
  }

  note(body: string, username = this.self): GitLabNote {
    const note = { id: 1 + this.notes.length, body, author: { username } };
    this.notes.push(note);
    return note;
  }

  #handle(seen: Seen) {
    const { method, path, body } = seen;
    if (path === "/api/v4/user") return { status: 200, body: { id: 5, username: this.self } };
    if (path === "/api/v4/projects/42/merge_requests/7/notes") {
      if (method === "GET") return pageOf(this.notes, seen, "https://gitlab.example");
      if (method === "POST") return { status: 201, body: this.note(body?.body ?? "") };
    }
    const id = Number(/^\/api\/v4\/projects\/42\/merge_requests\/7\/notes\/(\d+)$/.exec(path)?.[1]);
    const note = this.notes.find((one) => one.id === id);
    if (method !== "PUT" || note === undefined) return NOT_FOUND;
    note.body = body?.body ?? "";
    return { status: 200, body: note };
  }
}
