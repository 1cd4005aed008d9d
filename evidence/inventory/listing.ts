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
  /^(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s+\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m?)?)\s+(\d[\d.,' \u00a0]*)\s+([^\s\\](?:[^\\]*[^\s\\])?)$/i;

/** A line of a listing that shows no file and is no heading: totals of `dir`, a file without version of `filever`. */
const OTHER_LINE = /^\s*$|^\s+[\d.,']+\s|^[-a-z]{5,6}\s|<DIR>/i;

/** A path with its file and version in one line. */
const WHOLE_LINE = /^\s*(?:--?[a-z-]*\s+)?"?(\\\\.+)\\([^\\"]+\.\w{1,3})"?[\s,;:]+(\d+\.\d+\.\d+\.\d+)\s*$/i;

/**
 * Files in the output of `filever` and `dir`, whose lines follow the path that they are about: in the command that was typed
 * (`C:\> filever \\SMSP01\SMS_P01\bin\i386\*.*`) or after `Directory of`. After a line that is neither it is not known
 * what the next lines are about.
 */
export function readListing(file: string, bytes: Uint8Array): ListedFile[] {
  const files: ListedFile[] = [];
  let at: Pick<ListedFile, "server" | "folder"> = { folder: "" };
  for (const [index, line] of textOfTable(bytes).split(/\r?\n/).entries()) {
    const place = `${file}:${index + 1}`;
    const [, version, program = ""] = VERSION_LINE.exec(line) ?? [];
    const [, modified, , listed = ""] = DIR_LINE.exec(line.trimEnd()) ?? [];
    const [, folder, name = "", ofPath] = WHOLE_LINE.exec(line) ?? [];
    if (ofPath !== undefined) files.push({ place, ...(pathIn(folder ?? "") ?? at), name, version: ofPath });
    else if (version !== undefined) files.push({ place, ...at, name: program, version });
    else if (modified !== undefined) files.push({ place, ...at, name: listed, modified });
    else if (!OTHER_LINE.test(line) || PATH.test(line)) at = pathIn(line) ?? { folder: "" };
  }
  return files;
}

/** The last path of a line: before it stands the prompt, whose own path counts if the other is relative to it. */
function pathIn(line: string): Pick<ListedFile, "server" | "folder"> | undefined {
  const [, prompt, typed = line] = /^\s*([A-Za-z]:\\[^>]*)>(.*)$/.exec(line) ?? [];
  const [, server, , path] = PATH.exec(typed) ?? [];
  if (path === undefined) {
    const [relative] = /[^\\/:*?"<>|\s]+(?:\\[^\\/:"<>|\s]+)+/.exec(typed) ?? [];
    return prompt === undefined || relative === undefined
      ? undefined
      : { folder: folderOf(`${prompt.slice(2)}\\${relative}`) };
  }
  return { folder: folderOf(path.trim()), ...(server === undefined ? {} : { server: server.trim() }) };
}

/** A path without what stands for files at its end, and without its first backslash. */
function folderOf(path: string): string {
  return path.replace(/\\[^\\]*$/, (last) => (/[*?]|\.\w{1,3}$/.test(last) ? "" : last)).replace(/^\\+/, "");
}
