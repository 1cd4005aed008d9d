import path from "node:path";
import fs from "node:fs";
import { cacheFolder, engineVersion, pinnedEngine, root } from "../../../tools/lib/layout.cjs";

test.each([
  ["linux", {}, path.join("/home/j", ".cache", "pulumi-sms")],
  ["linux", { XDG_CACHE_HOME: "/var/cache/j" }, path.join("/var/cache/j", "pulumi-sms")],
  ["darwin", { XDG_CACHE_HOME: "/var/cache/j" }, path.join("/home/j", "Library", "Caches", "pulumi-sms")],
  ["win32", { LOCALAPPDATA: "C:\\Users\\j\\AppData\\Local" }, path.join("C:\\Users\\j\\AppData\\Local", "pulumi-sms")],
  ["win32", {}, path.join("/home/j", "AppData", "Local", "pulumi-sms")],
] as const)("on %s with %j the cache is %s", (platform, env, expected) => {
  expect(cacheFolder(env, platform, "/home/j")).toBe(expected);
});

test("the engine is pinned once: the modules of go.mod are of one release", () => {
  const goMod = fs.readFileSync(path.join(root, "tools", "engine", "go.mod"), "utf8");
  const releases = [...goMod.matchAll(/github\.com\/pulumi\/pulumi\/(?:pkg|sdk)\/v3 v(\S+)/g)].map(
    ([, version]) => version,
  );
  expect(releases).toEqual([pinnedEngine, pinnedEngine]);
  expect(engineVersion).toBe(process.env["PULUMI_SMS_ENGINE"] ?? pinnedEngine);
});
