// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { cacheFolder } = require("../lib/layout.cjs");
const { withLock } = require("../lib/lock.cjs");
const { progress } = require("../lib/progress.cjs");
const { capture } = require("../lib/run.cjs");
const { findBrowser } = require("./find.cjs");

/** @typedef {(command: string, args: string[]) => Promise<{ code: number, output: string }>} Run */

/** No browser could be had: why not, and what to do. */
class NoBrowser extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(`No browser could be had for the tests of the HTML report: ${reason}.
Install Chromium, Google Chrome or Microsoft Edge and run the command again:
  - Debian, Ubuntu: apt-get install chromium
  - macOS: brew install --cask chromium
  - Windows: Microsoft Edge is part of it; else https://www.google.com/chrome/
A browser in another place is named by the environment variable CHROME_PATH.`);
  }
}

/**
 * A browser of the Chromium family that is there, else Debian's or Ubuntu's own, which is installed.
 * @param {(line: string) => void} log
 * @param {{ find?: typeof findBrowser, canInstall?: () => boolean, run?: Run, lock?: string }} [ways]
 * @returns {Promise<string>} its path
 */
async function ensureBrowser(log, ways = {}) {
  const { find = findBrowser, canInstall = hasApt, run = withProgress } = ways;
  const there = find();
  if (there !== undefined) {
    return there;
  }
  if (!canInstall()) {
    throw new NoBrowser("there is none on PATH or in its usual place, and apt-get as root is not at hand");
  }
  const wait = (/** @type {string} */ owner) => log(`Waiting for process ${owner}, which is installing a browser.`);
  const lock = ways.lock ?? path.join(cacheFolder(), "browser.lock");
  return withLock(lock, { wait }, async () => find() ?? (await install(log, run, find)));
}

/**
 * @param {(line: string) => void} log
 * @param {Run} run
 * @param {typeof findBrowser} find
 */
async function install(log, run, find) {
  log("Installing Chromium for the tests of the HTML report (apt-get install chromium).");
  const steps = [["update"], ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]];
  for (const args of steps) {
    const { code, output } = await run("apt-get", args);
    // Lists that cannot be brought up to date may still serve.
    if (code !== 0 && args[0] === "install") {
      throw new NoBrowser(`apt-get ${args.join(" ")} failed:\n${output.trim().split("\n").slice(-5).join("\n")}\n`);
    }
  }
  const browser = find();
  if (browser === undefined) {
    throw new NoBrowser("apt-get installed chromium, and no browser came of it");
  }
  return browser;
}

function hasApt() {
  return process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get");
}

/** @type {Run} */
async function withProgress(command, args) {
  const step = progress(`${command} ${args[0]}`);
  const onLine = (/** @type {string} */ line) => step.update(line.slice(0, 60));
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    return await capture(command, args, { env, onLine });
  } finally {
    step.end();
  }
}

module.exports = { ensureBrowser, NoBrowser };
