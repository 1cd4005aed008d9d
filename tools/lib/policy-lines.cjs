// @ts-check
"use strict";

/** A heading of the engine's output, such as `Policies:` or `Diagnostics:`. */
const HEADING = /^[A-Z][A-Za-z ]*:\s*$/;

/**
 * What the engine says about policies, out of everything it prints.
 * @param {string} output
 * @returns {string[]} the lines below `Policies:`
 */
function policyLines(output) {
  const lines = output.split(/\r?\n/);
  const start = lines.findIndex((line) => line.trim() === "Policies:" && HEADING.test(line));
  if (start < 0) {
    return [];
  }
  const length = lines.slice(start + 1).findIndex((line) => HEADING.test(line));
  const section = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
  while (section.at(-1)?.trim() === "") {
    section.pop();
  }
  return section;
}

/**
 * The violations of one policy pack.
 * @param {string[]} lines
 * @param {string} pack its name
 * @returns {{ level: string, policy: string }[] | undefined} undefined when the pack did not run
 */
function violations(lines, pack) {
  /** @type {{ level: string, policy: string }[] | undefined} */
  let found;
  let isOurs = false;
  for (const line of lines) {
    const header = /^ {4}\S+ ([^\s@]+)(@\S+)?( |$)/.exec(line);
    const violation = /^ {8}- \[(\w+)\](?: \[severity: \w+\])?\s+(\S+)/.exec(line);
    if (header) {
      isOurs = header[1] === pack;
      found ??= isOurs ? [] : undefined;
    } else if (isOurs && violation) {
      const [, level = "", policy = ""] = violation;
      found?.push({ level, policy });
    }
  }
  return found;
}

/**
 * Why a preview failed, apart from its policies.
 * @param {string} output
 */
function otherErrors(output) {
  const errors = output.split(/\r?\n/).filter((line) => /^\s*error: (?!preview failed\s*$)/.test(line));
  return [...new Set(errors.map((line) => line.trim()))];
}

module.exports = { policyLines, violations, otherErrors };
