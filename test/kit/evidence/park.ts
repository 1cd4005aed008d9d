import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import type { Credentials } from "../../../evidence/credentials";
import type { SambaOptions } from "../../../evidence/samba";
import { writeWhole } from "./whole-file";

/** What differs from a park in which everything works. */
export interface ParkOptions {
  /** How many servers it can have. */
  readonly servers?: number;
  /** Lines of the global section of smb.conf. */
  readonly settings?: readonly string[];
  /** Lines of the sections of some shares, by name. */
  readonly shares?: Readonly<Record<string, readonly string[]>>;
  /** Values of the registry key SMS\Setup, which all servers of a park have in common. */
  readonly registry?: Readonly<Record<string, string | number>>;
}

/**
 * Windows NT servers, played by one Samba server on addresses of the loopback network and an unprivileged port. Each server has
 * its own folders: the address that a client calls decides. Works as root and as an ordinary user.
 */
export class Park {
  readonly credentials: Credentials = { username: "smsreader", password: 'p w%#;="ü' };
  private readonly addresses = new Map<string, string>();

  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly smbd: ChildProcess,
    private readonly most: number,
  ) {}

  static async start(options: ParkOptions = {}): Promise<Park> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "park-"));
    fs.chmodSync(folder, 0o755);
    for (const name of ["private", "lock", "state", "cache", "run", "ncalrpc", "log", "servers"]) {
      fs.mkdirSync(path.join(folder, name), { mode: name === "private" ? 0o700 : 0o755 });
    }
    const port = await freePort();
    const most = options.servers ?? 20;
    const settings = path.join(folder, "smb.conf");
    fs.writeFileSync(settings, configuration(folder, port, most, options));
    const isRoot = process.getuid?.() === 0;
    // Debian's account `daemon` is there on every machine; an ordinary user can only be himself.
    const account = isRoot ? "daemon" : os.userInfo().username;
    fs.writeFileSync(path.join(folder, "usermap"), `!${account} = smsreader\n`);
    const park = { password: 'p w%#;="ü' };
    const tool = (name: string, args: readonly string[], input = "") =>
      execFileSync(programOf(name), ["-s", settings, ...args], { input, stdio: ["pipe", "ignore", "pipe"] });
    tool("pdbedit", ["-t", "-a", "-u", account], `${park.password}\n${park.password}\n`);
    const key = "HKLM\\Software\\Microsoft\\SMS\\Setup";
    const registry = Object.entries(options.registry ?? {});
    if (registry.length > 0) tool("net", ["registry", "createkey", key]);
    for (const [name, value] of registry) {
      const type = typeof value === "number" ? "dword" : "sz";
      tool("net", ["registry", "setvalue", key, name, type, String(value)]);
    }
    const smbd = spawn(programOf("smbd"), ["-F", "-s", settings], { stdio: "ignore" });
    await answering(port, smbd);
    return new Park(folder, port, smbd, most);
  }

  /** How the readers reach the servers. */
  get options(): SambaOptions {
    return { credentials: this.credentials, port: this.port, addressOf: (server) => this.addressOf(server) };
  }

  /** The address of a server, given to it at its first use. */
  addressOf(server: string): string {
    const known = this.addresses.get(server);
    if (known !== undefined) return known;
    if (this.addresses.size >= this.most) throw new Error(`the park has ${this.most} servers`);
    const address = addressAt(this.addresses.size);
    this.addresses.set(server, address);
    return address;
  }

  /** What a file of a server holds, byte for byte; null: there is none. */
  read(server: string, file: string): string | null {
    const place = this.placeOf(server, file);
    return fs.existsSync(place) ? fs.readFileSync(place, "latin1") : null;
  }

  remove(server: string, file: string): void {
    fs.rmSync(this.placeOf(server, file), { recursive: true, force: true });
  }

  /** The folder of a share of a server. */
  folderOf(server: string, share: string): string {
    return this.placeOf(server, share);
  }

  private placeOf(server: string, file: string): string {
    return path.join(this.folder, "servers", this.addressOf(server), ...file.split("\\"));
  }

  /** Writes a file of a server; its folders come with it. */
  write(server: string, file: string, content: string | Uint8Array, modified?: Date): string {
    return writeWhole(this.placeOf(server, file), content, modified);
  }

  async stop(): Promise<void> {
    if (this.smbd.exitCode === null) {
      const ended = new Promise((resolve) => this.smbd.once("exit", resolve));
      this.smbd.kill("SIGTERM");
      await ended;
    }
    // What serves the registry outlives it.
    const helper = path.join(this.folder, "run", "samba-dcerpcd.pid");
    if (fs.existsSync(helper)) process.kill(Number(fs.readFileSync(helper, "utf8")), "SIGTERM");
    for (let tries = 0; tries < 20; tries++) {
      try {
        fs.rmSync(this.folder, { recursive: true, force: true });
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}

/** A program of Samba: Debian has those of administrators where ordinary users do not look. */
function programOf(name: string): string {
  const place = path.join("/usr/sbin", name);
  return fs.existsSync(place) ? place : name;
}

function addressAt(index: number): string {
  return `127.0.${1 + Math.floor(index / 250)}.${1 + (index % 250)}`;
}

function configuration(
  folder: string,
  port: number,
  servers: number,
  { settings = [], shares = {} }: ParkOptions,
): string {
  const interfaces = Array.from({ length: servers }, (_, index) => `${addressAt(index)}/8`).join(" ");
  const names = new Set([
    "SMSLOGON",
    ...Array.from({ length: servers }, (_, index) => siteShare(index)),
    ...Object.keys(shares),
  ]);
  const root = process.getuid?.() === 0 ? ["force user = root"] : [];
  return [
    "[global]",
    "netbios name = PARK",
    "workgroup = TESTDOM",
    "server role = standalone server",
    `interfaces = ${interfaces}`,
    "bind interfaces only = yes",
    `smb ports = ${port}`,
    "disable netbios = yes",
    "server min protocol = NT1",
    `private dir = ${folder}/private`,
    `lock directory = ${folder}/lock`,
    `state directory = ${folder}/state`,
    `cache directory = ${folder}/cache`,
    `pid directory = ${folder}/run`,
    `ncalrpc dir = ${folder}/ncalrpc`,
    `log file = ${folder}/log/smbd.log`,
    `passdb backend = tdbsam:${folder}/private/passdb.tdb`,
    `username map = ${folder}/usermap`,
    "map to guest = never",
    "load printers = no",
    "printcap name = /dev/null",
    "disable spoolss = yes",
    ...settings,
    ...[...names].flatMap((name) => [
      `[${name}]`,
      `path = ${folder}/servers/%i/${name}`,
      "read only = no",
      ...root,
      ...(shares[name] ?? []),
    ]),
    "",
  ].join("\n");
}

/** The share of the SMS folder of a site: sites of a park are called S00, S01 and so on. */
export function siteShare(index: number): string {
  return `SMS_${siteCode(index)}`;
}

/** Code of a site of a park. */
export function siteCode(index: number): string {
  return `S${index.toString(36).toUpperCase().padStart(2, "0")}`;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(port: number, smbd: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (smbd.exitCode !== null) throw new Error("smbd ended; is the package samba installed?");
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = net.connect({ host: "127.0.1.1", port });
      socket.once("connect", () => (socket.destroy(), resolve(true))).once("error", () => resolve(false));
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("smbd does not answer");
}
