// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { executable, pinnedEngine } = require("../lib/layout.cjs");
const { compile, go, hasGo } = require("../lib/go.cjs");

const COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const SDK = "github.com/pulumi/pulumi/sdk/v3";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/**
 * Compiles the engine into `folder`/bin from the Go modules that go.mod and go.sum beside this file pin. The hosts
 * of Node.js, Python and Go are not among them: tools/language-host stands in for them.
 * @param {string} folder
 * @param {string} version
 * @param {(line: string) => void} log
 */
async function build(folder, version, log) {
  if (!(await hasGo())) {
    throw new Error("there is no go on PATH");
  }
  log(
    `Compiling the Pulumi engine ${version} from its Go modules, once for all checkouts of this user: about five minutes on two cores.`,
  );

  const modules = modulesOf(folder, version);
  if (version !== pinnedEngine) await go(modules, ["get", `${COMMAND}@v${version}`, `${SDK}@v${version}`]);
  await compile(modules, COMMAND, path.join(folder, "bin", executable("pulumi")), {
    title: "Compiling the Pulumi engine",
    linking: `-s -w -X ${VERSION_VARIABLE}=v${version}`,
  });
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

/** The languages whose hosts tools/language-host stands in for. */
const LANGUAGES = ["nodejs", "python", "go"];

/**
 * The engine takes the language hosts that lie beside it without a warning; elsewhere on PATH it would print one each time.
 * A host knows its language from its own name.
 * @param {string} bin
 * @param {NodeJS.Platform} [platform]
 */
function standIns(bin, platform = process.platform) {
  const names = LANGUAGES.map((language) => path.join(bin, `pulumi-language-${language}`));
  return platform === "win32"
    ? names.map((name) => ({ file: `${name}.cmd`, text: '@node "%PULUMI_SMS_LANGUAGE_HOST%" %~n0 %*\r\n' }))
    : names.map((file) => ({
        file,
        text: '#!/usr/bin/env node\nrequire(process.env.PULUMI_SMS_LANGUAGE_HOST ?? "set PULUMI_SMS_LANGUAGE_HOST");\n',
      }));
}

/** The Go release that go.mod asks for. */
function goVersion() {
  return /^go (\S+)$/m.exec(fs.readFileSync(path.join(__dirname, "go.mod"), "utf8"))?.[1];
}

module.exports = { build, standIns, goVersion };
