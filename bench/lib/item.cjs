// @ts-check
"use strict";

/**
 * An item that is there.
 * @template T
 * @param {readonly T[]} items
 * @param {number} index
 * @returns {T}
 */
function item(items, index) {
  if (!(index in items)) {
    throw new RangeError(`there is no item ${index} of ${items.length}`);
  }
  return /** @type {T} */ (items[index]);
}

module.exports = { item };
