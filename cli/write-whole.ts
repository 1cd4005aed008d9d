import { createWriteStream, existsSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { BadInputError, inputIssue } from "../domain/model/bad-input";

/**
 * Writes a file whole or not at all: what was there stays until all of the new text is.
 *
 * @param at the option that names the file, if one does.
 * @throws BadInputError for a place that cannot be written to.
 */
export async function writeWhole(file: string, pieces: Iterable<string>, ...at: readonly string[]): Promise<void> {
  const target = targetOf(file);
  const unfinished = `${target}.${process.pid}.unfinished`;
  try {
    await mkdir(path.dirname(target), { recursive: true });
    if (isReplaceable(target)) {
      await pipeline(Readable.from(pieces), createWriteStream(unfinished));
      renameSync(unfinished, target);
    } else await pipeline(Readable.from(pieces), createWriteStream(target));
  } catch (error) {
    if (existsSync(unfinished)) rmSync(unfinished);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new BadInputError([inputIssue(at, file, "a file that can be written", `${file} (${message})`)]);
  }
}

/** Where a path leads: to what is there, past links, else to what will be. */
export function targetOf(file: string): string {
  return existsSync(file) ? realpathSync(file) : path.resolve(file);
}

/** A device or a pipe, as /dev/stdout, is written into: a file in its place would take it away. */
function isReplaceable(target: string): boolean {
  return !existsSync(target) || statSync(target).isFile();
}
