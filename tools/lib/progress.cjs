// @ts-check
"use strict";

/** How often a step that takes minutes says how far it is, where lines cannot be rewritten. */
const INTERVAL_MS = 15_000;

/**
 * Says how far a long step is: on a terminal in one line that is rewritten, elsewhere now and then in a new line.
 * @param {string} step
 * @param {{ isTTY?: boolean, write(text: string): unknown }} [out]
 */
function progress(step, out = process.stderr) {
  const start = Date.now();
  let shown = out.isTTY ? 0 : start;
  return {
    /** @param {string} state */
    update(state) {
      const now = Date.now();
      if (now - shown >= (out.isTTY ? 200 : INTERVAL_MS)) {
        shown = now;
        const text = `${step}: ${state}, ${Math.round((now - start) / 1000)} s`;
        out.write(out.isTTY ? `\r\u001b[K${text}` : `${text}\n`);
      }
    },
    end() {
      if (out.isTTY) {
        out.write("\r\u001b[K");
      }
    },
  };
}

module.exports = { progress };
