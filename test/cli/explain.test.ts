import { hierarchyJsonSchema } from "../../domain/model/document";
import { WHERE_READ } from "../../domain/model/where-read";
import { run } from "../../cli/run";
import { RULES } from "../../rules";

async function explain(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const code = await run(["explain", ...args], "1.2.3", {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    readInput: () => Promise.resolve(new Uint8Array()),
    terminal: { out: {}, err: {} },
    env: {},
  });
  return { code, out, err };
}

test("without a name lists all rules, codes and fields", async () => {
  const { code, out } = await explain();
  expect(code).toBe(0);
  for (const { id, title, codes } of RULES) expect(out).toContain(`${id}\n${title}\n${listOf(codes)}`);
  expect(out).toMatch(/\nFields of the hierarchy file\nhierarchy, domains, /);
  expect(namesIn(out)).toEqual([...new Set(namesIn(out))]);
  expect(namesIn(out)).toEqual(expect.arrayContaining(Object.keys(hierarchyJsonSchema().properties ?? {})));
});

function listOf(codes: (typeof RULES)[number]["codes"]): string {
  const lines = Object.entries(codes).map(([code, { title }]) => `- ${code}: ${title}\n`);
  return lines.join("");
}

/** Rules, codes and fields in the list of all. */
function namesIn(out: string): string[] {
  const [, fields = ""] = out.split("Fields of the hierarchy file\n");
  const codes = [...out.matchAll(/^- ([\w-]+):/gm)].map(([, code = ""]) => code);
  return [...RULES.map(({ id }) => id), ...codes, ...fields.trim().split(", ")];
}

test("every name that it lists is explained", async () => {
  for (const name of namesIn((await explain()).out)) {
    const { code, out, err } = await explain(name);
    expect([name, code, err]).toEqual([name, 0, ""]);
    expect(out.split("\n")[0]?.toLowerCase()).toContain(name.toLowerCase());
    expect([name, out.split("\n").length > 1, out.includes("<!--")]).toEqual([name, true, false]);
  }
});

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  "the rule %s: its codes, articles and page",
  async (id, rule) => {
    const { out } = await explain(id);
    expect(out).toContain(rule.title);
    for (const [code, { title }] of Object.entries(rule.codes)) expect(out).toContain(`- ${code}: ${title}`);
    expect(out).toContain(`docs/rules/${id}.md`);
    expect(out).toContain(rule.articles.join(", "));
    expect(out).toMatch(/^## What it \w+, and why$/m);
  },
);

test("a code is explained with the way to fix it, and with where its facts are read", async () => {
  const { out } = await explain("MISSING-HOTFIX");
  const [first] = out.split("\n");
  expect(first).toBe("missing-hotfix, a code of the rule hotfix-prerequisites (mandatory)");
  expect(out).toContain("How to fix");
  expect(out).toMatch(/Where the facts are read\n- build, version: /);
});

test("a field is explained with its place in the file", async () => {
  const { out } = await explain("setupType");
  expect(out).toMatch(/^setupType, a field of the hierarchy file\nsites\.NAME\.setupType\n/);
  expect(out).toContain("Where it is read");
});

test("every fact with a place where it is read is a field", async () => {
  const fields = namesIn((await explain()).out);
  expect(WHERE_READ.flatMap(({ facts }) => facts).filter((fact) => !fields.includes(fact))).toEqual([]);
});

test("a name that does not exist gives the similar one", async () => {
  const { code, out, err } = await explain("missing-hotfixes");
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain('"missing-hotfixes" is not a rule, code or field');
  expect(err).toContain("missing-hotfix");
});
