// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { executable, pinnedEngine } = require("../lib/layout.cjs");
const { progress } = require("../lib/progress.cjs");
const { capture } = require("../lib/run.cjs");

const COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const SDK = "github.com/pulumi/pulumi/sdk/v3";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/**
 * Compiles the engine into `folder`/bin from the Go modules that go.mod and go.sum beside this file pin. The Node.js
 * language host is not among them: tools/language-host stands in for it.
 * @param {string} folder
 * @param {string} version
 * @param {(line: string) => void} log
 */
async function build(folder, version, log) {
  const found = await capture("go", ["version"]).catch(() => undefined);
  if (found?.code !== 0) {
    throw new Error("there is no go on PATH");
  }
  log(
    `Compiling the Pulumi engine ${version} from its Go modules, once for all checkouts of this user: about five minutes on two cores.`,
  );

  const modules = modulesOf(folder, version);
  if (version !== pinnedEngine) await go(modules, ["get", `${COMMAND}@v${version}`, `${SDK}@v${version}`]);
  const told = progress("Compiling the Pulumi engine");
  let fetched = 0;
  const packages = await go(modules, ["list", "-deps", COMMAND], (line) => {
    if (line.startsWith("go: downloading ")) {
      told.update(`${++fetched} modules fetched`);
    }
  });
  const total = packages.stdout.trim().split("\n").length;
  let compiled = 0;
  const flags = `-s -w -X ${VERSION_VARIABLE}=v${version}`;
  const target = path.join(folder, "bin", executable("pulumi"));
  await go(modules, ["build", "-v", "-trimpath", "-ldflags", flags, "-o", target, COMMAND], () => {
    told.update(`${++compiled} of at most ${total} packages`);
  });
  told.end();
}

/**
 * The folder with the go.mod that pins the modules: this one, or for another release than the pinned one a copy of it.
 * @param {string} folder
 * @param {string} version
 */
function modulesOf(folder, version) {
  if (version === pinnedEngine) return __dirname;
  const copy = path.join(folder, "modules");
  fs.mkdirSync(copy, { recursive: true });
  for (const file of ["go.mod", "go.sum"]) fs.copyFileSync(path.join(__dirname, file), path.join(copy, file));
  return copy;
}

/**
 * @param {string} folder
 * @param {[command: string, ...args: string[]]} args
 * @param {(line: string) => void} [onLine]
 */
async function go(folder, [command, ...args], onLine) {
  const env = { ...process.env, GOFLAGS: command === "get" ? "-mod=mod" : "-mod=readonly", GOWORK: "off" };
  const result = await capture("go", [command, ...args], { cwd: folder, env, onLine });
  if (result.code !== 0) {
    throw new Error(`go ${command} failed:\n${result.output.trim().split("\n").slice(-8).join("\n")}`);
  }
  return result;
}

/**
 * The engine takes the language host that lies beside it without a warning; elsewhere on PATH it would print one each time.
 * @param {string} bin
 * @param {NodeJS.Platform} [platform]
 */
function standIn(bin, platform = process.platform) {
  return platform === "win32"
    ? { file: path.join(bin, "pulumi-language-nodejs.cmd"), text: '@node "%PULUMI_SMS_LANGUAGE_HOST%" %*\r\n' }
    : {
        file: path.join(bin, "pulumi-language-nodejs"),
        text: '#!/usr/bin/env node\nrequire(process.env.PULUMI_SMS_LANGUAGE_HOST ?? "set PULUMI_SMS_LANGUAGE_HOST");\n',
      };
}

/** The Go release that go.mod asks for. */
function goVersion() {
  return /^go (\S+)$/m.exec(fs.readFileSync(path.join(__dirname, "go.mod"), "utf8"))?.[1];
}

module.exports = { build, standIn, goVersion };
