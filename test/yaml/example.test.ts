import { spawnSync } from "node:child_process";
import { commandsOf } from "../kit/docs/commands";
import { ROOT } from "../kit/engine/lab";

test.each(commandsOf("examples/yaml/README.md"))(
  "the command of the example at line $line ends well: $command",
  ({ command }) => {
    const [program = "", ...args] = command.split(" ");
    const env = { ...process.env, NO_COLOR: "1", PULUMI_BACKEND_URL: undefined };
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, env, encoding: "utf8" });
    expect([status, status === 0 ? "" : stdout + stderr]).toEqual([0, ""]);
  },
);
