// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { hasApt, install } = require("../lib/apt.cjs");
const { cacheFolder } = require("../lib/layout.cjs");
const { withLock } = require("../lib/lock.cjs");

/** What the tests of the evidence readers start, and the Debian package that has it. */
const PROGRAMS = { smbd: "samba", pdbedit: "samba-common-bin", net: "samba-common-bin", smbclient: "smbclient" };

/** Keeps a package that is installed from starting its services: no smbd on the network because of a test. */
const POLICY = "/usr/sbin/policy-rc.d";

/**
 * Makes sure that Samba is there: as it is, or else Debian's or Ubuntu's own, which is installed.
 * @param {(line: string) => void} log
 * @param {{ missing?: () => string[], canInstall?: () => boolean, run?: import("../lib/apt.cjs").Run, policy?: string, lock?: string }} [ways]
 * @returns {Promise<string | undefined>} why it is not there, and what to do
 */
async function ensureSamba(log, ways = {}) {
  const { missing = missingPrograms, canInstall = hasApt, policy = POLICY } = ways;
  if (missing().length === 0) {
    return undefined;
  }
  if (!canInstall()) {
    return noSamba(missing(), "apt-get as root is not at hand");
  }
  const wait = (/** @type {string} */ owner) => log(`Waiting for process ${owner}, which is installing Samba.`);
  return withLock(ways.lock ?? path.join(cacheFolder(), "samba.lock"), { wait }, async () => {
    const packages = [...new Set(Object.values(PROGRAMS))];
    log(`Installing Samba for the tests of the evidence readers (apt-get install ${packages.join(" ")}).`);
    const isOurs = !fs.existsSync(policy);
    if (isOurs) {
      fs.writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
    }
    try {
      const failure = await install(packages, ways.run);
      return failure === undefined && missing().length === 0 ? undefined : noSamba(missing(), failure ?? "");
    } finally {
      if (isOurs) {
        fs.rmSync(policy);
      }
    }
  });
}

/** Programs that are neither on PATH nor where Debian has what administrators run. */
function missingPrograms() {
  const folders = [...(process.env["PATH"] ?? "").split(path.delimiter), "/usr/sbin"];
  return Object.keys(PROGRAMS).filter((name) => !folders.some((folder) => fs.existsSync(path.join(folder, name))));
}

/**
 * @param {string[]} missing
 * @param {string} reason
 */
function noSamba(missing, reason) {
  return `Samba is missing (${missing.join(", ")})${reason === "" ? "" : `: ${reason}`}.
  - Debian, Ubuntu: apt-get install samba samba-common-bin smbclient
  - Fedora: dnf install samba samba-common-tools samba-client
  - macOS: brew install samba`;
}

module.exports = { ensureSamba };
