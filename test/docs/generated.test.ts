import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { hierarchyJsonSchema } from "../../domain/model/document";
import { HOTFIXES } from "../../domain/hotfixes";
import { WHERE_READ } from "../../domain/model/where-read";
import { OPEN_RULES } from "../../domain/rule-ids";
import { PLUGIN_SETTINGS } from "../../domain/settings";
import { packConfigSchema } from "../../policy-pack/settings";
import { CHECKLIST } from "../../rules/upgrade-advice/checklist";
import { RULES } from "../../rules";
import { pagesOf, sectionsOf, withSections } from "../../tools/docs.cjs";
import { ROOT } from "../kit/docs/markdown";

const source = {
  rules: RULES,
  openRules: OPEN_RULES,
  checklist: CHECKLIST,
  hotfixes: HOTFIXES,
  schema: hierarchyJsonSchema(),
  packSettings: packConfigSchema,
  pluginSettings: PLUGIN_SETTINGS,
  whereRead: WHERE_READ,
};

test("every generated text is in step with the sources", () => {
  const pages: { file: string; text?: string; generated: string }[] = pagesOf(ROOT, source);
  expect(pages.filter(({ text, generated }) => text !== generated).map(({ file }) => file)).toEqual([]);
  expect(pages.map(({ file }) => file)).toEqual(expect.arrayContaining(["README.md", "docs/rules/waiver.md"]));
});

test("a changed head differs, and a rule without a page gets one", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-docs-"));
  fs.cpSync(path.join(ROOT, "docs"), path.join(folder, "docs"), { recursive: true });
  fs.writeFileSync(path.join(folder, "README.md"), "# Title\n");
  fs.rmSync(path.join(folder, "docs", "rules", "waiver.md"));
  const rules = RULES.map((rule) => (rule.id === "senior-site" ? { ...rule, title: "Another title." } : rule));
  const differing = pagesOf(folder, { ...source, rules }).filter(({ text, generated }) => text !== generated);
  expect(differing.map(({ file }) => file)).toEqual(["docs/rules/senior-site.md", "docs/rules/waiver.md"]);
  expect(differing[1]?.generated).toContain(
    "# waiver\n\n**Every waiver has an owner, ends within 90 days and covers a real finding.**",
  );
  fs.rmSync(folder, { recursive: true });
});

test("a marker that names no generated text is an error", () => {
  const page = "<!-- generated: rulez -->\n<!-- end of generated: rulez -->";
  expect(() => withSections(page, sectionsOf(source))).toThrow('No generated text is called "rulez"');
});

test("the page for Pulumi's registry has the programs of the page on languages", () => {
  const page = "```ts program\nnew One();\n```\n\n```sh\nls\n```\n\n```yaml program\nname: two\n```\n";
  expect(sectionsOf({ ...source, languages: page })["programs in each language"]).toBe(
    [
      '{{< chooser language "typescript,yaml" >}}',
      "{{% choosable language typescript %}}",
      "```typescript\nnew One();\n```",
      "{{% /choosable %}}",
      "{{% choosable language yaml %}}",
      "```yaml\nname: two\n```",
      "{{% /choosable %}}",
      "{{< /chooser >}}",
    ].join("\n\n"),
  );
});

test("a table keeps bars and dollar signs as they are written", () => {
  const [first, ...others] = RULES;
  const rules = [{ ...first!, codes: { odd: { title: "a | b costs $& and $1" } } }, ...others];
  const head = sectionsOf({ ...source, rules })[`rule ${first!.id}`]!;
  expect(head).toContain("a \\| b costs $& and $1");
  const marker = `rule ${first!.id}`;
  const page = `<!-- generated: ${marker} --><!-- end of generated: ${marker} -->`;
  expect(withSections(page, sectionsOf({ ...source, rules }))).toContain(head);
});
