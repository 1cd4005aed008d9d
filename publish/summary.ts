import { appendFile, stat } from "node:fs/promises";
import { Problem } from "./problem";

/** Most that GitHub shows of the summary of a step; a file that is larger it does not show at all. */
const MOST_BYTES = 1024 * 1024;

const CUT = "\n\n_The rest is left out: GitHub shows at most 1 MiB of a summary._\n";

/**
 * Appends a text to the summary of the step, as much of it as GitHub shows.
 *
 * @param file GITHUB_STEP_SUMMARY.
 * @throws Problem where the file cannot be written.
 */
export async function appendSummary(file: string, text: string): Promise<void> {
  try {
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    await appendFile(file, fitting(`${text.trimEnd()}\n`, MOST_BYTES - size));
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code ?? String(error);
    const remedy = "Set GITHUB_STEP_SUMMARY to a file that can be written, or to nothing.";
    throw new Problem(`the summary of the step, ${file}`, found, "a file that can be written", remedy);
  }
}

/** A text, cut after a line where it has more bytes than there is room for. */
function fitting(text: string, room: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= room) return text;
  const most = room - Buffer.byteLength(CUT);
  if (most <= 0) return "";
  const end = bytes.subarray(0, most).lastIndexOf("\n");
  return `${bytes.subarray(0, Math.max(end, 0)).toString()}${CUT}`;
}
