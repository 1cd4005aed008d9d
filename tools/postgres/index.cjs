// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { ensurePrograms } = require("../lib/programs.cjs");

/** What the tests of the PostgreSQL backend start. */
const PROGRAMS = ["initdb", "postgres", "psql"];

/** Debian keeps the programs of every release of PostgreSQL in a folder of its own, off PATH. */
const RELEASES = "/usr/lib/postgresql";

/**
 * The folder with the programs of PostgreSQL, the newest release first.
 * @param {string} [releases]
 * @param {string} [searched] as PATH
 * @returns {string | undefined}
 */
function postgresFolder(releases = RELEASES, searched = process.env["PATH"] ?? "") {
  const numbers = fs.existsSync(releases) ? fs.readdirSync(releases).filter((name) => /^\d+$/.test(name)) : [];
  const newest = numbers.sort((a, b) => Number(b) - Number(a)).map((number) => path.join(releases, number, "bin"));
  return [...newest, ...searched.split(path.delimiter)].find((folder) =>
    PROGRAMS.every((program) => fs.existsSync(path.join(folder, program))),
  );
}

/** @type {import("../lib/programs.cjs").Wanted} */
const POSTGRES = {
  name: "PostgreSQL",
  purpose: "the tests of its backend",
  packages: ["postgresql"],
  missing: () => (postgresFolder() === undefined ? PROGRAMS : []),
  others: ["Fedora: dnf install postgresql-server", "macOS: brew install postgresql"],
};

/**
 * Makes sure that PostgreSQL is there.
 * @param {(line: string) => void} log
 * @param {import("../lib/programs.cjs").Ways} [ways]
 * @returns {Promise<string | undefined>} why it is not there, and what to do
 */
function ensurePostgres(log, ways) {
  return ensurePrograms(log, POSTGRES, ways);
}

module.exports = { ensurePostgres, postgresFolder };
