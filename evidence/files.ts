import * as fs from "node:fs";
import * as path from "node:path";
import { NO_TIME, answerFrom, isSafe, whyNot, type Answer, type NotRead, type Shares, type Wish } from "./share";
import type { Place, Writer } from "./writer";

/** The root of {@link fileShares} that is the network of Windows itself (UNC). */
export const NETWORK = "\\\\";

/**
 * Shares in the file system, as folders `<root>/<SERVER>/<share>`: a collected folder, a mount, or
 * {@link NETWORK}. Names ignore case, as on Windows, and no path leaves its share.
 */
export function fileShares(root: string): Shares {
  return {
    readServer: async (server, wishes, signal) => {
      const answers: Answer[] = [];
      const log = root === NETWORK || !fs.existsSync(root) ? undefined : find(root, START);
      for (const wish of wishes) {
        signal?.throwIfAborted();
        answers.push(readFile(root, server, wish, log));
        // A share can be far away: let others have their turn.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return answers;
    },
  };
}

/** What `collect.cmd` writes first into its folder: a copy that is younger did not keep the time of its file. */
export const START = "START.TXT";

/** The servers of a collected folder whose folders are called otherwise: `SRV00007 LONDONBDC01`. */
export const SERVERS = "SERVERS.TXT";

/** What `dir` shows of a folder that `collect.cmd` copies from: it proves that what is not there is missing. */
export const LISTING = "DIR.TXT";

/** Files are written within this time of the start of a collection only if their copies did not keep the time. */
const UNPACKED = 60_000;

/** Where a file is, or would be, in the file system of this machine. */
interface Located {
  readonly share: string;
  readonly folder: string;
  readonly name: string;
}

/** @returns why not, if there is no such share or folder. */
function locate(root: string, server: string, wish: Pick<Wish, "share" | "path">): Located | NotRead {
  if (!isSafe(server, wish)) return { kind: "unreadable", reason: "a name with characters that are not allowed" };
  const isNetwork = root === NETWORK;
  const home = isNetwork ? undefined : folderOf(root, server);
  if (!isNetwork && home === undefined) return { kind: "unreachable", reason: `no folder ${server} in ${root}` };
  const share = home === undefined ? `\\\\${server}\\${wish.share}` : find(home, wish.share);
  if (share === undefined) return { kind: "unreachable", reason: `no folder ${wish.share} of ${server}` };
  if (home === undefined && !fs.existsSync(share)) {
    return { kind: "unreachable", reason: `\\\\${server}\\${wish.share} cannot be reached` };
  }
  const names = wish.path.split("\\");
  let folder: string | undefined = share;
  for (const name of names.slice(0, -1)) folder = folder === undefined ? undefined : find(folder, name);
  if (folder === undefined) return { kind: "unreadable", reason: "its folder is not there" };
  return { share, folder, name: names.at(-1) ?? "" };
}

function readFile(root: string, server: string, wish: Wish, log: string | undefined): Answer {
  try {
    const located = locate(root, server, wish);
    if ("kind" in located) return located;
    const { share, folder, name } = located;
    const place = find(folder, name);
    if (place === undefined) {
      const isKnown = log === undefined || isMissingIn(find(folder, LISTING), name);
      return isKnown ? { kind: "missing", reason: "no such file" } : { kind: "unreadable", reason: "not collected" };
    }
    const real = fs.realpathSync(place);
    const inside = path.relative(fs.realpathSync(share), real);
    if (inside.startsWith("..") || path.isAbsolute(inside)) {
      return { kind: "unreadable", reason: "a link that leads out of the share" };
    }
    const answer = answerFrom(real, wish);
    return log === undefined ? answer : withoutWrongTime(answer, fs.statSync(log).mtimeMs, wish);
  } catch (error) {
    return whyNot(error as NodeJS.ErrnoException);
  }
}

/** Writes where {@link fileShares} reads. A collected folder is a copy, so that nothing is written there. */
export function fileWriter(root: string): Writer {
  const at = (place: Place, change: (file: string) => void): NotRead | undefined => {
    try {
      if (root !== NETWORK && find(root, START) !== undefined) {
        return { kind: "refused", reason: `${root} is a collected copy, not the servers` };
      }
      const located = locate(root, place.server, place);
      if ("kind" in located) return located;
      const file = find(located.folder, located.name) ?? path.join(located.folder, located.name);
      if (fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
        return { kind: "refused", reason: "a link" };
      }
      change(file);
      return undefined;
    } catch (error) {
      return whyNot(error as NodeJS.ErrnoException);
    }
  };
  return {
    put: async (place, bytes) =>
      at(place, (file) => {
        const handle = fs.openSync(file, "w");
        try {
          fs.writeSync(handle, bytes);
          fs.fsyncSync(handle);
        } finally {
          fs.closeSync(handle);
        }
      }),
    replace: async (place, name) => at(place, (file) => fs.renameSync(file, path.join(path.dirname(file), name))),
    remove: async (place) => at(place, (file) => fs.unlinkSync(file)),
  };
}

/** The folder of a server, which a collection may have given another name. */
export function folderOf(root: string, server: string): string | undefined {
  const folder = find(root, server);
  const names = folder === undefined ? find(root, SERVERS) : undefined;
  if (names === undefined) return folder;
  const lines = fs.readFileSync(names, "latin1").split(/\r?\n/);
  const line = lines.find((one) => one.slice(one.indexOf(" ") + 1).toUpperCase() === server.toUpperCase());
  return line === undefined ? undefined : find(root, line.slice(0, line.indexOf(" ")));
}

/** Whether a listing of `dir` has files, each in a line that begins with its date, and not this one. */
function isMissingIn(listing: string | undefined, name: string): boolean {
  if (listing === undefined) return false;
  const lines = fs
    .readFileSync(listing, "latin1")
    .toUpperCase()
    .split(/\r?\n/)
    .filter((line) => /^\d/.test(line));
  return lines.length > 0 && !lines.some((line) => line.trimEnd().endsWith(` ${name.toUpperCase()}`));
}

function withoutWrongTime(answer: Answer, collected: number, { want }: Wish): Answer {
  if (answer.kind !== "read" || answer.modified === undefined || answer.modified < collected - UNPACKED) return answer;
  return want === "time" ? { kind: "unreadable", reason: NO_TIME } : { kind: "read", content: answer.content };
}

/** The entry of a folder with a name in any case; the exact spelling first. */
function find(folder: string, name: string): string | undefined {
  if (fs.existsSync(path.join(folder, name))) return path.join(folder, name);
  const found = fs.readdirSync(folder).find((entry) => entry.toUpperCase() === name.toUpperCase());
  return found === undefined ? undefined : path.join(folder, found);
}
