import { rmSync } from "node:fs";
import { CONTOSO, writeContoso } from "../kit/evidence/contoso-servers";
import { Park } from "../kit/evidence/park";
import { program } from "../kit/evidence/programs";
import { workshop } from "../kit/pulumi-sms";

const { at, write, read, pulumiSms } = workshop();
let park: Park;

beforeAll(async () => {
  park = await Park.start({ registry: { "Full Version": "2.00.1380.1000", Type: 1 } });
  await writeContoso((...file) => park.write(...file));
});
afterAll(() => park.stop());

const SERVERS = ["SMSS00", "SMSS01", "CORPPDC", "CORPBDC1"];

/** Inspects the park as an administrator would the servers of his network. */
async function inspect(
  text = CONTOSO,
  { username, password } = park.credentials,
  addresses: Record<string, string> = {},
) {
  const file = write("contoso.yaml", text);
  const known = SERVERS.map((server) => `${server}=${addresses[server] ?? park.addressOf(server)}`);
  const args = ["--port", String(park.port), ...known.flatMap((pair) => ["--address", pair])];
  const outcome = await pulumiSms(["inspect", file, ...args], { SMS_USERNAME: username, SMS_PASSWORD: password });
  return { ...outcome, text: read("contoso.yaml") ?? "" };
}

test("everything that the rules ask for is read from the servers, and the hierarchy is ready", async () => {
  const { code, out, err, text } = await inspect();
  expect([code, out]).toEqual([0, `${at("contoso.yaml")}: 17 facts written; nothing differs\n`]);
  expect(text).toContain("fullVersion: 2.00.1380.1000");
  expect(text).toMatch(/# Read [^\n]* from \\\\SMSS01 \(clock [+-]?\d s\)\n {2}S01: # London\n/);
  const check = await pulumiSms(["check", at("contoso.yaml"), "--format", "json", "--today", "2000-06-25"]);
  expect(JSON.parse(check.out)).toMatchObject({ verdict: "ready" });
  expect(out + err + text).not.toContain(park.credentials.password);
});

test("a server that is switched off is not known, with the reason; the others are read", async () => {
  // Nobody listens at this address of the loopback network.
  const { code, out, text } = await inspect(CONTOSO, park.credentials, { SMSS01: "127.0.9.9" });
  expect(code).toBe(1);
  expect(out).toContain("Not read:\n  SMSS01: connection refused\n");
  expect(text.match(/Nt_logon\.dll: \S+/g)).toEqual(["Nt_logon.dll: 2.0.1380.1105"]);
});

test("a wrong password is tried at one server only", async () => {
  const { code, out, text } = await inspect(CONTOSO, { ...park.credentials, password: "wr0ng" });
  expect([code, text]).toEqual([1, CONTOSO]);
  expect(out).toContain("  SMSS00: wrong user name or password\n");
  for (const server of SERVERS.slice(1)) {
    expect(out).toContain(`  ${server}: not asked, because SMSS00 refused the account\n`);
  }
  expect(out).not.toContain("wr0ng");
});

test("a server that was changed since shows the difference", async () => {
  const { text } = await inspect();
  park.write("SMSS00", "SMS_S00\\Bin\\i386\\Ccm.dll", await program("2.0.1380.1041"));
  rmSync(park.write("CORPPDC", "SMSLOGON\\Sitescfg\\Senior.lst", ""));
  const { code, out } = await inspect(text);
  expect(code).toBe(1);
  expect(out).toContain("site S00     hotfixes.Q252717.files.Bin\\i386\\Ccm.dll  2.0.1380.1125  2.0.1380.1041\n");
  expect(out).toMatch(/^ {2}domain CORP +seniorList +S00 +none$/m);
});
