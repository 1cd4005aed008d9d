import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { hierarchyJsonSchema } from "../../domain/model/document";
import { hierarchy } from "../kit/base";

const MAIN = path.join(__dirname, "../../dist/cli/main.js");
const folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-main-"));
const FILE = path.join(folder, "hierarchy.json");

beforeAll(() => writeFileSync(FILE, JSON.stringify(hierarchy({ "sites/P01/hotfixes": undefined, upgrades: ["CEN"] }))));
afterAll(() => rmSync(folder, { recursive: true }));

/** A site of which nothing else is known. */
const SITE = { type: "primary", parent: "CEN", build: 1380, domains: [] };

const env = { ...process.env, NO_COLOR: "", FORCE_COLOR: undefined };

function pulumiSms(args: readonly string[], input?: string): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [MAIN, ...args], {
    encoding: "utf8",
    env,
    ...(input === undefined ? {} : { input }),
  });
}

describe("the program, as it is compiled", () => {
  test("ends with the exit code of the judgement, and is plain where it is no terminal", () => {
    const { status, stdout, stderr } = pulumiSms(["check", FILE]);
    expect([status, stdout.split("\n")[0], stderr]).toEqual([1, "contoso: undetermined; 0 of 1 upgrade may begin", ""]);
    expect(stdout).not.toContain("\u001b");
  });

  test("reads standard input", () => {
    const { status, stdout, stderr } = pulumiSms(["check", "-", "--format", "json"], JSON.stringify(hierarchy()));
    expect([status, (JSON.parse(stdout) as { verdict: string }).verdict, stderr]).toEqual([0, "ready", ""]);
  });

  test("refuses bad input without a stack trace", () => {
    const { status, stdout, stderr } = pulumiSms(["check", path.join(folder, "none.yaml")]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe(`${path.join(folder, "none.yaml")}: No such file\n1 error; check not run\n`);
  });

  test("says what the operating system refuses, and takes it for no mistake of its own", () => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, "review"], {
      encoding: "utf8",
      env: { ...env, TMPDIR: FILE, NODE_DISABLE_COMPILE_CACHE: "1" },
    });
    expect([status, stderr.split("\n").at(-2)]).toEqual([
      2,
      expect.stringMatching(/^pulumi-sms: ENOTDIR: not a directory, mkdtemp /),
    ]);
  });

  test("prints the JSON Schema", () => {
    const { status, stdout } = pulumiSms(["schema"]);
    expect([status, JSON.parse(stdout)]).toEqual([0, hierarchyJsonSchema()]);
  });

  test("says in one sentence that a Node.js is too old, whatever the rest needs", () => {
    const old = path.join(folder, "old.cjs");
    writeFileSync(
      old,
      `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });
       Object.defineProperty(process, "version", { value: "v20.20.2" });`,
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", old, MAIN, "check", FILE], {
      encoding: "utf8",
      env,
    });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe("pulumi-sms needs Node.js 22 or later, and this is v20.20.2.\n");
  });

  const onPosix = process.platform === "win32" ? test.skip : test;

  onPosix("says nothing when its reader stops early, and keeps its exit code", () => {
    const sites = Array.from({ length: 200 }, (_, index) => [`P${(index + 100).toString(36).padStart(2, "0")}`, SITE]);
    const large = path.join(folder, "large.json");
    writeFileSync(
      large,
      JSON.stringify(hierarchy(Object.fromEntries(sites.map(([code, site]) => [`sites/${code}`, site])))),
    );
    const command = `"$0" "$@" | head -c 1; echo " \${PIPESTATUS[0]}"`;
    const args = ["-c", command, process.execPath, MAIN, "check", large, "--format", "json"];
    const { stdout, stderr } = spawnSync("bash", args, { encoding: "utf8", env });
    expect([stdout, stderr]).toEqual(["{ 1\n", ""]);
    expect(pulumiSms(["check", large, "--format", "json"]).stdout.length).toBeGreaterThan(0x40000);
  });
});
