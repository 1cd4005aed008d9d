import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureSamba } from "../../../tools/samba/index.cjs";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "samba-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Runs it on a machine where Samba is there from the start, comes with apt-get, or never. */
async function ensure(machine: { has?: "always" | "after apt-get"; canInstall: boolean; aptFails?: string }) {
  const policy = path.join(folder, "policy-rc.d");
  const commands: string[] = [];
  const servicesMayStart: boolean[] = [];
  const outcome = await ensureSamba(() => undefined, {
    lock: path.join(folder, "lock"),
    policy,
    canInstall: () => machine.canInstall,
    missing: () =>
      machine.has === "always" || (machine.has === "after apt-get" && commands.length > 1) ? [] : ["smbd", "net"],
    run: async (command: string, args: string[]) => {
      servicesMayStart.push(!fs.existsSync(policy));
      commands.push([command, ...args].join(" "));
      return { code: machine.aptFails === undefined ? 0 : 100, output: machine.aptFails ?? "" };
    },
  });
  return { outcome, commands, servicesMayStart, isCleanedUp: !fs.existsSync(policy) };
}

test("Samba that is there is taken, and nothing is installed", async () => {
  expect(await ensure({ has: "always", canInstall: true })).toEqual({
    outcome: undefined,
    commands: [],
    servicesMayStart: [],
    isCleanedUp: true,
  });
});

test("Debian installs its own, and none of its services starts", async () => {
  expect(await ensure({ has: "after apt-get", canInstall: true })).toEqual({
    outcome: undefined,
    commands: ["apt-get update", "apt-get install -y --no-install-recommends samba samba-common-bin smbclient"],
    servicesMayStart: [false, false],
    isCleanedUp: true,
  });
});

test.each([
  ["nothing can be installed", { canInstall: false }, "(smbd, net): apt-get as root is not at hand"],
  ["apt-get fails", { canInstall: true, aptFails: "E: no space left" }, "E: no space left"],
  ["apt-get brings none", { canInstall: true }, "Samba is missing (smbd, net)."],
])("if %s, the message names what is missing and what to install", async (_, machine, reason) => {
  const { outcome, isCleanedUp } = await ensure(machine);
  expect(outcome).toContain(reason);
  expect(outcome).toContain("apt-get install samba samba-common-bin smbclient");
  expect(isCleanedUp).toBe(true);
});
