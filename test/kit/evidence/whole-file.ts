import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** Writes a file and the folders above it. Whoever reads it meanwhile sees the old file or the new one, with its time. */
export function writeWhole(place: string, content: string | Uint8Array, modified?: Date): string {
  const part = path.join(os.tmpdir(), `part-${process.pid}`);
  fs.mkdirSync(path.dirname(place), { recursive: true });
  fs.writeFileSync(part, content);
  if (modified !== undefined) fs.utimesSync(part, modified, modified);
  fs.renameSync(part, place);
  return place;
}
