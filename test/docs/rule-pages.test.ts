import * as fs from "node:fs";
import * as path from "node:path";
import { parseHierarchyFile } from "../../domain/text/hierarchy-file";
import { settingsSchema } from "../../domain/settings";
import { RULES } from "../../rules";
import { judge, type Judgement } from "../../rules/judge/judge";
import { examplesOf, type Example } from "../kit/docs/examples";
import { read, ROOT } from "../kit/docs/markdown";

const page = (rule: string) => `docs/rules/${rule}.md`;

function judged({ text, options: { today = "2000-07-01", ...settings } }: Example): Judgement {
  return judge(parseHierarchyFile(text, "yaml"), { settings: settingsSchema.parse(settings), today });
}

function findingsOf(rule: string, example: Example) {
  return judged(example).findings.filter((finding) => finding.rule === rule);
}

test("every rule has a page, and every page a rule", () => {
  const pages = fs.readdirSync(path.join(ROOT, "docs", "rules")).sort();
  expect(pages).toEqual(RULES.map(({ id }) => `${id}.md`).sort());
});

describe.each(RULES.map(({ id, codes }) => ({ id, codes: Object.keys(codes) })))("the page of $id", ({ id, codes }) => {
  const examples = examplesOf(page(id));
  const failing = examples.filter(({ kind }) => kind === "fails");
  const passing = examples.filter(({ kind }) => kind === "passes");

  test("has the sections that a reader looks for", () => {
    const headings = [...read(page(id)).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings[0]).toMatch(/^What it (demands|tells), and why$/);
    expect(headings.slice(1, 5)).toEqual(["Refused", "Cleared", "How to fix it", "When to waive"]);
  });

  test("explains every code below its head", () => {
    const body = read(page(id)).split(`<!-- end of generated: rule ${id} -->`)[1];
    for (const code of codes) expect(body).toContain(`\`${code}\``);
  });

  test("has examples that fail and that pass, all of one kind", () => {
    expect({ fails: failing.length > 0, passes: passing.length > 0 }).toEqual({ fails: true, passes: true });
    expect(new Set(examples.map(({ language }) => language))).toEqual(new Set([id === "upgrade-gate" ? "ts" : "yaml"]));
  });

  if (id === "upgrade-gate") return;

  test.each(failing)("its example at line $line is found by the rule", (example) => {
    expect(findingsOf(id, example)).not.toEqual([]);
  });

  test("its failing examples show every code", () => {
    const shown = failing.flatMap((example) => findingsOf(id, example)).map(({ code }) => code);
    expect([...new Set(shown)].sort()).toEqual([...codes].sort());
  });

  test.each(passing)("its example at line $line is ready, and the rule finds nothing", (example) => {
    expect({ verdict: judged(example).verdict, findings: findingsOf(id, example) }).toEqual({
      verdict: "ready",
      findings: [],
    });
  });
});

/** What the articles warn of around the upgrade, beyond the codes of the rule (see the page itself). */
const WARNINGS = [
  ["Q264630", "Q262677", "Q263411", "Q257202", "Q249333", "Q258547", "Q268238", "Q238093", "Q268795", "Q236325"],
  ["Q268803", "Q272352", "Q238780", "Q246527", "Q247306", "Q281829", "Q259816", "Q242492", "Q214969", "Q215057"],
  [
    "Q264976",
    "Q250850",
    "Q267258",
    "Q273853",
    "Q252717",
    "Q252718",
    "Q263395",
    "Q237543",
    "Q269615",
    "Q202941",
    "Q236052",
  ],
  ["Q267237", "Q256884", "Q256309", "Q236596"],
].flat();

test.each(WARNINGS)("the checklist of upgrade-advice has what %s warns of", (article) => {
  expect(read(page("upgrade-advice")).split("## Checklist")[1]).toContain(article);
});

test.each([
  ["hotfix-prerequisites", /permissions of the file/, /read.only/],
  ["copylog-updated", /Nt_logon\.not/, /may be skipped/],
  [
    "copylog-owners",
    /newest\s+version of that very file/,
    /set its shared lines to the Senior Site|with this domain in its/,
  ],
  ["senior-site", /You may need to disable the logon methods/, /Do not disable/],
])("the page of %s gives the remedy of the articles", (id, says, never) => {
  expect(read(page(id))).toMatch(says);
  expect(read(page(id))).not.toMatch(never);
});
