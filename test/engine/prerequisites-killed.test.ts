import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import { isRefused, Lab } from "../kit/engine/lab";
import { upWithPeople, type Doings } from "../kit/engine/with-people";
import { CONTROLLERS, Prerequisites } from "../kit/evidence/prerequisites";
import { watching, type Proxy, type Step } from "../kit/evidence/proxy";

let servers: Prerequisites;
beforeAll(async () => {
  servers = await Prerequisites.start(["server max protocol = NT1", "server signing = disabled"]);
});
beforeEach(() => servers.reset());
afterAll(() => servers.stop());

/** Commands of NT1. */
const LOGON = 0x73;
const CONNECT = 0x75;
const OPEN = 0xa2;
const READ = 0x2e;
const WRITE = 0x2f;
const RENAME = 0x07;

/** A step at which a run is killed. */
interface Point {
  readonly what: string;
  /** The update has to have said this before; absent: from its beginning. */
  readonly armed?: RegExp;
  readonly server: string;
  readonly command: number;
  readonly when: "before" | "after";
  /** Whom it hits, with all that it started. */
  readonly victim: "plugin" | "engine";
}

const WAITING = /[012] of 3 logon points of CORP are updated/;
const CLEARED = /Site CEN is cleared for SP2/;

const POINTS: readonly Point[] = [
  {
    what: "before the plugin logs on for the first time",
    server: "SMSCEN",
    command: LOGON,
    when: "before",
    victim: "plugin",
  },
  { what: "while it reads the first program", server: "SMSCEN", command: READ, when: "after", victim: "engine" },
  {
    what: "before it reads the PDC for Senior.lst",
    server: "CORPPDC",
    command: OPEN,
    when: "before",
    victim: "plugin",
  },
  { what: "before it writes Senior.tmp", server: "CORPPDC", command: WRITE, when: "before", victim: "engine" },
  {
    what: "after it wrote Senior.tmp, which is not closed",
    server: "CORPPDC",
    command: WRITE,
    when: "after",
    victim: "plugin",
  },
  { what: "before it renames Senior.tmp", server: "CORPPDC", command: RENAME, when: "before", victim: "plugin" },
  {
    what: "after Senior.tmp got the name Senior.lst",
    server: "CORPPDC",
    command: RENAME,
    when: "after",
    victim: "engine",
  },
  { what: "when it reads Copylog.tcf of a BDC", server: "CORPBDC1", command: READ, when: "after", victim: "plugin" },
  {
    what: "when it waits for a BDC",
    armed: WAITING,
    server: "CORPBDC2",
    command: CONNECT,
    when: "before",
    victim: "engine",
  },
  {
    what: "when it waits for SP2 at the central site",
    armed: CLEARED,
    server: "SMSCEN",
    command: OPEN,
    when: "before",
    victim: "plugin",
  },
];

test.each(POINTS)(
  "killed $what: Senior.lst is never lost or half, and the next update comes to its end",
  async (point) => {
    const state: { run?: ChildProcess; isArmed: boolean; isKilled: boolean } = {
      isArmed: point.armed === undefined,
      isKilled: false,
    };
    const kill =
      (when: Point["when"]) =>
      ({ host, command }: Step) => {
        const isThere = host === servers.park.addressOf(point.server) && command === point.command;
        if (state.run === undefined || state.isKilled || !state.isArmed || !isThere || when !== point.when) return;
        state.isKilled = true;
        const engine = Number(state.run.pid);
        killTree(point.victim === "engine" ? engine : pluginOf(engine));
      };
    const proxy = await watching(servers.park.port, kill("before"), kill("after"));
    try {
      const lab = labAt(proxy);
      const arm: Doings = point.armed === undefined ? [] : [[point.armed, () => void (state.isArmed = true)]];
      const killed = await upWithPeople(lab, [...arm, ...CYCLE], RUN(), (run) => (state.run = run));
      expect([state.isKilled, killed.code === 0]).toEqual([true, false]);
      const { list, draft } = servers.lists();
      expect([null, "CEN\r\n"]).toContain(list);
      expect([null, "CEN\r\n", ""]).toContain(draft);

      if (point.victim === "engine") await lab.run("cancel", { pack: false, args: ["--yes"] });
      const resumed = await upWithPeople(lab, [...CYCLE, ...SETUPS], RUN());
      expect([isRefused(resumed), resumed.output]).toEqual([false, expect.anything()]);
      const upgraded = lab.stored("sms:index:Sp2Upgrade");
      expect([servers.lists(), upgraded]).toEqual([{ list: "CEN\r\n", draft: null }, ["CEN", "P01"]]);
    } finally {
      await proxy.stop();
    }
  },
);

const RUN = () => ({ pack: false, env: servers.env });

const labAt = (proxy: Proxy) =>
  Lab.ofProject("examples/prerequisites", { ...servers.config(proxy.port), "contoso-prerequisites:timeout": "120" });

const CYCLE: Doings = [
  [/[012] of 3 logon points of CORP are updated/, () => CONTROLLERS.forEach((name) => servers.copylog(name))],
];
const SETUPS: Doings = [
  [CLEARED, () => servers.setup("CEN")],
  [/Site P01 is cleared for SP2/, () => servers.setup("P01")],
];

/** Processes by their parents, as the machine has them now. */
function childrenOf(): (pid: number) => number[] {
  const parents = fs.readdirSync("/proc").flatMap((name): [number, number][] => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const [, parent = ""] = /\) \S (\d+)/.exec(fs.readFileSync(`/proc/${name}/stat`, "latin1")) ?? [];
      return [[Number(name), Number(parent)]];
    } catch {
      return [];
    }
  });
  return (pid) => parents.filter(([, parent]) => parent === pid).map(([child]) => child);
}

function treeOf(pid: number, children = childrenOf()): number[] {
  return [pid, ...children(pid).flatMap((child) => treeOf(child, children))];
}

function killTree(pid: number): void {
  for (const one of treeOf(pid)) {
    try {
      process.kill(one, "SIGKILL");
    } catch {
      // It ended by itself.
    }
  }
}

/** The process of the plugin that a run of the engine started. */
function pluginOf(engine: number): number {
  const isPlugin = (pid: number) => {
    try {
      const line = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return line.some((word) => word.includes("/cmd/run-plugin")) && line.some((word) => word.endsWith("/provider"));
    } catch {
      return false;
    }
  };
  const found = treeOf(engine).find(isPlugin);
  if (found === undefined) throw new Error("the engine runs no plugin");
  return found;
}
