import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureBrowser } from "../../../tools/browser/index.cjs";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "browser-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Runs it on a machine where a browser is there from the start, comes with apt-get, or never. */
async function ensure(machine: { has?: "always" | "after apt-get"; canInstall: boolean; aptFails?: string }) {
  const told: string[] = [];
  const commands: string[] = [];
  const browser = ensureBrowser((line: string) => told.push(line), {
    lock: path.join(folder, "lock"),
    canInstall: () => machine.canInstall,
    find: () =>
      machine.has === "always" || (machine.has === "after apt-get" && commands.length > 1)
        ? "/usr/bin/chromium"
        : undefined,
    run: async (command: string, args: string[]) => {
      commands.push([command, ...args].join(" "));
      return { code: machine.aptFails === undefined ? 0 : 100, output: machine.aptFails ?? "" };
    },
  });
  const outcome = await browser.catch((error: Error) => error.message);
  return { outcome, commands, told: told.length };
}

test("a browser that is there is taken, and nothing is installed", async () => {
  expect(await ensure({ has: "always", canInstall: true })).toEqual({
    outcome: "/usr/bin/chromium",
    commands: [],
    told: 0,
  });
});

test("Debian installs its own, and says so", async () => {
  expect(await ensure({ has: "after apt-get", canInstall: true })).toEqual({
    outcome: "/usr/bin/chromium",
    commands: ["apt-get update", "apt-get install -y --no-install-recommends chromium fonts-liberation"],
    told: 1,
  });
});

test.each([
  ["nothing can be installed", { canInstall: false }, "apt-get as root is not at hand"],
  ["apt-get fails", { canInstall: true, aptFails: "E: no space left" }, "E: no space left"],
  ["apt-get brings none", { canInstall: true }, "no browser came of it"],
])("where %s, the message names what to install and CHROME_PATH", async (_, machine, reason) => {
  const { outcome } = await ensure(machine);
  expect(outcome).toContain(reason);
  expect(outcome).toContain("apt-get install chromium");
  expect(outcome).toContain("CHROME_PATH");
});
