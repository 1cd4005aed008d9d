// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { ensurePrograms } = require("../lib/programs.cjs");

/** What the tests of the evidence readers start, and the Debian package that has it. */
const PROGRAMS = { smbd: "samba", pdbedit: "samba-common-bin", net: "samba-common-bin", smbclient: "smbclient" };

/** Programs that are neither on PATH nor where Debian has what administrators run. */
function missingPrograms() {
  const folders = [...(process.env["PATH"] ?? "").split(path.delimiter), "/usr/sbin"];
  return Object.keys(PROGRAMS).filter((name) => !folders.some((folder) => fs.existsSync(path.join(folder, name))));
}

/** @type {import("../lib/programs.cjs").Wanted} */
const SAMBA = {
  name: "Samba",
  purpose: "the tests of the evidence readers",
  packages: [...new Set(Object.values(PROGRAMS))],
  missing: missingPrograms,
  others: ["Fedora: dnf install samba samba-common-tools samba-client", "macOS: brew install samba"],
};

/**
 * Makes sure that Samba is there.
 * @param {(line: string) => void} log
 * @param {import("../lib/programs.cjs").Ways} [ways]
 * @returns {Promise<string | undefined>} why it is not there, and what to do
 */
function ensureSamba(log, ways) {
  return ensurePrograms(log, SAMBA, ways);
}

module.exports = { ensureSamba };
