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

/** A file and line in an error of a program: `(/srv/infra/index.ts:68:7)`, or `index.ts(67,7): error TS2322`. */
const IN_ERROR = /\(?((?:[A-Za-z]:)?[^\s():]+\.[cm]?[jt]sx?)(?::(\d+):(\d+)\)?|\((\d+),(\d+)\))/g;

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
  for (const [, file = "", line, column, otherLine, otherColumn] of message.matchAll(IN_ERROR)) {
    const path = fromRoot(file);
    if (path === undefined || !isUsers(path) || sources.isOwn(path)) continue;
    return { file: path, line: Number(line ?? otherLine), column: Number(column ?? otherColumn) };
  }
  return undefined;
}
