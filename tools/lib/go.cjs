// @ts-check
"use strict";
const { progress } = require("./progress.cjs");
const { capture } = require("./run.cjs");

/** Whether there is a Go on PATH. */
async function hasGo() {
  return (await capture("go", ["version"]).catch(() => undefined))?.code === 0;
}

/**
 * Compiles a program, and says how far it is.
 * @param {string} modules the folder of the go.mod and go.sum that pin what it is compiled from
 * @param {string} program its package
 * @param {string} target the executable
 * @param {{ title: string, linking?: string }} options what the progress is called, and flags of the linker
 */
async function compile(modules, program, target, { title, linking = "-s -w" }) {
  const told = progress(title);
  let fetched = 0;
  const packages = await go(modules, ["list", "-deps", program], (line) => {
    if (line.startsWith("go: downloading ")) {
      told.update(`${++fetched} modules fetched`);
    }
  });
  const total = packages.stdout.trim().split("\n").length;
  let compiled = 0;
  await go(modules, ["build", "-v", "-trimpath", "-ldflags", linking, "-o", target, program], () => {
    told.update(`${++compiled} of at most ${total} packages`);
  });
  told.end();
}

/**
 * Runs go in a folder; an error if it fails.
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

module.exports = { compile, go, hasGo };
