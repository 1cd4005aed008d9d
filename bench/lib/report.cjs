// @ts-check
"use strict";

/**
 * Prints lines in columns, the first one as the heading.
 * @param {readonly (readonly string[])[]} rows
 */
function printTable(rows) {
  const widthOf = (/** @type {number} */ column) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  for (const row of rows) {
    console.log(`  ${row.map((cell, column) => cell.padStart(widthOf(column))).join("   ")}`);
  }
}

/**
 * One line for a figure that is wanted: what was seen, what is wanted, and whether it was missed.
 * @param {string} what
 * @param {number} seen
 * @param {"at most" | "at least"} bound
 * @param {number} wanted
 * @param {string} [unit]
 */
function printWanted(what, seen, bound, wanted, unit = "") {
  const isMet = bound === "at most" ? seen <= wanted : seen >= wanted;
  const value = `${round(seen)}${unit}, wanted ${bound} ${wanted}${unit}`;
  console.log(`  ${isMet ? "ok    " : "MISSED"} ${what}: ${value} (${round(seen / wanted)} of it)`);
}

/** @param {number} value three digits that count */
function round(value) {
  return String(Number(value.toPrecision(3)));
}

module.exports = { printTable, printWanted, round };
