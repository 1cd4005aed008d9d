// @ts-check
/**
 * Loaded by Mocha before the unit tests, which then run as under Jest. Jest starts anew for each change that mutation testing
 * makes, which takes seconds; Mocha runs its tests again as they are loaded, which takes milliseconds.
 */
"use strict";
const Module = require("node:module");
const path = require("node:path");
const swc = require("@swc/core");
const { ModernFakeTimers } = require("@jest/fake-timers");
const { expect } = require("expect");
const { bind } = require("jest-each");
const jest = require("../../jest.config.cjs");

/** A property gets few documents for each change, the same ones each time. */
const FEW = { numRuns: 5, seed: 1 };

const [, options] = /** @type {any[]} */ (Object.values(jest.projects[0]?.transform ?? {})[0]);
/** @type {any} */ (Module)._extensions[".ts"] = (/** @type {any} */ module, /** @type {string} */ filename) => {
  const { code } = swc.transformFileSync(filename, { ...options, filename, sourceMaps: "inline" });
  // What stands before and after the tests of a file is not for those of others.
  if (filename.endsWith(".test.ts")) mocha.describe(path.basename(filename), () => module._compile(code, filename));
  else module._compile(code, filename);
  if (filename.replaceAll("\\", "/").endsWith("/domain/memoised.ts")) module.exports = forgetful(module.exports);
};

/** What texts gave before a change is made is forgotten. @type {(() => void)[]} */
const forget = [];
/** @param {typeof import("../../domain/memoised")} actual */
function forgetful(actual) {
  return {
    ...actual,
    memoised: (/** @type {(text: string) => unknown} */ compute) => {
      let known = actual.memoised(compute);
      forget.push(() => (known = actual.memoised(compute)));
      return (/** @type {string} */ text) => known(text);
    },
  };
}

const fastCheck = require("fast-check");
const few = {
  ...fastCheck,
  assert: (/** @type {any} */ property, /** @type {any} */ parameters) =>
    fastCheck.assert(property, { ...parameters, ...FEW }),
};
const loaded = /** @type {any} */ (require.cache[require.resolve("fast-check")]);
loaded.exports = { ...few, default: few };

const timers = new ModernFakeTimers({ global: globalThis, config: /** @type {any} */ ({ rootDir: process.cwd() }) });
/** Mocha's own functions are there as soon as it loads tests. @type {any} */
const mocha = globalThis;
const test = (/** @type {string} */ title, /** @type {() => unknown} */ fn) => mocha.it(title, () => fn());
Object.assign(globalThis, { expect, jest: timers, test });
Object.assign(test, { each: bind(/** @type {any} */ (test), false) });
/** Mocha sets its own one before each file. @type {any} */
let describe;
Object.defineProperties(globalThis, {
  beforeAll: { get: () => mocha.before },
  afterAll: { get: () => mocha.after },
  describe: {
    configurable: true,
    get: () => describe,
    set: (/** @type {any} */ suite) => {
      describe = Object.assign(suite, { each: bind((/** @type {any} */ ...args) => suite(...args), false) });
    },
  },
});

module.exports = {
  mochaHooks: {
    beforeAll: () => {
      for (const one of forget) one();
    },
  },
};
