import * as fs from "node:fs";
import * as path from "node:path";
import { outputOf } from "../kit/docs/examples";
import { isRefused, Lab } from "../kit/engine/lab";
import { upWithPeople, type Doings } from "../kit/engine/with-people";
import { CONTROLLERS, LIST, Prerequisites } from "../kit/evidence/prerequisites";

const UPGRADE = "sms:index:Sp2Upgrade";

let servers: Prerequisites;
beforeAll(async () => {
  servers = await Prerequisites.start();
});
beforeEach(() => servers.reset());
afterAll(() => servers.stop());

const labOf = (timeout: number) =>
  Lab.ofProject("examples/prerequisites", { ...servers.config(), "contoso-prerequisites:timeout": String(timeout) });
const up = (lab: Lab, doings: Doings, onMoment?: () => void) =>
  upWithPeople(lab, doings, { env: servers.env }, onMoment);

const cycle = (...updated: string[]) => updated.forEach((server) => servers.copylog(server));
const CYCLE: Doings = [
  [/0 of 3 logon points of CORP are updated/, () => cycle("CORPPDC")],
  [/1 of 3 logon points of CORP are updated/, () => cycle(...CONTROLLERS)],
];
const SETUPS: Doings = [
  [/Site CEN is cleared for SP2/, () => servers.setup("CEN")],
  [/Site P01 is cleared for SP2/, () => servers.setup("P01")],
];

/** Command lines of all processes, as everybody on the machine can read them. */
function commandLines(): string {
  const numbers = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return numbers
    .map((number) => {
      try {
        return fs.readFileSync(`/proc/${number}/cmdline`, "utf8");
      } catch {
        return "";
      }
    })
    .join("\n");
}

function textsBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [fs.readFileSync(path.join(entry.parentPath, entry.name), "utf8")] : []));
}

test("the whole way in one update: hotfixes shown, Senior.lst set, Copylog.tcf awaited, sites upgraded one after the other", async () => {
  const lab = labOf(120);
  const reviewed = await lab.review({ env: servers.env });
  expect([reviewed.review.verdict, servers.lists()]).toEqual(["pending", { list: null, draft: null }]);

  let seen = "";
  const done = await up(lab, [...CYCLE, ...SETUPS], () => (seen += commandLines()));
  expect([isRefused(done), done.output]).toEqual([false, expect.anything()]);
  expect([servers.lists(), lab.stored(UPGRADE)]).toEqual([{ list: "CEN\r\n", draft: null }, ["CEN", "P01"]]);
  const order = ["Sp2Upgrade CEN created", "Sp2Upgrade P01 creating"].map((text) => done.output.indexOf(text));
  expect(order[0]).toBeLessThan(order[1]!);

  const printed = done.output.split("\n");
  expect(
    outputOf("README.md", "prerequisites").filter((line) => !printed.some((one) => one.includes(line.trim()))),
  ).toEqual([]);

  // The sites show SP2 now, which the gate notes. Nothing else changes, and then nothing at all.
  const second = await up(lab, []);
  expect([isRefused(second), second.output]).toEqual([false, expect.stringMatching(/~ 1 updated\s+16 unchanged/)]);
  const third = await lab.preview({ env: servers.env, args: ["--expect-no-changes"] });
  expect([isRefused(third), third.output]).toEqual([false, expect.anything()]);

  // The account is nowhere: state, event logs, previews, reviews, what was printed, command lines.
  const { password } = servers.park.credentials;
  expect(seen).toContain("smbclient");
  const everything = [...textsBelow(lab.folder), seen, done.output, second.output, third.output, reviewed.output];
  expect(everything.length).toBeGreaterThan(10);
  expect(
    everything.filter((text) => text.includes(password) || text.includes(JSON.stringify(password).slice(1, -1))),
  ).toEqual([]);
});

test("a missing hotfix is named, nothing is upgraded, and the update after its installation goes on", async () => {
  await servers.file("P01", "Ccm.dll", "2.0.1380.1041");
  const lab = labOf(3);
  const refused = await up(lab, []);
  expect(refused.output).toContain(
    "Q252717 is not shown to be installed on SMSP01, the server of site P01 after 3 seconds:\n",
  );
  expect(refused.output).toContain("- Bin\\i386\\Ccm.dll is 2.0.1380.1041, needs 2.0.1380.1125 or later\n");
  expect([refused.code, servers.lists().list, lab.stored(UPGRADE)]).toEqual([1, null, []]);

  await servers.file("P01", "Ccm.dll", "2.0.1380.1125");
  await lab.configure("contoso-prerequisites:timeout", "120");
  const done = await up(lab, [...CYCLE, ...SETUPS]);
  expect([isRefused(done), lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
});

test("a controller that is never updated is named, nothing is upgraded, and the update after its repair goes on", async () => {
  const lab = labOf(4);
  const refused = await up(lab, [[/0 of 3 logon points/, () => cycle("CORPPDC", "CORPBDC1")]]);
  expect(refused.output).toContain("Copylog.tcf is not updated on every logon point of domain CORP after 4 seconds:\n");
  expect(refused.output).toContain("- CORPBDC2: Copylog.tcf is older than the Copylog hotfix of the domain\n");
  expect([refused.code, servers.lists().list, lab.stored(UPGRADE)]).toEqual([1, "CEN\r\n", []]);

  cycle("CORPBDC2");
  await lab.configure("contoso-prerequisites:timeout", "120");
  const done = await up(lab, SETUPS);
  expect([isRefused(done), lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
});

test("a Senior.lst that somebody else takes in the middle ends the wait, is never overwritten, and the update after its repair goes on", async () => {
  const take = () => void servers.park.write("CORPPDC", LIST, "P01\r\n");
  const lab = labOf(120);
  const refused = await up(lab, [[/0 of 3 logon points/, take]]);
  expect(refused.output).toContain('- Senior.lst on CORPPDC names "P01", not CEN\n');
  expect([refused.code, lab.stored(UPGRADE)]).toEqual([1, []]);

  // The refresh before the next update shows it.
  const again = await up(lab, []);
  expect(again.output).toContain("Senior.lst of domain CORP on CORPPDC names another site than CEN: it holds");
  expect([again.code, servers.lists().list, lab.stored(UPGRADE)]).toEqual([1, "P01\r\n", []]);

  servers.park.write("CORPPDC", LIST, "CEN\r\n");
  const done = await up(lab, [...CYCLE, ...SETUPS]);
  expect([isRefused(done), servers.lists().list, lab.stored(UPGRADE)]).toEqual([false, "CEN\r\n", ["CEN", "P01"]]);
});
