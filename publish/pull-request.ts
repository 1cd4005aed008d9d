import { readFile } from "node:fs/promises";
import { z } from "zod";
import { numberOf, type Env } from "./environment";
import { Problem } from "./problem";

/** The pull request that a run is about. */
export interface PullRequest {
  readonly number: number;
  /** Whether it comes from another repository: GitHub then gives the run a token that can only read. */
  readonly isFork: boolean;
  /** The commit that is asked to be merged. */
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
  // The comment that started the run, where one did: a pull request is an issue with a mark.
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }).optional(),
});

/**
 * The pull request of a run: PULUMI_SMS_PULL_REQUEST, where another CI than GitHub's says it, else that of the event.
 *
 * @returns undefined where the run is about none.
 * @throws Problem where the environment says it in a form that cannot be read.
 */
export async function pullRequestOf(env: Env): Promise<PullRequest | undefined> {
  const { PULUMI_SMS_PULL_REQUEST: stated = "", GITHUB_EVENT_PATH: file = "" } = env;
  if (stated !== "") return { number: numberOf("PULUMI_SMS_PULL_REQUEST", stated), isFork: false };
  if (file === "") return undefined;
  const { pull_request: pull, issue } = await readEvent(file);
  if (pull !== undefined) {
    const { number, head, base } = pull;
    const isFork = head !== undefined && head.repo?.full_name !== base?.repo.full_name;
    return { number, isFork, head: head?.sha };
  }
  if (issue?.pull_request) return { number: issue.number, isFork: false };
  return undefined;
}

async function readEvent(file: string): Promise<z.infer<typeof EVENT>> {
  const event = EVENT.safeParse(await readJson(file));
  if (event.success) return event.data;
  const remedy = "Leave GITHUB_EVENT_PATH as GitHub sets it, or set PULUMI_SMS_PULL_REQUEST.";
  throw new Problem(`GITHUB_EVENT_PATH, ${file}`, "no such event", "the event of a run, as JSON", remedy);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}
