import * as fs from "node:fs";
import * as path from "node:path";
import { readSeniorList, settledList, writeSeniorList, type ListAccess } from "../../evidence/senior-list";
import { smbShares } from "../../evidence/smb";
import { smbWriter } from "../../evidence/smb-writer";
import { Park } from "../kit/evidence/park";
import { between, isCommand, refusing, type Proxy } from "../kit/evidence/proxy";

/** A server of Windows NT 4.0 speaks nothing newer than this; the other one is newer. */
const SERVERS: Record<string, { settings?: string[]; shares?: Record<string, string[]> }> = {
  NT1: { settings: ["server max protocol = NT1", "server signing = disabled"] },
  SMB3: {},
  "READ ONLY": { shares: { SMSLOGON: ["read only = yes"] } },
};

const LIST = "SMSLOGON\\Sitescfg\\Senior.lst";
const DRAFT = "SMSLOGON\\Sitescfg\\Senior.tmp";

const parks = new Map<string, Park>();
const proxies: Proxy[] = [];
beforeAll(async () => {
  for (const [name, options] of Object.entries(SERVERS)) parks.set(name, await Park.start(options));
});
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.stop();
});
afterAll(async () => {
  for (const park of parks.values()) await park.stop();
});

/** A domain controller with this Senior.lst, and how it is reached. */
function controller(protocol: string, text: string | null, draft: string | null = null) {
  const park = parks.get(protocol)!;
  const [list, tmp] = [LIST, DRAFT].map((file) => park.write("PDC1", file, ""));
  for (const [file, content] of [
    [list!, text],
    [tmp!, draft],
  ] as const) {
    if (content === null) fs.rmSync(file);
    else fs.writeFileSync(file, content, "latin1");
  }
  const access = (port = park.port, host = park.addressOf("PDC1")): ListAccess => {
    const options = { ...park.options, port, addressOf: () => host };
    return { shares: smbShares(options), writer: smbWriter(options) };
  };
  const has = (file: string) => (fs.existsSync(file) ? fs.readFileSync(file, "latin1") : null);
  return {
    access,
    files: () => ({ list: has(list!), draft: has(tmp!) }),
    set: (content: string) => fs.writeFileSync(list!, content),
    folder: path.dirname(list!),
    host: park.addressOf("PDC1"),
    port: park.port,
  };
}

describe.each(["NT1", "SMB3"])("a server that speaks %s", (protocol) => {
  test("gets a Senior.lst, another one, and the first one back, byte for byte", async () => {
    const pdc = controller(protocol, null);
    const access = pdc.access();
    await writeSeniorList(access, "PDC1", { expected: null, text: "CEN\r\n" });
    expect(pdc.files()).toEqual({ list: "CEN\r\n", draft: null });
    const strange = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte));
    pdc.set("");
    fs.writeFileSync(path.join(pdc.folder, "Senior.lst"), strange, "latin1");
    const { text } = await readSeniorList(access.shares, "PDC1");
    await writeSeniorList(access, "PDC1", { expected: text, text: "P01\r\n" });
    expect(pdc.files()).toEqual({ list: "P01\r\n", draft: null });
    await writeSeniorList(access, "PDC1", { expected: "P01\r\n", text });
    expect(pdc.files()).toEqual({ list: strange, draft: null });
    await writeSeniorList(access, "PDC1", { expected: text, text: null });
    expect(pdc.files()).toEqual({ list: null, draft: null });
  });

  test("that somebody else changed meanwhile keeps his Senior.lst, and no draft stays", async () => {
    const pdc = controller(protocol, "OLD\r\n");
    const writing = writeSeniorList(pdc.access(), "PDC1", { expected: null, text: "CEN\r\n" });
    await expect(writing).rejects.toThrow(
      '\\\\PDC1\\SMSLOGON\\Sitescfg\\Senior.lst was changed by somebody else meanwhile: it holds "OLD\\r\\n" now. It is left as it is.',
    );
    expect(pdc.files()).toEqual({ list: "OLD\r\n", draft: null });
  });

  test("whose writing was interrupted is finished by the next one who looks", async () => {
    const pdc = controller(protocol, null, "CEN\r\n");
    expect(await settledList(pdc.access(), "PDC1")).toEqual({ text: "CEN\r\n", draft: null });
    expect(pdc.files()).toEqual({ list: "CEN\r\n", draft: null });
  });

  test.each(["", "CE", "CEN", "CEN\r", "cen\r\n", "CEN\r\nmore"])(
    "with half a draft (%j) stays as it is",
    async (draft) => {
      const pdc = controller(protocol, null, draft);
      expect(await settledList(pdc.access(), "PDC1")).toEqual({ text: null, draft });
      expect(pdc.files()).toEqual({ list: null, draft });
    },
  );

  test("shows readers the old or the new Senior.lst, or for a moment none, never an empty one or half of one", async () => {
    const pdc = controller(protocol, "AAA\r\n");
    const file = path.join(pdc.folder, "Senior.lst");
    const seen = new Set<string | null>();
    let isDone = false;
    const reader = (async () => {
      while (!isDone) {
        for (let reads = 0; reads < 200; reads++) {
          try {
            seen.add(fs.readFileSync(file, "latin1"));
          } catch {
            seen.add(null);
          }
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const access = pdc.access();
    for (const [expected, text] of [
      ["AAA\r\n", "BBB\r\n"],
      ["BBB\r\n", "CCC\r\n"],
      ["CCC\r\n", "AAA\r\n"],
    ] as const) {
      await writeSeniorList(access, "PDC1", { expected, text });
    }
    isDone = true;
    await reader;
    const texts = [...seen].filter((text) => text !== null).sort();
    expect(texts).toEqual(["AAA\r\n", "BBB\r\n", "CCC\r\n"]);
    if (protocol !== "NT1") expect(seen).not.toContain(null);
  });
});

test("a server that lets nobody write says why, and keeps what it has", async () => {
  const pdc = controller("READ ONLY", "OLD\r\n");
  const writing = writeSeniorList(pdc.access(), "PDC1", { expected: "OLD\r\n", text: "CEN\r\n" });
  await expect(writing).rejects.toThrow(
    "\\\\PDC1\\SMSLOGON\\Sitescfg\\Senior.tmp: access denied. Senior.lst is unchanged.",
  );
  expect(pdc.files()).toEqual({ list: "OLD\r\n", draft: null });
});

/** Statuses and commands of NT1. */
const STATUS = { ACCESS_DENIED: 0xc0000022, DISK_FULL: 0xc000007f, CANNOT_DELETE: 0xc0000121 };
const COMMAND = { write: 0x2f, rename: 0x07, remove: 0x06 };

describe("a server of Windows NT 4.0 that fails", () => {
  const write = async (step: keyof typeof COMMAND, status: keyof typeof STATUS) => {
    const pdc = controller("NT1", "OLD\r\n");
    const isFramed = true;
    const proxy = await between(pdc, (frame) => frame, isFramed, refusing(COMMAND[step], STATUS[status]));
    proxies.push(proxy);
    const access = pdc.access(proxy.port, "127.0.0.1");
    return { pdc, writing: writeSeniorList(access, "PDC1", { expected: "OLD\r\n", text: "CEN\r\n" }) };
  };

  test("to write, its disk being full, keeps its Senior.lst", async () => {
    const { pdc, writing } = await write("write", "DISK_FULL");
    await expect(writing).rejects.toThrow("Senior.tmp: the disk is full. Senior.lst is unchanged.");
    expect(pdc.files()).toEqual({ list: "OLD\r\n", draft: null });
  });

  test("to delete the old Senior.lst, which is in use, keeps it", async () => {
    const { pdc, writing } = await write("remove", "CANNOT_DELETE");
    await expect(writing).rejects.toThrow("Senior.lst: the file is read-only or in use. It is unchanged.");
    // The draft cannot be deleted there either.
    expect(pdc.files()).toEqual({ list: "OLD\r\n", draft: "CEN\r\n" });
  });

  test("to rename once, after it deleted the old Senior.lst, is asked again", async () => {
    const pdc = controller("NT1", "OLD\r\n");
    let times = 0;
    const refuse = refusing(COMMAND.rename, STATUS.ACCESS_DENIED);
    const once = (frame: Buffer) => (isCommand(frame, COMMAND.rename) && times++ === 0 ? refuse(frame) : undefined);
    const proxy = await between(pdc, (frame) => frame, true, once);
    proxies.push(proxy);
    const access = pdc.access(proxy.port, "127.0.0.1");
    await writeSeniorList(access, "PDC1", { expected: "OLD\r\n", text: "CEN\r\n" });
    expect([times, pdc.files()]).toEqual([2, { list: "CEN\r\n", draft: null }]);
  });

  test("to rename after it deleted the old Senior.lst keeps the whole new one as a draft, which the next one puts in place", async () => {
    const { pdc, writing } = await write("rename", "ACCESS_DENIED");
    await expect(writing).rejects.toThrow(
      "Senior.lst: access denied. If it is missing, Senior.tmp is whole: update again to go on.",
    );
    expect(pdc.files()).toEqual({ list: null, draft: "CEN\r\n" });
    await settledList(pdc.access(), "PDC1");
    expect(pdc.files()).toEqual({ list: "CEN\r\n", draft: null });
  });
});
