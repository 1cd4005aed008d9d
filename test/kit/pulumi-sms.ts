import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../../cli/run";

/** What became of one command line. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder for the files of a test, and the command line in it; the folder goes when the tests are over. */
export function workshop() {
  const folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-review-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const at = (...names: string[]) => path.join(folder, ...names);
  return {
    at,
    write: (name: string, text: string | Uint8Array) => {
      mkdirSync(path.dirname(at(name)), { recursive: true });
      writeFileSync(at(name), text);
      return at(name);
    },
    read: (name: string) => (existsSync(at(name)) ? readFileSync(at(name), "utf8") : undefined),
    /** Puts a `pulumi` into a folder of its own that does this; `LOG` is the event log, `ARGS` are the arguments. */
    fakePulumi: (name: string, script: string) => {
      const bin = at("bin", name);
      mkdirSync(bin, { recursive: true });
      const head = `#!${process.execPath}\nconst fs = require("fs"); const ARGS = process.argv.slice(2);\n`;
      writeFileSync(path.join(bin, "pulumi"), `${head}const LOG = ARGS[ARGS.indexOf("--event-log") + 1];\n${script}\n`);
      chmodSync(path.join(bin, "pulumi"), 0o755);
      return bin;
    },
    pulumiSms: async (args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> => {
      let out = "";
      let err = "";
      const code = await run(args, "1.2.3", {
        out: (text) => void (out += text),
        err: (text) => void (err += text),
        readInput: () => Promise.resolve(new Uint8Array()),
        terminal: { out: {}, err: {} },
        env,
      });
      return { code, out, err };
    },
  };
}
