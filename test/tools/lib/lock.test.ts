import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { withLock } from "../../../tools/lib/lock.cjs";

let folder: string;
let file: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "lock-"));
  file = path.join(folder, "a", "b.lock");
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const soon = { interval: 5 };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("tasks under one lock run one after the other", async () => {
  const events: string[] = [];
  const task = (name: string) =>
    withLock(file, soon, async () => {
      events.push(`${name} begins`);
      await pause(20);
      events.push(`${name} ends`);
    });
  await Promise.all([task("first"), task("second"), task("third")]);
  expect(events.map((event) => event.split(" ")[1])).toEqual(["begins", "ends", "begins", "ends", "begins", "ends"]);
  expect(fs.existsSync(file)).toBe(false);
});

test("who waits is told once for which process", async () => {
  const told: string[] = [];
  const first = withLock(file, soon, () => pause(40));
  await withLock(file, { ...soon, wait: (owner) => told.push(owner) }, async () => {});
  await first;
  expect(told).toEqual([String(process.pid)]);
});

test("a task that throws gives the lock back", async () => {
  await expect(withLock(file, soon, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(file, soon, async () => "free")).toBe("free");
});

test("the lock of a process that died is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  fs.mkdirSync(path.dirname(file));
  fs.writeFileSync(file, String(pid));
  expect(await withLock(file, soon, async () => fs.readFileSync(file, "utf8"))).toBe(String(process.pid));
});

test("a lock that was never signed is taken over once it is old", async () => {
  fs.mkdirSync(path.dirname(file));
  fs.writeFileSync(file, "");
  const old = new Date(Date.now() - 60_000);
  fs.utimesSync(file, old, old);
  expect(await withLock(file, soon, async () => "taken")).toBe("taken");
});
