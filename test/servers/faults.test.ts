import * as fs from "node:fs";
import { serverClock } from "../../evidence/clock";
import type { SambaOptions } from "../../evidence/samba";
import type { Wish } from "../../evidence/share";
import { smbShares } from "../../evidence/smb";
import { Park } from "../kit/evidence/park";
import { program } from "../kit/evidence/programs";
import { between, filteredPort, saying, standIn, type Proxy } from "../kit/evidence/proxy";

let park: Park;
const open: Proxy[] = [];

beforeAll(async () => {
  park = await Park.start({
    settings: ["server max protocol = NT1", "server signing = disabled"],
    shares: { CLOSED: ["valid users = nobody"] },
  });
  const write = (path: string, content: string | Uint8Array) =>
    park.write("SMSS00", `SMS_S00\\Bin\\i386\\${path}`, content);
  write("Nt_logon.dll", await program("2.0.1380.1105"));
  write("Ccm.dll", Buffer.concat([await program("2.0.1380.1125"), Buffer.alloc(160_000)]));
  write("Cut.dll", (await program("2.0.1380.1125")).subarray(0, 600));
  write("Bare.dll", await program("", { isBare: true }));
  write("Wide.dll", await program("2.0.1493.2005", { is64: true }));
  fs.truncateSync(write("Huge.dll", ""), 2_147_483_648);
  park.write("SMSS00", "CLOSED\\Copylog.tcf", "");
  park.write("SMSS00", "SMSLOGON\\Config\\Copylog.tcf", "[FILE SOURCE]\r\n".repeat(4000));
});
afterEach(async () => {
  for (const proxy of open.splice(0)) await proxy.stop();
});
afterAll(() => park.stop());

/** Reads files of the server, through a proxy if there is one. */
async function read(names: readonly string[], proxy?: Proxy, options: Partial<SambaOptions> = {}) {
  const bin = (name: string): Wish => ({ share: "SMS_S00", path: `Bin\\i386\\${name}`, want: "version" });
  return readWishes(names.map(bin), proxy, options);
}

async function readWishes(wishes: readonly Wish[], proxy?: Proxy, options: Partial<SambaOptions> = {}) {
  if (proxy !== undefined) open.push(proxy);
  const through = proxy === undefined ? {} : { port: proxy.port, addressOf: () => "127.0.0.1" };
  const answers = await smbShares({ ...park.options, ...through, ...options }).readServer("SMSS00", wishes);
  return answers.map((answer) =>
    answer.kind === "read" ? answer.content : (`${answer.kind}: ${answer.reason}` as const),
  );
}

const to = () => ({ host: park.addressOf("SMSS00"), port: park.port });
const FILES = ["Nt_logon.dll", "Ccm.dll"];
const both = (text: string) => [text, text];

test("files that are damaged, of another kind or too large are said to be so, and the others are read", async () => {
  expect(await read(["Cut.dll", "Bare.dll", "Wide.dll", "Huge.dll", "Gone.dll", "Nt_logon.dll"])).toEqual([
    "unreadable: a program that is cut off",
    "unreadable: a program without a version",
    "2.0.1493.2005",
    "unreadable: larger than 16000000 bytes",
    "missing: no such file",
    "2.0.1380.1105",
  ]);
});

test("a share that lets nobody in is refused, and the next share is read", async () => {
  const wishes: Wish[] = [
    { share: "CLOSED", path: "Copylog.tcf", want: "text" },
    { share: "SMS_S00", path: "Bin\\i386\\Nt_logon.dll", want: "version" },
  ];
  expect(await readWishes(wishes)).toEqual(["refused: access denied", "2.0.1380.1105"]);
});

/** Commands of NT1 and statuses of Windows NT. */
const [OPEN, SESSION] = [0xa2, 0x73];
test.each<[string, number, number, string]>([
  ["a locked file", OPEN, 0xc0000043, "refused: the file is locked"],
  ["a file that may not be read", OPEN, 0xc0000022, "refused: access denied"],
  ["an expired password", SESSION, 0xc0000071, "logon: the password has expired"],
  ["a password that must be changed", SESSION, 0xc0000224, "logon: the password must be changed"],
  ["a locked account", SESSION, 0xc0000234, "logon: the account is locked out"],
])("%s is an answer", async (_, command, status, answer) => {
  expect(await read(FILES, await between(to(), saying(command, status), true))).toEqual(both(answer));
});

test("a refused account is tried once", async () => {
  let sessions = 0;
  const proxy = await between(
    to(),
    (frame) => {
      if (frame[8] === SESSION) sessions++;
      return saying(SESSION, 0xc000006d)(frame);
    },
    true,
  );
  expect(await read(FILES, proxy)).toEqual(both("logon: wrong user name or password"));
  expect(sessions).toBe(1);
});

test("a server that hangs is given up, once", async () => {
  let connections = 0;
  const proxy = await standIn(() => void connections++);
  expect(await read(FILES, proxy, { patience: 1 })).toEqual(both("unreachable: the server does not answer"));
  expect(connections).toBe(1);
});

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("the password is on no command line, in no environment and in no file while a server is asked", async () => {
  const proxy = await standIn(() => undefined);
  const reading = read(FILES, proxy, { patience: 2 });
  const seen: string[] = [];
  for (let tries = 0; tries < 100 && seen.length === 0; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const pid of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const text = (name: string) => {
        try {
          return fs.readFileSync(`/proc/${pid}/${name}`, "utf8");
        } catch {
          return "";
        }
      };
      if (!text("cmdline").includes(`\0${proxy.port}\0`) || !text("cmdline").startsWith("smbclient")) continue;
      seen.push(text("cmdline"), text("environ"));
      const folder = fs.readlinkSync(`/proc/${pid}/cwd`);
      for (const name of fs.readdirSync(folder)) {
        if (fs.statSync(`${folder}/${name}`).isFile()) seen.push(fs.readFileSync(`${folder}/${name}`, "latin1"));
      }
      expect(fs.statSync(folder).mode & 0o077).toBe(0);
    }
  }
  await reading;
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.filter((text) => text.includes("p w%#"))).toEqual([]);
});

test("a port that is filtered times out", async () => {
  expect(await read(FILES, await filteredPort())).toEqual(both("unreachable: timed out"));
});

test("a server that closes at once is tried again, and then given up", async () => {
  let connections = 0;
  const proxy = await standIn((socket) => (connections++, socket.destroy()));
  expect(await read(FILES, proxy)).toEqual(both("unreachable: the server closed the connection"));
  expect(connections).toBe(3);
});

test("a server that speaks something else is given up", async () => {
  const proxy = await standIn((socket) => void socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const answers = await read(FILES, proxy, { patience: 2 });
  expect(new Set(answers.map((one) => one.split(":")[0]))).toEqual(new Set(["unreachable"]));
});

test("a server that dies in the middle is read by the next try", async () => {
  let left = 100_000;
  const proxy = await between(to(), (piece) => {
    left -= piece.length;
    const isDead = left < 0;
    if (isDead) left = Infinity;
    return isDead ? undefined : piece;
  });
  expect(await read(FILES, proxy)).toEqual(["2.0.1380.1105", "2.0.1380.1125"]);
});

test("a slow line is waited for as long as something arrives", async () => {
  const proxy = await between(to(), async (piece) => {
    await new Promise((resolve) => setTimeout(resolve, piece.length / 40));
    return piece;
  });
  const started = Date.now();
  expect(await read(FILES, proxy, { patience: 2 })).toEqual(["2.0.1380.1105", "2.0.1380.1125"]);
  expect(Date.now() - started).toBeGreaterThan(3000);
});

test("a Copylog.tcf that is rewritten while it is read is not known", async () => {
  const place = park.write("SMSS00", "SMSLOGON\\Config\\Copylog.tcf", "[FILE SOURCE]\r\n".repeat(4000));
  let rewrites = 0;
  const proxy = await between(to(), async (piece) => {
    if (piece.length > 5000) fs.writeFileSync(place, `[FILE SOURCE]\r\n${rewrites++}`.padEnd(60_000));
    return piece;
  });
  expect(await readWishes([{ share: "SMSLOGON", path: "Config\\Copylog.tcf", want: "text" }], proxy)).toEqual([
    "unreachable: the file changes while it is read",
  ]);
});

test("a clock that is five minutes ahead is measured", async () => {
  const ahead = 5 * 60_000;
  const proxy = await between(
    to(),
    (frame) => {
      const changed = Buffer.from(frame);
      if (frame[8] === 0x72) changed.writeBigInt64LE(frame.readBigInt64LE(4 + 56) + BigInt(ahead) * 10_000n, 4 + 56);
      return changed;
    },
    true,
  );
  open.push(proxy);
  const clock = await serverClock("127.0.0.1", proxy.port);
  expect(Math.abs(clock!.offset - ahead)).toBeLessThan(1500);
});

test.each([
  [
    "garbage",
    (socket: { write(text: string): unknown }) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n".repeat(10)),
  ],
  ["nothing", () => undefined],
])("a server that answers %s has no clock", async (_, onConnection) => {
  const proxy = await standIn(onConnection);
  open.push(proxy);
  expect(await serverClock("127.0.0.1", proxy.port, 500)).toBeUndefined();
});
