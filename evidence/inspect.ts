import type { HierarchyInput, SiteInput } from "../domain/model/document";
import { isPending } from "../domain/pending";
import { byKey } from "../domain/groups";
import { foldName } from "../domain/names";
import { controllerEvidence, controllerWishes, type ControllerEvidence, type ControllerToRead } from "./controller";
import type { SetupValues } from "./registry";
import { notAsked, Turns } from "./servers";
import type { Answer, NotRead, Shares, Wish } from "./share";
import { siteEvidence, siteWishes, type SiteEvidence, type SiteToRead } from "./site";

/** How servers are read. */
export interface Reader {
  readonly shares: Shares;
  /** The registry of a site server; absent: it is not read. */
  readonly registry?: (server: string, signal: AbortSignal) => Promise<SetupValues | NotRead>;
  /** Milliseconds by which the clock of a server is ahead; undefined: it cannot be read. */
  readonly clock?: (server: string) => Promise<number | undefined>;
}

/** What is to be read. */
export interface InspectOptions {
  /** Codes of sites and names of domains; absent: all. */
  readonly only?: readonly string[];
  /** Turns that others take too; absent: turns of its own. */
  readonly turns?: Turns;
  /** Servers that are read at the same time, in turns of its own. */
  readonly parallel?: number;
  /** Seconds for one server. */
  readonly timeout?: number;
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: Progress) => void;
}

/** How far the reading is. */
export interface Progress {
  readonly server: string;
  /** Why the server could not be read at all. */
  readonly failure: string | undefined;
  readonly done: number;
  readonly failed: number;
  readonly all: number;
}

/** What the servers of a hierarchy show. */
export interface Inspection {
  /** By site code; a site without a server is absent. */
  readonly sites: ReadonlyMap<string, SiteEvidence>;
  /** By domain, each controller that was read. */
  readonly domains: ReadonlyMap<string, readonly ControllerEvidence[]>;
  /** Servers that could not be read at all, and why. */
  readonly failures: ReadonlyMap<string, string>;
  /** Sites without a server. */
  readonly withoutServer: readonly string[];
  /** A server refused the account, so that asking again could lock it. */
  readonly isLogonRefused: boolean;
}

/** What is to be read of a server: it is a site server, a domain controller, or both in two tasks. */
export type Task =
  | { readonly kind: "site"; readonly server: string; readonly site: SiteToRead }
  | {
      readonly kind: "controller";
      readonly server: string;
      readonly domain: string;
      readonly controller: ControllerToRead;
    };

interface ServerResult {
  readonly sites: readonly [code: string, evidence: SiteEvidence][];
  readonly controllers: readonly [domain: string, evidence: ControllerEvidence][];
  readonly failure?: string;
  readonly isLogonRefused: boolean;
}

/** Reads every server of a hierarchy, each in one go, whatever it is: site server, domain controller or both. */
export async function inspect(
  { sites, domains = {} }: Pick<HierarchyInput, "sites" | "domains">,
  reader: Reader,
  { only, parallel, turns = new Turns(parallel), timeout = TIMEOUT, signal, onProgress }: InspectOptions = {},
): Promise<Inspection> {
  const byServer = byKey(tasksOf({ sites, domains }, only), ({ server }) => foldName(server));
  const progress = { done: 0, failed: 0, all: byServer.size };
  const read = async ([key, tasks]: [string, [Task, ...Task[]]]): Promise<[string, ServerResult]> => {
    const [{ server }] = tasks;
    const result = await turns.take(server, () => readServer(tasks, reader, timeout, signal), {
      signal,
      isRefused: ({ isLogonRefused }) => isLogonRefused,
      skipped: (refusedBy) => evidenceOf(tasks, () => notAsked(refusedBy), undefined, undefined),
    });
    progress.done++;
    if (result.failure !== undefined) progress.failed++;
    onProgress?.({ ...progress, server, failure: result.failure });
    return [key, result];
  };
  const results = new Map(await Promise.all([...byServer].map(read)));
  const all = [...results.values()];
  return {
    sites: new Map(all.flatMap((result) => result.sites)),
    domains: new Map(
      [
        ...byKey(
          all.flatMap((result) => result.controllers),
          ([domain]) => domain,
        ),
      ].map(([domain, found]) => [domain, found.map(([, evidence]) => evidence)]),
    ),
    failures: new Map(
      [...results].flatMap(([key, { failure }]) =>
        failure === undefined ? [] : [[byServer.get(key)?.[0]?.server ?? key, failure]],
      ),
    ),
    isLogonRefused: all.some(({ isLogonRefused }) => isLogonRefused),
    withoutServer: Object.keys(sites).filter((code) => sites[code]?.server === undefined && isWanted(code, only)),
  };
}

function isWanted(name: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((one) => foldName(one) === foldName(name));
}

/** What is to be read of each server of a hierarchy. */
export function tasksOf(
  { sites, domains = {} }: Pick<HierarchyInput, "sites" | "domains">,
  only?: readonly string[],
): Task[] {
  return [
    ...Object.entries(sites)
      .filter(([code]) => isWanted(code, only))
      .flatMap(([code, site]) => (site.server === undefined ? [] : siteTask(code, site.server, site))),
    ...Object.entries(domains)
      .filter(([domain]) => isWanted(domain, only))
      .flatMap(([domain, { pdc, bdcs = [] }]) =>
        [pdc, ...bdcs].map((server): Task => {
          return { kind: "controller", server, domain, controller: { server, isPdc: server === pdc } };
        }),
      ),
  ];
}

/** Seconds for one server by default: a slow line takes half a minute for the programs of the hotfixes. */
export const TIMEOUT = 120;

function siteTask(code: string, server: string, { platform = "i386", build }: SiteInput): Task[] {
  if (isPending(platform)) return [];
  return [{ kind: "site", server, site: { code, server, platform, build: isPending(build) ? undefined : build } }];
}

async function readServer(
  tasks: readonly Task[],
  reader: Reader,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<ServerResult> {
  const [first] = tasks;
  const server = first?.server ?? "";
  const wishes = tasks.flatMap(wishesOf);
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), timeout * 1000);
  const cancel = () => end.abort(signal?.reason);
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    const [offset, answers] = await Promise.all([
      reader.clock?.(server),
      reader.shares.readServer(server, wishes, end.signal),
    ]);
    const isSite = tasks.some(({ kind }) => kind === "site");
    // An account that the server refused is not tried again, and a server that is down has no registry to ask.
    const isReached = answers.some(({ kind }) => kind === "read" || kind === "missing" || kind === "no-share");
    const setup = isSite && isReached ? await reader.registry?.(server, end.signal) : undefined;
    return evidenceOf(tasks, (index) => answers[index], setup, offset);
  } catch (error) {
    if (!end.signal.aborted || signal?.aborted === true) throw error;
    const reason = `timed out after ${timeout} seconds`;
    return evidenceOf(tasks, () => ({ kind: "unreachable", reason }), undefined, undefined);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
  }
}

/** The files that a task reads. */
export function wishesOf(task: Task): Wish[] {
  return task.kind === "site" ? siteWishes(task.site) : controllerWishes(task.controller);
}

function evidenceOf(
  tasks: readonly Task[],
  answerTo: (index: number) => Answer | undefined,
  setup: SetupValues | NotRead | undefined,
  offset: number | undefined,
): ServerResult {
  const sites: ServerResult["sites"][number][] = [];
  const controllers: ServerResult["controllers"][number][] = [];
  const all: Answer[] = [];
  for (const task of tasks) {
    const answers = wishesOf(task).map((_, index) => answerTo(all.length + index) ?? NOT_ANSWERED);
    if (task.kind === "site") sites.push([task.site.code, siteEvidence(task.site, answers, setup, offset)]);
    else controllers.push([task.domain, controllerEvidence(task.controller, answers, offset)]);
    all.push(...answers);
  }
  const failures = all.flatMap((answer) =>
    answer.kind === "unreachable" || answer.kind === "logon" ? [answer.reason] : [],
  );
  return {
    sites,
    controllers,
    isLogonRefused: all.some(({ kind }) => kind === "logon"),
    ...(failures.length === all.length && failures[0] !== undefined ? { failure: failures[0] } : {}),
  };
}

const NOT_ANSWERED: NotRead = { kind: "unreachable", reason: "no answer" };
