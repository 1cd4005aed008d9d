import { smbShares } from "../../evidence/smb";
import { serverClock } from "../../evidence/clock";
import { readSetupValues } from "../../evidence/registry";
import type { Wish } from "../../evidence/share";
import { Park } from "../kit/evidence/park";
import { program } from "../kit/evidence/programs";

let park: Park;
beforeAll(async () => {
  park = await Park.start({ registry: { "Full Version": "2.00.1380.1000", Type: 2 } });
  park.write("SMSS00", "SMS_S00\\Bin\\i386\\Nt_logon.dll", await program("2.0.1380.1105"));
  park.write("SMSS00", "SMS_S00\\Bin\\i386\\Ccm.dll", Buffer.from("no program"));
  park.write("SMSS00", "SMS_S00\\Logs\\Q249077.log", "", new Date("2000-06-20T14:30:00Z"));
  park.write(
    "SMSS00",
    "SMSLOGON\\Config\\Copylog.tcf",
    "[FILE SOURCE]\r\nx86.bin\\clicore.exe=S00\r\n",
    new Date("2000-06-21T01:02:03Z"),
  );
});
afterAll(() => park.stop());

const wish = (share: string, path: string, want: Wish["want"]): Wish => ({ share, path, want });

test("one process reads both shares of a server: versions, texts and times, and says why not", async () => {
  const answers = await smbShares(park.options).readServer("SMSS00", [
    wish("SMS_S00", "Bin\\I386\\NT_LOGON.DLL", "version"),
    wish("SMS_S00", "Bin\\i386\\Ccm.dll", "version"),
    wish("SMS_S00", "Bin\\i386\\Baseobj.dll", "version"),
    wish("SMS_S00", "Nowhere\\Ccm.dll", "version"),
    wish("SMS_S00", "Logs\\Q249077.log", "time"),
    wish("SMSLOGON", "Config\\Copylog.tcf", "text"),
    wish("NOSHARE", "Config\\Copylog.tcf", "text"),
    wish("SMSLOGON", "..\\..\\passwd", "text"),
    wish("SMSLOGON", "a; !touch x", "text"),
  ]);
  expect(answers).toEqual([
    { kind: "read", modified: expect.any(Number) as number, content: "2.0.1380.1105" },
    { kind: "unreadable", reason: "not a program" },
    { kind: "missing", reason: "no such file" },
    { kind: "missing", reason: expect.stringMatching(/^no such (file|folder)$/) as string },
    { kind: "read", modified: Date.UTC(2000, 5, 20, 14, 30), content: "" },
    {
      kind: "read",
      modified: Date.UTC(2000, 5, 21, 1, 2, 3),
      content: "[FILE SOURCE]\r\nx86.bin\\clicore.exe=S00\r\n",
    },
    { kind: "no-share", reason: "no such share" },
    { kind: "unreadable", reason: "a name with characters that are not allowed" },
    { kind: "unreadable", reason: "a name with characters that are not allowed" },
  ]);
});

test("the registry is read in one call", async () => {
  expect(await readSetupValues("SMSS00", park.options)).toEqual({ fullVersion: "2.00.1380.1000", setupType: 2 });
});

test("the clock of a server is read without an account", async () => {
  const clock = await serverClock(park.addressOf("SMSS00"), park.port);
  expect(Math.abs(clock!.offset)).toBeLessThan(1000);
});
