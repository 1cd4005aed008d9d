// @ts-check
"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { hasApt, install } = require("../lib/apt.cjs");
const { writeWhole } = require("../lib/files.cjs");
const { cacheFolder } = require("../lib/layout.cjs");
const { withLock } = require("../lib/lock.cjs");
const { progress } = require("../lib/progress.cjs");
const { capture } = require("../lib/run.cjs");

/** The oldest release that Pulumi's SDK supports. */
const OLDEST = "3.10";

const REQUIREMENTS = path.join(__dirname, "requirements.txt");

/** Exits with 0 if the interpreter is new enough and can make virtual environments. */
const PROBE = `import sys, venv, ensurepip; sys.exit(sys.version_info < (${OLDEST.replace(".", ", ")}))`;

/** A virtual environment with the packages of requirements.txt, for all checkouts of a user; other packages give another. */
function pythonEnvironment() {
  const hash = createHash("sha256").update(fs.readFileSync(REQUIREMENTS)).digest("hex").slice(0, 12);
  const folder = path.join(cacheFolder(), `python-${hash}`);
  const isWindows = process.platform === "win32";
  return { folder, python: path.join(folder, ...(isWindows ? ["Scripts", "python.exe"] : ["bin", "python"])) };
}

/**
 * Makes sure that the virtual environment is there, with a Python that is there or Debian's or Ubuntu's own, which is installed.
 * @param {(line: string) => void} log
 * @param {{ find?: () => Promise<string | undefined>, canInstall?: () => boolean, run?: import("../lib/apt.cjs").Run, fill?: typeof fill, environment?: ReturnType<typeof pythonEnvironment> }} [ways]
 * @returns {Promise<string | undefined>} why it is not there, and what to do
 */
async function ensurePython(log, ways = {}) {
  const { find = findPython, canInstall = hasApt, environment = pythonEnvironment() } = ways;
  const wait = (/** @type {string} */ owner) =>
    log(`Waiting for process ${owner}, which is installing Python packages.`);
  return withLock(`${environment.folder}.lock`, { wait }, async () => {
    // An environment is of no use without the interpreter that it was made with.
    if (fs.existsSync(path.join(environment.folder, "complete")) && fs.existsSync(environment.python)) return undefined;
    let python = await find();
    if (python === undefined && canInstall()) {
      log("Installing Python for the tests of its SDK (apt-get install python3 python3-venv).");
      const failure = await install(["python3", "python3-venv"], ways.run);
      if (failure !== undefined) return noPython(failure);
      python = await find();
    }
    if (python === undefined) return noPython("");
    log("Installing the Python packages of tools/python/requirements.txt, once for all checkouts of this user.");
    const failure = await (ways.fill ?? fill)(python, environment);
    if (failure !== undefined) return noPython(failure);
    writeWhole(path.join(environment.folder, "complete"), "");
    return undefined;
  });
}

/** An interpreter on PATH that is new enough. */
async function findPython() {
  for (const name of ["python3", "python"]) {
    const probe = await capture(name, ["-c", PROBE]).catch(() => undefined);
    if (probe?.code === 0) return name;
  }
  return undefined;
}

/**
 * @param {string} python
 * @param {ReturnType<typeof pythonEnvironment>} environment
 * @returns {Promise<string | undefined>} why it failed
 */
async function fill(python, environment) {
  const told = progress("Installing Python packages");
  const onLine = (/** @type {string} */ line) => told.update(line.slice(0, 60));
  const made = await capture(python, ["-m", "venv", "--clear", environment.folder], { onLine });
  const filled =
    made.code === 0
      ? await capture(environment.python, ["-m", "pip", "install", "--requirement", REQUIREMENTS], { onLine })
      : made;
  told.end();
  return filled.code === 0 ? undefined : `${filled.output.trim().split("\n").slice(-5).join("\n")}\n`;
}

/** @param {string} reason */
function noPython(reason) {
  return `Python ${OLDEST} or later with its packages is missing${reason === "" ? "" : `: ${reason}`}.
  - Debian, Ubuntu: apt-get install python3 python3-venv
  - Fedora: dnf install python3
  - macOS: brew install python
  - Windows: https://www.python.org/downloads/
The packages of tools/python/requirements.txt come from an index of Python packages: see \`pip config list\`.`;
}

module.exports = { ensurePython, pythonEnvironment };
