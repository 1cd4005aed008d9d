// @ts-check
"use strict";
const { hasGo } = require("./go.cjs");
const { ensurePython } = require("../python/index.cjs");

const NO_GO = "Go is missing. Put it on PATH: https://go.dev/dl/";

/**
 * What the tests of each language need beside the engine.
 * @param {(line: string) => void} log
 * @returns {Promise<Record<"python" | "go", string | undefined>>} why a language cannot be had, and what to do
 */
async function ensureLanguages(log) {
  return { python: await ensurePython(log), go: (await hasGo()) ? undefined : NO_GO };
}

module.exports = { ensureLanguages };
