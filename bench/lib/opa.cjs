// @ts-check
"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { cacheFolder, executable } = require("../../tools/lib/layout.cjs");
const { capture } = require("../../tools/lib/run.cjs");

const MODULE = "github.com/open-policy-agent/opa";
const folder = path.join(__dirname, "..", "opa");
const rules = path.join(folder, "rules.rego");

/** The release that go.mod pins. */
const version = new RegExp(`^\\s*${MODULE} v(\\S+)`, "m").exec(
  fs.readFileSync(path.join(folder, "go.mod"), "utf8"),
)?.[1];

/** Where the executable is kept, once for all checkouts of this user. */
const opa = path.join(cacheFolder(), `opa-v${version}-${process.platform}-${process.arch}`, executable("opa"));

/** Compiles OPA from its Go modules, unless that was done before. */
async function ensureOpa() {
  if (fs.existsSync(opa)) {
    return;
  }
  console.log(`Compiling OPA ${version} from its Go modules, once: a minute or two.`);
  const env = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOWORK: "off" };
  const unfinished = `${opa}.unfinished`;
  fs.mkdirSync(path.dirname(opa), { recursive: true });
  const args = ["build", "-trimpath", "-ldflags", "-s -w", "-o", unfinished, MODULE];
  const { code, output } = await capture("go", args, { cwd: folder, env });
  if (code !== 0) {
    throw new Error(`OPA could not be compiled:\n${output}`);
  }
  fs.renameSync(unfinished, opa);
}

/** Arguments of `opa` that judge a hierarchy file by rules.rego. @param {string} file */
function opaArguments(file) {
  return ["eval", "--data", rules, "--input", file, "--format", "raw", "data.sms.findings"];
}

/**
 * Findings as rules.rego sees them, in the form of {@link import("./findings.cjs").keysOf}.
 * @param {string} file
 * @returns {string[]}
 */
function opaFindings(file) {
  const output = execFileSync(opa, opaArguments(file), { encoding: "utf8", maxBuffer: 2 ** 28 });
  return JSON.parse(output)
    .map((/** @type {string[]} */ finding) => finding.join(" "))
    .sort();
}

module.exports = { ensureOpa, opa, version, opaArguments, opaFindings };
