import { createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { BadInputError, inputIssue } from "../domain/bad-input";

/**
 * Writes a file whole or not at all: what was there stays until all of the new text is.
 *
 * @throws BadInputError for a place that cannot be written to.
 */
export async function writeWhole(file: string, pieces: Iterable<string>): Promise<void> {
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    await mkdir(path.dirname(path.resolve(file)), { recursive: true });
    await pipeline(Readable.from(pieces), createWriteStream(unfinished));
    renameSync(unfinished, file);
  } catch (error) {
    if (existsSync(unfinished)) rmSync(unfinished);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new BadInputError([inputIssue(["--out"], file, "a file that can be written", `${file} (${message})`)]);
  }
}
