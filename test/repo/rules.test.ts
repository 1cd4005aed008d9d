import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ADVICE_RULES, FIXED_RULES, OPEN_RULES, RULE_IDS, WAIVABLE_RULES } from "../../domain/rule-ids";
import { RULES } from "../../rules";
import { docPage } from "../../rules/doc-page";
import type { Rule } from "../../rules/rule";
import { createPolicies } from "../../policy-pack/policies";

const root = join(__dirname, "../..");
/** Paths below a folder without their ending; what an index file holds is called after its folder. */
const namesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length).replaceAll("\\", "/"))
    .sort();
const lastPart = (name: string) => name.replace(/(.)\/index$/, "$1").replace(/^.*\//, "");
const jsonAt = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8")) as Record<string, unknown>;

/** Every rule that a file of rules/ exports, by the name of the file. */
function exportedRules(): [file: string, rule: Rule][] {
  return namesIn("rules", ".ts").flatMap((file) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const module = require(join(root, "rules", file)) as Record<string, unknown>;
    return Object.values(module).flatMap((value): [string, Rule][] => (isRule(value) ? [[lastPart(file), value]] : []));
  });
}

function isRule(value: unknown): value is Rule {
  return typeof value === "object" && value !== null && "id" in value && "codes" in value;
}

test("the list of rules has every id once, in one order", () => {
  expect(RULES.map(({ id }) => id)).toEqual([...RULE_IDS]);
  expect([...WAIVABLE_RULES, ...FIXED_RULES].sort()).toEqual([...RULE_IDS].sort());
});

test("the rules whose codes are all advisory by nature are those that have no level to choose", () => {
  const advisory = RULES.filter(({ codes }) => Object.values(codes).every(({ level }) => level === "advisory"));
  expect(advisory.map(({ id }) => id)).toEqual([...ADVICE_RULES]);
  expect([...OPEN_RULES, ...ADVICE_RULES].sort()).toEqual([...WAIVABLE_RULES].sort());
});

test("each rule stands in a file of its name, and no rule is left out of the list", () => {
  const exported = exportedRules();
  expect(exported.map(([file]) => file)).toEqual(exported.map(([, rule]) => rule.id));
  expect(new Set(exported.map(([, rule]) => rule))).toEqual(new Set(RULES));
});

test("each rule has a test file of its name", () => {
  expect(namesIn("test/rules", ".test.ts").map(lastPart)).toEqual(expect.arrayContaining([...RULE_IDS]));
});

test("each rule has a page, and each page a rule", () => {
  expect(namesIn("docs/rules", ".md").filter((name) => name !== "README")).toEqual([...RULE_IDS].sort());
});

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  "the page of %s names each code and each article of its rule",
  (id, rule) => {
    const page = readFileSync(join(root, "docs/rules", `${id}.md`), "utf8");
    const isNamed = (name: string) => page.includes(name);
    expect(Object.keys(rule.codes).filter((code) => !isNamed(`\`${code}\``))).toEqual([]);
    expect(rule.articles.filter((article) => !isNamed(article))).toEqual([]);
  },
);

test("each rule has a policy; the one of upgrade-advice is advice, which reports what is advisory of every rule", () => {
  const names = createPolicies().map(({ name }) => name);
  expect(RULE_IDS.filter((id) => !names.includes(id))).toEqual(["upgrade-advice"]);
  expect(names).toContain("advice");
});

test("codes are told apart without their rule", () => {
  const codes = RULES.flatMap((rule) => Object.keys(rule.codes));
  expect(codes.length).toBe(new Set(codes).size);
  expect(codes.filter((code) => !/^[a-z]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
});

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  "%s is described in full sentences, with its articles",
  (_, rule) => {
    const sentences = [
      rule.title,
      rule.description,
      rule.remediation,
      ...Object.values(rule.codes).map(({ title }) => title),
    ];
    expect(sentences.filter((text) => !/^[A-Z].*\.$/s.test(text))).toEqual([]);
    expect(rule.articles.length).toBeGreaterThan(0);
    expect(rule.articles.filter((article) => !/^Q\d{6}$/.test(article))).toEqual([]);
    expect(new Set(rule.articles).size).toBe(rule.articles.length);
  },
);

test("pages are those of this very version, as the policy pack is", () => {
  const { version } = jsonAt("package.json");
  expect(docPage("senior-site")).toBe(`https://unpkg.com/pulumi-sms@${String(version)}/docs/rules/senior-site.md`);
  expect(jsonAt("policy-pack/package.json")["version"]).toBe(version);
});
