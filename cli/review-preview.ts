import path from "node:path";
import { BadInputError } from "../domain/model/bad-input";
import { reviewPreview, type PreviewOptions } from "../review/preview/preview-review";
import { errorText } from "../review/preview/error-text";
import type { Preview } from "../review/preview/preview";
import { readPreview } from "../review/preview/read-preview";
import { allFindings, failedReview, type Review } from "../review/review";
import type { Io } from "./io";
import { readOrganisation } from "./pack-config";
import { placesFrom } from "./project-places";
import { readText } from "./read-hierarchy";
import { runPreview, valuesOf, type PreviewRun } from "./run-preview";

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

async function review(source: PreviewSource, version: string, io: Io): Promise<Review> {
  const args = "rest" in source ? argumentsOf(source) : [];
  const folder = path.resolve(valuesOf(args, "-C", "--cwd").at(-1) ?? ".");
  const configs = valuesOf(args, "--policy-pack-config").flatMap((list) => list.split(","));
  const organisation = await readOrganisation(
    "rest" in source ? configs.map((file) => path.resolve(folder, file)) : source.policyPackConfig,
  );
  const optionsFor = (preview: Preview) => ({ version, organisation, ...placesFrom(folder, preview.project) });
  if ("rest" in source) return reviewOfRun(await run(args, io), optionsFor, version);
  const output = await readText(source.preview, "the output of pulumi preview --json", io, "--preview");
  const log = await readText(source.events, "the event log of pulumi preview", io, "--events");
  const preview = readPreview(output, log);
  const options = optionsFor(preview);
  const reviewed = reviewPreview(preview, options);
  if (options.sources.project !== undefined || allFindings(reviewed).length === 0) return reviewed;
  return { ...reviewed, remarks: [...reviewed.remarks, ELSEWHERE(preview.project)] };
}

const ELSEWHERE = (project: string) =>
  `The lines of the program are not known: run the review in the folder of the project ${project}.`;

/** The configuration that a review is given goes to the preview that it runs: both judge by it. */
function argumentsOf({ rest, policyPackConfig }: Extract<PreviewSource, { rest: unknown }>): string[] {
  return [...rest, ...policyPackConfig.flatMap((file) => ["--policy-pack-config", path.resolve(file)])];
}

function run(args: readonly string[], io: Io): Promise<PreviewRun> {
  // Not the arguments: --config among them may hold a secret.
  io.err(`Running ${COMMAND}.\n`);
  return runPreview(args, io.env);
}

/** What pulumi said beside its JSON is the reason where there is no JSON; its exit code is seen where nothing else is. */
function reviewOfRun(
  { output, log, said, code }: PreviewRun,
  optionsFor: (preview: Preview) => PreviewOptions,
  version: string,
): Review {
  const fail = (message: string) => failedReview(version, COMMAND, { kind: "preview", message });
  const ended = code === undefined ? [] : [`pulumi preview ended with exit code ${code}`];
  if (code === undefined || log === "" || output.trim() === "") {
    const reason = [said, output].map(errorText).filter((text) => text !== "");
    return fail(reason.length > 0 ? reason.join("\n") : `${ended.join("")} and said nothing`);
  }
  const preview = understood(output, log);
  if (preview instanceof BadInputError) {
    const texts = [...ended, preview.message, errorText(said)];
    return fail(texts.filter((text) => text !== "").join("\n"));
  }
  const reviewed = reviewPreview(preview, optionsFor(preview));
  const isRefused = preview.reports.some(({ level }) => level === "mandatory");
  if (code === 0 || reviewed.failures.length > 0 || isRefused) return reviewed;
  const message = `pulumi preview ended with exit code ${code}: ${errorText(said) || "it said nothing"}`;
  return { ...reviewed, failures: [{ kind: "preview", message }] };
}

function understood(output: string, log: string): Preview | BadInputError {
  try {
    return readPreview(output, log);
  } catch (error) {
    if (error instanceof BadInputError) return error;
    throw error;
  }
}
