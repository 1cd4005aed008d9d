import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { engineEnv } from "../../tools/engine-env.cjs";
import { isRefused, Lab, refusedBy, ROOT } from "../kit/engine/lab";

test("`pulumi new` from the template of the installed package makes a project that the rules check", async () => {
  const place = path.join(ROOT, ".cache", "engine-tests");
  fs.mkdirSync(place, { recursive: true });
  const folder = fs.mkdtempSync(path.join(place, "new-"));
  const project = path.join(folder, "fabrikam");
  // What `npm install pulumi-sms` brings.
  fs.mkdirSync(path.join(project, "node_modules"), { recursive: true });
  fs.symlinkSync(ROOT, path.join(project, "node_modules", "pulumi-sms"), "junction");
  const { pulumi, env } = engineEnv(path.join(folder, "state"));
  const template = "./node_modules/pulumi-sms/template";
  const args = ["new", template, "--force", "--generate-only", "--yes", "--name", "fabrikam"];
  const made = spawnSync(pulumi, args, { cwd: project, env, encoding: "utf8" });
  expect([made.status, made.stderr]).toEqual([0, ""]);
  for (const file of ["Pulumi.yaml", "hierarchy.yaml", "index.ts", "package.json"]) {
    expect(fs.readFileSync(path.join(project, file), "utf8")).not.toContain("${");
  }
  const outcome = await Lab.ofProject(project).preview();
  expect([isRefused(outcome), refusedBy(outcome)]).toEqual([
    true,
    ["copylog-updated", "hotfix-prerequisites", "senior-site", "upgrade-gate"],
  ]);
});
