import { posix } from "node:path";
import type { Path, Position } from "../../domain/model/bad-input";
import type { PlaceFinder } from "../document-places";
import type { Place } from "../place";
import type { PreviewResource } from "./preview";

/** Where a part of a resource stands in a program in YAML: the resource by its name, the part by its path in it. */
export type ResourcePlaces = (name: string, path: Path) => (Position & Pick<Place, "file">) | undefined;

/** What is needed to tell a user's own lines from all others. */
export interface Sources {
  /** Folder of the project, from the root of the repository, with forward slashes; undefined where it is not known. */
  readonly project: string | undefined;
  /** Whether a file, by its path from the root of the repository, belongs to this package. */
  readonly isOwn: (file: string) => boolean;
  /** Turns a path as an error has it into one from the root of the repository; undefined outside of it. */
  readonly fromRoot: (file: string) => string | undefined;
  /** Finds subjects in the hierarchy files that the program reads, by their paths from the folder of the project. */
  readonly documentPlaces: (files: readonly string[]) => PlaceFinder | undefined;
  /** Finds resources in a program in YAML, which has no frames of its own; absent: the program is in another language. */
  readonly program?: ResourcePlaces;
}

/**
 * The user's line that made a resource: the first frame in the repository and outside of node_modules and this package.
 */
export function userPlace({ frames }: Pick<PreviewResource, "frames">, sources: Sources): Place | undefined {
  for (const frame of frames) {
    const place = placeOf(frame, sources);
    if (place !== undefined && isUsers(place.file) && !sources.isOwn(place.file)) return place;
  }
  return undefined;
}

const FRAME = /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/;

function placeOf(frame: string, { project }: Sources): Place | undefined {
  const [, file, line, column] = FRAME.exec(frame) ?? [];
  if (file === undefined || project === undefined) return undefined;
  const path = posix.normalize(posix.join(project, decoded(file)));
  return { file: path, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isUsers(file: string): boolean {
  return !file.startsWith("../") && !file.split("/").includes("node_modules");
}

/** How a line of an error names a file, a line and a column. Paths may have blanks and brackets. */
const IN_ERROR: readonly RegExp[] = [
  // Node.js: `    at f (/srv/infra/index.ts:68:7)`
  /^\s*at (?:[^(]*\()?(.+\.[cm]?[jt]sx?):(\d+):(\d+)\)?$/,
  // The TypeScript compiler: `index.ts(67,7): error TS2322`
  /^(.+?)\((\d+),(\d+)\): error /,
  /^(.+?):(\d+):(\d+) - error /,
  // Node.js, of what it cannot parse: `/srv/infra/index.js:3`
  /^(.+\.[cm]?[jt]sx?):(\d+)$/,
  // Pulumi's host of YAML: `  on Pulumi.yaml line 10:`
  /^\s*on (.+\.ya?ml) line (\d+):$/,
];

/** How the engine names the resource that a plugin refuses to construct. */
const REFUSED = /^\S+ resource '(.+)' has a problem: /;

/** The user's line that an error of the program names first. */
export function placeInError(message: string, sources: Sources): Place | undefined {
  const [, refused] = REFUSED.exec(message) ?? [];
  const declared = refused === undefined ? undefined : sources.program?.(refused, []);
  if (declared !== undefined) return declared;
  const folder = folderOfProgram(message);
  for (const text of message.split("\n")) {
    const [, file, line, column] = IN_ERROR.map((form) => form.exec(text)).find((found) => found !== null) ?? [];
    const path = file === undefined ? undefined : sources.fromRoot(pathOf(file, folder));
    if (path === undefined || !isUsers(path) || sources.isOwn(path)) continue;
    return { file: path, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
  }
  return undefined;
}

/** The folder that a program runs in, which is where the compiler's paths are from; undefined where an error tells none. */
function folderOfProgram(message: string): string | undefined {
  const [, program] = /^Running program '(.+)' failed/.exec(message) ?? [];
  return program?.replace(/[\\/][^\\/]*\.[cm]?[jt]sx?$/, "");
}

/** ES modules are named by their URL. */
function pathOf(file: string, folder: string | undefined): string {
  if (file.startsWith("file://")) return decoded(file.slice("file://".length)).replace(/^\/(?=[A-Za-z]:)/, "");
  return folder === undefined || /^([\\/]|[A-Za-z]:)/.test(file) ? file : `${folder}/${file}`;
}
