import { foldCode } from "../names";

/** What a Copylog.tcf says, without its text (Q249077, Q264976, Q263345, Q313209). */
export interface CopylogSummary {
  /** Not one `[FILE SOURCE]` section that can be read, or no shared line in it (Q264976). */
  readonly corrupt: boolean;
  /** Owners of shared lines, upper case: the owner of clicore.exe or else of most lines first, the others sorted. */
  readonly owners: string[];
  /** Sites that have lines of their own under `SITES\`, upper case and sorted. */
  readonly siteFolders: string[];
  /** Owner of clicore.exe, upper case; null: no shared line for it. */
  readonly clicore: string | null;
}

const SECTION = /^\[\s*FILE SOURCE\s*\]$/i;
const CLICORE = /^(?:x86|alpha)\.bin\\clicore\.exe$/;
const SITE_LINE = /^sites\\([^\\]*)/;

/** Longest owner or folder that is kept; a longer one is no site code anyway and would only fill messages. */
const CODE_LENGTH = 16;

/**
 * Reads a Copylog.tcf. Stray blanks, blank lines, any line end and either case
 * are forgiven; a line without `=` is none. An owner that is cut off or missing stays as it stands, so that it is
 * seen as a stranger; of a path that stands twice both owners count, because no article says which one clients take.
 * A byte order mark is not forgiven: Windows NT would not find the section behind it. Nor is a second section, of which
 * Windows NT reads the first alone, nor a NUL, at which it stops: of such a file nothing is taken.
 */
export function parseCopylog(text: string): CopylogSummary {
  const shared: Line[] = [];
  const siteFolders = new Set<string>();
  for (const line of fileSourceLines(text)) {
    const folder = SITE_LINE.exec(line.path)?.[1];
    if (folder === undefined) shared.push(line);
    else if (folder !== "") siteFolders.add(codeOf(folder));
  }
  return {
    corrupt: shared.length === 0,
    owners: ownersFirstOfClicore(shared),
    siteFolders: [...siteFolders].sort(),
    clicore: shared.find(({ path }) => CLICORE.test(path))?.owner ?? null,
  };
}

interface Line {
  /** Lower case. */
  readonly path: string;
  /** Upper case. */
  readonly owner: string;
}

function fileSourceLines(text: string): Line[] {
  const lines: Line[] = [];
  let inside = false;
  let sections = 0;
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = withoutStrayBlanks(raw);
    const at = line.indexOf("=");
    if (line.startsWith("[")) {
      inside = SECTION.test(line);
      sections += Number(inside);
    } else if (inside && !line.startsWith(";") && at > 0) {
      const path = withoutStrayBlanks(line.slice(0, at)).toLowerCase();
      lines.push({ path, owner: codeOf(withoutStrayBlanks(line.slice(at + 1))) });
    }
  }
  return sections > 1 || text.includes("\0") ? [] : lines;
}

function codeOf(text: string): string {
  return foldCode(text.slice(0, CODE_LENGTH)).toWellFormed();
}

function withoutStrayBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text, start)) start++;
  while (end > start && isBlank(text, end - 1)) end--;
  return text.slice(start, end);
}

function isBlank(text: string, at: number): boolean {
  return text[at] === " " || text[at] === "\t";
}

function ownersFirstOfClicore(shared: readonly Line[]): string[] {
  const lines = new Map<string, number>();
  for (const { owner } of shared) lines.set(owner, (lines.get(owner) ?? 0) + 1);
  const owners = [...lines.keys()].sort();
  const most = owners.reduce((best, owner) => Math.max(best, lines.get(owner) ?? 0), 0);
  const first =
    shared.find(({ path }) => CLICORE.test(path))?.owner ?? owners.find((owner) => lines.get(owner) === most);
  return first === undefined ? [] : [first, ...owners.filter((owner) => owner !== first)];
}
