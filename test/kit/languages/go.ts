import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT } from "../engine/lab";
import { generatedSdk, projectSettings } from "./sdk";

const ENGINE = path.join(ROOT, "tools", "engine");

/**
 * A Go project in a folder, with the SDK as a module beside the program. The other modules are those of the engine, which
 * has fetched them.
 */
export class GoProject {
  /** The path of the SDK's module. */
  private readonly module: string;

  constructor(
    readonly folder: string,
    name: string,
  ) {
    const sdk = generatedSdk("go", path.join(folder, "sdks"));
    const own = fs.readFileSync(path.join(sdk, "go.mod"), "utf8");
    this.module = /^module (.*)$/m.exec(own)?.[1] ?? "";
    const modules = fs
      .readFileSync(path.join(ENGINE, "go.mod"), "utf8")
      .replace(/^module .*$/m, `module ${name}`)
      .replace(/^tool .*$/m, "");
    fs.writeFileSync(
      path.join(folder, "go.mod"),
      `${modules}\nrequire ${this.module} v0.0.0\nreplace ${this.module} => ./${path.relative(folder, sdk)}\n`,
    );
    fs.copyFileSync(path.join(ENGINE, "go.sum"), path.join(folder, "go.sum"));
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), projectSettings(name, "go"));
  }

  /** Gives the project another program. */
  write(program: string): void {
    fs.writeFileSync(path.join(this.folder, "main.go"), program);
  }

  /** What the compiler and `go vet` have to say against program and SDK; empty: nothing. */
  errors(): string {
    const env = { ...process.env, GOFLAGS: "-mod=mod", GOWORK: "off" };
    const args = ["vet", ".", `${this.module}/...`];
    const { status, stdout, stderr } = spawnSync("go", args, { cwd: this.folder, env, encoding: "utf8" });
    return status === 0 ? "" : stdout + stderr;
  }
}
