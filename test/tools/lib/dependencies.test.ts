import { isInstalled } from "../../../tools/lib/dependencies.cjs";

const wanted = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/zod": { version: "4.6.7", integrity: "sha512-a" },
    "node_modules/@swc/core-win32-x64-msvc": { version: "1.0.0", integrity: "sha512-b", optional: true },
  },
};

test.each([
  ["the same packages", { "node_modules/zod": { version: "4.6.7", integrity: "sha512-a" } }, true],
  ["one more package", { "node_modules/zod": { version: "4.6.7", integrity: "sha512-a" }, "node_modules/x": {} }, true],
  ["another version", { "node_modules/zod": { version: "4.6.6", integrity: "sha512-a" } }, false],
  ["other content", { "node_modules/zod": { version: "4.6.7", integrity: "sha512-c" } }, false],
  ["a package missing", {}, false],
  [
    "another version of a package for one platform",
    {
      "node_modules/zod": { version: "4.6.7", integrity: "sha512-a" },
      "node_modules/@swc/core-win32-x64-msvc": { version: "0.9.0", integrity: "sha512-b" },
    },
    false,
  ],
])("with %s in node_modules, the lock file is satisfied: %s", (_, packages, expected) => {
  expect(isInstalled(wanted, { packages })).toBe(expected);
});
