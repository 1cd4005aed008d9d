// @ts-check
/** What the host does for Node.js alone. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { readJson, writeWhole } = require("../lib/files.cjs");
const { ended, install, startNode } = require("./children.cjs");
const { answerPolicyPack } = require("./policy-pack.cjs");
const { configEnvironment, nodeArguments, programArguments, runtimeEnvironment } = require("./program.cjs");
const { messages, outputOf } = require("./protocol.cjs");
const { fromSdk } = require("./sdk.cjs");

/** @typedef {import("./host.cjs").Answer} Answer */

/** @type {import("./host.cjs").Language} */
const nodejs = {
  version: () => fromSdk("@pulumi/pulumi/package.json").version,

  start(request, engineAddress) {
    const info = request.getInfo();
    const args = [
      ...nodeArguments(info),
      sdkScript("run", info.getProgramDirectory()),
      ...programArguments(request, engineAddress),
    ];
    return startNode(args, { env: { ...process.env, ...configEnvironment(request), ...runtimeEnvironment(info) } });
  },

  methods: {
    /** @param {any} _call @param {Answer} answer */
    about(_call, answer) {
      const response = new messages.AboutResponse();
      response.setExecutable(process.execPath);
      response.setVersion(process.version);
      answer(null, response);
    },

    /**
     * Installs what a package of Node.js needs; without dependencies there is nothing to install.
     * @param {any} call
     */
    async installDependencies(call) {
      const directory = call.request.getInfo()?.getProgramDirectory() || call.request.getDirectory();
      const { dependencies = {} } = JSON.parse(fs.readFileSync(path.join(directory, "package.json"), "utf8"));
      if (Object.keys(dependencies).length > 0)
        return install(call, directory, "npm", ["install", "--no-audit", "--no-fund"]);
      call.end();
    },

    /**
     * Makes generated SDKs dependencies of a project.
     * @param {any} call @param {Answer} answer
     */
    link(call, answer) {
      const directory = call.request.getInfo().getProgramDirectory();
      const file = path.join(directory, "package.json");
      const project = readJson(file) ?? {};
      const response = new messages.LinkResponse();
      for (const linked of call.request.getPackagesList()) {
        const folder = path.join(directory, linked.getPath());
        const { name } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
        project.dependencies = { ...project.dependencies, [name]: `file:${linked.getPath()}` };
        const alias = linked.getPackage().getName();
        response.setImportInstructions(`import * as ${alias} from ${JSON.stringify(name)};`);
      }
      writeWhole(file, `${JSON.stringify(project, undefined, 2)}\n`);
      answer(null, response);
    },

    /** @param {any} call */
    async runPlugin(call) {
      const request = call.request;
      const directory = request.getInfo().getProgramDirectory();
      const env = {
        ...Object.fromEntries(request.getEnvList().map((/** @type {string} */ line) => line.split(/=(.*)/s, 2))),
        ...runtimeEnvironment(request.getInfo()),
      };
      const engine = outputOf(call, messages.RunPluginResponse);
      const exit = (/** @type {number | null} */ code) => {
        engine.exit(code);
        call.end();
      };
      if (request.getKind() === "analyzer") {
        // A pack's working directory is the pack's own, not the program's.
        const args = [sdkScript("run-policy-pack", directory), ...request.getArgsList(), directory];
        const start = (/** @type {Record<string, string>} */ stackEnv) =>
          startNode(args, { cwd: directory, env: { ...env, ...stackEnv } });
        answerPolicyPack(call, { ...engine, exit }, start);
        return;
      }
      const args = [sdkScript("run-plugin", directory), directory, ...request.getArgsList()];
      const child = startNode(args, { cwd: request.getPwd(), env });
      call.on("cancelled", () => child.kill("SIGKILL"));
      child.stdout.on("data", engine.stdout);
      child.stderr.on("data", engine.stderr);
      exit((await ended(child)).code);
    },
  },
};

/** @param {string} script @param {string} directory */
function sdkScript(script, directory) {
  try {
    return require.resolve(`@pulumi/pulumi/cmd/${script}`, { paths: [directory] });
  } catch {
    throw new Error(`the Pulumi SDK is not installed for ${directory}: run npm install in that folder`);
  }
}

module.exports = { nodejs };
