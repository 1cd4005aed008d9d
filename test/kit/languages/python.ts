import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { pythonEnvironment } from "../../../tools/python/index.cjs";
import { generatedSdk, projectSettings } from "./sdk";

/** The packages that set-up has installed: Pulumi's SDK, mypy and build. */
const { python } = pythonEnvironment();

const run = (command: string, args: readonly string[]) =>
  execFileSync(command, args, { encoding: "utf8", stdio: "pipe" });

/** Builds the wheel of the SDK, as whoever publishes it in an organisation does. */
export function builtWheel(folder: string): string {
  const out = path.join(folder, "wheel");
  run(python, ["-m", "build", "--wheel", "--no-isolation", "--outdir", out, generatedSdk("python", folder)]);
  const [wheel, ...others] = fs.readdirSync(out);
  if (wheel === undefined || others.length > 0) throw new Error(`${out} has ${[wheel, ...others].join(", ")}`);
  return path.join(out, wheel);
}

/**
 * Makes a virtual environment with the wheel installed.
 *
 * @returns its interpreter
 */
export function virtualEnvironment(environment: string, wheel: string): string {
  const own = environmentWithSdk(environment);
  run(python, ["-m", "pip", "--python", own, "install", "--quiet", "--no-index", "--no-deps", wheel]);
  return own;
}

/**
 * Makes a virtual environment with Pulumi's SDK.
 *
 * @returns its interpreter
 */
export function environmentWithSdk(environment: string): string {
  run(python, ["-m", "venv", "--without-pip", environment]);
  const own = path.join(environment, ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]));
  // The packages that set-up has installed are seen, not copied.
  const [packages = "", shared] = [own, python].map((one) => run(one, ["-c", SITE_PACKAGES]).trim());
  fs.writeFileSync(path.join(packages, "shared.pth"), `${shared}\n`);
  return own;
}

/** A Python project in a folder: a virtual environment of its own, with the wheel installed, and this program. */
export class PythonProject {
  private readonly python: string;

  constructor(
    readonly folder: string,
    name: string,
    wheel: string,
  ) {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(
      path.join(folder, "Pulumi.yaml"),
      projectSettings(name, "{ name: python, options: { virtualenv: venv } }"),
    );
    this.python = virtualEnvironment(path.join(folder, "venv"), wheel);
  }

  /** Gives the project another program. */
  write(program: string): void {
    fs.writeFileSync(path.join(this.folder, "__main__.py"), program);
  }

  /** What mypy, at its strictest, has to say against the program; empty: nothing. */
  typeErrors(): string {
    try {
      const args = ["-m", "mypy", "--strict", "--no-error-summary", "--python-executable", this.python];
      run(python, [
        ...args,
        "--cache-dir",
        path.join(this.folder, ".mypy_cache"),
        path.join(this.folder, "__main__.py"),
      ]);
      return "";
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return stdout + stderr;
    }
  }
}

const SITE_PACKAGES = "import sysconfig; print(sysconfig.get_path('purelib'))";
