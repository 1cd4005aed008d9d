// @ts-check
/**
 * `npm run docs`: writes what is generated from the sources: in README.md and docs/ the head of each rule's page and the tables,
 * docs/api.md and provider/schema.json. `--check` changes nothing, names the files that differ, and ends with exit code 1 when there are any.
 */
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { root } = require("./lib/layout.cjs");

/**
 * @typedef {{ properties?: Record<string, any>, required?: string[] }} ObjectSchema
 *
 * @typedef {object} Source what the texts are made of; the test takes it from the sources, the command from dist/
 * @property {readonly import("../rules/rule").Rule[]} rules
 * @property {readonly string[]} openRules
 * @property {readonly import("../rules/upgrade-advice/checklist").ChecklistItem[]} checklist
 * @property {Readonly<Record<string, import("../domain/hotfixes").Hotfix>>} hotfixes
 * @property {ObjectSchema} schema JSON Schema of the hierarchy file
 * @property {{ properties?: Record<string, any> }} packSettings
 * @property {Readonly<Record<string, string>>} pluginSettings
 * @property {readonly { facts: readonly string[], where: string, articles: readonly string[] }[]} whereRead
 * @property {string} [languages] the page with a program in each language
 */

const PAGES = "docs/rules";
const LANGUAGES_PAGE = "docs/languages.md";
const SECTION = /<!-- generated: (.+?) -->[\s\S]*?<!-- end of generated: \1 -->/g;

/**
 * The generated texts by the name that stands in their markers.
 * @param {Source} source
 * @returns {Record<string, string>}
 */
function sectionsOf({
  rules,
  openRules,
  checklist,
  hotfixes,
  schema,
  packSettings,
  pluginSettings,
  whereRead,
  languages = "",
}) {
  const { domains, sites, waivers } = schema.properties ?? {};
  const domain = domains.additionalProperties;
  const logonPoint = domain.properties.logonPoints.additionalProperties;
  const site = sites.additionalProperties;
  return {
    ...Object.fromEntries(rules.map((rule) => [`rule ${rule.id}`, headOf(rule, openRules)])),
    rules: rulesTable(rules, openRules),
    hotfixes: hotfixTable(hotfixes),
    checklist: checklistOf(checklist),
    "pack settings": settingsTable(packSettings),
    "plugin settings": table(
      ["Key", "Meaning"],
      Object.entries(pluginSettings).map(([name, meaning]) => [`\`sms:${name}\``, meaning]),
    ),
    "where facts are read": table(
      ["Fact", "Where", "Article"],
      whereRead.map(({ facts, where, articles }) => [facts.map(code).join(", "), where, articles.join(", ")]),
    ),
    "programs in each language": chooserOf(languages),
    document: keyTable(schema),
    domain: keyTable(domain),
    "logon point": keyTable(logonPoint),
    copylog: keyTable(logonPoint.properties.copylog),
    site: keyTable(site),
    hotfix: keyTable(site.properties.hotfixes.additionalProperties),
    waiver: keyTable(waivers.items),
  };
}

/**
 * A page with its generated texts written anew.
 * @param {string} page
 * @param {Record<string, string>} sections
 */
function withSections(page, sections) {
  return page.replace(SECTION, (_, name) => {
    if (!Object.hasOwn(sections, name)) {
      throw new Error(`No generated text is called "${name}"; there are ${Object.keys(sections).join(", ")}.`);
    }
    return section(name, sections[name]);
  });
}

/**
 * @param {string} name
 * @param {string | undefined} text
 */
function section(name, text) {
  return `<!-- generated: ${name} -->\n\n${text}\n\n<!-- end of generated: ${name} -->`;
}

/**
 * @param {import("../rules/rule").Rule} rule
 * @param {readonly string[]} openRules
 */
function headOf(rule, openRules) {
  const isAdvice = Object.values(rule.codes).every(({ level }) => level === "advisory");
  const fixed = isAdvice ? "It has no other; a hierarchy can waive findings." : "It can be neither lowered nor waived.";
  const freedom = openRules.includes(rule.id)
    ? "An organisation can set another level; a hierarchy can waive findings."
    : fixed;
  const codes = Object.entries(rule.codes).map(([code, meta]) => [`\`${code}\``, meta.level ?? rule.level, meta.title]);
  return [
    `# ${rule.id}`,
    `**${rule.title}**`,
    rule.description,
    `Default level: ${rule.level}. ${freedom}`,
    table(["Code", "Level", "What it says"], codes),
    `Articles: ${rule.articles.map(articleLink).join(", ")}.`,
  ].join("\n\n");
}

/**
 * @param {readonly import("../rules/rule").Rule[]} rules
 * @param {readonly string[]} openRules
 */
function rulesTable(rules, openRules) {
  const rows = rules.map(({ id, title, level }) => [
    `[${id}](${PAGES}/${id}.md)`,
    title,
    openRules.includes(id) ? level : `${level}, fixed`,
  ]);
  return table(["Rule", "What holds when it passes", "Level"], rows);
}

/** @type {Readonly<Record<string, string>>} */
const MOMENT_TITLES = {
  hotfixes: "Before and with the hotfixes",
  copylog: "While Copylog.tcf is being updated",
  before: "Before the upgrades",
  upgrade: "During the upgrades",
  after: "Afterwards",
};

/** @param {Source["checklist"]} checklist */
function checklistOf(checklist) {
  return Object.entries(MOMENT_TITLES)
    .map(([moment, title]) => {
      const due = checklist.filter((item) => item.moment === moment);
      return [`**${title}**\n`, ...due.map(({ text, articles }) => `- [ ] ${text} (${articles.join(", ")})`)].join(
        "\n",
      );
    })
    .join("\n\n");
}

/** @param {Source["hotfixes"]} hotfixes */
function hotfixTable(hotfixes) {
  const fixes = { copylog: "Copylog.tcf", ccm: "CCM" };
  const rows = Object.values(hotfixes)
    .sort((a, b) => a.build - b.build || (a.purpose === b.purpose ? 0 : a.purpose === "copylog" ? -1 : 1))
    .flatMap(({ id, build, purpose, files }) =>
      files.map(({ name, minimum }) => [
        String(build),
        articleLink(id),
        fixes[purpose],
        name,
        `${minimum.major}.${minimum.minor}.${minimum.build}.${minimum.revision}`,
      ]),
    );
  return table(["Build", "Hotfix", "Fixes", "File", "Lowest version"], rows);
}

/** @param {Source["packSettings"]} settings */
function settingsTable({ properties = {} }) {
  const rows = Object.entries(properties).map(([name, { enum: values, default: preset, description }]) => [
    `\`${name}\``,
    values ? values.map(code).join(", ") : "a level for each rule",
    typeof preset === "string" ? code(preset) : "none",
    description,
  ]);
  return table(["Setting", "Values", "Default", "Meaning"], rows);
}

/**
 * The keys of one object of the hierarchy file.
 * @param {ObjectSchema} schema
 */
function keyTable({ properties = {}, required = [] }) {
  const rows = Object.entries(properties).map(([name, property]) => [
    `\`${name}\``,
    formOf(property),
    required.includes(name) ? "needed" : presetOf(property),
    property.description ?? "",
  ]);
  return table(["Key", "Form", "Default", "Meaning"], rows);
}

/**
 * @param {any} property
 * @returns {string}
 */
function formOf({ type, enum: values, const: only, format, items, additionalProperties, anyOf }) {
  if (anyOf) {
    return anyOf.map(formOf).join(" or ");
  }
  if (values) {
    return values.map(code).join(", ");
  }
  if (only !== undefined) {
    return code(only);
  }
  if (format) {
    return format === "date" ? "day" : "time";
  }
  if (items) {
    return items.type === "object" ? "list of objects" : "list of texts";
  }
  return additionalProperties ? "object by name" : [type].flat().map(nameOf).join(" or ");
}

/** @param {string} type */
function nameOf(type) {
  const names = /** @type {Record<string, string>} */ ({ string: "text", boolean: "true or false", integer: "number" });
  return names[type] ?? type;
}

/** @param {{ default?: unknown }} property */
function presetOf({ default: preset }) {
  return preset === undefined || (typeof preset === "object" && preset !== null) ? "" : code(preset);
}

/** @param {unknown} value */
function code(value) {
  return `\`${value}\``;
}

/**
 * Where the public archive has an article: in folders by the first three of six digits.
 * @param {string} article
 */
function articleLink(article) {
  return `[${article}](https://jeffpar.github.io/kbarchive/kb/${article.slice(1, 4)}/${article}/)`;
}

/** @type {Readonly<Record<string, string>>} */
const LANGUAGES = { ts: "typescript", python: "python", go: "go", yaml: "yaml" };

/**
 * The programs of a page in the form in which Pulumi's registry lets readers choose a language.
 * @param {string} page
 */
function chooserOf(page) {
  const programs = [...page.matchAll(/^```(\w+) program.*\n([^]*?)^```$/gm)].map(([, language = "", text = ""]) => ({
    language: LANGUAGES[language] ?? language,
    text,
  }));
  const parts = programs.map(
    ({ language, text }) =>
      `{{% choosable language ${language} %}}\n\n\`\`\`${language}\n${text}\`\`\`\n\n{{% /choosable %}}`,
  );
  const names = programs.map(({ language }) => language).join(",");
  return [`{{< chooser language "${names}" >}}`, ...parts, "{{< /chooser >}}"].join("\n\n");
}

/**
 * A Markdown table in the form that prettier gives it.
 * @param {string[]} header
 * @param {string[][]} rows
 */
function table(header, rows) {
  const cells = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = header.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {string[]} */ row) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

/**
 * Every page, as it is and as it should be. A rule without a page gets one with its head.
 * @param {string} folder
 * @param {Source} source
 */
function pagesOf(folder, source) {
  const languages = fs.readFileSync(path.join(folder, LANGUAGES_PAGE), "utf8");
  const sections = sectionsOf({ ...source, languages });
  const wanted = source.rules.map(({ id }) => `${PAGES}/${id}.md`);
  const found = fs
    .readdirSync(path.join(folder, "docs"), { recursive: true })
    .map((file) => `docs/${String(file).split(path.sep).join("/")}`)
    .filter((file) => file.endsWith(".md"));
  return [...new Set(["README.md", ...found, ...wanted])].sort().map((file) => {
    const place = path.join(folder, file);
    const text = fs.existsSync(place) ? fs.readFileSync(place, "utf8") : undefined;
    const name = `rule ${path.basename(file, ".md")}`;
    const page = text ?? `${section(name, "")}\n`;
    return { file, text, generated: withSections(page, sections) };
  });
}

/** @param {string} file */
function textOf(file) {
  const place = path.join(root, file);
  return fs.existsSync(place) ? fs.readFileSync(place, "utf8") : undefined;
}

/** The files that are generated whole, as they are and as they should be. */
async function filesOf() {
  return [
    { file: "provider/schema.json", generated: packageSchemaText() },
    { file: "docs/api.md", generated: await apiText() },
  ].map(({ file, generated }) => ({ file, text: textOf(file), generated }));
}

/** The schema of the package, as Pulumi reads it from a file. */
function packageSchemaText() {
  const { packageSchema } = require(path.join(root, "dist", "provider", "package-schema.js"));
  const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  return `${JSON.stringify(packageSchema(version), undefined, 2)}\n`;
}

/** The API page, from the doc comments of the package's exports. */
async function apiText() {
  const prettier = require("prettier");
  const { Application } = await import("typedoc");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-api-"));
  try {
    const app = await Application.bootstrapWithPlugins({ options: path.join(root, "typedoc.json"), out: folder });
    const project = await app.convert();
    if (project === undefined || app.logger.hasWarnings() || app.logger.hasErrors()) {
      throw new Error("TypeDoc finds the faults above in the doc comments: docs/api.md cannot be written.");
    }
    await app.generateOutputs(project);
    const text = fs.readFileSync(path.join(folder, "api.md"), "utf8");
    return await prettier.format(text, { ...(await prettier.resolveConfig(__filename)), parser: "markdown" });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** @returns {Source} */
function built() {
  const dist = (/** @type {string} */ file) => require(path.join(root, "dist", file));
  if (!fs.existsSync(path.join(root, "dist", "rules", "index.js"))) {
    throw new Error("There is no dist/: run `npm run setup`.");
  }
  return {
    rules: dist("rules/index.js").RULES,
    openRules: dist("domain/rule-ids.js").OPEN_RULES,
    checklist: dist("rules/upgrade-advice/checklist.js").CHECKLIST,
    hotfixes: dist("domain/hotfixes.js").HOTFIXES,
    schema: dist("domain/model/document.js").hierarchyJsonSchema(),
    packSettings: dist("policy-pack/settings.js").packConfigSchema,
    pluginSettings: dist("domain/settings.js").PLUGIN_SETTINGS,
    whereRead: dist("domain/model/where-read.js").WHERE_READ,
  };
}

async function main() {
  const isCheck = process.argv.includes("--check");
  const all = [...pagesOf(root, built()), ...(await filesOf())];
  const differing = all.filter(({ text, generated }) => text !== generated);
  for (const { file, generated } of differing) {
    console.log(isCheck ? `${file} is not in step with the sources: run \`npm run docs\`.` : `${file} is written.`);
    if (!isCheck) {
      fs.writeFileSync(path.join(root, file), generated);
    }
  }
  return isCheck && differing.length > 0 ? 1 : 0;
}

if (require.main === module) {
  main().then(
    (code) => (process.exitCode = code),
    (/** @type {unknown} */ error) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}

module.exports = { pagesOf, sectionsOf, withSections };
