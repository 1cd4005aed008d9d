import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Io } from "./io";

/** What a `pulumi preview` left. */
export interface PreviewRun {
  /** What it printed: JSON, where it came that far. */
  readonly output: string;
  /** Its event log; empty where it did not come that far. */
  readonly log: string;
  /** What it said beside that: the reason, where it did not come that far. */
  readonly said: string;
  /** Its exit code; undefined where it could not be started. */
  readonly code: number | undefined;
}

/** The pack of this very package. */
const PACK = path.join(__dirname, "..", "..", "policy-pack");

/**
 * Runs `pulumi preview` with all that a review needs of it. The policy pack is that of this package unless the
 * arguments name another.
 *
 * @param args further arguments for pulumi.
 */
export async function runPreview(args: readonly string[], env: Io["env"]): Promise<PreviewRun> {
  const folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-"));
  const log = path.join(folder, "events.json");
  const own = ["--json", "--show-sames", "--non-interactive", "--event-log", log];
  const pack = valuesOf(args, "--policy-pack").length === 0 ? ["--policy-pack", PACK] : [];
  try {
    const run = await spawned(["preview", ...args, ...pack, ...own], { ...env, ...FOR_REVIEWS });
    return { ...run, log: existsSync(log) ? readFileSync(log, "utf8") : "" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The event log is an option for debugging, and JSON can be made to come in lines. */
const FOR_REVIEWS = { PULUMI_DEBUG_COMMANDS: "1", PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "false" };

function spawned(args: readonly string[], env: Io["env"]): Promise<Omit<PreviewRun, "log">> {
  const child = spawn("pulumi", args, { env, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
  const output: Buffer[] = [];
  const said: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve) => {
    const done = (code: number | undefined, why = "") =>
      resolve({ output: text(output), said: `${text(said)}${why}`.trim(), code });
    child.on("error", (error: NodeJS.ErrnoException) =>
      done(undefined, error.code === "ENOENT" ? NO_PULUMI : `pulumi cannot be run: ${error.message}`),
    );
    child.on("close", (code, signal) =>
      done(code ?? undefined, signal === null ? "" : `pulumi was ended by ${signal}`),
    );
  });
}

const NO_PULUMI =
  "There is no pulumi on PATH: install the Pulumi CLI (https://www.pulumi.com/docs/install/), or review a hierarchy file, or the two files of a preview that ran elsewhere.";

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8");
}

/** The values of an option among arguments: `--name value`, `--name=value`, and `-Nvalue` of a short name. */
export function valuesOf(args: readonly string[], ...names: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    const name = names.find((one) => arg === one || arg.startsWith(one.startsWith("--") ? `${one}=` : one));
    if (name === undefined) return [];
    return arg === name ? (args[index + 1] ?? []) : arg.slice(name.length).replace(/^=/, "");
  });
}
