import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensurePython } from "../../../tools/python/index.cjs";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "python-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Runs it on a machine where Python is there from the start, comes with apt-get, or never. */
async function ensure(machine: {
  has?: "always" | "after apt-get";
  canInstall?: boolean;
  aptFails?: string;
  pipFails?: string;
}) {
  const environment = { folder: path.join(folder, "env"), python: path.join(folder, "env", "python") };
  const done: string[] = [];
  const outcome = await ensurePython(() => undefined, {
    environment,
    canInstall: () => machine.canInstall ?? false,
    find: async () =>
      machine.has === "always" || (machine.has === "after apt-get" && done.length > 1) ? "python3" : undefined,
    run: async (command: string, args: string[]) => {
      done.push([command, ...args].join(" "));
      return { code: machine.aptFails === undefined ? 0 : 100, output: machine.aptFails ?? "" };
    },
    fill: async (python: string) => {
      done.push(`packages with ${python}`);
      fs.mkdirSync(environment.folder, { recursive: true });
      fs.writeFileSync(environment.python, "");
      return machine.pipFails;
    },
  });
  return { outcome, done };
}

test("packages are installed once", async () => {
  expect(await ensure({ has: "always" })).toEqual({ outcome: undefined, done: ["packages with python3"] });
  expect(await ensure({ has: "always" })).toEqual({ outcome: undefined, done: [] });
});

test("Debian installs its own Python if there is none", async () => {
  expect(await ensure({ has: "after apt-get", canInstall: true })).toEqual({
    outcome: undefined,
    done: [
      "apt-get update",
      "apt-get install -y --no-install-recommends python3 python3-venv",
      "packages with python3",
    ],
  });
});

test("what failed half-way is done again", async () => {
  const { outcome } = await ensure({ has: "always", pipFails: "no matching distribution for mypy\n" });
  expect(outcome).toMatch(/^Python 3\.10 or later with its packages is missing: no matching distribution for mypy\n/);
  expect((await ensure({ has: "always" })).done).toEqual(["packages with python3"]);
});

test.each([
  ["nothing can be installed", {}, "is missing.\n"],
  ["apt-get fails", { canInstall: true, aptFails: "E: no space left" }, "E: no space left"],
  ["apt-get brings none", { canInstall: true }, "is missing.\n"],
])("if %s, the message says what to install", async (_, machine, reason) => {
  const { outcome } = await ensure(machine);
  expect(outcome).toContain(reason);
  expect(outcome).toContain("apt-get install python3 python3-venv");
});
