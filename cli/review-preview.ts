import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { documentPlaces, type PlaceFinder } from "../review/document-places";
import { reviewPreview, type PreviewOptions } from "../review/preview/preview-review";
import { readPreview } from "../review/preview/read-preview";
import type { Review } from "../review/review";
import type { Io } from "./io";
import { readOrganisation } from "./pack-config";
import { formatOfHierarchy, readText } from "./read-hierarchy";
import { nearest, repositoryOf, type Repository } from "./repository";
import { runPreview, valuesOf, type PreviewRun } from "./run-preview";

/** A preview to run, or the two files of one that ran already. */
export type PreviewSource = { readonly policyPackConfig: readonly string[] } & (
  { readonly rest: readonly string[] } | { readonly preview: string; readonly events: string }
);

/**
 * Reviews a preview. One that failed gives a review that says so.
 *
 * @throws BadInputError for files that cannot be read or are none of a preview.
 */
export async function reviewOfPreview(source: PreviewSource, version: string, io: Io): Promise<Review> {
  const rest = "rest" in source ? source.rest : [];
  const folder = path.resolve(valuesOf(rest, "-C", "--cwd").at(-1) ?? ".");
  const configs = valuesOf(rest, "--policy-pack-config").flatMap((list) => list.split(","));
  const organisation = await readOrganisation([
    ...source.policyPackConfig,
    ...configs.map((file) => path.resolve(folder, file)),
  ]);
  const repository = repositoryOf(folder);
  const project = nearest(folder, isProject) ?? folder;
  const options: PreviewOptions = {
    version,
    organisation,
    sources: { project: repository.fromRoot(project) ?? "", isOwn: repository.isOwn },
    fromRoot: (file) => repository.fromRoot(path.resolve(project, file)),
    documentPlaces: (file) => placesIn(path.resolve(project, file), repository),
  };
  if ("rest" in source) {
    const own = source.policyPackConfig.flatMap((file) => ["--policy-pack-config", path.resolve(file)]);
    return reviewOfRun(await run([...rest, ...own], io), options);
  }
  const output = await readText(source.preview, "the output of pulumi preview --json", io);
  const log = await readText(source.events, "the event log of pulumi preview", io);
  return reviewPreview(readPreview(output, log), options);
}

function run(rest: readonly string[], io: Io): Promise<PreviewRun> {
  io.err(`pulumi preview ${rest.join(" ")}\n`);
  return runPreview(rest, io.env);
}

/** What pulumi said beside its JSON is the reason where there is no JSON; its exit code is seen where nothing else is. */
function reviewOfRun({ output, log, said, code }: PreviewRun, options: PreviewOptions): Review {
  if (code === undefined || log === "" || output.trim() === "") {
    const reason = [said, output.trim()].filter((text) => text !== "").join("\n");
    const message = reason === "" ? `pulumi preview ended with exit code ${code} and said nothing` : plain(reason);
    return failed(message, options);
  }
  const review = reviewPreview(readPreview(output, log), options);
  const isExplained = code === 0 || review.failures.length > 0 || isRefused(output, log);
  if (isExplained) return review;
  const message = `pulumi preview ended with exit code ${code}: ${plain(said)}`;
  return { ...review, failures: [{ kind: "preview", message }] };
}

function isRefused(output: string, log: string): boolean {
  return readPreview(output, log).reports.some(({ level }) => level === "mandatory");
}

// eslint-disable-next-line no-control-regex -- escape sequences that colour a terminal begin with it
const COLOUR = /\u001B\[[0-9;]*m/g;

function plain(text: string): string {
  return text.replace(COLOUR, "").trim();
}

function failed(message: string, { version }: PreviewOptions): Review {
  return {
    version,
    today: new Date().toISOString().slice(0, 10),
    subject: "pulumi preview",
    failures: [{ kind: "preview", message }],
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
