const transform = {
  // The makers of test programs are ES modules, which Jest does not load.
  "(^.+\\.ts|/node_modules/(resedit|pe-library)/.+\\.js)$": [
    "@swc/jest",
    { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
  ],
};
const shared = {
  transform,
  transformIgnorePatterns: ["/node_modules/(?!(resedit|pe-library)/)"],
  testEnvironment: "node",
  modulePathIgnorePatterns: [
    "<rootDir>/dist",
    "<rootDir>/.cache",
    "<rootDir>/examples",
    "<rootDir>/provider/package.json",
    "<rootDir>/policy-pack/package.json",
  ],
};

/**
 * `unit` is fast and needs nothing, `fuzz` takes its time with damaged input; `browser` opens the HTML report in a real browser; `servers` reads a real Samba server;
 * `engine` runs the real Pulumi engine, plugin and policy pack, `postgres` on a real PostgreSQL server; `yaml`, `python` and `go` do so with programs in these languages.
 */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: [
        "/node_modules/",
        "<rootDir>/test/engine/",
        "<rootDir>/test/browser/",
        "<rootDir>/test/servers/",
        "<rootDir>/test/postgres/",
        "<rootDir>/test/teams/",
        "<rootDir>/test/yaml/",
        "<rootDir>/test/python/",
        "<rootDir>/test/go/",
        "fuzz\\.test\\.ts$",
      ],
      setupFilesAfterEnv: ["<rootDir>/test/kit/patience.ts"],
    },
    {
      ...shared,
      displayName: "fuzz",
      testMatch: ["<rootDir>/test/**/*fuzz.test.ts"],
      setupFilesAfterEnv: ["<rootDir>/test/kit/patience.ts"],
    },
    {
      ...shared,
      displayName: "browser",
      testMatch: ["<rootDir>/test/browser/**/*.test.ts"],
      setupFilesAfterEnv: ["<rootDir>/test/kit/patience.ts"],
    },
    {
      ...shared,
      displayName: "servers",
      testMatch: ["<rootDir>/test/servers/**/*.test.ts"],
      setupFilesAfterEnv: ["<rootDir>/test/kit/patience.ts"],
    },
    {
      ...shared,
      displayName: "engine",
      testMatch: ["<rootDir>/test/engine/**/*.test.ts"],
      setupFilesAfterEnv: ["<rootDir>/test/kit/engine/patience.ts"],
    },
    ...["postgres", "teams", "yaml", "python", "go"].map((name) => ({
      ...shared,
      displayName: name,
      testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
      setupFilesAfterEnv: ["<rootDir>/test/kit/engine/patience.ts"],
    })),
  ],
};
