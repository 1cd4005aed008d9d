import * as fs from "node:fs";
import * as path from "node:path";
import { delay } from "./abort";
import { runSamba, statusIn, type Ran, type SambaOptions } from "./samba";
import { answerFrom, isSafe, type Answer, type NotRead, type Shares, type Wish } from "./share";

/** Bytes of a file that is fetched at most. The programs of the hotfixes have some hundred kilobytes. */
const LARGEST_FILE = 16_000_000;

const TOO_LARGE: NotRead = { kind: "unreadable", reason: `larger than ${LARGEST_FILE} bytes` };

/** Tries of a server whose failure can pass, and the seconds between them. */
const PAUSES = [1, 4];

/**
 * The shares of servers through `smbclient`, down to the protocol of Windows NT 4.0: one process for each server. Success
 * is shown by evidence (the file that arrived has the size that the server lists), never by an exit code.
 */
export function smbShares(options: SambaOptions): Shares {
  return {
    readServer: async (server, wishes, signal) => {
      const answers: (Answer | undefined)[] = wishes.map((wish) =>
        isSafe(server, wish)
          ? undefined
          : { kind: "unreadable", reason: "a name with characters that are not allowed" },
      );
      for (let attempt = 0; ; attempt++) {
        const open = wishes.flatMap((_, index) => (needsTry(answers[index], attempt) ? [index] : []));
        const pause = PAUSES[attempt - 1];
        if (open.length === 0 || attempt > PAUSES.length) break;
        if (pause !== undefined) await delay(pause * 1000, signal);
        const read = await readOnce(
          server,
          open.map((index) => wishes[index] as Wish),
          options,
          signal,
        );
        open.forEach((place, index) => (answers[place] = read[index]));
      }
      return answers.map((answer) => answer ?? { kind: "unreachable", reason: "no answer" });
    },
  };
}

/** Why nothing is known of a server that hangs; to wait for it again would take as long. */
const SILENT = "the server does not answer";

/** What can pass by itself is tried again: never a refused account, which would be locked out. */
function needsTry(answer: Answer | undefined, attempt: number): boolean {
  if (answer === undefined) return attempt === 0;
  if (answer.kind === "read") return false;
  if (answer.reason === SILENT) return false;
  return answer.kind === "unreachable" || (answer.kind === "refused" && answer.reason === "the file is locked");
}

function readOnce(
  server: string,
  wishes: readonly Wish[],
  options: SambaOptions,
  signal: AbortSignal | undefined,
): Promise<Answer[]> {
  const steps = stepsFor(wishes);
  const args = [
    `//${server}/IPC$`,
    "-t",
    "120",
    "-c",
    steps.map(({ command }, at) => `${command}; mark${at}`).join("; "),
  ];
  return runSamba({ program: "smbclient", server, args, options, signal, largestFile: LARGEST_FILE }, (ran, folder) =>
    answersIn(ran, folder, wishes, steps),
  );
}

/** A part of what smbclient is to do, and the wishes that fail if it fails. */
interface Step {
  readonly command: string;
  /** The wish that the step answers; absent: it goes to the share of those that follow. */
  readonly wish?: number;
}

/**
 * The steps for all wishes. After each step stands `markN`, which is no command: the tool says so, and that separates its words
 * on one step from those on the next.
 */
function stepsFor(wishes: readonly Wish[]): Step[] {
  const steps: Step[] = [{ command: "iosize 16384" }];
  let share = "";
  for (const [wish, { share: wanted, path: file, want }] of wishes.entries()) {
    if (wanted !== share) steps.push({ command: `tcon "${wanted}"` });
    share = wanted;
    const copies = { version: ["a"], text: ["a", "b"], time: [] }[want];
    const gets = copies.map((copy) => `get "${file}" ${wish}${copy}`);
    steps.push({ command: ["cd \\", `dir "${file}"`, ...gets].join("; "), wish });
  }
  return steps;
}

function answersIn(
  { stdout, stderr, isHanging }: Ran,
  folder: string,
  wishes: readonly Wish[],
  steps: readonly Step[],
): Answer[] {
  const parts = stdout.split(/^mark\d+: command not found\r?\n/m);
  const whole = parts.length - 1;
  const failed: NotRead = isHanging
    ? { kind: "unreachable", reason: SILENT }
    : (statusIn(`${parts[whole]}\n${stderr}`) ?? { kind: "unreachable", reason: "the connection ended" });
  let noShare: NotRead | undefined;
  return steps.flatMap(({ wish }, at): Answer[] => {
    const part = at < whole ? parts[at] : undefined;
    if (wish === undefined) {
      noShare = part === undefined || !part.includes("tcon failed") ? undefined : (statusIn(part) ?? failed);
      return [];
    }
    if (noShare !== undefined) return [noShare];
    if (part !== undefined) return [answerIn(part, folder, wishes[wish] as Wish, wish)];
    const arrived = fs.statSync(path.join(folder, `${wish}a`), { throwIfNoEntry: false })?.size ?? 0;
    return [arrived > LARGEST_FILE ? TOO_LARGE : failed];
  });
}

/** One entry of `dir`, read from the right: the name is the server's. */
const ENTRY = /^ {2}(.*?)\s+(?:[A-Z]+\s+)?(\d+) {2}(\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4})$/m;

function answerIn(part: string, folder: string, wish: Wish, index: number): Answer {
  const [, name = "", size = "", time = ""] = ENTRY.exec(part) ?? [];
  const wanted = wish.path.slice(wish.path.lastIndexOf("\\") + 1);
  const failure = statusIn(part);
  if (name.toUpperCase() !== wanted.toUpperCase()) {
    return failure ?? { kind: "unreachable", reason: "the server lists something else" };
  }
  if (failure !== undefined) return failure;
  const modified = Date.parse(`${time} UTC`);
  if (wish.want === "time") return { kind: "read", modified, content: "" };
  if (Number(size) > LARGEST_FILE) return TOO_LARGE;
  const copies = (wish.want === "text" ? ["a", "b"] : ["a"]).map((copy) => path.join(folder, `${index}${copy}`));
  const sizes = copies.map((file) => fs.statSync(file, { throwIfNoEntry: false })?.size);
  if (sizes.some((one) => one !== Number(size))) {
    return { kind: "unreachable", reason: "the file did not arrive whole, or changes while it is read" };
  }
  const [first, second] = copies.map((file) => answerFrom(file, wish));
  if (first?.kind !== "read") return first ?? { kind: "unreachable", reason: "no answer" };
  if (second !== undefined && (second.kind !== "read" || second.content !== first.content)) {
    return { kind: "unreachable", reason: "the file changes while it is read" };
  }
  return { ...first, modified };
}
