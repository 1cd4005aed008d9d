import { onServers } from "../kit/provider/on-servers";
import { secret, UNKNOWN } from "../kit/provider/resources";

let it: Awaited<ReturnType<typeof onServers>>;
beforeEach(async () => {
  it = await onServers("HotfixInstallation");
});
afterEach(() => it.stop());

const INPUTS = { code: "S01", server: "SMSS01", hotfix: "Q252717" };
const FILES = {
  "Bin\\i386\\Ccm.dll": "2.0.1380.1125",
  "Bin\\i386\\Ccmbtldr.exe": "2.0.1380.1125",
  "Bin\\i386\\Baseobj.dll": "2.0.1380.1101",
};
const CCM = "SMS_S01\\Bin\\i386\\Ccm.dll";
const made = { ...INPUTS, platform: "i386", evidence: { files: FILES }, isInstalled: true };

test("a hotfix that is there is shown by its files; that of Copylog.tcf has a time", async () => {
  expect(await it.create(it.of, INPUTS)).toEqual({ id: "S01/SMSS01/Q252717", outs: made });
  const { outs } = await it.create(it.of, { ...INPUTS, hotfix: "Q249077" });
  expect(outs).toMatchObject({
    evidence: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1105" } },
    installedAt: "2000-06-20T18:00:00Z",
  });
});

test.each([
  {
    what: "an old file and one that is missing",
    change: async () => {
      await it.dll("SMSS01", CCM, "2.0.1380.1041");
      it.remove("SMSS01", "SMS_S01\\Bin\\i386\\Baseobj.dll");
    },
    says: `Q252717 is not shown to be installed on SMSS01, the server of site S01:
  - Bin\\i386\\Ccm.dll is 2.0.1380.1041, needs 2.0.1380.1125 or later
  - Bin\\i386\\Baseobj.dll is missing, needs 2.0.1380.1101 or later
  Install Q252717 there, from the folder Smsqfe of the SP2 CD, and update again (Q252717, Q261931).`,
  },
  {
    what: "a client pack and the release",
    change: async () => {
      await it.dll("SMSS01", CCM, "2.0.1380.1405");
      await it.dll("SMSS01", "SMS_S01\\Bin\\i386\\Ccmbtldr.exe", "2.0.1239.64");
    },
    says: `Q252717 is not shown to be installed on SMSS01, the server of site S01:
  - Bin\\i386\\Ccm.dll is 2.0.1380.1405, a client pack revision, which does not prove the hotfix
  - Bin\\i386\\Ccmbtldr.exe is 2.0.1239.64, a file of another build
  Install Q252717 there, from the folder Smsqfe of the SP2 CD, and update again (Q252717, Q261931).`,
  },
])("$what: refused with every file", async ({ change, says }) => {
  await change();
  await expect(it.create(it.of, INPUTS)).rejects.toThrow(new Error(says));
});

test("a server that cannot be read is refused with the reason, and no installation is asked for", async () => {
  it.move("SMSS01", "AWAY");
  await expect(it.create(it.of, INPUTS)).rejects.toThrow(/no folder SMSS01 in [^]*Check that the server runs/);
});

test("a server at SP2 has every hotfix", async () => {
  for (const file of Object.keys(FILES)) await it.dll("SMSS01", `SMS_S01\\${file}`, "2.0.1493.2005");
  const { outs } = await it.create(it.of, INPUTS);
  expect([outs["isInstalled"], outs["evidence"].files["Bin\\i386\\Ccm.dll"]]).toEqual([true, "2.0.1493.2005"]);
});

test("a wait ends as soon as the files are there, and says what it waits for", async () => {
  await it.dll("SMSS01", CCM, "2.0.1380.1041");
  const creating = it.create(it.of, { ...INPUTS, timeout: 60 });
  while (it.said.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await it.dll("SMSS01", CCM, "2.0.1380.1125");
  expect(await creating).toEqual({ id: "S01/SMSS01/Q252717", outs: made });
  expect(it.said).toEqual([`${it.of}: waiting: Bin\\i386\\Ccm.dll is 2.0.1380.1041, needs 2.0.1380.1125 or later`]);
});

test("a time-out names the files that are still old", async () => {
  await it.dll("SMSS01", CCM, "2.0.1380.1041");
  await expect(it.create(it.of, { ...INPUTS, timeout: 1 })).rejects.toThrow(
    "on SMSS01, the server of site S01 after 1 second:\n  - Bin\\i386\\Ccm.dll is 2.0.1380.1041",
  );
});

test("a cancelled wait ends at once", async () => {
  await it.dll("SMSS01", CCM, "2.0.1380.1041");
  const creating = it.create(it.of, { ...INPUTS, timeout: 3600 });
  while (it.said.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  it.cancel();
  await expect(creating).rejects.toThrow("Cancelled.");
});

test("a refresh sees a file that was put back, and the next update looks again", async () => {
  expect(await it.diff("id", it.of, made, INPUTS)).toEqual({ changes: false, replaces: [] });
  await it.dll("SMSS01", CCM, "2.0.1380.1041");
  const { props } = await it.refresh("id", it.of, made);
  expect(props).toMatchObject({ isInstalled: false, evidence: { files: { "Bin\\i386\\Ccm.dll": "2.0.1380.1041" } } });
  expect(await it.diff("id", it.of, props, INPUTS)).toEqual({ changes: true, replaces: [] });
});

test("a refresh of a server that is away knows nothing of its files", async () => {
  it.move("SMSS01", "AWAY");
  expect((await it.refresh("id", it.of, made)).props).toMatchObject({ isInstalled: false, evidence: { files: {} } });
});

test("another server or hotfix is another resource", async () => {
  const diff = await it.diff("id", it.of, made, { ...INPUTS, server: "SMSS00", code: "S00" });
  expect(diff).toEqual({ changes: true, replaces: ["code", "server"] });
});

test("an installed hotfix is imported by its id, and one that is not is refused", async () => {
  expect(await it.refresh("S01/SMSS01/Q252717", it.of, {})).toEqual({
    id: "S01/SMSS01/Q252717",
    props: made,
    inputs: INPUTS,
  });
  await expect(it.refresh("S01/SMSS01/Q251070", it.of, {})).rejects.toThrow("a file of another build");
  await expect(it.refresh("S01/SMSS01", it.of, {})).rejects.toThrow("S01/SMSS01 is not CODE/SERVER/HOTFIX");
});

test.each([
  { what: "valid inputs", news: { ...INPUTS, timeout: 0, tags: {} }, failures: [] },
  { what: "inputs that are not known yet", news: { ...INPUTS, server: UNKNOWN, timeout: UNKNOWN }, failures: [] },
  {
    what: "inputs of the wrong form",
    news: { code: "S0", server: "SMS/S01", hotfix: "Q1", platform: "mips", timeout: -1 },
    failures: [
      'code: found "S0", expected a site code: three letters or digits, not CON, PRN, AUX or NUL (Q182420)',
      'server: found "SMS/S01", expected the name of a server: 1 to 15 characters, none of \\ / : * ? " < > | , ; = + [ ], no dot or blank in front, no blank behind',
      'hotfix: found "Q1", expected a hotfix that SP2 requires: Q251070, Q249077, Q252718, Q252717',
      'platform: found "mips", expected i386 or alpha',
      "timeout: found -1, expected a number of seconds, 0 or more",
    ],
  },
  {
    what: "a secret",
    news: { ...INPUTS, server: secret("SMSS01") },
    failures: [expect.stringMatching(/^server: found a secret/)],
  },
])("check of $what", async ({ news, failures }) => {
  const checked = await it.check(it.of, {}, news);
  expect(checked.failures?.map(({ reason }) => reason)).toEqual(failures);
});
