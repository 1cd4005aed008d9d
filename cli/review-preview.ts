import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { BadInputError } from "../domain/bad-input";
import { documentPlaces, type PlaceFinder } from "../review/document-places";
import { reviewPreview, type PreviewOptions } from "../review/preview/preview-review";
import { errorText } from "../review/preview/error-text";
import type { Preview } from "../review/preview/preview";
import { readPreview } from "../review/preview/read-preview";
import type { Failure, Review } from "../review/review";
import type { Io } from "./io";
import { readOrganisation } from "./pack-config";
import { formatOfHierarchy, readText } from "./read-hierarchy";
import { nearest, repositoryOf, type Repository } from "./repository";
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
    return failed(subject, { kind: "input", message: error.message }, version);
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
  const repository = repositoryOf(folder);
  const project = nearest(folder, isProject) ?? folder;
  const options: PreviewOptions = {
    version,
    organisation,
    sources: { project: repository.fromRoot(project) ?? "", isOwn: repository.isOwn },
    fromRoot: (file) => repository.fromRoot(path.resolve(project, file)),
    documentPlaces: (file) => placesIn(path.resolve(project, file), repository),
  };
  if ("rest" in source) return reviewOfRun(await run(args, io), options);
  const output = await readText(source.preview, "the output of pulumi preview --json", io);
  const log = await readText(source.events, "the event log of pulumi preview", io);
  return reviewPreview(readPreview(output, log), options);
}

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
function reviewOfRun({ output, log, said, code }: PreviewRun, options: PreviewOptions): Review {
  const fail = (message: string) => failed(COMMAND, { kind: "preview", message }, options.version);
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
  const reviewed = reviewPreview(preview, options);
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

function failed(subject: string, failure: Failure, version: string): Review {
  return {
    version,
    today: new Date().toISOString().slice(0, 10),
    subject,
    failures: [failure],
    hierarchies: [],
    ungated: [],
    engineFindings: [],
    remarks: [],
  };
}

function isProject(folder: string): boolean {
  return ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((name) => existsSync(path.join(folder, name)));
}

/** Undefined for a file that is not in the repository, or that cannot be read or understood any more. */
function placesIn(file: string, repository: Repository): PlaceFinder | undefined {
  const name = repository.fromRoot(file);
  if (name === undefined) return undefined;
  try {
    return documentPlaces(readFileSync(file, "utf8"), formatOfHierarchy(file), name);
  } catch {
    return undefined;
  }
}
