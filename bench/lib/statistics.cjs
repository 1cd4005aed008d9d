// @ts-check
"use strict";
const { item } = require("./item.cjs");

/** @param {readonly number[]} values none: NaN */
function median(values) {
  if (values.length === 0) {
    return NaN;
  }
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? item(sorted, middle) : (item(sorted, middle - 1) + item(sorted, middle)) / 2;
}

/**
 * The exponent k of time = c * size^k: the slope of the line of least squares through the logarithms.
 * @param {readonly { size: number, time: number }[]} points
 */
function growthExponent(points) {
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map(({ time }) => Math.log(time));
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const covariance = xs.reduce((sum, x, index) => sum + (x - meanX) * (item(ys, index) - meanY), 0);
  return covariance / xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
}

module.exports = { median, growthExponent };
