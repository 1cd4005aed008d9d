// @ts-check
/**
 * How everything in this project runs the Pulumi engine: `npm start`, `npm run pulumi` and the engine tests.
 *
 *     import { newStack } from "../../tools/engine-env.cjs";
 *     const { pulumi, env, stackArguments } = newStack(project, fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-")));
 *     spawnSync(pulumi, ["preview", ...stackArguments, "--policy-pack", pack], { cwd: project, env, encoding: "utf8" });
 *
 * Stacks, plugins and settings live in the state folder: no login, and nothing of the user's is read or changed. Set-up
 * (`npm run setup`) must have run; it leaves the engine's place in .cache/engine.json.
 */
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { readJson } = require("./lib/files.cjs");
const { cacheFolder, ownNode, recordFolder } = require("./lib/layout.cjs");

/**
 * @typedef {object} Engine
 * @property {string} pulumi the executable
 * @property {string} version
 * @property {"path" | "download" | "go"} source
 * @property {boolean} standIn whether tools/language-host runs programs, for want of the official pulumi-language-nodejs
 *
 * @typedef {{ pulumi: string, env: NodeJS.ProcessEnv }} EngineEnv
 */

/**
 * @param {string} stateFolder made when it is not there
 * @param {string} [backend] address of a backend that several state folders share, instead of one in the folder
 * @returns {EngineEnv}
 */
function engineEnv(stateFolder, backend) {
  /** @type {Engine | undefined} */
  const engine = readJson(path.join(recordFolder, "engine.json"));
  if (!engine || !fs.existsSync(engine.pulumi)) {
    throw new Error("There is no Pulumi engine: run `npm run setup`.");
  }
  const state = path.resolve(stateFolder);
  fs.mkdirSync(state, { recursive: true });

  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_")));
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  // Beside an engine on PATH there may be an older Node.js.
  env[pathName] = [path.dirname(ownNode), path.dirname(engine.pulumi), env[pathName]].join(path.delimiter);
  return {
    pulumi: engine.pulumi,
    env: {
      ...env,
      PULUMI_HOME: path.join(state, "home"),
      PULUMI_BACKEND_URL: backend ?? fileUrl(state),
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // Program, plugin and pack are processes of their own, each of which loads the SDK.
      NODE_COMPILE_CACHE: path.join(cacheFolder(), "compiled"),
      ...(engine.standIn && { PULUMI_SMS_LANGUAGE_HOST: path.join(__dirname, "language-host", "main.cjs") }),
    },
  };
}

/**
 * Makes the stack `dev` of a project in a new state folder. Pulumi would write the stack's settings into the project; these
 * go into the state folder, so that a checkout stays clean and two stacks of one project can be used at the same time.
 * @param {string} project the folder of Pulumi.yaml
 * @param {string} stateFolder
 * @param {Record<string, string>} [config] stack configuration, instead of the project's own Pulumi.dev.yaml
 * @param {string} [backend] see engineEnv
 * @returns {EngineEnv & { stackArguments: string[] }} the arguments belong to preview, up, refresh, destroy and config
 */
function newStack(project, stateFolder, config, backend) {
  const engine = engineEnv(stateFolder, backend);
  const settings = path.join(path.resolve(stateFolder), "settings");
  const file = path.join(settings, "Pulumi.dev.yaml");
  const own = path.join(project, "Pulumi.dev.yaml");
  const name = /^name:.*$/m.exec(fs.readFileSync(path.join(project, "Pulumi.yaml"), "utf8"))?.[0];
  fs.mkdirSync(settings, { recursive: true });
  fs.writeFileSync(path.join(settings, "Pulumi.yaml"), `${name}\nruntime: nodejs\n`);
  if (config) {
    fs.writeFileSync(file, JSON.stringify({ config }));
  } else if (fs.existsSync(own)) {
    fs.copyFileSync(own, file);
  }
  const made = spawnSync(engine.pulumi, ["stack", "init", "dev"], { cwd: settings, env: engine.env, encoding: "utf8" });
  if (made.status !== 0) {
    throw new Error(`The stack of ${project} could not be made: ${made.error?.message ?? made.stderr}`);
  }
  return { ...engine, stackArguments: ["--stack", "dev", "--config-file", file] };
}

/**
 * The engine wants `file://C:/folder` on Windows, which is not what url.pathToFileURL gives.
 * @param {string} folder
 */
function fileUrl(folder) {
  const forward = folder.split(path.sep).join("/");
  return `file://${encodeURI(forward).replace(/[?#]/g, encodeURIComponent)}`;
}

module.exports = { engineEnv, newStack, fileUrl };
