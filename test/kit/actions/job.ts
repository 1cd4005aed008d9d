import path from "node:path";
import { parse } from "yaml";
import { read } from "../docs/markdown";
import type { Contexts, Language } from "./language";
import type { Workspace } from "./workspace";

/** A step of a composite action. */
export interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly shell?: string;
  readonly "working-directory"?: string;
  readonly "continue-on-error"?: boolean;
}

/** The action of this repository. */
export const ACTION = parse(read("action.yml")) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

/** What a job gives to the action. */
export interface Job {
  readonly workspace: Workspace;
  readonly language: Language;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly github: Contexts;
  /** The environment of the runner beyond what every run has. */
  readonly env: Readonly<Record<string, string>>;
  /** What other actions do, by name without version: whether they succeed. */
  readonly others?: Readonly<Record<string, (settings: Readonly<Record<string, string>>) => boolean>>;
}

/** What came of the action. */
export interface Result {
  /** Exit code of the first step that failed, else 0. */
  readonly code: number;
  readonly log: string;
  /** Names of the steps that ran. */
  readonly ran: readonly string[];
  /** Other actions that were used, with their settings. */
  readonly used: readonly (readonly [action: string, settings: Readonly<Record<string, string>>])[];
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs the steps of the action in their order, as the runner does. */
export async function runAction({ workspace, language, inputs = {}, github, env, others = {} }: Job): Promise<Result> {
  const steps: Record<string, { outcome: string; outputs: Record<string, string> }> = {};
  const [ran, used, logs]: [string[], [string, Record<string, string>][], string[]] = [[], [], []];
  let code = 0;
  const status = () => (code === 0 ? "success" : "failure");
  const runner = { temp: workspace.temp, os: "Linux" };
  const given: Record<string, string> = {};
  const resolve = (text: unknown) => language.resolve(String(text), { inputs: given, github, runner, steps }, status());
  const all = async (texts: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(await Promise.all(Object.entries(texts).map(async ([key, text]) => [key, await resolve(text)])));
  for (const [name, input] of Object.entries(ACTION.inputs))
    given[name] = inputs[name] ?? (await resolve(input.default));

  for (const [index, step] of ACTION.runs.steps.entries()) {
    const contexts = { inputs: given, github, runner, steps };
    const runs = await language.condition(step.if ?? "success()", contexts, status());
    if (runs) ran.push(step.name);
    const { outcome, outputs } = runs ? await execute(step, index) : { outcome: 0, outputs: {} };
    if (outcome !== 0 && step["continue-on-error"] !== true && code === 0) code = outcome;
    if (step.id !== undefined)
      steps[step.id] = { outcome: runs ? (outcome === 0 ? "success" : "failure") : "skipped", outputs };
  }
  return { code, log: logs.join(""), ran, used, outputs: await all(mapped(ACTION.outputs)) };

  async function execute(step: Step, index: number): Promise<{ outcome: number; outputs: Record<string, string> }> {
    if (step.uses !== undefined) {
      const settings = await all(step.with);
      used.push([step.uses, settings]);
      const succeeds = others[step.uses.split("@")[0] ?? ""]?.(settings) ?? true;
      return { outcome: succeeds ? 0 : 1, outputs: {} };
    }
    const output = workspace.write(`output-${index}`, "");
    const usual = {
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: workspace.path("summary.md"),
      GITHUB_WORKSPACE: workspace.checkout,
      RUNNER_TEMP: workspace.temp,
    };
    const cwd = path.join(workspace.checkout, await resolve(step["working-directory"] ?? "."));
    const bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail"];
    const { code: outcome, log } = await workspace.run(bash, step.run ?? "", cwd, {
      ...usual,
      ...env,
      ...(await all(step.env)),
    });
    logs.push(log);
    return { outcome, outputs: outputsOf(workspace.read(`output-${index}`)) };
  }
}

function mapped(outputs: typeof ACTION.outputs): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

function outputsOf(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line !== "");
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}
