import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { postgresFolder } from "../../../tools/postgres/index.cjs";

const USER = "pulumi";

/** A PostgreSQL server of a test: on a loopback port, with its data in a folder of its own. */
export interface Postgres {
  /** Address of the backend, without the password: that is in the environment, as PGPASSWORD. */
  readonly url: string;
  readonly password: string;
  readonly port: number;
  /** What a statement gives, a row a line, columns parted by `|`. */
  query(statement: string): string;
  /** Stops the server, deletes its data and forgets the password. */
  stop(): Promise<void>;
}

/**
 * Starts a server. It refuses to run as root: then it runs as an ordinary user of the system.
 *
 * @param settings of postgresql.conf
 */
export async function startPostgres(settings: Readonly<Record<string, string | number>> = {}): Promise<Postgres> {
  const programs = postgresFolder();
  if (programs === undefined) throw new Error("There is no PostgreSQL: run `npm run setup`.");
  const user = ordinaryUser();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-postgres-"));
  const [data, secret] = [path.join(folder, "data"), path.join(folder, "password")];
  const password = `p${Math.random().toString(36).slice(2)}`;
  fs.writeFileSync(secret, password);
  fs.mkdirSync(data);
  if (user !== undefined) for (const each of [folder, data, secret]) fs.chownSync(each, user.uid, user.gid);
  const own = { cwd: folder, ...user };
  const access = ["--username", USER, "--pwfile", secret, "--auth", "scram-sha-256"];
  execFileSync(path.join(programs, "initdb"), ["-D", data, ...access, "-E", "UTF8", "--locale", "C"], {
    ...own,
    stdio: "pipe",
  });
  const port = await freePort();
  const all = { listen_addresses: "127.0.0.1", port, unix_socket_directories: "", fsync: "off", ...settings };
  const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(path.join(programs, "postgres"), ["-D", data, ...options], {
    ...own,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const kill = () => server.kill("SIGQUIT");
  process.once("exit", kill);
  await ready(server);
  process.env["PGPASSWORD"] = password;
  return {
    url: `postgres://${USER}@127.0.0.1:${port}/postgres?sslmode=disable`,
    password,
    port,
    query: (statement) => {
      const where = ["-h", "127.0.0.1", "-p", String(port), "-U", USER, "-d", "postgres"];
      const asked = spawnSync(path.join(programs, "psql"), [...where, "-X", "-A", "-t", "-c", statement], {
        env: { ...process.env, PGPASSWORD: password },
        encoding: "utf8",
      });
      if (asked.status !== 0) throw new Error(asked.stderr);
      return asked.stdout.trim();
    },
    stop: async () => {
      const ended = new Promise((resolve) => server.once("close", resolve));
      server.kill("SIGINT");
      await ended;
      process.off("exit", kill);
      delete process.env["PGPASSWORD"];
      fs.rmSync(folder, { recursive: true });
    },
  };
}

/** As root: the user that PostgreSQL's package makes, or else one that may do nothing. */
function ordinaryUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody", "daemon"]) {
    const [uid, gid] = ["-u", "-g"].map((option) =>
      spawnSync("id", [option, name], { encoding: "utf8" }).stdout.trim(),
    );
    if (uid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("PostgreSQL refuses to run as root, and there is none of the users postgres, nobody and daemon.");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Waits until the server says that it is ready. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    server.stderr?.on("data", (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("close", () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
  });
}
