import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the host got it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly authorization: string | undefined;
  readonly body: { readonly body?: string; readonly query?: string } | undefined;
}

/** An answer that a test puts in the place of the host's own. */
export type Fault =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  /** The connection ends without an answer. */
  | "reset"
  /** No answer comes. */
  | "silence"
  /** The request is done, and the connection ends without an answer. */
  | "done-but-reset";

/** Answers a request that nothing is put in the place of. */
type Handler = (seen: Seen, host: Host) => { status: number; headers?: Record<string, string>; body?: unknown };

/** A host on this machine that keeps what it is asked, and fails as a test says. */
export class Host {
  /** Where it listens, once it has started. */
  url = "";
  readonly seen: Seen[] = [];
  readonly #faults: { method: string; path: RegExp; answers: Fault[] }[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(readonly handler: Handler) {}

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Puts answers in the place of the first ones to such requests. */
  fail(method: string, path: RegExp, ...answers: Fault[]): void {
    this.#faults.push({ method, path, answers });
  }

  /** What was asked: methods and paths. */
  get asked(): string[] {
    return this.seen.map(({ method, path }) => `${method} ${path}`);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = await seenOf(request);
    this.seen.push(seen);
    const fault = this.#faults
      .find(({ method, path, answers }) => method === seen.method && path.test(seen.path) && answers.length > 0)
      ?.answers.shift();
    if (fault === "silence") return;
    if (fault === "done-but-reset") this.handler(seen, this);
    if (fault === "reset" || fault === "done-but-reset") return void request.socket.destroy();
    const { status, headers, body } = fault ?? this.handler(seen, this);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  }
}

async function seenOf(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://host");
  return {
    method: request.method ?? "",
    path: pathname,
    query: Object.fromEntries(searchParams),
    authorization: request.headers.authorization,
    body: text === "" ? undefined : (JSON.parse(text) as Seen["body"]),
  };
}

/** One page of a list, with a Link header that names the next one as GitHub and GitLab do. */
export function pageOf(list: readonly unknown[], { path, query }: Seen, address: string) {
  const [size, page] = [Math.min(Number(query["per_page"] ?? 30), 100), Number(query["page"] ?? 1)];
  const last = Math.max(Math.ceil(list.length / size), 1);
  const link = (to: number, rel: string) => `<${address}${path}?per_page=${size}&page=${to}>; rel="${rel}"`;
  const links = [...(page > 1 ? [link(page - 1, "prev")] : []), ...(page < last ? [link(page + 1, "next")] : [])];
  const headers: Record<string, string> = last > 1 ? { link: [...links, link(last, "last")].join(", ") } : {};
  return { status: 200, headers, body: list.slice((page - 1) * size, page * size) };
}
