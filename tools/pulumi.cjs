// @ts-check
/**
 * `npm run pulumi -- <arguments>`: the engine, with no login. Stacks are kept in .pulumi-state of this checkout, and the
 * stack `dev` is made when none is selected. PULUMI_ variables of your own are obeyed: PULUMI_BACKEND_URL keeps the stacks elsewhere.
 */
"use strict";
const path = require("node:path");
const { engineEnv } = require("./engine-env.cjs");
const { root } = require("./lib/layout.cjs");
const { capture, run } = require("./lib/run.cjs");
const { command, setUp } = require("./lib/setup.cjs");

/** The commands that work on the selected stack. */
const STACK_COMMANDS = [
  "preview",
  "up",
  "update",
  "destroy",
  "refresh",
  "config",
  "import",
  "export",
  "watch",
  "state",
  "stack",
  "cancel",
];

command(async () => {
  await setUp();
  const args = process.argv.slice(2);
  // npm runs scripts in the folder of package.json, whatever folder the user is in.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const { pulumi, env } = engineEnv(path.join(root, ".pulumi-state"));
  delete env.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION;
  const own = Object.entries(process.env).filter(([name]) => name.startsWith("PULUMI_"));
  const options = { cwd, env: { ...env, ...Object.fromEntries(own) } };

  // Ctrl-C reaches the engine too, which ends in its own time.
  process.on("SIGINT", () => {});
  if (!process.env.PULUMI_BACKEND_URL && needsStack(args)) {
    const place = placeOf(args);
    const selected = await capture(pulumi, ["stack", "--show-name", ...place], options);
    if (selected.code !== 0) {
      await capture(pulumi, ["stack", "select", "dev", "--create", ...place], options);
    }
  }
  return run(pulumi, args, options);
});

/** @param {string[]} args */
function needsStack(args) {
  const isNamed = args.some((argument) => /^(-s|--stack(=.*)?)$/.test(argument)) || process.env.PULUMI_STACK;
  const [name, verb] = args.filter((argument) => !argument.startsWith("-"));
  const makesOrSelects = name === "stack" && ["init", "new", "select", "ls", "rm"].includes(verb ?? "");
  return !isNamed && !makesOrSelects && args.some((argument) => STACK_COMMANDS.includes(argument));
}

/** @param {string[]} args */
function placeOf(args) {
  const index = args.findIndex((argument) => argument === "-C" || argument === "--cwd");
  return index < 0 ? args.filter((argument) => argument.startsWith("--cwd=")) : args.slice(index, index + 2);
}
