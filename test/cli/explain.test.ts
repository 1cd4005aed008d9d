import { hierarchyJsonSchema } from "../../domain/model/document";
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
  const names = out.trim().split("\n");
  expect(code).toBe(0);
  const known = RULES.flatMap(({ id, codes }) => [id, ...Object.keys(codes)]);
  expect(names).toEqual(expect.arrayContaining([...known, ...Object.keys(hierarchyJsonSchema().properties ?? {})]));
  expect(new Set(names).size).toBe(names.length);
});

test("every name that it lists is explained in plain text", async () => {
  const names = (await explain()).out.trim().split("\n");
  for (const name of names) {
    const { code, out, err } = await explain(name);
    expect([name, code, err]).toEqual([name, 0, ""]);
    expect(out.split("\n")[0]?.toLowerCase()).toContain(name.toLowerCase());
    expect([name, out.split("\n").length > 1, /\]\(|<!--|^\||\*\*/m.test(out)]).toEqual([name, true, false]);
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
  },
);

test("a code is explained with the way to fix it, and with where its facts are read", async () => {
  const { out } = await explain("MISSING-HOTFIX");
  const [first] = out.split("\n");
  expect(first).toBe("missing-hotfix, a code of the rule hotfix-prerequisites (mandatory)");
  expect(out).toContain("How to fix");
  expect(out).toMatch(/Where the facts are read\n- /);
});

test("a field is explained with its place in the file", async () => {
  const { out } = await explain("setupType");
  expect(out).toMatch(/^setupType, a field of the hierarchy file\nsites\.NAME\.setupType\n/);
  expect(out).toContain("Where it is read");
});

test("a name that does not exist gives the similar one", async () => {
  const { code, out, err } = await explain("missing-hotfixes");
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain('"missing-hotfixes" is not a rule, code or field');
  expect(err).toContain("missing-hotfix");
});
