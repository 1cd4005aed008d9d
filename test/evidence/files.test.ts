import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileShares, fileWriter } from "../../evidence/files";
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
  ["a folder that is not there", "Logs\\Q249077.log", {}, "unreadable", "its folder is not there"],
  ["another share", "Config\\Copylog.tcf", { share: "SMSLOGON" }, "unreachable", "no folder SMSLOGON of SMSP01"],
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

describe("a folder that collect.cmd made", () => {
  let collected: string;
  const write = (file: string, text: string, modified: string) => {
    const place = path.join(collected, file);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, text);
    fs.utimesSync(place, new Date(modified), new Date(modified));
  };
  const copylog = async (want: Wish["want"]) => {
    const wish: Wish = { share: "SMSLOGON", path: "Config\\Copylog.tcf", want };
    return (await fileShares(collected).readServer("CORPPDC", [wish]))[0];
  };
  beforeEach(() => {
    collected = fs.mkdtempSync(path.join(os.tmpdir(), "collected-"));
    write("START.TXT", "", "2000-07-01T12:00:00Z");
    fs.mkdirSync(path.join(collected, "CORPPDC", "SMSLOGON", "CONFIG"), { recursive: true });
  });
  afterEach(() => fs.rmSync(collected, { recursive: true }));

  test("what is not there is missing only if the listing of its folder is there", async () => {
    expect(await copylog("text")).toEqual({ kind: "unreadable", reason: "not collected" });
    write("CORPPDC/SMSLOGON/CONFIG/DIR.TXT", "File Not Found", "2000-07-01T12:00:00Z");
    expect(await copylog("text")).toEqual({ kind: "unreadable", reason: "not collected" });
    write(
      "CORPPDC/SMSLOGON/CONFIG/DIR.TXT",
      " Directory of X\r\n\r\n06/24/00  03:14a  1 A.TXT",
      "2000-07-01T12:00:00Z",
    );
    expect(await copylog("text")).toEqual({ kind: "missing", reason: "no such file" });
  });

  test("a copy as young as the collection did not keep its time", async () => {
    write("CORPPDC/SMSLOGON/CONFIG/COPYLOG.TCF", "[FILE SOURCE]", "2000-06-24T03:14:00Z");
    expect(await copylog("text")).toEqual({
      kind: "read",
      content: "[FILE SOURCE]",
      modified: Date.UTC(2000, 5, 24, 3, 14),
    });
    write("CORPPDC/SMSLOGON/CONFIG/COPYLOG.TCF", "[FILE SOURCE]", "2000-07-01T11:59:30Z");
    expect(await copylog("text")).toEqual({ kind: "read", content: "[FILE SOURCE]" });
    expect(await copylog("time")).toMatchObject({ kind: "unreadable" });
  });
});

describe("writing", () => {
  const place = { server: "CORPPDC", share: "SMSLOGON", path: "Sitescfg\\Senior.tmp" };
  const text = (content: string) => Buffer.from(content, "latin1");
  let servers: string;
  const at = (name: string) => path.join(servers, "corppdc", "Smslogon", "SITESCFG", name);
  beforeEach(() => {
    servers = fs.mkdtempSync(path.join(os.tmpdir(), "servers-"));
    fs.mkdirSync(path.dirname(at("x")), { recursive: true });
  });
  afterEach(() => fs.rmSync(servers, { recursive: true }));

  test("writes, renames over another file and removes, whatever the case of the folders", async () => {
    const writer = fileWriter(servers);
    fs.writeFileSync(at("Senior.lst"), "OLD\r\n");
    expect(await writer.put(place, text("CEN\r\n"))).toBeUndefined();
    expect(await writer.replace(place, "Senior.lst", true)).toBeUndefined();
    expect([fs.readdirSync(at(".")), fs.readFileSync(at("Senior.lst"), "latin1")]).toEqual([["Senior.lst"], "CEN\r\n"]);
    expect(await writer.remove({ ...place, path: "Sitescfg\\Senior.lst" })).toBeUndefined();
    expect(fs.readdirSync(at("."))).toEqual([]);
  });

  test("says why not: no share, no folder, no file, a link, a name that leads elsewhere, a collected copy", async () => {
    const writer = fileWriter(servers);
    fs.symlinkSync("/dev/null", at("Senior.tmp"));
    const reasons = [
      await writer.put({ ...place, server: "NOBODY" }, text("")),
      await writer.put({ ...place, share: "NOSHARE" }, text("")),
      await writer.put({ ...place, path: "Nowhere\\Senior.tmp" }, text("")),
      await writer.put(place, text("")),
      await writer.put({ ...place, path: "..\\x" }, text("")),
      await writer.remove({ ...place, path: "Sitescfg\\Senior.lst" }),
    ].map((failed) => failed !== undefined && typeof failed === "object" && failed.reason);
    expect(reasons).toEqual([
      `no folder NOBODY in ${servers}`,
      "no folder NOSHARE of CORPPDC",
      "its folder is not there",
      "a link",
      "a name with characters that are not allowed",
      "no such file",
    ]);
    fs.writeFileSync(path.join(servers, "START.TXT"), "");
    expect(await writer.put({ ...place, path: "Sitescfg\\new" }, text(""))).toEqual({
      kind: "refused",
      reason: `${servers} is a collected copy, not the servers`,
    });
  });
});
