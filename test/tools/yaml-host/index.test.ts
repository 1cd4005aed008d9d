import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { executable } from "../../../tools/lib/layout.cjs";
import { ensureYamlHost } from "../../../tools/yaml-host/index.cjs";

const HOST = executable("pulumi-language-yaml");

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "yaml-host-"));
  fs.mkdirSync(path.join(folder, "bin"));
  fs.writeFileSync(path.join(folder, "bin", "pulumi"), "");
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

async function ensure(source: "go" | "path", canBuild = true) {
  const built: string[] = [];
  const reason = await ensureYamlHost({ pulumi: path.join(folder, "bin", "pulumi"), source }, () => undefined, {
    cache: path.join(folder, "cache"),
    canBuild: async () => canBuild,
    build: async (target: string) => {
      built.push(path.basename(target));
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, "host");
    },
  });
  const beside = path.join(folder, "bin", HOST);
  return { reason, built, beside: fs.existsSync(beside) ? fs.readFileSync(beside, "utf8") : undefined };
}

test("beside an engine that was compiled the host is compiled once, and linked", async () => {
  expect(await ensure("go")).toEqual({ reason: undefined, built: [`${HOST}.unfinished`], beside: "host" });
  expect(await ensure("go")).toEqual({ reason: undefined, built: [], beside: "host" });
});

test("a host of another release beside the engine is replaced", async () => {
  fs.writeFileSync(path.join(folder, "bin", HOST), "old");
  expect((await ensure("go")).beside).toBe("host");
});

test("without Go, and beside an installed engine without the host, the reason says what to do", async () => {
  expect(await ensure("go", false)).toEqual({
    reason: expect.stringContaining("there is no go on PATH"),
    built: [],
    beside: undefined,
  });
  expect((await ensure("path")).reason).toContain(`no ${HOST} beside it`);
});

test("an installed engine with its host is taken as it is", async () => {
  fs.writeFileSync(path.join(folder, "bin", HOST), "official");
  expect(await ensure("path")).toEqual({ reason: undefined, built: [], beside: "official" });
});
