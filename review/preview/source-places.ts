import { posix } from "node:path";
import type { Place } from "../place";
import type { PreviewResource } from "./preview";

/** What is needed to tell a user's own lines from all others. */
export interface Sources {
  /** Folder of the project, from the root of the repository, with forward slashes. */
  readonly project: string;
  /** Whether a file, by its path from the root of the repository, belongs to this package. */
  readonly isOwn: (file: string) => boolean;
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
  if (file === undefined) return undefined;
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
];

/**
 * The user's line that an error of the program names first.
 *
 * @param fromRoot turns a path as an error has it into one from the root of the repository; undefined outside of it.
 */
export function placeInError(
  message: string,
  sources: Sources,
  fromRoot: (file: string) => string | undefined,
): Place | undefined {
  for (const text of message.split("\n")) {
    const [, file, line, column] = IN_ERROR.map((form) => form.exec(text)).find((found) => found !== null) ?? [];
    const path = file === undefined ? undefined : fromRoot(pathOf(file));
    if (path === undefined || !isUsers(path) || sources.isOwn(path)) continue;
    return { file: path, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
  }
  return undefined;
}

/** ES modules are named by their URL. */
function pathOf(file: string): string {
  return file.startsWith("file://") ? decoded(file.slice("file://".length)).replace(/^\/(?=[A-Za-z]:)/, "") : file;
}
