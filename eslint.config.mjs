import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** Arrows point one way: each room may import itself and the rooms that are named here. */
const ROOMS = {
  domain: [],
  rules: ["domain"],
  review: ["rules", "domain"],
  components: ["rules", "domain"],
  evidence: ["domain"],
  provider: ["components", "evidence", "rules", "domain"],
  "policy-pack": ["rules", "domain"],
  publish: ["review"],
  cli: ["review", "publish", "evidence", "rules", "domain"],
};

/** Packages that bring Pulumi or I/O; the vocabulary and the rules have neither. */
const OUTSIDE = [
  "@pulumi/*",
  "node:fs",
  "node:fs/*",
  "node:net",
  "node:http",
  "node:https",
  "node:child_process",
  "node:process",
  "fs",
  "child_process",
];

const LOADED_BY_PROGRAMS = ["domain", "rules", "components", "policy-pack"];

const rooms = Object.entries(ROOMS).map(([room, allowed]) => {
  const others = Object.keys(ROOMS).filter((other) => other !== room && !allowed.includes(other));
  const isPure = room === "domain" || room === "rules" || room === "review";
  return {
    files: [`${room}/**/*.ts`],
    ignores: ["domain/zod.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            ...others.map((other) => ({
              group: [`**/${other}`, `**/${other}/**`],
              message: `${room} does not import ${other}.`,
            })),
            ...(isPure ? [{ group: OUTSIDE, message: `${room} has neither Pulumi nor I/O.` }] : []),
            ...(LOADED_BY_PROGRAMS.includes(room)
              ? [{ regex: "^zod$", message: "What programs load takes zod from domain/zod." }]
              : []),
            ...(room === "cli" || room === "publish"
              ? [{ group: ["@pulumi/*"], message: "The command line needs no engine." }]
              : []),
          ],
        },
      ],
    },
  };
});

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", ".cache/", ".pulumi-state/", "**/node_modules/"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true, argsIgnorePattern: "^_" }],
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
    },
  },
  ...rooms,
  {
    files: ["**/*.cjs", "examples/**/*.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        require: "readonly",
        module: "writable",
        process: "readonly",
        __dirname: "readonly",
        __filename: "readonly",
        console: "readonly",
        Buffer: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        setInterval: "readonly",
        clearInterval: "readonly",
        setImmediate: "readonly",
        fetch: "readonly",
        AbortSignal: "readonly",
        AbortController: "readonly",
        URL: "readonly",
        performance: "readonly",
        TextDecoder: "readonly",
        structuredClone: "readonly",
      },
    },
    rules: { "@typescript-eslint/no-require-imports": "off", "no-console": "off" },
  },
  { files: ["cli/**", "test/**", "bench/**"], rules: { "no-console": "off" } },
  {
    files: ["test/**"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off", "max-lines": ["error", { max: 600 }] },
  },
);
