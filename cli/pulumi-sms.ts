import { readFileSync } from "node:fs";
import path from "node:path";
import { visible } from "../review/phrases/visible";
import { EXIT, ioOf, type Process } from "./io";
import { PACKAGE } from "./repository";
import { run } from "./run";

const own: Process = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  readInput,
  terminal: { out: process.stdout, err: process.stderr },
  env: process.env,
};
const io = ioOf(own);

async function readInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** Who reads the output may stop early, as `head` does: that is no mistake, and the exit code stays what it is to be. */
function endOfOutput(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") return;
  io.err(`pulumi-sms: the output cannot be written: ${visible(error.message)}\n`);
  process.exit(EXIT.badInput);
}

const { version } = JSON.parse(readFileSync(path.join(PACKAGE, "package.json"), "utf8")) as { version: string };

process.stdout.on("error", endOfOutput);
process.stderr.on("error", () => undefined);
process.exitCode = EXIT.badInput;
run(process.argv.slice(2), version, own).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const { syscall, message } = error as NodeJS.ErrnoException;
    // What the operating system refuses is no mistake of this program: its words name the place.
    const text = syscall === undefined ? `Internal error. Please report it: ${String(error)}` : message;
    io.err(`pulumi-sms: ${visible(text)}\n`);
  },
);
