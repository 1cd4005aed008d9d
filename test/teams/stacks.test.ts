import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { commandsOf } from "../kit/docs/commands";
import { ROOT } from "../kit/engine/lab";
import { startPostgres, type Postgres } from "../kit/engine/postgres";
import { builtWheel, virtualEnvironment } from "../kit/languages/python";

const EXAMPLE = "examples/stacks";

const VIRTUAL_ENVIRONMENT = path.join(ROOT, EXAMPLE, "asia", ".venv");

let server: Postgres;
const seen: (typeof SAYS)[number][] = [];
beforeAll(async () => {
  forgetSettings();
  fs.rmSync(VIRTUAL_ENVIRONMENT, { recursive: true, force: true });
  const sdk = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-sdk-"));
  virtualEnvironment(VIRTUAL_ENVIRONMENT, builtWheel(sdk));
  fs.rmSync(sdk, { recursive: true });
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  forgetSettings();
  fs.rmSync(VIRTUAL_ENVIRONMENT, { recursive: true, force: true });
});

/** Commands set stack configuration beside the projects. */
function forgetSettings(): void {
  for (const project of ["central", "europe", "asia", "europe-setup"]) {
    fs.rmSync(path.join(ROOT, EXAMPLE, project, "Pulumi.dev.yaml"), { force: true });
  }
}

async function run(command: string): Promise<{ code: number; output: string }> {
  const [program = "", ...args] = command.split(" ");
  const env = { ...process.env, NO_COLOR: "1", PULUMI_BACKEND_URL: server.url };
  const child = spawn(program, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(String(chunk)));
  const code = await new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? -1)));
  return { code, output: chunks.join("") };
}

/** What a command says, beside that it ends well or is refused. */
const SAYS: readonly (readonly [command: string, isRefused: boolean, words: string])[] = [
  ["preview --cwd examples/stacks/central", true, "AS1: Bin\\i386\\Nt_logon.dll is 2.0.1380.1104"],
  ["up --yes --skip-preview --cwd examples/stacks/central", true, "AS1: Bin\\i386\\Nt_logon.dll is 2.0.1380.1104"],
  ["up --yes --cwd examples/stacks/europe-setup", true, "Required output 'cleared' does not exist"],
  ["up --yes --cwd examples/stacks/central", false, "EU1: true"],
  ["up --yes --cwd examples/stacks/europe-setup", false, "lab:index:Setup SP2-EU1 created"],
];

// One after the other: each rests on those before it.
test.each(commandsOf(`${EXAMPLE}/README.md`))(
  "on PostgreSQL the command at line $line ends as the page says: $command",
  async ({ command, isRefused }) => {
    const { code, output } = await run(command);
    expect([code !== 0, (code !== 0) === isRefused ? "" : output]).toEqual([isRefused, ""]);
    const said = SAYS.filter(([some, refused]) => command.includes(`-- ${some}`) && refused === isRefused);
    for (const [, , words] of said) expect(output.replace(/ +/g, " ")).toContain(words);
    seen.push(...said);
    expect(output).not.toContain(server.password);
  },
);

test("the page has the commands that show the refusal, the clearance and the setup", () => {
  expect(seen).toEqual(SAYS);
});
