import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureEngine } from "../../../tools/engine/index.cjs";
import { engineVersion, executable } from "../../../tools/lib/layout.cjs";

let cache: string;
let log: string[];
let tried: string[];
beforeEach(() => {
  cache = fs.mkdtempSync(path.join(os.tmpdir(), "engine-"));
  log = [];
  tried = [];
});
afterEach(() => fs.rmSync(cache, { recursive: true }));

type Way = "works" | "fails" | "dies half-way";

/** Ways to an engine that leave an empty executable, or fail. */
function ways({ onPath, download, build }: { onPath?: boolean; download: Way; build: Way }) {
  const make = (name: string, way: Way) => async (folder: string) => {
    tried.push(name);
    if (way !== "fails") {
      fs.mkdirSync(path.join(folder, "bin"));
      fs.writeFileSync(path.join(folder, "bin", executable("pulumi")), way);
    }
    if (way !== "works") {
      throw new Error(`${name} ${way}`);
    }
  };
  return {
    onPath: () =>
      onPath ? { pulumi: "/usr/bin/pulumi", version: "3.300.0" } : { reason: "there is no pulumi on PATH" },
    download: make("download", download),
    build: make("build", build),
  };
}

const ensure = (chosen: Parameters<typeof ways>[0]) => ensureEngine((line) => log.push(line), cache, ways(chosen));
const made = () =>
  path.join(cache, `pulumi-v${engineVersion}-${process.platform}-${process.arch}`, "bin", executable("pulumi"));

test("an engine on PATH is taken before anything is fetched", async () => {
  expect(await ensure({ onPath: true, download: "works", build: "works" })).toEqual({
    pulumi: "/usr/bin/pulumi",
    version: "3.300.0",
    source: "path",
    standIn: false,
  });
  expect(tried).toEqual([]);
});

test("else the official build is fetched once, and kept", async () => {
  const engine = { pulumi: made(), version: engineVersion, source: "download", standIn: false };
  expect(await ensure({ download: "works", build: "works" })).toEqual(engine);
  expect(await ensure({ download: "works", build: "works" })).toEqual(engine);
  expect(tried).toEqual(["download"]);
});

test("else it is compiled, and gets language hosts beside it; what a failed download left is gone", async () => {
  expect(await ensure({ download: "dies half-way", build: "works" })).toEqual({
    pulumi: made(),
    version: engineVersion,
    source: "go",
    standIn: true,
  });
  expect(tried).toEqual(["download", "build"]);
  expect(fs.readFileSync(made(), "utf8")).toBe("works");
  const hosts = fs.readdirSync(path.dirname(made())).map((name) => path.parse(name).name);
  expect(hosts).toEqual(["pulumi", "pulumi-language-go", "pulumi-language-nodejs", "pulumi-language-python"]);
  expect(log).toEqual(["The official Pulumi engine cannot be downloaded (download dies half-way)."]);
});

test("else it says why each way failed and what to install, and leaves nothing behind", async () => {
  const failure = ensure({ download: "fails", build: "dies half-way" });
  await expect(failure).rejects.toThrow(
    /on PATH: there is no pulumi on PATH\n.*official download: download fails\n.*from Go modules: build dies half-way\nInstall one of these/,
  );
  await expect(failure).rejects.toThrow(`Pulumi ${engineVersion} or a later 3.x`);
  expect(fs.readdirSync(cache)).toEqual([]);
});

test("two set-ups at the same time make one engine", async () => {
  const [first, second] = await Promise.all([
    ensure({ download: "works", build: "works" }),
    ensure({ download: "works", build: "works" }),
  ]);
  expect(first).toEqual(second);
  expect(tried).toEqual(["download"]);
});

test("an engine that was cut off in the making is made again", async () => {
  fs.mkdirSync(path.dirname(made()), { recursive: true });
  fs.writeFileSync(made(), "half");
  await ensure({ download: "works", build: "works" });
  expect(fs.readFileSync(made(), "utf8")).toBe("works");
});
