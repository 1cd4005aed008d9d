import * as fs from "node:fs";
import * as path from "node:path";
import { Lab, type Outcome } from "../kit/engine/lab";
import { startPostgres, type Postgres } from "../kit/engine/postgres";

let server: Postgres;
beforeAll(async () => (server = await startPostgres()));
afterAll(() => server.stop());

/** Installs on one server, waits for a file in its folder, and installs on another one. */
const TWO_SETUPS = `
  const fs = require("node:fs"); const path = require("node:path");
  const Setup = class extends pulumi.CustomResource {
    constructor(name) { super("lab:index:Setup", name, { server: name }); }
  };
  new Setup("first");
  module.exports = (async () => {
    while (!fs.existsSync(path.join(__dirname, "go"))) await new Promise((resolve) => setTimeout(resolve, 50));
    new Setup("second");
    return { done: true };
  })();`;

function team(name: string, program: string): Lab {
  return Lab.ofTeam(name, { "index.js": program }, server.url);
}

/** An update that has installed on the first server and waits. */
async function halfWay(lab: Lab) {
  const { child, events } = lab.start("up", { pack: false, args: ["--yes", "--skip-preview"] });
  const ended = new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? -1)));
  const isStored = () =>
    fs.existsSync(events) &&
    fs
      .readFileSync(events, "utf8")
      .split("\n")
      .some((line) => line.includes('"resOutputsEvent"') && line.includes('::first"'));
  await until(isStored);
  return { child, ended };
}

test("a second update of a stack is refused while one runs, by the name of who runs it, and the first one ends well", async () => {
  const lab = team("two-at-once", TWO_SETUPS);
  const { ended } = await halfWay(lab);
  const second = await lab.upWithoutPreview({ pack: false });
  expect([second.code !== 0, second.output]).toEqual([
    true,
    expect.stringContaining("the stack is currently locked by 1 lock(s)"),
  ]);
  expect(second.output).not.toContain(server.password);
  // A preview takes no lock: it waits for the same file, not for the update.
  const preview = lab.preview({ pack: false });
  fs.writeFileSync(path.join(lab.project, "go"), "");
  expect([(await preview).code, await ended]).toEqual([0, 0]);
  expect(lab.stored("lab:index:Setup")).toEqual(["first", "second"]);
});

test("an update that is killed leaves what it did and its lock; after a cancel the next one goes on", async () => {
  const lab = team("killed", TWO_SETUPS);
  const { child, ended } = await halfWay(lab);
  process.kill(-(child.pid ?? 0), "SIGKILL");
  await ended;
  expect(lab.stored("lab:index:Setup")).toEqual(["first"]);
  fs.writeFileSync(path.join(lab.project, "go"), "");
  expect((await lab.upWithoutPreview({ pack: false })).output).toContain("locked by 1 lock(s)");
  expect((await lab.run("cancel", { pack: false, args: ["--yes"] })).code).toBe(0);
  expect((await lab.upWithoutPreview({ pack: false })).code).toBe(0);
  expect(lab.stored("lab:index:Setup")).toEqual(["first", "second"]);
});

test("the history of a stack has every update, its result and what it changed", async () => {
  const lab = team("history", "new (class extends pulumi.ComponentResource {})('a:b:C', 'one');");
  expect((await lab.up({ pack: false })).code).toBe(0);
  lab.write("throw new pulumi.RunError('no');");
  expect((await lab.upWithoutPreview({ pack: false })).code).not.toBe(0);
  const { output } = await lab.run("stack history", { pack: false, args: ["--json"] });
  const updates = JSON.parse(output) as { kind: string; result: string; resourceChanges: Record<string, number> }[];
  expect(updates.map(({ kind, result, resourceChanges }) => [kind, result, resourceChanges["create"] ?? 0])).toEqual([
    ["update", "failed", 0],
    ["update", "succeeded", 2],
  ]);
});

test("thirty previews at once all read the same state", async () => {
  const lab = team("thirty", "exports.facts = sms.Hierarchy.fromFacts('contoso', facts()).facts;");
  expect((await lab.up()).code).toBe(0);
  const runs = Array.from({ length: 30 }, () => lab.preview({ pack: false, args: ["--expect-no-changes"] }));
  const outcomes: Outcome[] = await Promise.all(runs);
  expect(outcomes.filter(({ code }) => code !== 0).map(({ output }) => output)).toEqual([]);
});

test("the password is in no output and no state, also of a server that refuses", async () => {
  const lab = team("secret", "exports.one = 1;");
  const good = await lab.up({ pack: false });
  const wrong = { PGPASSWORD: `x${server.password}` };
  const refused = await lab.preview({ pack: false, env: wrong });
  const away = await lab.preview({
    pack: false,
    env: { PULUMI_BACKEND_URL: server.url.replace(String(server.port), "1") },
  });
  expect([good.code, refused.code !== 0, away.code !== 0]).toEqual([0, true, true]);
  expect([refused.output, away.output]).toEqual([
    expect.stringContaining("password authentication failed"),
    expect.stringContaining("connection refused"),
  ]);
  const stored = server.query("SELECT string_agg(data::text, '') FROM pulumi_state");
  for (const text of [good.output, refused.output, away.output, stored, fs.readFileSync(lab.export(), "utf8")]) {
    expect(text).not.toContain(server.password);
  }
});

test("project names that differ by an underscore get into each other's way, so they have hyphens", async () => {
  const mine = team("a-b", "exports.one = 1;");
  team("axb", "exports.one = 1;");
  expect((await mine.up({ pack: false })).code).toBe(0);
  const [other, twin] = [team("c_d", "exports.one = 1;"), () => team("cxd", "exports.one = 1;")];
  expect((await other.up({ pack: false })).code).toBe(0);
  twin();
  const broken = await other.preview({ pack: false });
  expect([broken.code !== 0, broken.output]).toEqual([true, expect.stringContaining("slice bounds out of range")]);
});

test("a role that may only read previews and reads facts, and cannot update", async () => {
  const lab = team("roles", "exports.facts = sms.Hierarchy.fromFacts('contoso', facts()).facts;");
  expect((await lab.up({ pack: false })).code).toBe(0);
  server.query(`CREATE ROLE reviewer LOGIN PASSWORD '${server.password}'; GRANT SELECT ON pulumi_state TO reviewer;`);
  const env = { PULUMI_BACKEND_URL: server.url.replace("pulumi@", "reviewer@") };
  expect((await lab.preview({ pack: false, env, args: ["--expect-no-changes"] })).code).toBe(0);
  const reader = team(
    "reader",
    `module.exports = sms.factsOf("organization/roles/dev").then(({ stack }) => ({ stack }));`,
  );
  expect(await reader.preview({ pack: false, env })).toMatchObject({
    code: 0,
    output: expect.stringContaining('"organization/roles/dev"') as string,
  });
  const refused = await lab.upWithoutPreview({ pack: false, env });
  expect([refused.code !== 0, refused.output]).toEqual([
    true,
    expect.stringContaining("permission denied for table pulumi_state"),
  ]);
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 240_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("it did not come to pass within four minutes");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
