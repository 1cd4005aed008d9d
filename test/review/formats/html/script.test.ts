import js from "@eslint/js";
import { Linter } from "eslint";
import { SCRIPT } from "../../../../review/formats/html/script";

const GLOBALS = [
  "document",
  "location",
  "addEventListener",
  "requestAnimationFrame",
  "cancelAnimationFrame",
  "setTimeout",
];

test("the script of the page is free of what lint finds", () => {
  const globals = Object.fromEntries(GLOBALS.map((name) => [name, "readonly" as const]));
  const problems = new Linter().verify(SCRIPT, [
    js.configs.recommended,
    { languageOptions: { sourceType: "script", globals }, rules: { eqeqeq: "error", "no-var": "error" } },
  ]);
  expect(problems).toEqual([]);
});

test("nothing in the script writes HTML or speaks to a network", () => {
  expect(SCRIPT).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|fetch|XMLHttp|import/);
});
