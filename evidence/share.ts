import * as fs from "node:fs";
import { programVersion, type Bytes } from "./pe-version";

/** Something that is to be read on a server. */
export interface Wish {
  /** Name of the share, such as `SMSLOGON`. */
  readonly share: string;
  /** Path in the share, with backslashes. */
  readonly path: string;
  /** The version of a program, the text of a small file, or only when the file was last written. */
  readonly want: "version" | "text" | "time";
}

/**
 * Why something could not be read. `no-share` and `missing` are facts: the server answered that there is none. `logon`: the
 * server refused the account, and asking again could lock it.
 */
export interface NotRead {
  readonly kind: "no-share" | "missing" | "refused" | "logon" | "unreachable" | "unreadable";
  /** What happened, as a phrase: `access denied`. */
  readonly reason: string;
}

/** What a server has. */
export interface Read {
  readonly kind: "read";
  /** When the file was last written, by the clock of the server, in milliseconds since 1970; absent: {@link NO_TIME}. */
  readonly modified?: number;
  /** The version or the text that was asked for. */
  readonly content: string;
}

/** Why the time of a file is not known. */
export const NO_TIME = "its copy did not keep the time at which it was last written";

/** The answer to a wish. */
export type Answer = Read | NotRead;

/** A way to read files of servers. */
export interface Shares {
  /**
   * Reads several files of one server.
   *
   * @returns an answer for each wish, in their order. Never throws for what is wrong with a server.
   */
  readServer(server: string, wishes: readonly Wish[], signal?: AbortSignal): Promise<Answer[]>;
}

/** Bytes of a text that is read at most: a Copylog.tcf has some kilobytes. */
export const MOST_TEXT = 1_000_000;

const NAME = /^(?!-)[A-Za-z0-9_.$ -]{1,255}$/;

/**
 * Whether server, share and path can be handed to a tool: plain names that lead nowhere else. Windows NT allows more; what
 * is not on this list is refused before anything starts.
 */
export function isSafe(server: string, { share, path }: Pick<Wish, "share" | "path">): boolean {
  const parts = path.split("\\");
  const isName = (name: string) => NAME.test(name) && !/^\.+$/.test(name) && name.trim() === name;
  return isName(server) && server.length <= 15 && isName(share) && share.length <= 80 && parts.every(isName);
}

/** The answer to a wish from a file of this machine, a copy or the share itself. */
export function answerFrom(file: string, { want }: Wish): Answer {
  let handle: number | undefined;
  try {
    // Not to wait for a writer if the name is that of a pipe.
    handle = fs.openSync(file, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
    const before = fs.fstatSync(handle);
    if (!before.isFile()) return { kind: "unreadable", reason: "not a file" };
    const modified = before.mtimeMs;
    if (want === "time") return { kind: "read", modified, content: "" };
    const bytes = bytesOf(handle, before.size);
    if (want === "version") {
      const program = programVersion(bytes);
      if ("unreadable" in program) return { kind: "unreadable", reason: program.unreadable };
      return { kind: "read", modified, content: program.version };
    }
    if (before.size > MOST_TEXT) return { kind: "unreadable", reason: `larger than ${MOST_TEXT} bytes` };
    const [first, second] = [bytes.read(0, before.size), bytes.read(0, before.size)];
    const after = fs.fstatSync(handle);
    if (!Buffer.from(first).equals(second) || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      return { kind: "unreadable", reason: "the file changes while it is read" };
    }
    return { kind: "read", modified, content: ANSI.decode(first) };
  } catch (error) {
    return whyNot(error as NodeJS.ErrnoException);
  } finally {
    if (handle !== undefined) fs.closeSync(handle);
  }
}

/** What an error of the file system says of a wish. */
export function whyNot({ code = "", message }: NodeJS.ErrnoException): NotRead {
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing", reason: "no such file" };
  if (code === "EACCES" || code === "EPERM") return { kind: "refused", reason: "access denied" };
  if (code === "ENOSPC" || code === "EDQUOT") return { kind: "refused", reason: "the disk is full" };
  if (code === "EROFS") return { kind: "refused", reason: "the disk is write-protected" };
  if (code === "EBUSY") return { kind: "refused", reason: "the file is locked" };
  if (code === "ELOOP") return { kind: "unreadable", reason: "a loop of links" };
  return { kind: "unreachable", reason: code === "" ? message : code };
}

const ANSI = new TextDecoder("windows-1252");

/** The bytes of a text that {@link answerFrom} read: each byte is one character. */
export function bytesOfText(text: string): Uint8Array {
  const characters = ANSI.decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Uint8Array.from(text, (character) => characters.indexOf(character));
}

function bytesOf(handle: number, size: number): Bytes {
  return {
    size,
    read: (offset, length) => {
      const buffer = new Uint8Array(length);
      let done = 0;
      while (done < length) {
        const count = fs.readSync(handle, buffer, done, length - done, offset + done);
        if (count === 0) break;
        done += count;
      }
      return buffer.subarray(0, done);
    },
  };
}
