import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { engineEnv } from "../../tools/engine-env.cjs";

const folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-package-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the engine reads the schema of the package from the folder of its plugin", () => {
  const root = path.join(__dirname, "../..");
  const { pulumi, env } = engineEnv(folder);
  const args = ["package", "get-schema", "./provider"];
  const { status, stdout, stderr } = spawnSync(pulumi, args, { cwd: root, env, encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  const { name, resources } = JSON.parse(stdout) as { name: string; resources: object };
  expect([name, Object.keys(resources)]).toEqual(["sms", ["sms:index:Sp2Readiness", "sms:index:Sp2Upgrade"]]);
});
