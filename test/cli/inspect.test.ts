import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CONTOSO, COPYLOG, FIXED, writeContoso, type WriteFile } from "../kit/evidence/contoso-servers";
import { program } from "../kit/evidence/programs";
import { workshop } from "../kit/pulumi-sms";

const { at, write, read, pulumiSms } = workshop();

const put: WriteFile = (server, file, content, modified) => {
  const place = at("servers", server, ...file.split("\\"));
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, content);
  if (modified !== undefined) utimesSync(place, modified, modified);
};

beforeEach(async () => {
  rmSync(at("servers"), { recursive: true, force: true });
  await writeContoso(put);
});

async function inspect(text: string, ...options: string[]) {
  const file = write("contoso.yaml", text);
  const outcome = await pulumiSms(["inspect", file, "--from", at("servers"), ...options]);
  const plain = (one: string) => one.replaceAll(at("servers"), "SERVERS").replaceAll(file, "contoso.yaml");
  return { ...outcome, out: plain(outcome.out), err: plain(outcome.err), text: read("contoso.yaml") ?? "" };
}

test("a file that declares what inventories have becomes one that is ready", async () => {
  const { code, out, err, text } = await inspect(CONTOSO);
  expect(code).toBe(0);
  expect(err.split("\n").sort().slice(1)).toEqual(["CORPBDC1: read", "CORPPDC: read", "SMSS00: read", "SMSS01: read"]);
  expect(out).toContain("registry of SMSS00: not collected");
  expect(out).toContain("contoso.yaml: 13 facts written; nothing differs");
  expect(text).toContain("  # headquarters\n  # Read ");
  expect(text).toContain("  S01: # London\n    type: primary\n");
  const check = await pulumiSms(["check", at("contoso.yaml"), "--format", "json", "--today", "2000-06-25"]);
  expect(JSON.parse(check.out)).toMatchObject({ verdict: "ready" });
  expect((await inspect(text)).text).toBe(text);
});

test("with --dry-run the diff is shown and the file stays as it is", async () => {
  const { code, out, text } = await inspect(CONTOSO, "--dry-run", "--only", "S01");
  expect([code, text]).toEqual([0, CONTOSO]);
  expect(out).toContain("+          Bin\\i386\\Nt_logon.dll: 2.0.1380.1105\n");
  expect(out).toContain("contoso.yaml: 5 facts to write; nothing differs");
  expect(out).not.toContain("CORPPDC");
});

test("with --dry-run nothing in the file is hidden, nor a command to the runner of a CI", async () => {
  const { out } = await inspect(CONTOSO.replace("# London", "# \u009b2J##[group]London"), "--dry-run");
  expect(out).toContain("\n   S01: # \\u{9b}2J##\\[group]London\n");
});

test("the last line counts servers that were not read, and never says that nothing differs if none was", async () => {
  rmSync(at("servers/SMSS01"), { recursive: true });
  expect((await inspect(CONTOSO, "--dry-run")).out).toMatch(/ to write; nothing differs; 1 server not read\n$/);
  for (const server of ["SMSS00", "CORPPDC", "CORPBDC1"]) rmSync(at(`servers/${server}`), { recursive: true });
  expect((await inspect(CONTOSO)).out).toMatch(/: no changes; no server was read\n$/);
});

test("what differs from what is declared is listed and written, and the exit code says so", async () => {
  put("SMSS00", "SMS_S00\\Bin\\i386\\Nt_logon.dll", await program("2.0.1380.1062"));
  rmSync(at("servers/SMSS01/SMS_S01/Bin/i386/Ccm.dll"));
  put("CORPPDC", "SMSLOGON\\Config\\Copylog.tcf", COPYLOG, new Date("2000-06-12T03:14:00Z"));
  put("CORPPDC", "SMSLOGON\\Sitescfg\\Senior.lst", "S01");
  const declared = CONTOSO.replace("    bdcs: [CORPBDC1]\n", (line) =>
    [
      `${line}    seniorList: S00`,
      "    logonPoints:",
      "      CORPPDC: { copylog: { sharedOwner: S01 }, updatedSinceFix: true }",
      "      CORPBDC1: { logonPoint: false }",
      "",
    ].join("\n"),
  )
    .replace(
      "build: 1380, domains: [CORP] }",
      "build: 1239, domains: [CORP], hotfixes: { Q249077: { attestedBy: j.doe, attestedOn: 2000-06-20 } }, copylogFixInstalled: 2000-06-20T18:00:00Z }",
    )
    .replace(
      "build: 1380\n",
      "build: 1380\n    hotfixes:\n      Q252717: { files: { 'bin/i386/ccm.dll': 2.0.1380.1125 } }\n",
    );
  const { code, out, text } = await inspect(declared);
  expect(code).toBe(1);
  expect(out.slice(0, out.indexOf("Not known"))).toBe(`Differs from what is declared:
  Subject          Fact                                     Declared                      Found
  site S00         build                                    1239                          1380
  site S00         hotfixes.Q249077                         installed, attested by j.doe  Nt_logon.dll is 2.0.1380.1062 (too old)
  site S01         hotfixes.Q252717.files.bin/i386/ccm.dll  2.0.1380.1125                 none
  domain CORP      seniorList                               S00                           S01
  server CORPPDC   copylog.sharedOwner                      S01                           S00
  server CORPPDC   updatedSinceFix                          true                          written 2000-06-12T03:14:00Z, before the fix
  server CORPBDC1  logonPoint                               no logon point                has SMSLOGON\\Config\\Copylog.tcf
`);
  expect(text).toContain("'bin/i386/ccm.dll': null");
});

test("owners that a Copylog.tcf does not have differ, and another spelling of them does not", async () => {
  const declared = (owners: string) =>
    CONTOSO.replace("    bdcs: [CORPBDC1]\n", `$&    logonPoints: { CORPPDC: { copylog: { owners: [${owners}] } } }\n`);
  const { code, out } = await inspect(declared("S00, S01"));
  expect([code, out]).toEqual([1, expect.stringContaining("copylog.owners")]);
  expect((await inspect(declared("s00"))).code).toBe(0);
});

test("several files are one hierarchy, and each gets its own facts", async () => {
  const split = CONTOSO.indexOf("  S01:");
  const end = CONTOSO.indexOf("upgrades:");
  const one = write("several/a.yaml", CONTOSO.slice(0, split) + CONTOSO.slice(end));
  const other = write("several/b.yaml", `sites:\n${CONTOSO.slice(split, end)}`);
  const { code, err } = await pulumiSms(["inspect", one, other, "--from", at("servers")]);
  expect([code, err.split("\n")]).toEqual([0, expect.arrayContaining(["SMSS01: read"])]);
  expect(read("several/a.yaml")?.match(/Q249077:/g)).toHaveLength(1);
  expect(read("several/a.yaml")).toContain("seniorList: S00");
  expect(read("several/b.yaml")).toMatch(/^sites:\n {2}# Read [^\n]*\n {2}S01: # London\n/);
  expect(read("several/b.yaml")?.match(/Q249077:/g)).toHaveLength(1);
  const check = await pulumiSms(["check", one, other, "--format", "json", "--today", "2000-06-25"]);
  expect(JSON.parse(check.out)).toMatchObject({ verdict: "ready" });
});

test("a server that is not there is not known, and everything else is read", async () => {
  rmSync(at("servers/SMSS01"), { recursive: true });
  const { code, out, err, text } = await inspect(CONTOSO);
  expect(code).toBe(1);
  expect(err).toContain("SMSS01: no folder SMSS01 in SERVERS\n");
  expect(out).toContain("Not read:\n  SMSS01: no folder SMSS01 in SERVERS\n");
  expect(text).toContain("Bin\\i386\\Nt_logon.dll: 2.0.1380.1105");
});

test("a Copylog.tcf written within ten minutes of the hotfix is too close to compare", async () => {
  put("CORPPDC", "SMSLOGON\\Config\\Copylog.tcf", COPYLOG, new Date(FIXED.getTime() + 9 * 60_000));
  const { out, text } = await inspect(CONTOSO);
  expect(out).toContain(
    "CORPPDC: Copylog.tcf was written within 10 minutes of the Copylog hotfix, too close to compare; its clock could not be read",
  );
  expect(text.match(/modified: .*/g)).toEqual(["modified: 2000-06-24T03:14:00Z"]);
});

test.each([
  [["--only", "S0I"], 'found "S0I", expected a site or a domain of the file'],
  [["--parallel", "0"], 'found "0", expected a whole number, 1 or more'],
  [["--from", "/nowhere"], "expected a folder with a folder for each server"],
])("%j is bad usage", async (options, message) => {
  const { code, err, text } = await inspect(CONTOSO, ...options);
  expect([code, text]).toEqual([2, CONTOSO]);
  expect(err).toContain(message);
});

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("the network wants an account", async () => {
  const { code, err } = await pulumiSms(["inspect", write("contoso.yaml", CONTOSO)]);
  expect(code).toBe(2);
  expect(err).toContain(
    "No account to read the servers with. Set SMS_USERNAME and SMS_PASSWORD, or SMS_CREDENTIALS_FILE",
  );
});
