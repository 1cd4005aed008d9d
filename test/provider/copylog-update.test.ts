import { COPYLOG } from "../kit/evidence/contoso-servers";
import { onServers } from "../kit/provider/on-servers";
import { UNKNOWN } from "../kit/provider/resources";

let it: Awaited<ReturnType<typeof onServers>>;
beforeEach(async () => {
  it = await onServers("CopylogUpdate");
});
afterEach(() => it.stop());

const site = { build: 1380, copylogFixInstalled: "2000-06-20T18:00:00Z" };
const INPUTS = { domain: "CORP", pdc: "CORPPDC", bdcs: ["CORPBDC1"], participants: { S00: site, S01: site } };
const FILE = "SMSLOGON\\Config\\Copylog.tcf";
const OLD = new Date("2000-06-19T00:00:00Z");
const NEW = new Date("2000-06-25T00:00:00Z");
const point = {
  copylog: {
    clicore: "S00",
    corrupt: false,
    modified: "2000-06-24T03:14:00Z",
    owners: ["S00"],
    siteFolders: ["S00", "S01"],
  },
  updatedSinceFix: true,
};
const made = {
  ...INPUTS,
  logonPoints: { CORPPDC: point, CORPBDC1: point },
  seniorList: "S00",
  isUpdated: true,
};
const soon = () => new Promise((resolve) => setTimeout(resolve, 10));

test("a domain whose files are all updated is through at once, with what a domain declares", async () => {
  expect(await it.create(it.of, INPUTS)).toEqual({ id: "CORP", outs: made });
});

test("a wait says how far it is, and ends with the last file", async () => {
  for (const server of ["CORPPDC", "CORPBDC1"]) it.write(server, FILE, COPYLOG, OLD);
  const creating = it.create(it.of, { ...INPUTS, timeout: 60 });
  while (it.said.length === 0) await soon();
  it.write("CORPPDC", FILE, COPYLOG, NEW);
  while (it.said.length === 1) await soon();
  it.write("CORPBDC1", FILE, COPYLOG, NEW);
  expect((await creating).outs).toMatchObject({ isUpdated: true });
  const old = (server: string) => `${server}: Copylog.tcf is older than the Copylog hotfix of the domain`;
  expect(it.said).toEqual([
    `${it.of}: 0 of 2 logon points of CORP are updated: ${old("CORPPDC, CORPBDC1")}`,
    `${it.of}: 1 of 2 logon points of CORP are updated: ${old("CORPBDC1")}`,
  ]);
});

test("a time-out names each server that is missing, and why", async () => {
  const bdcs = ["CORPBDC1", "OLD", "CORRUPT", "STALE", "CLOSE", "AWAY", "EMPTY"];
  it.write("OLD", FILE, COPYLOG, OLD);
  it.write("CORRUPT", FILE, "[FILE SOURCE]\r\nSITES\\S00\\cli_inst.cfg=S00\r\n", NEW);
  it.write("STALE", FILE, COPYLOG.replace("clicore.exe=S00", "clicore.exe=REM"), NEW);
  it.write("CLOSE", FILE, COPYLOG, new Date("2000-06-20T18:05:00Z"));
  it.write("EMPTY", "SMSLOGON\\Config\\other.txt", "");
  await expect(it.create(it.of, { ...INPUTS, bdcs, timeout: 0 })).rejects.toThrow(/.*/);
  const message = await it.create(it.of, { ...INPUTS, bdcs, timeout: 0 }).catch((error: Error) => error.message);
  const lines = String(message).split("\n");
  expect(lines[0]).toBe("Copylog.tcf is not updated on every logon point of domain CORP after 0 seconds:");
  expect(lines.slice(1, -1).sort()).toEqual([
    expect.stringMatching(/^ {2}- AWAY: AWAY: no folder AWAY in /),
    expect.stringMatching(/^ {2}- CLOSE: Copylog.tcf was written within 10 minutes of the Copylog hotfix/),
    expect.stringMatching(/^ {2}- CORRUPT: Copylog.tcf is corrupt: /),
    "  - EMPTY: \\\\EMPTY\\SMSLOGON\\Config\\Copylog.tcf: no such file",
    "  - OLD: Copylog.tcf is older than the Copylog hotfix of the domain",
    "  - STALE: shared lines belong to REM, which takes no part in CORP",
  ]);
});

test("a Senior.lst that names another site ends the wait", async () => {
  it.write("CORPPDC", "SMSLOGON\\Sitescfg\\Senior.lst", "S01\r\n");
  await expect(it.create(it.of, { ...INPUTS, seniorSite: "S00", timeout: 3600 })).rejects.toThrow(
    'Senior.lst on CORPPDC names "S01", not S00',
  );
});

test("a Senior.lst that is missing is waited for", async () => {
  it.remove("CORPPDC", "SMSLOGON\\Sitescfg\\Senior.lst");
  const creating = it.create(it.of, { ...INPUTS, seniorSite: "S00", timeout: 60 });
  while (it.said.length === 0) await soon();
  it.write("CORPPDC", "SMSLOGON\\Sitescfg\\Senior.lst", "S00\r\n");
  expect((await creating).outs).toMatchObject({ seniorList: "S00" });
  expect(it.said).toEqual([`${it.of}: 2 of 2 logon points of CORP are updated: there is no Senior.lst on CORPPDC`]);
});

test("a cancelled wait ends at once", async () => {
  it.write("CORPPDC", FILE, COPYLOG, OLD);
  const creating = it.create(it.of, INPUTS);
  while (it.said.length === 0) await soon();
  it.cancel();
  await expect(creating).rejects.toThrow("Cancelled.");
});

test("a share that is gone for a while is waited for", async () => {
  it.write("CORPPDC", FILE, COPYLOG, OLD);
  const creating = it.create(it.of, { ...INPUTS, timeout: 60 });
  while (it.said.length === 0) await soon();
  it.move("CORPPDC", "AWAY");
  while (it.said.length === 1) await soon();
  it.write("AWAY", FILE, COPYLOG, NEW);
  it.move("AWAY", "CORPPDC");
  expect((await creating).outs).toMatchObject({ isUpdated: true });
  expect(it.said[1]).toContain("1 of 2 logon points of CORP are updated: CORPPDC: CORPPDC: no folder CORPPDC in");
});

test("a refresh shows a file that was spoiled since, and the next update waits again", async () => {
  expect(await it.diff("CORP", it.of, made, INPUTS)).toEqual({ changes: false, replaces: [] });
  it.write("CORPBDC1", FILE, "nothing", NEW);
  const { props } = await it.refresh("CORP", it.of, made);
  expect(props).toMatchObject({ isUpdated: false, logonPoints: { CORPBDC1: { copylog: { corrupt: true } } } });
  expect((props?.["logonPoints"] as typeof made.logonPoints).CORPBDC1.updatedSinceFix).toBeUndefined();
  expect((await it.diff("CORP", it.of, props, INPUTS)).changes).toBe(true);
});

test.each([
  { what: "another controller", news: { ...INPUTS, bdcs: [] }, changes: true },
  { what: "a later hotfix", news: { ...INPUTS, since: "2000-06-23T00:00:00Z" }, changes: true },
  { what: "one more site", news: { ...INPUTS, participants: { S00: site, S01: site, S02: site } }, changes: true },
  {
    what: "sites that went to SP2",
    news: { ...INPUTS, participants: { S00: { build: 1493 }, S01: { build: 1493 } } },
    changes: false,
  },
  { what: "another time-out", news: { ...INPUTS, timeout: 7 }, changes: false },
  { what: "times that are not known yet", news: { ...INPUTS, since: UNKNOWN }, changes: true },
])("an update for $what: $changes", async ({ news, changes }) => {
  expect((await it.diff("CORP", it.of, made, news)).changes).toBe(changes);
});

test("with every site at SP2 the files only have to be sound", async () => {
  for (const server of ["CORPPDC", "CORPBDC1"]) it.write(server, FILE, COPYLOG, OLD);
  const participants = { S00: { build: 1493 }, S01: { build: 1493 } };
  expect((await it.create(it.of, { ...INPUTS, participants })).outs).toMatchObject({ isUpdated: true });
});

test.each([
  {
    what: "inputs that are not known yet",
    news: { ...INPUTS, participants: UNKNOWN, seniorSite: UNKNOWN },
    failures: [],
  },
  {
    what: "a site without a time",
    news: { ...INPUTS, participants: { S00: site, S01: { build: 1380 } } },
    failures: [
      "since: missing, expected a time with its zone: copylogFixInstalled is not declared for S01, so nothing says how old Copylog.tcf may be",
    ],
  },
  {
    what: "a site whose time comes later",
    news: { ...INPUTS, participants: { S00: { build: 1380, copylogFixInstalled: UNKNOWN } } },
    failures: [],
  },
  {
    what: "no participants",
    news: { domain: "CORP", pdc: "CORPPDC" },
    failures: ["participants: missing, expected the sites that take part in the domain"],
  },
])("check of $what", async ({ news, failures }) => {
  const checked = await it.check(it.of, {}, news);
  expect(checked.failures?.map(({ reason }) => reason)).toEqual(failures);
});

test("there is nothing to import", async () => {
  await expect(it.refresh("CORP", it.of, {})).rejects.toThrow(/^Copylog.tcf is awaited, not made/);
});
