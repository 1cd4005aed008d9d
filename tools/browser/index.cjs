// @ts-check
"use strict";
const path = require("node:path");
const { hasApt, install } = require("../lib/apt.cjs");
const { cacheFolder } = require("../lib/layout.cjs");
const { withLock } = require("../lib/lock.cjs");
const { findBrowser } = require("./find.cjs");

/** @typedef {import("../lib/apt.cjs").Run} Run */

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
  const { find = findBrowser, canInstall = hasApt, run } = ways;
  const there = find();
  if (there !== undefined) {
    return there;
  }
  if (!canInstall()) {
    throw new NoBrowser("there is none on PATH or in its usual place, and apt-get as root is not at hand");
  }
  const wait = (/** @type {string} */ owner) => log(`Waiting for process ${owner}, which is installing a browser.`);
  const lock = ways.lock ?? path.join(cacheFolder(), "browser.lock");
  return withLock(lock, { wait }, async () => find() ?? (await installBrowser(log, run, find)));
}

/**
 * @param {(line: string) => void} log
 * @param {Run | undefined} run
 * @param {typeof findBrowser} find
 */
async function installBrowser(log, run, find) {
  log("Installing Chromium for the tests of the HTML report (apt-get install chromium).");
  const failure = await install(["chromium", "fonts-liberation"], run);
  if (failure !== undefined) {
    throw new NoBrowser(failure);
  }
  const browser = find();
  if (browser === undefined) {
    throw new NoBrowser("apt-get installed chromium, and no browser came of it");
  }
  return browser;
}

module.exports = { ensureBrowser, NoBrowser };
