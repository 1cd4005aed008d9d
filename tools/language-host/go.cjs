// @ts-check
/** What the host does for Go alone: it compiles programs and runs them. */
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { executable, pinnedEngine } = require("../lib/layout.cjs");
const { ended, install, start } = require("./children.cjs");
const { configAsSent } = require("./program.cjs");
const { messages } = require("./protocol.cjs");

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

  methods: {
    /**
     * Makes generated SDKs dependencies of a module.
     * @param {any} call @param {import("./host.cjs").Answer} answer
     */
    async link(call, answer) {
      const cwd = call.request.getInfo().getProgramDirectory();
      const response = new messages.LinkResponse();
      for (const linked of call.request.getPackagesList()) {
        const folder = linked.getPath().replaceAll("\\", "/");
        const [, name] = /^module (.*)$/m.exec(fs.readFileSync(path.join(cwd, folder, "go.mod"), "utf8")) ?? [];
        const edit = start("go", ["mod", "edit", `-replace=${name}=./${folder}`, `-require=${name}@v0.0.0`], { cwd });
        edit.stderr.on("data", (chunk) => process.stderr.write(chunk));
        if ((await ended(edit)).code !== 0) {
          throw new Error(`go.mod in ${cwd} cannot be edited`);
        }
        response.setImportInstructions(`import "${name}/${linked.getPackage().getName()}"`);
      }
      answer(null, response);
    },

    /** @param {any} call */
    installDependencies: (call) => install(call, call.request.getInfo().getProgramDirectory(), "go", ["mod", "tidy"]),
  },
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
