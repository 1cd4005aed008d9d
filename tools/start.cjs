// @ts-check
/**
 * `npm start`: previews a hierarchy that the policies refuse, and the same one once it is ready, on the real Pulumi engine and
 * without a login. It succeeds when the first was refused by a mandatory policy of the pack and the second was cleared.
 */
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { newStack } = require("./engine-env.cjs");
const { NoEngine } = require("./engine/index.cjs");
const { ownNode, root } = require("./lib/layout.cjs");
const { otherErrors, policyLines, violations } = require("./lib/policy-lines.cjs");
const { capture, run } = require("./lib/run.cjs");
const { command, setUp } = require("./lib/setup.cjs");

const POLICY_PACK = "sms";
const REFUSED = path.join("examples", "refused");
const HIERARCHY_FILE = path.join("examples", "hierarchy-file", "refused.yaml");

/** How many lines about policies are shown. */
const SHOWN = 80;

command(async () => {
  try {
    console.log(await setUp());
  } catch (error) {
    if (!(error instanceof NoEngine)) {
      throw error;
    }
    console.error(`${error.message}\n`);
    await checkInstead();
    return 1;
  }
  const state = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-start-"));
  try {
    const isRefused = await preview(REFUSED, path.join(state, "refused"), checkRefused);
    const isCleared = await preview(".", path.join(state, "ready"), checkReady);
    return isRefused && isCleared ? 0 : 1;
  } finally {
    fs.rmSync(state, { recursive: true, force: true });
  }
});

/**
 * @typedef {object} Preview
 * @property {number} code
 * @property {string[]} errors
 * @property {{ level: string, policy: string }[] | undefined} found
 *
 * @param {string} project
 * @param {string} state
 * @param {(preview: Preview) => { isExpected: boolean, seen: string }} check
 */
async function preview(project, state, check) {
  const cwd = path.join(root, project);
  const { pulumi, env, stackArguments } = newStack(cwd, state);
  const pack = path.relative(cwd, path.join(root, "policy-pack"));
  console.log(`\n${project === "." ? "(the root project)" : project}> pulumi preview --policy-pack ${pack}`);
  const { code, output } = await capture(pulumi, ["preview", "--policy-pack", pack, ...stackArguments], { cwd, env });

  const lines = policyLines(output);
  const errors = otherErrors(output);
  const { isExpected, seen } = check({ code, errors, found: violations(lines, POLICY_PACK) });
  console.log(["Policies:", ...lines.slice(0, SHOWN)].join("\n"));
  if (lines.length > SHOWN) {
    console.log(`    … ${lines.length - SHOWN} more lines`);
  }
  console.log(`\n${isExpected ? "As expected" : "NOT as expected"}: ${seen}`);
  if (!isExpected) {
    console.log(`\nAll that the engine printed:\n${output}`);
  }
  return isExpected;
}

/** @param {Preview} preview */
function checkRefused({ code, errors, found }) {
  const mandatory = new Set(found?.filter(({ level }) => level === "mandatory").map(({ policy }) => policy));
  return {
    isExpected: code !== 0 && errors.length === 0 && mandatory.size > 0,
    seen: `the preview ended with exit code ${code}; mandatory policies that refuse it: ${list(mandatory)}${list(errors, "; other errors: ")}.`,
  };
}

/** @param {Preview} preview */
function checkReady({ code, errors, found }) {
  const mandatory = new Set(found?.filter(({ level }) => level === "mandatory").map(({ policy }) => policy));
  const verdict = found
    ? `mandatory policies that refuse it: ${list(mandatory)}`
    : `the policy pack ${POLICY_PACK} did not run`;
  return {
    isExpected: code === 0 && found !== undefined && mandatory.size === 0,
    seen: `the preview ended with exit code ${code}; ${verdict}${list(errors, "; errors: ")}.`,
  };
}

/**
 * @param {Iterable<string>} names
 * @param {string} [prefix] without it, nothing is called "none"
 */
function list(names, prefix) {
  const text = [...names].join(", ");
  return text ? `${prefix ?? ""}${text}` : prefix ? "" : "none";
}

/** Shows a refusal with the command-line tool, which needs no engine. */
async function checkInstead() {
  console.log(`> pulumi-sms check ${HIERARCHY_FILE}`);
  await run(ownNode, [path.join("dist", "cli", "main.js"), "check", HIERARCHY_FILE], { cwd: root });
}
