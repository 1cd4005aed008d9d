import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT } from "../engine/lab";
import { pulumi } from "../engine/pulumi";

const ENGINE = path.join(ROOT, "tools", "engine");

/**
 * A Go project in a folder, with a program to which `pulumi package add` gives the SDK. The other modules are those of the
 * engine, which has fetched them.
 */
export class GoProject {
  /** What `pulumi package add` tells of how the SDK is imported. */
  readonly instructions: string;

  constructor(
    readonly folder: string,
    name: string,
    program: string,
  ) {
    const modules = fs
      .readFileSync(path.join(ENGINE, "go.mod"), "utf8")
      .replace(/^module .*$/m, `module ${name}`)
      .replace(/^tool .*$/m, "");
    fs.writeFileSync(path.join(folder, "go.mod"), modules);
    fs.copyFileSync(path.join(ENGINE, "go.sum"), path.join(folder, "go.sum"));
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), `name: ${name}\nruntime: go\n`);
    this.write(program);
    const provider = path.join(ROOT, "provider");
    const { code, stdout, stderr } = pulumi(path.join(folder, "state"), folder, ["package", "add", provider]);
    if (code !== 0) throw new Error(stdout + stderr);
    this.instructions = stdout;
  }

  /** Gives the project another program. */
  write(program: string): void {
    fs.writeFileSync(path.join(this.folder, "main.go"), program);
  }

  /** What the compiler and `go vet` have to say against program and SDK; empty: nothing. */
  errors(): string {
    const env = { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off" };
    const args = ["vet", ".", "pulumi-sms/sdk/go/..."];
    const { status, stdout, stderr } = spawnSync("go", args, { cwd: this.folder, env, encoding: "utf8" });
    return status === 0 ? "" : stdout + stderr;
  }
}
