import path from "node:path";
import { Worker } from "node:worker_threads";

/** What expressions can name. */
export type Contexts = Readonly<Record<string, unknown>>;

interface Answer {
  readonly number: number;
  readonly value?: unknown;
  readonly fault?: string;
}

/** The language of GitHub Actions, by GitHub's own packages. */
export class Language {
  readonly #worker = new Worker(path.join(__dirname, "worker.mjs"));
  readonly #open = new Map<number, { done: (value: unknown) => void; failed: (error: Error) => void }>();
  #number = 0;
  #broken: Error | undefined;

  constructor() {
    this.#worker.on("message", ({ number, value, fault }: Answer) => {
      const asked = this.#open.get(number);
      this.#open.delete(number);
      if (fault === undefined) asked?.done(value);
      else asked?.failed(new Error(fault));
    });
    this.#worker.on("error", (error) => {
      this.#broken = error as Error;
      this.#open.forEach(({ failed }) => failed(error as Error));
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  /** What GitHub would say against an action or a workflow. */
  faultsOf(kind: "action" | "workflow", content: string): Promise<string[]> {
    return this.#ask("faultsOf", { kind, content }) as Promise<string[]>;
  }

  /** A text with its expressions resolved. */
  resolve(text: string, contexts: Contexts, status: string): Promise<string> {
    return this.#ask("resolve", { text, contexts, status }) as Promise<string>;
  }

  /** Whether a step with this condition runs. */
  condition(text: string, contexts: Contexts, status: string): Promise<boolean> {
    return this.#ask("condition", { text, contexts, status }) as Promise<boolean>;
  }

  #ask(name: string, request: object): Promise<unknown> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    const number = this.#number++;
    return new Promise((done, failed) => {
      this.#open.set(number, { done, failed });
      this.#worker.postMessage({ number, name, request });
    });
  }
}
