// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");

/**
 * A file is there whole or not at all, for readers at any moment.
 * @param {string} file
 * @param {string} text
 * @param {number} [mode]
 */
function writeWhole(file, text, mode) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, text, { mode });
  fs.renameSync(unfinished, file);
}

/**
 * @param {string} file
 * @returns {any} undefined when there is no such file, or it is not JSON
 */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

module.exports = { writeWhole, readJson };
