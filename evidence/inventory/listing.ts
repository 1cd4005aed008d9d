import { textOfTable } from "./table";

/** A file in the output of `filever` or `dir`. */
export interface ListedFile {
  /** File and line. */
  readonly place: string;
  /** From the path above it, as `\\SMSP01\SMS_P01\bin\i386`; absent: the path is one of a drive. */
  readonly server?: string;
  /** Share and folders below it, with backslashes. */
  readonly folder: string;
  readonly name: string;
  /** `filever` shows it. */
  readonly version?: string;
  /** `dir` shows it, in the local time of where it ran. */
  readonly modified?: string;
}

const PATH = /(?:\\\\([^\\/:*?"<>|]+)|\b([A-Za-z]:))((?:\\[^\\/:*?"<>|]+)+)/;
const VERSION_LINE = /\s(\d+\.\d+\.\d+\.\d+)\s(?:.*\s)?([^\s\\]+\.\w{1,3})$/;
const DIR_LINE =
  /^(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s+\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m?)?)\s+([\d.,' \u00a0]+)\s+([^\s\\](?:[^\\]*[^\s\\])?)$/i;

/**
 * Files in the output of `filever` and `dir`, whose lines follow the path that they are about: in the command that was typed
 * (`C:\> filever \\SMSP01\SMS_P01\bin\i386\*.*`) or after `Directory of`.
 */
export function readListing(file: string, bytes: Uint8Array): ListedFile[] {
  const files: ListedFile[] = [];
  let at: Pick<ListedFile, "server" | "folder"> = { folder: "" };
  for (const [index, line] of textOfTable(bytes).split(/\r?\n/).entries()) {
    const place = `${file}:${index + 1}`;
    const [, version, program = ""] = VERSION_LINE.exec(line) ?? [];
    const [, modified, , listed = ""] = DIR_LINE.exec(line.trimEnd()) ?? [];
    if (version !== undefined) files.push({ place, ...at, name: program, version });
    else if (modified !== undefined) files.push({ place, ...at, name: listed, modified });
    else at = pathIn(line) ?? at;
  }
  return files;
}

/** The last path of a line: before it stands the prompt, with a path of its own. */
function pathIn(line: string): Pick<ListedFile, "server" | "folder"> | undefined {
  const typed = line.includes(">") ? line.slice(line.lastIndexOf(">") + 1) : line;
  const [, server, , path] = PATH.exec(typed) ?? [];
  if (path === undefined) return undefined;
  const folder = path
    .trim()
    .replace(/\\[^\\]*$/, (last) => (/\.\w{1,3}$/.test(last) ? "" : last))
    .slice(1);
  return { folder, ...(server === undefined ? {} : { server: server.trim() }) };
}
