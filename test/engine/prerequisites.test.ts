import * as fs from "node:fs";
import { isRefused, Lab, type Outcome, type RunOptions } from "../kit/engine/lab";
import { CONTROLLERS, Prerequisites } from "../kit/evidence/prerequisites";

const UPGRADE = "sms:index:Sp2Upgrade";

let servers: Prerequisites;
beforeAll(async () => {
  servers = await Prerequisites.start();
});
beforeEach(() => servers.reset());
afterAll(() => servers.stop());

const labOf = (timeout: number) =>
  Lab.ofProject("examples/prerequisites", {
    ...servers.config(),
    "contoso-prerequisites:timeout": String(timeout),
  });

/** What somebody does on the servers when the update says something, once each. */
type Doings = readonly (readonly [says: RegExp, does: () => void | Promise<void>])[];

/** An update, with the people and services at the servers who do their part when it says so. */
async function up(lab: Lab, doings: Doings, options: RunOptions = {}): Promise<Outcome> {
  const args = ["--yes", "--skip-preview", ...(options.args ?? [])];
  const { child, events } = lab.start("up", { ...options, env: { ...servers.env, ...options.env }, args });
  const left = [...doings];
  const chunks: string[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  const ended = new Promise<number>((resolve) => child.on("close", (code) => resolve(code ?? -1)));
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver) {
    const said = fs.existsSync(events) ? fs.readFileSync(events, "utf8") : "";
    for (const doing of left.filter(([says]) => says.test(said))) {
      left.splice(left.indexOf(doing), 1);
      await doing[1]();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { code: await ended, output: chunks.join(""), policies: lab.policiesIn(events) };
}

const CYCLE: Doings = [
  [/0 of 3 logon points of CORP are updated/, () => servers.copylog("CORPPDC")],
  [/1 of 3 logon points of CORP are updated/, () => CONTROLLERS.forEach((server) => servers.copylog(server))],
];
const SETUPS: Doings = [
  [/Site CEN is cleared for SP2/, () => servers.setup("CEN")],
  [/Site P01 is cleared for SP2/, () => servers.setup("P01")],
];

test("the whole way in one update: hotfixes shown, Senior.lst set, Copylog.tcf awaited, sites upgraded one after the other", async () => {
  const lab = labOf(120);
  const preview = await lab.preview({ env: servers.env });
  expect([isRefused(preview), servers.lists()]).toEqual([false, { list: null, draft: null }]);

  const done = await up(lab, [...CYCLE, ...SETUPS]);
  console.log(done.output);
  expect(isRefused(done)).toBe(false);
  expect([servers.lists(), lab.stored(UPGRADE)]).toEqual([{ list: "CEN\r\n", draft: null }, ["CEN", "P01"]]);
  const order = ["CEN is cleared", "P01 is cleared"].map((text) => done.output.indexOf(text));
  expect(order[0]).toBeLessThan(order[1]!);

  // The sites show SP2 now, which the gate notes. Nothing else changes, and then nothing at all.
  const second = await up(lab, []);
  console.log(second.output);
  expect(isRefused(second)).toBe(false);
  const third = await lab.preview({ env: servers.env, args: ["--expect-no-changes"] });
  expect([isRefused(third), third.output]).toEqual([false, expect.anything()]);
});
