import { readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";

/**
 * Paths of the files in a folder and below it, from that folder, sorted. Links are followed, and each folder is read once,
 * however many links lead to it.
 *
 * @throws the error of the file system for a folder that cannot be read.
 */
export function filesBelow(folder: string): string[] {
  const seen = new Set<string>();
  const below = (at: string): string[] => {
    const place = path.join(folder, at);
    const real = realpathSync(place);
    if (seen.has(real)) return [];
    seen.add(real);
    return readdirSync(place).flatMap((name) => {
      const one = path.join(at, name);
      return isFolder(path.join(folder, one)) ? below(one) : [one];
    });
  };
  return below("").sort();
}

/** Whether a path leads to a folder. What leads nowhere, or in circles, is told by whoever reads it. */
export function isFolder(place: string): boolean {
  try {
    return statSync(place).isDirectory();
  } catch {
    return false;
  }
}
