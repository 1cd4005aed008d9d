import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { stringify } from "yaml";
import type { HierarchyReview, Review } from "../../../review/review";
import { newStack } from "../../../tools/engine-env.cjs";

export const ROOT = path.join(__dirname, "..", "..", "..");
export const PACK = path.join(ROOT, "policy-pack");
const CLI = path.join(ROOT, "dist", "cli", "main.js");

/** What a policy said in a run, as the engine's event log has it. */
export interface PolicyEvent {
  readonly policy: string;
  readonly level: string;
  readonly resource: string;
  readonly message: string;
}

/** What became of one run of the engine. */
export interface Outcome {
  readonly code: number;
  /** Everything that was printed. */
  readonly output: string;
  readonly policies: readonly PolicyEvent[];
}

/** What became of one `pulumi-sms review`. */
export interface Reviewed {
  readonly code: number;
  /** Everything that was printed. */
  readonly output: string;
  /** The review as it was written as JSON. */
  readonly review: Omit<Review, "hierarchies"> & {
    readonly verdict: string;
    readonly hierarchies: readonly Pick<HierarchyReview, "hierarchy" | "verdict" | "findings" | "governance">[];
  };
}

/** How the engine is run. */
export interface RunOptions {
  /** Run with the policy pack (default), without it, or with it and this configuration of its policies. */
  readonly pack?: boolean | Record<string, unknown>;
  readonly env?: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
}

/** A project with a stack of its own, for the real engine, plugin and policy pack on the local file backend. */
export class Lab {
  private readonly env: NodeJS.ProcessEnv;
  private readonly pulumi: string;
  private readonly stackArguments: readonly string[];
  private runs = 0;

  private constructor(
    readonly project: string,
    private readonly state: string,
    config: Record<string, string>,
    backend?: string,
  ) {
    const stack = newStack(project, state, config, backend);
    ({ env: this.env, pulumi: this.pulumi, stackArguments: this.stackArguments } = stack);
  }

  /** A project in a folder of the checkout, or anywhere else; left as it is. */
  static ofProject(folder: string, config: Record<string, string> = {}): Lab {
    return new Lab(path.resolve(ROOT, folder), newFolder(), config);
  }

  /**
   * A project with this JavaScript program, which has `sms`, `pulumi` and `facts`, a function that gives a fresh
   * hierarchy document whose upgrades are cleared.
   */
  static ofProgram(program: string, config: Record<string, string> = {}): Lab {
    const lab = Lab.ofSettings("{ name: nodejs, options: { typescript: false } }", "index.js", config);
    lab.write(program);
    return lab;
  }

  /** A project with this TypeScript program, run as users run theirs. */
  static ofTypeScript(program: string): Lab {
    return Lab.ofSettings("nodejs", "index.ts", {}).put({ "tsconfig.json": TSCONFIG, "index.ts": program });
  }

  /**
   * The project of one of several teams, with these files by path: an `index.ts`, or else an `index.js`.
   *
   * @param backend address of the backend that the teams share
   */
  static ofTeam(name: string, files: Readonly<Record<string, string>>, backend: string): Lab {
    const isTyped = files["index.ts"] !== undefined;
    const runtime = isTyped ? "nodejs" : "{ name: nodejs, options: { typescript: false } }";
    const lab = Lab.ofSettings(runtime, isTyped ? "index.ts" : "index.js", {}, name, backend);
    return lab.put(isTyped ? { "tsconfig.json": TSCONFIG, ...files } : files);
  }

  /** A project with these files, by path, in a folder of that name. */
  static ofFiles(files: Readonly<Record<string, string>>, main: string, folder: string): Lab {
    return Lab.ofSettings("{ name: nodejs, options: { typescript: false } }", main, {}, folder).put(files);
  }

  /**
   * A project in YAML.
   *
   * @param program what Pulumi.yaml has beside its head: resources, variables, outputs, as JSON has them.
   * @param files other files, by path.
   */
  static ofYaml(program: object, files: Readonly<Record<string, string>> = {}, main?: string): Lab {
    const lab = Lab.ofSettings("yaml", main, {});
    lab.writeYaml(program, files);
    return lab;
  }

  /** Another project in YAML, of that name, on the same backend. */
  beside(name: string, program: object): Lab {
    const project = path.join(this.state, name);
    fs.mkdirSync(project);
    fs.writeFileSync(path.join(project, "Pulumi.yaml"), `name: ${name}\nruntime: yaml\n${PLUGINS}`);
    const lab = new Lab(project, this.state, {});
    lab.writeYaml(program);
    return lab;
  }

  private static ofSettings(
    runtime: string,
    main: string | undefined,
    config: Record<string, string>,
    folder = "project",
    backend?: string,
  ): Lab {
    const state = newFolder();
    const project = path.join(state, folder);
    const name = backend === undefined ? "attack" : folder;
    fs.mkdirSync(project, { recursive: true });
    const entry = main === undefined ? "" : `main: ${main}\n`;
    fs.writeFileSync(path.join(project, "Pulumi.yaml"), `name: ${name}\nruntime: ${runtime}\n${entry}${PLUGINS}`);
    return new Lab(project, state, config, backend);
  }

  /** Gives the project another program. */
  write(program: string): void {
    this.put({ "index.js": program });
  }

  /** Writes files of the project, by path; JavaScript gets what {@link ofProgram} says. */
  put(files: Readonly<Record<string, string>>): this {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.project, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, /\.c?js$/.test(name) ? `${PRELUDE}\n${text}\n` : text);
    }
    return this;
  }

  /** Gives a project in YAML another program, and other files beside it. */
  writeYaml(program: object, files: Readonly<Record<string, string>> = {}): void {
    const settings = path.join(this.project, "Pulumi.yaml");
    const [head = ""] = fs.readFileSync(settings, "utf8").split(PROGRAM);
    fs.writeFileSync(
      settings,
      `${head}${PROGRAM}${Object.keys(program).length === 0 ? "" : stringify(program, { aliasDuplicateObjects: false })}`,
    );
    this.put(files);
  }

  preview(options: RunOptions = {}): Promise<Outcome> {
    return this.run("preview", options);
  }

  /** `pulumi up` without a preview of its own, so that what refuses is what runs at apply. */
  upWithoutPreview(options: RunOptions = {}): Promise<Outcome> {
    return this.run("up", { ...options, args: ["--yes", "--skip-preview", ...(options.args ?? [])] });
  }

  up(options: RunOptions = {}): Promise<Outcome> {
    return this.run("up", { ...options, args: ["--yes", ...(options.args ?? [])] });
  }

  /** `pulumi-sms review` of a preview that it runs in the folder of the project. */
  review({ pack = true, args = [], env = {} }: RunOptions = {}): Promise<Reviewed> {
    const config = pack === false ? [] : this.packConfig(pack);
    return this.reviewing(["--", ...this.stackArguments, ...config, ...args], env);
  }

  /** The two files of a preview, for any number of reviews. */
  async previewFiles(options: RunOptions = {}): Promise<{ preview: string; events: string }> {
    const args = ["--json", "--show-sames", ...(options.args ?? [])];
    const { child, events } = this.start("preview", { ...options, args });
    const chunks: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    await new Promise((resolve) => child.on("close", resolve));
    const preview = path.join(this.state, `preview-${this.runs}.json`);
    fs.writeFileSync(preview, Buffer.concat(chunks));
    return { preview, events };
  }

  /** `pulumi-sms review` of a preview that ran already, under a configuration of its policies. */
  reviewOf(
    { preview, events }: { preview: string; events: string },
    pack: RunOptions["pack"] = true,
  ): Promise<Reviewed> {
    const config = typeof pack === "boolean" ? [] : this.packConfig(pack);
    return this.reviewing(["--preview", preview, "--events", events, ...config]);
  }

  private async reviewing(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Reviewed> {
    const file = path.join(this.state, `review-${this.runs++}.json`);
    const child = spawn(process.execPath, [CLI, "review", "--out", file, ...args], {
      cwd: this.project,
      env: { ...this.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: string[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
    const code = await new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? -1)));
    if (!fs.existsSync(file)) throw new Error(chunks.join(""));
    return { code, review: JSON.parse(fs.readFileSync(file, "utf8")) as Reviewed["review"], output: chunks.join("") };
  }

  /** Any command of the engine that works on the stack. */
  async run(command: string, { pack = true, env = {}, args = [] }: RunOptions = {}): Promise<Outcome> {
    const { child, events } = this.start(command, { pack, env, args });
    const chunks: string[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
    const code = await new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? -1)));
    return { code, output: chunks.join(""), policies: readPolicies(events) };
  }

  /** Starts a command and leaves it running. */
  start(command: string, { pack = true, env = {}, args = [] }: RunOptions): { child: ChildProcess; events: string } {
    const events = path.join(this.state, `events-${this.runs++}.json`);
    const packArguments = pack === false ? [] : ["--policy-pack", PACK, ...this.packConfig(pack)];
    const own = [...command.split(" "), "--non-interactive", "--color", "never", ...this.argumentsOf(command, events)];
    const child = spawn(this.pulumi, [...own, ...packArguments, ...args], {
      cwd: this.project,
      env: { ...this.env, PULUMI_DEBUG_COMMANDS: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    return { child, events };
  }

  /** Gives the stack another value of its configuration. */
  async configure(key: string, value: string): Promise<void> {
    const { code, output } = await this.run("config set", { pack: false, args: [key, value] });
    if (code !== 0) throw new Error(output);
  }

  /** Where the state, the settings and the logs of all runs are. */
  get folder(): string {
    return this.state;
  }

  /** What policies said, by the event log of a command. */
  policiesIn(events: string): readonly PolicyEvent[] {
    return readPolicies(events);
  }

  /** The stack as the engine exports it. */
  export(): string {
    const file = path.join(this.state, "export.json");
    const result = spawnSync(this.pulumi, ["stack", "export", "--stack", "dev", "--file", file], {
      cwd: this.project,
      env: this.env,
      encoding: "utf8",
    });
    if (result.status !== 0) throw new Error(result.stderr);
    return file;
  }

  /** Names of the resources of a type that are in the state, sorted. */
  stored(type: string): string[] {
    return this.state_()
      .filter((resource) => resource.type === type)
      .map(({ urn }) => urn.split("::").at(-1) ?? "")
      .sort();
  }

  /** The resources in the state. */
  state_(): { urn: string; type: string; inputs?: Record<string, unknown>; outputs?: Record<string, unknown> }[] {
    const exported = JSON.parse(fs.readFileSync(this.export(), "utf8")) as { deployment: { resources?: [] } };
    return exported.deployment.resources ?? [];
  }

  /** The stack, and the event log where the command has one. */
  private argumentsOf(command: string, events: string): string[] {
    if (command === "policy analyze") return [];
    if (command.startsWith("config ")) return [...this.stackArguments];
    const hasEvents = ["preview", "up", "refresh", "destroy"].includes(command);
    return hasEvents ? [...this.stackArguments, "--event-log", events] : ["--stack", "dev"];
  }

  private packConfig(pack: true | Record<string, unknown>): string[] {
    if (pack === true) return [];
    const file = path.join(this.state, `pack-config-${this.runs}.json`);
    fs.writeFileSync(file, JSON.stringify(pack));
    return ["--policy-pack-config", file];
  }
}

/** Whether a run failed; the tests say for themselves by whom it has to be refused. */
export function isRefused({ code }: Outcome): boolean {
  return code !== 0;
}

/** The mandatory policies that spoke, each once, sorted. */
export function refusedBy({ policies }: Outcome): string[] {
  return [...new Set(policies.filter(({ level }) => level === "mandatory").map(({ policy }) => policy))].sort();
}

const PRELUDE = `
const pulumi = require("@pulumi/pulumi");
const sms = require("pulumi-sms");
const { facts, Later } = require(${JSON.stringify(path.join(__dirname, "program-kit.cjs"))});
`;

/** Ends the head of a Pulumi.yaml. */
const PROGRAM = "# program\n";

const TSCONFIG = `{ "extends": ${JSON.stringify(path.join(ROOT, "tsconfig.json"))} }`;

const PLUGINS = `plugins:
  providers:
    - { name: sms, path: ${JSON.stringify(path.join(ROOT, "provider"))} }
    - { name: lab, path: ${JSON.stringify(path.join(ROOT, "examples", "lab"))} }
`;

/** A folder for a lab, or for a backend that several share. */
export function newFolder(): string {
  const cache = path.join(ROOT, ".cache", "engine-tests");
  fs.mkdirSync(cache, { recursive: true });
  return fs.mkdtempSync(path.join(cache, "lab-"));
}

function readPolicies(events: string): PolicyEvent[] {
  if (!fs.existsSync(events)) return [];
  const lines = fs
    .readFileSync(events, "utf8")
    .split("\n")
    .filter((line) => line.includes('"policyEvent"'));
  return lines.map((line) => {
    const { policyEvent } = JSON.parse(line) as { policyEvent: Record<string, string> };
    return {
      policy: policyEvent["policyName"] ?? "",
      level: policyEvent["enforcementLevel"] ?? "",
      resource: policyEvent["resourceUrn"] ?? "",
      message: policyEvent["message"] ?? "",
    };
  });
}
