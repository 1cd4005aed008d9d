// @ts-check
/** What the host does for Python alone: it runs programs, in the virtual environment that the project names. */
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { writeWhole } = require("../lib/files.cjs");
const { pinnedEngine } = require("../lib/layout.cjs");
const { install, start } = require("./children.cjs");
const { configAsSent, runtimeOptions } = require("./program.cjs");
const { messages } = require("./protocol.cjs");

const SDK = "github.com/pulumi/pulumi/sdk/v3";

/** @type {import("./host.cjs").Language} */
const python = {
  version: () => String(pinnedEngine),

  start(request, engineAddress) {
    const info = request.getInfo();
    const options = {
      monitor: request.getMonitorAddress(),
      engine: engineAddress,
      project: request.getProject(),
      root_directory: info.getRootDirectory(),
      stack: request.getStack(),
      pwd: info.getProgramDirectory(),
      dry_run: String(request.getDryrun()),
      parallel: String(request.getParallel()),
      organization: request.getOrganization(),
    };
    const args = [
      "-u",
      runner(),
      ...Object.entries(options).flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value])),
      path.join(info.getProgramDirectory(), info.getEntryPoint()),
      ...request.getArgsList(),
    ];
    return start(interpreter(info), args, { env: { ...process.env, ...configAsSent(request) } });
  },

  methods: {
    /**
     * Makes generated SDKs dependencies of a project that keeps them in requirements.txt.
     * @param {any} call @param {import("./host.cjs").Answer} answer
     */
    link(call, answer) {
      const file = path.join(call.request.getInfo().getProgramDirectory(), "requirements.txt");
      const lines = fs.readFileSync(file, "utf8").split(/\r?\n/).filter(Boolean);
      const response = new messages.LinkResponse();
      for (const linked of call.request.getPackagesList()) {
        lines.push(`./${linked.getPath().replaceAll("\\", "/")}`);
        const name = linked.getPackage().getName();
        response.setImportInstructions(`import pulumi_${name} as ${name}`);
      }
      writeWhole(file, `${[...new Set(lines)].join("\n")}\n`);
      answer(null, response);
    },

    /** @param {any} call */
    installDependencies(call) {
      const info = call.request.getInfo();
      const args = ["-m", "pip", "install", "--requirement", "requirements.txt"];
      return install(call, info.getProgramDirectory(), interpreter(info), args);
    },
  },
};

/** The SDK's script that runs a program: it is in the Go module of the SDK, and not in the package on PyPI. */
function runner() {
  const cwd = path.join(__dirname, "..", "engine");
  const { stdout, stderr } = spawnSync("go", ["mod", "download", "-json", SDK], { cwd, encoding: "utf8" });
  const { Dir: folder, Error: reason } = JSON.parse(stdout || "{}");
  if (folder === undefined) {
    throw new Error(`the Go module ${SDK} cannot be had: ${reason ?? stderr}`);
  }
  return path.join(folder, "python", "cmd", "pulumi-language-python-exec");
}

/** @param {any} info */
function interpreter(info) {
  const { virtualenv } = runtimeOptions(info);
  if (virtualenv === undefined) {
    return process.platform === "win32" ? "python" : "python3";
  }
  const folder = path.resolve(info.getRootDirectory(), virtualenv);
  return process.platform === "win32" ? path.join(folder, "Scripts", "python.exe") : path.join(folder, "bin", "python");
}

module.exports = { python };
