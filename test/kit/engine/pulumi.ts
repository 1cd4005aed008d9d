import { spawnSync } from "node:child_process";
import { engineEnv } from "../../../tools/engine-env.cjs";

/** What became of a command of the engine that needs no stack. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A command of the engine that needs no stack.
 *
 * @param state the folder of the engine's settings
 * @param cwd the folder in which it runs
 */
export function pulumi(state: string, cwd: string, args: readonly string[]): Ended {
  const engine = engineEnv(state);
  const { status, stdout, stderr } = spawnSync(engine.pulumi, args, { cwd, env: engine.env, encoding: "utf8" });
  return { code: status ?? -1, stdout, stderr };
}
