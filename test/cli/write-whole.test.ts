import { spawn, spawnSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { writeWhole } from "../../cli/write-whole";
import { BadInputError } from "../../domain/model/bad-input";
import { workshop } from "../kit/pulumi-sms";

const { at, write, read } = workshop();

function* breakingOff() {
  yield "half";
  throw new TypeError("no more");
}

test("a file is new, or takes the place of the old one", async () => {
  await writeWhole(at("new/deep/a.txt"), ["one ", "two"]);
  await writeWhole(at("new/deep/a.txt"), ["three"]);
  expect([read("new/deep/a.txt"), readdirSync(at("new/deep"))]).toEqual(["three", ["a.txt"]]);
});

test("what breaks off leaves the old file, and nothing else", async () => {
  write("old/a.txt", "whole");
  await expect(writeWhole(at("old/a.txt"), breakingOff())).rejects.toThrow("no more");
  expect([read("old/a.txt"), readdirSync(at("old"))]).toEqual(["whole", ["a.txt"]]);
});

test("a process that is killed in the middle leaves the old file", () => {
  write("killed/a.txt", "whole");
  const script = `require(${JSON.stringify(path.join(__dirname, "../../cli/write-whole.ts"))}).writeWhole(process.argv[1],
    (function* () { yield "half"; process.kill(process.pid, "SIGKILL"); yield "more"; })())`;
  const hook = path.join(__dirname, "../kit/provider/source-hook.cjs");
  const { signal, stderr } = spawnSync(process.execPath, ["-r", hook, "-e", script, at("killed/a.txt")], {
    encoding: "utf8",
  });
  expect([signal, stderr, read("killed/a.txt")]).toEqual(["SIGKILL", "", "whole"]);
});

test("a link stays one, and what it leads to is written", async () => {
  write("linked/real.txt", "old");
  symlinkSync(at("linked/real.txt"), at("linked/link.txt"));
  await writeWhole(at("linked/link.txt"), ["new"]);
  expect([lstatSync(at("linked/link.txt")).isSymbolicLink(), read("linked/real.txt")]).toEqual([true, "new"]);
});

test("a pipe is written into, and stays one", async () => {
  const [command = "", ...args] = ["mkfifo", at("pipe")];
  // Windows has none.
  if (spawnSync(command, args).status !== 0) return;
  const reader = spawn("cat", [at("pipe")]);
  const chunks: string[] = [];
  reader.stdout.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  const done = new Promise((resolve) => reader.on("close", resolve));
  await writeWhole(at("pipe"), ["through"]);
  await done;
  expect([chunks.join(""), lstatSync(at("pipe")).isFIFO()]).toEqual(["through", true]);
});

test.each([
  ["a directory", () => at()],
  ["a place below a file", () => at("old/a.txt/b.txt")],
])("%s is bad input", async (_, place) => {
  await expect(writeWhole(place(), ["x"])).rejects.toThrow(BadInputError);
  expect(readFileSync(at("old/a.txt"), "utf8")).toBe("whole");
});
