import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import type { Lab, Outcome, RunOptions } from "./lab";

/** What somebody does on the servers when the update says something, once each. */
export type Doings = readonly (readonly [says: RegExp, does: (run: ChildProcess) => void | Promise<void>])[];

/**
 * An update without a preview of its own, with the people and services at the servers who do their part when it says so.
 *
 * @param onMoment called again and again while it runs.
 */
export async function upWithPeople(
  lab: Lab,
  doings: Doings,
  options: RunOptions = {},
  onMoment: (run: ChildProcess) => void = () => undefined,
): Promise<Outcome> {
  const args = ["--yes", "--skip-preview", ...(options.args ?? [])];
  const { child, events } = lab.start("up", { ...options, args });
  const left = [...doings];
  const chunks: string[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  let code: number | undefined;
  const ended = new Promise<void>((resolve) =>
    child.on("close", (status) => {
      code = status ?? -1;
      resolve();
    }),
  );
  while (code === undefined) {
    const said = fs.existsSync(events) ? fs.readFileSync(events, "utf8") : "";
    onMoment(child);
    for (const doing of left.filter(([says]) => says.test(said))) {
      left.splice(left.indexOf(doing), 1);
      await doing[1](child);
    }
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 50))]);
  }
  return { code, output: chunks.join(""), policies: lab.policiesIn(events) };
}
