import { mkdtempSync, readFileSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../../../cli/run";

/** A token whose every occurrence in an output is a fault. */
export const TOKEN = "ghs_Secret0123456789Secret0123456789";

/** A review in Markdown with its marker. */
export const reviewOf = (text: string, id = "default") => `# ${text}\n\n<!-- pulumi-sms:review ${id} -->\n`;

/** What a command came to. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Milliseconds of each wait. */
  readonly waits: readonly number[];
  /** The summary of the step; undefined where none was written. */
  readonly summary: string | undefined;
}

/** A folder for the files of one test file. */
export class Runner {
  readonly folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-publish-"));
  #files = 0;

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  file(content: string | Uint8Array, extension = "md"): string {
    const file = path.join(this.folder, `${this.#files++}.${extension}`);
    writeFileSync(file, content);
    return file;
  }

  /** A pull request event of contoso/sms, from the repository of that name. */
  event(head: string | null = "contoso/sms"): string {
    const repository = (name: string | null) => (name === null ? null : { full_name: name });
    const pull = {
      number: 7,
      head: { sha: "a".repeat(40), repo: repository(head) },
      base: { repo: repository("contoso/sms") },
    };
    return this.file(JSON.stringify({ action: "synchronize", pull_request: pull }), "json");
  }

  /** Runs `publish`, without its waits. */
  async publish(args: readonly string[], env: Record<string, string>, patience = 10_000): Promise<Outcome> {
    const waits: number[] = [];
    let [out, err] = ["", ""];
    const summary = path.join(this.folder, `summary-${this.#files++}.md`);
    const code = await run(["publish", ...args], "1.2.3", {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      readInput: () => Promise.resolve(new Uint8Array()),
      terminal: { out: {}, err: {} },
      env: { GITHUB_STEP_SUMMARY: summary, ...env },
      network: { patience, wait: (milliseconds) => Promise.resolve(void waits.push(milliseconds)) },
    });
    const written = existsSync(summary) ? readFileSync(summary, "utf8") : undefined;
    expect(`${out}${err}${written}`).not.toContain(TOKEN);
    return { code, out, err, waits, summary: written };
  }
}
