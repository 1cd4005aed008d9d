import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
const ROOMS = [
  "bench",
  "cli",
  "components",
  "domain",
  "evidence",
  "policy-pack",
  "provider",
  "publish",
  "review",
  "rules",
  "tools",
];

/** Tests of more than one file: of a whole room, or of what no single file promises. */
const OF_SEVERAL_FILES = new Set([
  "cli/fuzz",
  "components/refusals",
  "components/registrations",
  "domain/model/bad-sites",
  "provider/process",
  "review/comparison/every-fact",
  "review/comparison/fates",
  "review/comparison/properties",
  "review/preview/fuzz",
  "rules/articles/articles",
  "rules/judge/pending",
  "rules/judge/properties",
]);

/** A test `<file>.test.ts` or `<file>.<aspect>.test.ts` tests the file, or the folder, of that path. */
function sourceOf(test: string): string | undefined {
  const names = [test, test.replace(/\.[^./]+$/, "")];
  return names.find((name) => [".ts", ".cjs", ""].some((ending) => existsSync(join(root, `${name}${ending}`))));
}

const TESTS = ROOMS.flatMap((room) =>
  readdirSync(join(root, "test", room), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `${room}/${name.replaceAll("\\", "/").slice(0, -".test.ts".length)}`),
);

test("each test stands where its source does", () => {
  expect(TESTS.filter((name) => sourceOf(name) === undefined && !OF_SEVERAL_FILES.has(name))).toEqual([]);
});

test("each exception is one", () => {
  expect([...OF_SEVERAL_FILES].filter((name) => !TESTS.includes(name) || sourceOf(name) !== undefined)).toEqual([]);
});
