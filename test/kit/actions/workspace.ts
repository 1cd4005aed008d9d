import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const BUNDLE = path.join(__dirname, "../../../dist/cli/pulumi-sms.js");

/**
 * A `pulumi-sms` whose `review` keeps its arguments, writes what it is asked for, and ends as the environment says;
 * the other commands are the real ones.
 */
const STUB = `#!${process.execPath}
const fs = require("node:fs");
const args = process.argv.slice(2);
if (args[0] !== "review") require("./pulumi-sms.js");
else {
  fs.writeFileSync(process.env.STUB_RECORD, JSON.stringify({ args, cwd: process.cwd(), env: process.env }));
  const id = args[args.indexOf("--id") + 1];
  for (const [index, arg] of args.slice(0, args.indexOf("--")).entries()) {
    if (arg !== "--out" || process.env.STUB_SILENT) continue;
    const file = args[index + 1];
    fs.writeFileSync(file, file.endsWith(".md") ? process.env.STUB_TEXT + "\\n\\n<!-- pulumi-sms:review " + id + " -->\\n" : "{}");
  }
  process.exit(Number(process.env.STUB_CODE ?? 0));
}
`;

/** What `review` was started with. */
export interface Started {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A checkout with the package in a folder of it, and a folder beside it for what a job writes. */
export class Workspace {
  readonly root = mkdtempSync(path.join(tmpdir(), "pulumi-sms-job-"));
  readonly checkout = path.join(this.root, "work", "sms");
  readonly temp = path.join(this.root, "temp");

  constructor() {
    mkdirSync(this.checkout, { recursive: true });
    mkdirSync(this.temp);
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  /** Installs the package into a folder of the checkout. */
  install(folder = "."): void {
    const modules = path.join(this.checkout, folder, "node_modules");
    const cli = path.join(modules, "pulumi-sms/dist/cli");
    mkdirSync(cli, { recursive: true });
    writeFileSync(
      path.join(modules, "pulumi-sms/package.json"),
      JSON.stringify({ name: "pulumi-sms", version: "0.1.0" }),
    );
    copyFileSync(BUNDLE, path.join(cli, "pulumi-sms.js"));
    writeFileSync(path.join(cli, "main.js"), STUB, { mode: 0o755 });
    mkdirSync(path.join(modules, ".bin"));
    symlinkSync("../pulumi-sms/dist/cli/main.js", path.join(modules, ".bin/pulumi-sms"));
    this.#installed = path.join(modules, "pulumi-sms");
  }

  #installed = this.path("work/sms/node_modules/pulumi-sms");

  /** The folder of the package. */
  get installed(): string {
    return this.#installed;
  }

  path(...parts: readonly string[]): string {
    return path.join(this.root, ...parts);
  }

  write(name: string, content: string): string {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  /** A file that a job wrote; empty where it wrote none. */
  read(name: string): string {
    return existsSync(this.path(name)) ? readFileSync(this.path(name), "utf8") : "";
  }

  /** What `review` was started with; undefined where it was not. */
  get started(): Started | undefined {
    const text = this.read("started.json");
    return text === "" ? undefined : (JSON.parse(text) as Started);
  }

  /** Runs a script as a runner does, with the server of the test still answering. */
  run(shell: readonly string[], script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<Ended> {
    const file = this.write("script.sh", script);
    const { PATH = "" } = process.env;
    const [program = "", ...args] = shell;
    return new Promise((done, failed) => {
      const record = { STUB_RECORD: this.path("started.json"), STUB_TEXT: "# ready" };
      const child = spawn(program, [...args, file], { cwd, env: { PATH, ...record, ...env } });
      let log = "";
      child.stdout.on("data", (text: Buffer) => (log += text.toString()));
      child.stderr.on("data", (text: Buffer) => (log += text.toString()));
      child.on("error", failed);
      child.on("close", (code) => done({ code: code ?? -1, log }));
    });
  }
}

/** How a script ended, and what it said. */
export interface Ended {
  readonly code: number;
  readonly log: string;
}
