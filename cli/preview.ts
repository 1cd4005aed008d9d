import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { BadInputError } from "../domain/model/bad-input";
import { errorText } from "../review/preview/error-text";
import type { Preview } from "../review/preview/preview";
import { reviewPreview, type PreviewOptions } from "../review/preview/preview-review";
import { readPreview } from "../review/preview/read-preview";
import { allFindings, failedReview, type Review } from "../review/review";
import type { Io } from "./io";
import { readOrganisation } from "./pack-config";
import { placesFrom } from "./project-places";
import { readText } from "./read-hierarchy";
import { PACKAGE } from "./repository";

/** A preview to run, or the two files of one that ran already. */
export type PreviewSource = { readonly policyPackConfig: readonly string[] } & (
  { readonly rest: readonly string[] } | { readonly preview: string; readonly events: string }
);

/** Reviews a preview. One that failed, or that cannot be read, gives a review that says so. */
export async function reviewOfPreview(source: PreviewSource, version: string, io: Io): Promise<Review> {
  try {
    return await review(source, version, io);
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    const subject = "rest" in source ? COMMAND : `${source.preview}, ${source.events}`;
    return failedReview(version, subject, { kind: "input", message: error.message });
  }
}

const COMMAND = "pulumi preview";

/** Options of a preview of some resources only. */
const PART = /^(-t|--target|--exclude)/;

async function review(source: PreviewSource, version: string, io: Io): Promise<Review> {
  const args = "rest" in source ? argumentsOf(source) : [];
  const folder = path.resolve(valuesOf(args, "-C", "--cwd").at(-1) ?? ".");
  const configs = valuesOf(args, "--policy-pack-config").flatMap((list) => list.split(","));
  const organisation = await readOrganisation(
    "rest" in source ? configs.map((file) => path.resolve(folder, file)) : source.policyPackConfig,
    io,
  );
  const isPart = args.some((argument) => PART.test(argument));
  const sourcesOf = (preview: Preview) => placesFrom(folder, preview.project, io.env);
  const optionsFor = (preview: Preview) => ({ version, organisation, isPart, sources: sourcesOf(preview) });
  if ("rest" in source) {
    // Not the arguments: --config among them may hold a secret.
    io.err(`Running ${COMMAND}.\n`);
    return reviewOfRun(await runPreview(args, io.env), optionsFor, version);
  }
  const output = await readText(source.preview, "the output of pulumi preview --json", io, "--preview");
  const log = await readText(source.events, "the event log of pulumi preview", io, "--events");
  const preview = readPreview(output, log);
  const options = optionsFor(preview);
  const reviewed = reviewPreview(preview, options);
  const today = new Date().toISOString().slice(0, 10);
  const old = preview.day === today ? [] : [`The preview is of ${preview.day}: waivers were checked by that day.`];
  const dated = { ...reviewed, remarks: [...reviewed.remarks, ...old] };
  if (options.sources.project !== undefined || allFindings(reviewed).length === 0) return dated;
  const elsewhere = `The lines of the program are not known: run the review in the folder of the project ${preview.project}.`;
  return { ...dated, remarks: [...dated.remarks, elsewhere] };
}

/** The configuration that a review is given goes to the preview that it runs: both use it. */
function argumentsOf({ rest, policyPackConfig }: Extract<PreviewSource, { rest: unknown }>): string[] {
  return [...rest, ...policyPackConfig.flatMap((file) => ["--policy-pack-config", path.resolve(file)])];
}

/**
 * If there is no complete preview, what pulumi said on standard error is the reason; its exit code is shown if it said
 * nothing. What it printed is never shown: a preview has the configuration of the stack in it.
 */
function reviewOfRun(
  { output, log, errors, code }: PreviewRun,
  optionsFor: (preview: Preview) => PreviewOptions,
  version: string,
): Review {
  const fail = (...texts: string[]) => {
    const message = texts.filter((text) => text !== "").join("\n");
    return failedReview(version, COMMAND, { kind: "preview", message });
  };
  const ended = code === undefined ? "" : `pulumi preview ended with exit code ${code}`;
  if (code === undefined || log === "" || output.trim() === "") {
    return fail(errorText(errors) || `${ended} and no message`);
  }
  try {
    const preview = readPreview(output, log);
    const reviewed = reviewPreview(preview, optionsFor(preview));
    const isExplained = preview.errors.length > 0 || preview.reports.some(({ level }) => level === "mandatory");
    if (code === 0 || isExplained) return reviewed;
    const message = `${ended}: ${errorText(errors) || "no message"}`;
    return { ...reviewed, failures: [{ kind: "preview", message }] };
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return fail(ended, error.message, errorText(errors));
  }
}

/** What a `pulumi preview` left. */
interface PreviewRun {
  /** What it printed: JSON, if it came that far. */
  readonly output: string;
  /** Its event log; empty if it did not come that far. */
  readonly log: string;
  /** What it printed beside the JSON. */
  readonly errors: string;
  /** Its exit code; undefined if it could not be started or was killed. */
  readonly code: number | undefined;
}

/** The event log is an option for debugging, and JSON can be made to come in lines. */
const FOR_REVIEWS = { PULUMI_DEBUG_COMMANDS: "1", PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "false" };

/** Runs `pulumi preview`, with the policy pack of this package unless the arguments name another one. */
async function runPreview(args: readonly string[], env: Io["env"]): Promise<PreviewRun> {
  const folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-"));
  const log = path.join(folder, "events.json");
  const own = ["--json", "--show-sames", "--non-interactive", "--event-log", log];
  const hasPack = valuesOf(args, "--policy-pack").length > 0;
  const pack = hasPack ? [] : ["--policy-pack", path.join(PACKAGE, "policy-pack")];
  try {
    const run = await spawned(["preview", ...args, ...pack, ...own], { ...env, ...FOR_REVIEWS });
    return { ...run, log: existsSync(log) ? readFileSync(log, "utf8") : "" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function spawned(args: readonly string[], env: Io["env"]): Promise<Omit<PreviewRun, "log">> {
  const child = spawn("pulumi", args, { env, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const textOf = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString("utf8");
  return new Promise((resolve) => {
    const done = (code: number | undefined, why = "") =>
      resolve({ output: textOf(output), errors: `${textOf(errors)}${why}`.trim(), code });
    child.on("error", (error: NodeJS.ErrnoException) =>
      done(undefined, error.code === "ENOENT" ? NO_PULUMI : `pulumi cannot be run: ${error.message}`),
    );
    // A process that pulumi leaves behind can hold its output open for as long as it runs.
    child.on("exit", () =>
      setTimeout(() => [child.stdout, child.stderr].forEach((one) => one.destroy()), LAST_WORDS).unref(),
    );
    child.on("close", (code, signal) =>
      done(code ?? undefined, signal === null ? "" : `pulumi was ended by ${signal}`),
    );
  });
}

/** How long pulumi's output is waited for once it has ended, in milliseconds. */
const LAST_WORDS = 5000;

const NO_PULUMI =
  "pulumi is not on PATH: install the Pulumi CLI (https://www.pulumi.com/docs/install/), or review a hierarchy file, or the two files of a preview that ran elsewhere.";

/** The values of an option among arguments: `--name value`, `--name=value`, and `-Nvalue` of a short name. */
function valuesOf(args: readonly string[], ...names: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    const name = names.find((option) => arg === option || arg.startsWith(isLong(option) ? `${option}=` : option));
    if (name === undefined) return [];
    return arg === name ? (args[index + 1] ?? []) : arg.slice(name.length).replace(/^=/, "");
  });
}

function isLong(option: string): boolean {
  return option.startsWith("--");
}
