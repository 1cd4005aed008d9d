import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileShares } from "../../evidence/files";
import type { Wish } from "../../evidence/share";
import { program } from "../kit/evidence/programs";

let root: string;
beforeAll(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "shares-"));
  const bin = path.join(root, "smsp01", "SMS_P01", "BIN", "I386");
  fs.mkdirSync(bin, { recursive: true });
  fs.writeFileSync(path.join(bin, "NT_LOGON.DLL"), await program("2.0.1380.1105"));
  fs.symlinkSync("/etc/hostname", path.join(bin, "Ccm.dll"));
  fs.symlinkSync("Baseobj.dll", path.join(bin, "Baseobj.dll"));
  fs.writeFileSync(path.join(root, "smsp01", "SMS_P01", "Large.txt"), "");
  fs.truncateSync(path.join(root, "smsp01", "SMS_P01", "Large.txt"), 3_000_000_000);
  fs.writeFileSync(path.join(root, "smsp01", "SMS_P01", "Umlaut.txt"), Buffer.from("K\xf6ln\r\n", "latin1"));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

async function answerTo(file: string, { server = "SMSP01", share = "SMS_P01", want = "version" as Wish["want"] } = {}) {
  const [answer] = await fileShares(root).readServer(server, [{ share, path: file, want }]);
  return answer;
}

test("names ignore case", async () => {
  expect(await answerTo("Bin\\i386\\Nt_logon.dll")).toMatchObject({ kind: "read", content: "2.0.1380.1105" });
});

test("texts are of code page 1252", async () => {
  expect(await answerTo("Umlaut.txt", { want: "text" })).toMatchObject({ kind: "read", content: "Köln\r\n" });
});

test.each<[string, string, object, string, string]>([
  ["a file that is not there", "Bin\\i386\\Ccmbtldr.exe", {}, "missing", "no such file"],
  ["a folder that is not there", "Logs\\Q249077.log", {}, "missing", "no such file"],
  ["another share", "Config\\Copylog.tcf", { share: "SMSLOGON" }, "no-share", "no share SMSLOGON"],
  ["another server", "Umlaut.txt", { server: "SMSP02" }, "unreachable", "no folder SMSP02 in "],
  ["a folder", "Bin\\i386", {}, "unreadable", "not a file"],
  ["a link out of the share", "Bin\\i386\\Ccm.dll", {}, "unreadable", "a link that leads out of the share"],
  ["a loop of links", "Bin\\i386\\Baseobj.dll", {}, "unreadable", "a loop of links"],
  ["three gigabytes of text", "Large.txt", { want: "text" }, "unreadable", "larger than "],
  ["three gigabytes of program", "Large.txt", {}, "unreadable", "not a program"],
  ["a way out", "..\\..\\etc\\passwd", {}, "unreadable", "a name with characters that are not allowed"],
  ["a NUL", "a\0b", {}, "unreadable", "a name with characters that are not allowed"],
  ["300 characters", "a".repeat(300), {}, "unreadable", "a name with characters that are not allowed"],
])("%s is an answer", async (_, file, options, kind, reason) => {
  const answer = await answerTo(file, options);
  expect(answer).toMatchObject({ kind });
  expect(answer).toHaveProperty("reason", expect.stringContaining(reason));
});
