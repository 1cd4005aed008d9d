// @ts-check
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");

/** A lock file without a process number belongs to someone who is just writing it, unless it stays so. */
const WRITING_MS = 5_000;

/**
 * Runs a task while no other process runs one under the same lock file. A lock whose owner has died is taken over.
 * @template T
 * @param {string} file
 * @param {{ wait?: (owner: string) => void, interval?: number }} options `wait` is called once, when another process has the lock
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
async function withLock(file, { wait, interval = 500 }, task) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    const owner = deadOwner(file);
    if (owner !== undefined) {
      removeDead(file, owner);
      continue;
    }
    if (!told) {
      told = true;
      wait?.(read(file) ?? "");
    }
    await sleep(interval);
  }
  try {
    return await task();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

/** @param {string} file */
function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * What a dead process wrote into the lock file; undefined while its owner lives, or when it is gone.
 * @param {string} file
 */
function deadOwner(file) {
  const owner = read(file);
  if (owner === undefined) {
    return undefined;
  }
  if (owner === "") {
    const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    return age > WRITING_MS ? owner : undefined;
  }
  try {
    process.kill(Number(owner), 0);
    return undefined;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "ESRCH" ? owner : undefined;
  }
}

/**
 * Two processes can judge the same lock dead, and the first may have taken it anew before the second removes it: what was
 * moved away is looked at again, and put back when it is another's.
 * @param {string} file
 * @param {string} owner
 */
function removeDead(file, owner) {
  const moved = `${file}.dead.${process.pid}`;
  try {
    fs.renameSync(file, moved);
  } catch {
    return;
  }
  if (read(moved) !== owner && !fs.existsSync(file)) {
    fs.renameSync(moved, file);
  }
  fs.rmSync(moved, { force: true });
}

module.exports = { withLock };
