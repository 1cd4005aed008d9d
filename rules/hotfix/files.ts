import { memoised } from "../../domain/memoised";
import type { Pending } from "../../domain/pending";

/** The version that is stated of a file below the SMS folder, however its path is spelt; undefined where none is. */
export function versionOf(
  files: Readonly<Record<string, string | null | Pending>>,
  path: string,
): string | null | Pending | undefined {
  const asIsSpelt = files[path];
  if (asIsSpelt !== undefined) return asIsSpelt;
  const wanted = foldPath(path);
  for (const one of Object.keys(files)) if (foldPath(one) === wanted) return files[one];
  return undefined;
}

/** The form in which two spellings of one path are equal: Windows NT ignores case, and either slash is meant. */
export const foldPath = memoised((path) => path.replaceAll("/", "\\").toLowerCase());
