import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { collectScript } from "../../evidence/collect-script";
import { runBatch, type Machine } from "../kit/evidence/batch";
import { CONTOSO, writeContoso, type WriteFile } from "../kit/evidence/contoso-servers";
import { workshop } from "../kit/pulumi-sms";

const { at, write, read, pulumiSms } = workshop();

const LONG = CONTOSO.replaceAll("CORPBDC1", "LONDON BDC 01");
const put: WriteFile = (server, file, content, modified) => {
  const place = at("network", server === "CORPBDC1" ? "LONDON BDC 01" : server, ...file.split("\\"));
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, content);
  if (modified !== undefined) utimesSync(place, modified, modified);
};

const REGISTRY =
  'REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SMS\\Setup]\r\n"Full Version"="2.00.1380.1000"\r\n"Type"=dword:00000001\r\n';

beforeEach(async () => {
  for (const folder of ["network", "machine"]) {
    rmSync(at(folder), { recursive: true, force: true });
    mkdirSync(at(folder));
  }
  await writeContoso(put);
});

async function collect(changes: Partial<Machine> = {}, args: string[] = []) {
  const { code, out: script } = await pulumiSms(["inspect", write("contoso.yaml", LONG), "--collect-script"]);
  expect(code).toBe(0);
  return runBatch(script, args, {
    network: at("network"),
    folder: at("machine"),
    name: "SMSS00",
    registry: REGISTRY,
    ...changes,
  });
}

test("what the script collects is what the servers show", async () => {
  expect(
    await collect({
      dump: () => "HKEY_LOCAL_MACHINE\r\n    Full Version = 2.00.1380.1000\r\n    Type = REG_DWORD 0x00000001\r\n",
    }),
  ).toBe(
    "SMSS00\r\nSMSS01\r\nCORPPDC\r\nLONDON BDC 01\r\nNot copied:\r\n" +
      ["SMSS00\\SMS_S00", "SMSS01\\SMS_S01"].map((share) => `\\\\${share}\\Logs\\Q251070.log: not found\r\n`).join("") +
      "The folder is complete: COLLECT\r\n",
  );
  expect(existsSync(at("machine/COLLECT/SRV00004/SMSLOGON/Config/Copylog.tcf"))).toBe(true);
  const { code, out } = await pulumiSms(["inspect", at("contoso.yaml"), "--from", at("machine/COLLECT")]);
  expect([code, out]).toEqual([0, `${at("contoso.yaml")}: 17 facts written; nothing differs\n`]);
  expect(read("contoso.yaml")?.match(/(modified|copylogFixInstalled|fullVersion): .*/g)).toEqual([
    "modified: 2000-06-24T03:14:00Z",
    "modified: 2000-06-24T03:14:00Z",
    "fullVersion: 2.00.1380.1000",
    "copylogFixInstalled: 2000-06-20T18:00:00Z",
    "fullVersion: 2.00.1380.1000",
    "copylogFixInstalled: 2000-06-20T18:00:00Z",
  ]);
});

test("without REGDMP the registry of the other servers is not known", async () => {
  await collect();
  const { code, out } = await pulumiSms(["inspect", at("contoso.yaml"), "--from", at("machine/COLLECT")]);
  expect([code, out.includes("registry of SMSS00")]).toEqual([0, false]);
  expect(out).toContain("registry of SMSS01: SETUP.TXT does not show the key SMS\\Setup\n");
});

test("what is locked or away is said, and not known", async () => {
  rmSync(at("network/SMSS01"), { recursive: true });
  const out = await collect({ locked: ["\\\\smss00\\sms_s00\\bin\\i386\\ccm.dll"] });
  expect(out).toContain("\\\\SMSS00\\SMS_S00\\Bin\\i386\\Ccm.dll: not copied\r\n");
  expect(out).toContain("\\\\SMSS01\\SMS_S01\\Bin\\i386\\Ccm.dll: not found\r\n");
  await pulumiSms(["inspect", at("contoso.yaml"), "--from", at("machine/COLLECT")]);
  const text = read("contoso.yaml") ?? "";
  expect(text).not.toContain("null");
  expect(text.match(/Ccm\.dll/g)).toBeNull();
});

test("a collection is never mixed with an older one", async () => {
  await collect();
  expect(await collect()).toBe("The folder COLLECT has a collection already. Name another one: collect FOLDER\r\n");
  expect(await collect({}, ["C2"])).toContain("The folder is complete: C2\r\n");
});

test("names that a batch file cannot take are left out, and nothing of them is in a command", () => {
  const document = {
    hierarchy: "a & del *.* %PATH%",
    domains: { CORP: { pdc: "A&B%PATH%" } },
    sites: { P01: { type: "central" as const, build: 1380 as const, domains: ["CORP"], server: "SMSP01" } },
  };
  const script = collectScript(document);
  expect(script).not.toMatch(/&|\*|%PATH%/);
  expect(script).toContain("rem Server 2 has a name with characters that a batch file cannot take");
});

test("every line fits the prompt of Windows NT 4.0, and the script is plain ASCII", async () => {
  await collect();
  const script = collectScript({ hierarchy: "K\u00f6ln", sites: {} });
  expect(script).toMatch(/^[\r\n -~]*$/);
  expect(readFileSync(at("machine/COLLECT/START.TXT"), "latin1")).toBe("pulumi-sms collect\r\n");
});
