// @ts-check
/** What the host does for Go alone: it compiles programs and runs them. */
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { executable, pinnedEngine } = require("../lib/layout.cjs");
const { ended, start } = require("./children.cjs");
const { configAsSent } = require("./program.cjs");

/** @type {import("./host.cjs").Language} */
const go = {
  version: () => String(pinnedEngine),

  async start(request, engineAddress) {
    const info = request.getInfo();
    const cwd = info.getProgramDirectory();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-go-"));
    const program = path.join(folder, executable("program"));
    const compiler = start("go", ["build", "-o", program, "."], { cwd });
    compiler.stderr.on("data", (chunk) => process.stderr.write(chunk));
    const { code } = await ended(compiler);
    if (code !== 0) {
      throw new Error(`the program in ${cwd} does not compile`);
    }
    const child = start(program, request.getArgsList(), {
      cwd,
      env: { ...process.env, ...configAsSent(request), ...runInfo(request, engineAddress) },
    });
    child.on("close", () => fs.rmSync(folder, { recursive: true, force: true }));
    return child;
  },

  methods: {},
};

/**
 * What the SDK reads from the environment.
 * @param {any} request
 * @param {string} engineAddress
 */
function runInfo(request, engineAddress) {
  return {
    PULUMI_ORGANIZATION: request.getOrganization(),
    PULUMI_PROJECT: request.getProject(),
    PULUMI_ROOT_DIRECTORY: request.getInfo().getRootDirectory(),
    PULUMI_STACK: request.getStack(),
    PULUMI_DRY_RUN: String(request.getDryrun()),
    PULUMI_PARALLEL: String(request.getParallel()),
    PULUMI_MONITOR: request.getMonitorAddress(),
    PULUMI_ENGINE: engineAddress,
  };
}

module.exports = { go };
