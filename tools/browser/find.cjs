// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");

/** What a browser is called on PATH, the first that is found is taken. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

/** @type {Record<string, string[]>} places below the folders for programs of Windows */
const WINDOWS = {
  Chrome: ["Google", "Chrome", "Application", "chrome.exe"],
  Edge: ["Microsoft", "Edge", "Application", "msedge.exe"],
};

const MACOS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/**
 * A browser of the Chromium family: the one that CHROME_PATH names, else one on PATH, else one in its usual place.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @param {(file: string) => boolean} [exists]
 * @returns {string | undefined}
 */
function findBrowser(env = process.env, platform = process.platform, exists = fs.existsSync) {
  if (env.CHROME_PATH) {
    if (!exists(env.CHROME_PATH)) {
      throw new Error(`CHROME_PATH is ${env.CHROME_PATH}, and there is no such file. Correct it or unset it.`);
    }
    return env.CHROME_PATH;
  }
  return candidates(env, platform).find(exists);
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
function candidates(env, platform) {
  const { join, delimiter } = platform === "win32" ? path.win32 : path.posix;
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  const ending = platform === "win32" ? ".exe" : "";
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, `${name}${ending}`)));
  const programs = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter((one) => one !== undefined);
  const usual = platform === "win32" ? programs.flatMap((base) => below(base)) : platform === "darwin" ? MACOS : [];
  return [...onPath, ...usual];
}

/** @param {string} base */
function below(base) {
  return Object.values(WINDOWS).map((parts) => path.win32.join(base, ...parts));
}

module.exports = { findBrowser };
