// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { hasApt, install } = require("./apt.cjs");
const { cacheFolder } = require("./layout.cjs");
const { withLock } = require("./lock.cjs");

/** Keeps a package that is installed from starting its services: no server on the network because of a test. */
const POLICY = "/usr/sbin/policy-rc.d";

/**
 * @typedef {object} Wanted
 * @property {string} name
 * @property {string} purpose what it is for
 * @property {string[]} packages those of Debian and Ubuntu
 * @property {() => string[]} missing its programs that are not there
 * @property {string[]} others how other systems install it, a line each
 *
 * @typedef {{ missing?: () => string[], canInstall?: () => boolean, run?: import("./apt.cjs").Run, policy?: string, lock?: string }} Ways
 */

/**
 * Makes sure that programs are there: as they are, or else Debian's or Ubuntu's own, which are installed.
 * @param {(line: string) => void} log
 * @param {Wanted} wanted
 * @param {Ways} [ways]
 * @returns {Promise<string | undefined>} why they are not there, and what to do
 */
async function ensurePrograms(log, wanted, ways = {}) {
  const { missing = wanted.missing, canInstall = hasApt, policy = POLICY } = ways;
  const { name, packages } = wanted;
  if (missing().length === 0) {
    return undefined;
  }
  if (!canInstall()) {
    return notThere(wanted, missing(), "apt-get as root is not at hand");
  }
  const wait = (/** @type {string} */ owner) => log(`Waiting for process ${owner}, which is installing ${name}.`);
  return withLock(ways.lock ?? path.join(cacheFolder(), "apt.lock"), { wait }, async () => {
    log(`Installing ${name} for ${wanted.purpose} (apt-get install ${packages.join(" ")}).`);
    const isOurs = !fs.existsSync(policy);
    if (isOurs) {
      fs.writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
    }
    try {
      const failure = await install(packages, ways.run);
      return failure === undefined && missing().length === 0 ? undefined : notThere(wanted, missing(), failure ?? "");
    } finally {
      if (isOurs) {
        fs.rmSync(policy);
      }
    }
  });
}

/**
 * @param {Wanted} wanted
 * @param {string[]} missing
 * @param {string} reason
 */
function notThere({ name, packages, others }, missing, reason) {
  const lines = [`Debian, Ubuntu: apt-get install ${packages.join(" ")}`, ...others];
  const why = reason === "" ? "" : `: ${reason}`;
  return [`${name} is missing (${missing.join(", ")})${why}.`, ...lines.map((line) => `  - ${line}`)].join("\n");
}

module.exports = { ensurePrograms };
