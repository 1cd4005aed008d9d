import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensurePostgres, postgresFolder } from "../../../tools/postgres/index.cjs";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "postgres-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

function release(name: string, programs = ["initdb", "postgres", "psql"]): string {
  const bin = path.join(folder, name, "bin");
  fs.mkdirSync(bin, { recursive: true });
  for (const program of programs) fs.writeFileSync(path.join(bin, program), "");
  return bin;
}

test("the newest release that is whole is taken, by its number and not by its spelling", () => {
  release("9");
  const fifteen = release("15");
  release("17", ["psql"]);
  expect(postgresFolder(folder, "")).toBe(fifteen);
});

test("where no folder of releases is, PATH is searched", () => {
  const bin = release("own");
  expect(postgresFolder(path.join(folder, "none"), ["/nowhere", bin].join(path.delimiter))).toBe(bin);
  expect(postgresFolder(path.join(folder, "none"), "/nowhere")).toBeUndefined();
});

test("Debian installs its own without starting it, and a machine that cannot says what to install", async () => {
  const policy = path.join(folder, "policy-rc.d");
  const commands: string[] = [];
  const ways = {
    lock: path.join(folder, "lock"),
    policy,
    missing: () => (commands.length > 1 ? [] : ["initdb"]),
    run: async (command: string, args: string[]) => {
      commands.push([fs.existsSync(policy) ? "" : "started by ", command, " ", ...args.join(" ")].join(""));
      return { code: 0, output: "" };
    },
  };
  expect(await ensurePostgres(() => undefined, { ...ways, canInstall: () => false })).toBe(
    [
      "PostgreSQL is missing (initdb): apt-get as root is not at hand.",
      "  - Debian, Ubuntu: apt-get install postgresql",
      "  - Fedora: dnf install postgresql-server",
      "  - macOS: brew install postgresql",
    ].join("\n"),
  );
  expect(await ensurePostgres(() => undefined, { ...ways, canInstall: () => true })).toBeUndefined();
  expect(commands).toEqual(["apt-get update", "apt-get install -y --no-install-recommends postgresql"]);
});
