import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { authenticationFile, type Credentials } from "./credentials";
import type { NotRead } from "./share";

/** How servers are reached with Samba's tools. */
export interface SambaOptions {
  readonly credentials: Credentials;
  /** TCP port. Default: 139, which every Windows NT listens on. */
  readonly port?: number;
  /** Network address of a server, if its name cannot be resolved. */
  readonly addressOf?: ((server: string) => string | undefined) | undefined;
  /** Seconds without any progress after which a server counts as hanging. Default 30. */
  readonly patience?: number;
}

/** What a tool printed before it ended. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** The tool was ended because nothing happened any more. */
  readonly isHanging: boolean;
}

/** One run of a tool in a folder of its own, which is removed at the end. */
export interface Run {
  readonly program: "smbclient" | "net";
  readonly server: string;
  readonly args: readonly string[];
  readonly options: SambaOptions;
  readonly signal?: AbortSignal | undefined;
  /** Files that it finds in its folder, by name. */
  readonly files?: Readonly<Record<string, Uint8Array>> | undefined;
  /** Ends the tool as soon as a file in its folder is larger. */
  readonly largestFile?: number;
}

const CONFIGURATION = (folder: string) => `[global]
client min protocol = NT1
client max protocol = SMB3
unix charset = UTF-8
dos charset = CP850
private dir = ${folder}
lock directory = ${folder}
state directory = ${folder}
cache directory = ${folder}
`;

/**
 * Runs a tool of Samba, which sees no settings of this machine.
 *
 * @param use reads what the tool left in its folder, before that is removed.
 * @throws Error if the tool is not installed.
 */
export async function runSamba<T>(run: Run, use: (ran: Ran, folder: string) => T): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-"));
  try {
    const settings = path.join(folder, "smb.conf");
    fs.writeFileSync(settings, CONFIGURATION(folder), { mode: 0o600 });
    for (const [name, bytes] of Object.entries(run.files ?? {})) fs.writeFileSync(path.join(folder, name), bytes);
    return use(await spawned(run, settings, folder), folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function spawned(
  { program, server, args, options, signal, largestFile }: Run,
  settings: string,
  cwd: string,
): Promise<Ran> {
  const address = options.addressOf?.(server);
  const target = [
    ...["-s", settings, "-A", "/dev/fd/3", "-p", String(options.port ?? 139)],
    ...(address === undefined ? [] : ["-I", address]),
  ];
  const credentials = handOver(options.credentials, cwd);
  const child = spawn(program, [...target, ...args], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: cwd, TZ: "UTC", LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe", credentials],
  });
  fs.closeSync(credentials);
  const ran = { stdout: "", stderr: "", isHanging: false };
  let last = performance.now();
  let size = 0;
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    if (ran.stdout.length < MOST_OUTPUT) ran.stdout += text;
    last = performance.now();
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    if (ran.stderr.length < MOST_OUTPUT) ran.stderr += text;
  });
  const stop = () => void child.kill("SIGKILL");
  const watch = setInterval(() => {
    const sizes = fs
      .readdirSync(cwd)
      .map((name) => fs.statSync(path.join(cwd, name), { throwIfNoEntry: false })?.size ?? 0);
    const now = sizes.reduce((sum, one) => sum + one, 0);
    if (now !== size) last = performance.now();
    size = now;
    if (largestFile !== undefined && sizes.some((one) => one > largestFile)) stop();
    if (performance.now() - last > (options.patience ?? 30) * 1000) {
      ran.isHanging = true;
      stop();
    }
  }, 200);
  signal?.addEventListener("abort", stop);
  return new Promise<Ran>((resolve, reject) => {
    child.on("error", ({ code, message }: NodeJS.ErrnoException) =>
      reject(code === "ENOENT" ? new ToolMissing(program) : new Error(message)),
    );
    child.on("close", () => (signal?.aborted === true ? reject(signal.reason as Error) : resolve(ran)));
  }).finally(() => {
    clearInterval(watch);
    signal?.removeEventListener("abort", stop);
  });
}

const MOST_OUTPUT = 1_000_000;

/**
 * An open file without a name that holds an account: only the tool that inherits it can read it. A pipe of Node.js is a socket,
 * which the tools cannot open.
 */
function handOver(credentials: Credentials, folder: string): number {
  const name = path.join(folder, "account");
  const file = fs.openSync(name, "wx+", 0o600);
  fs.unlinkSync(name);
  const bytes = Buffer.from(authenticationFile(credentials));
  fs.writeSync(file, bytes, 0, bytes.length, 0);
  return file;
}

/** Thrown if a tool of Samba is not installed. */
export class ToolMissing extends Error {
  override readonly name = "ToolMissing";

  constructor(program: Run["program"]) {
    const packages = program === "net" ? "samba-common-bin" : "smbclient";
    super(`${program} of Samba is needed to read Windows NT servers from here. Install the package ${packages}`);
  }
}

const STATUSES: Readonly<Record<string, NotRead>> = {
  NO_SUCH_FILE: { kind: "missing", reason: "no such file" },
  OBJECT_NAME_NOT_FOUND: { kind: "missing", reason: "no such file" },
  OBJECT_PATH_NOT_FOUND: { kind: "missing", reason: "no such folder" },
  BAD_NETWORK_NAME: { kind: "no-share", reason: "no such share" },
  ACCESS_DENIED: { kind: "refused", reason: "access denied" },
  LOGON_FAILURE: { kind: "logon", reason: "wrong user name or password" },
  ACCOUNT_DISABLED: { kind: "logon", reason: "the account is disabled" },
  ACCOUNT_LOCKED_OUT: { kind: "logon", reason: "the account is locked out" },
  ACCOUNT_EXPIRED: { kind: "logon", reason: "the account has expired" },
  ACCOUNT_RESTRICTION: { kind: "logon", reason: "the account may not log on here" },
  PASSWORD_MUST_CHANGE: { kind: "logon", reason: "the password must be changed" },
  PASSWORD_EXPIRED: { kind: "logon", reason: "the password has expired" },
  CANNOT_DELETE: { kind: "refused", reason: "the file is read-only or in use" },
  DISK_FULL: { kind: "refused", reason: "the disk is full" },
  MEDIA_WRITE_PROTECTED: { kind: "refused", reason: "the disk is write-protected" },
  OBJECT_NAME_COLLISION: { kind: "refused", reason: "a file of that name is there already" },
  SHARING_VIOLATION: { kind: "refused", reason: "the file is locked" },
  FILE_LOCK_CONFLICT: { kind: "refused", reason: "the file is locked" },
  REQUEST_NOT_ACCEPTED: { kind: "unreachable", reason: "too many connections to the server" },
  CONNECTION_REFUSED: { kind: "unreachable", reason: "connection refused" },
  CONNECTION_RESET: { kind: "unreachable", reason: "the server closed the connection" },
  CONNECTION_DISCONNECTED: { kind: "unreachable", reason: "the server closed the connection" },
  HOST_UNREACHABLE: { kind: "unreachable", reason: "host unreachable" },
  NETWORK_UNREACHABLE: { kind: "unreachable", reason: "network unreachable" },
  NOT_FOUND: { kind: "unreachable", reason: "the server name is unknown" },
  IO_TIMEOUT: { kind: "unreachable", reason: "timed out" },
  INVALID_NETWORK_RESPONSE: { kind: "unreachable", reason: "the server does not speak SMB" },
};

/** What a tool's text says went wrong; undefined if it says nothing of that. */
export function statusIn(text: string): NotRead | undefined {
  const [, status] = /\bNT_STATUS_([A-Z_]+)/.exec(text) ?? [];
  if (status === undefined) return undefined;
  return STATUSES[status] ?? { kind: "unreachable", reason: `NT_STATUS_${status}` };
}
