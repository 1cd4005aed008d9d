import { readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { createColors } from "picocolors";
import { BadInputError, issueOf } from "../domain/model/bad-input";
import { didYouMean } from "../domain/model/did-you-mean";
import { hierarchyJsonSchema } from "../domain/model/document";
import { wrap } from "../review/phrases/wrap";
import { docPage } from "../rules/doc-page";
import { RULES } from "../rules/index";
import type { Rule } from "../rules/rule";
import { EXIT, layoutOf, type ExitCode, type Io, type Surroundings } from "./io";
import { reportBadInput } from "./report-bad-input";
import { PACKAGE } from "./repository";

const EPILOGUE = `
Without a name it lists all names.

Exit codes: 0 explained, 2 there is no such name.`;

/**
 * `explain [NAME]`: the page of a rule, a code or a field, on a terminal.
 *
 * @public
 */
export function command({ io }: Surroundings, done: (code: ExitCode) => void): Command {
  return new Command("explain")
    .description(
      "Explain a rule, the code of a finding or a field of the hierarchy file, and where its facts are read.",
    )
    .argument("[name]", "rule, code or field, such as senior-site, missing-hotfix or setupType")
    .addHelpText("after", EPILOGUE)
    .action((name: string | undefined) => done(explain(name, io)));
}

function explain(name: string | undefined, io: Io): ExitCode {
  const topics = [...RULES.flatMap(topicsOfRule), ...fieldTopics()];
  const names = topics.map((topic) => topic.name);
  const found = topics.filter((topic) => topic.name.toLowerCase() === name?.toLowerCase());
  if (name !== undefined && found.length === 0) {
    const reason = `${JSON.stringify(name)} is not a rule, code or field${didYouMean(name, names) || "."}`;
    const error = new BadInputError([issueOf({ path: [], value: name, expected: "a rule, code or field", reason })]);
    reportBadInput("pulumi-sms", error, "text", io);
    return EXIT.badInput;
  }
  const { width, colours } = layoutOf(io.terminal.out, io.env);
  const { bold } = createColors(colours);
  const blocks = name === undefined ? overview() : found.flatMap((topic) => topic.read());
  const lines = blocks.flatMap(({ text, heading, item = "" }) => {
    const written = text.split("\n").flatMap((line) => wrap(line, item, " ".repeat(item.length), width));
    return heading === undefined ? written : ["", bold(heading), ...written];
  });
  io.out(`${lines.join("\n").trim()}\n`);
  return EXIT.ready;
}

/** A paragraph, or an item of a list, with the heading that it is the first below. */
interface Block {
  readonly heading?: string | undefined;
  readonly text: string;
  /** What an item begins with. */
  readonly item?: string | undefined;
}

/** All that can be explained: rules with their codes, and fields. */
function overview(): Block[] {
  const ofRules = RULES.flatMap(({ id, title, codes }) => [
    { heading: id, text: title },
    ...Object.entries(codes).map(([code, meta]) => ({ text: `${code}: ${meta.title}`, item: "- " })),
  ]);
  const fields = [...new Set(fieldTopics().map(({ name }) => name))].join(", ");
  return [...ofRules, { heading: "Fields of the hierarchy file", text: fields }];
}

/** What can be explained. */
interface Topic {
  readonly name: string;
  readonly read: () => Block[];
}

function topicsOfRule(rule: Rule): Topic[] {
  const { id, title, description, level, codes, remediation, articles } = rule;
  const head = (heading: string, text: string) => [{ heading, text }];
  const end = [
    ...head("Articles", articles.join(", ")),
    ...head("Page", `${docPage(id)}\n${path.join(PACKAGE, pageOf(rule))}`),
  ];
  const ofRule: Topic = {
    name: id,
    read: () => {
      const page = blocksIn(pageOf(rule));
      const list = Object.entries(codes).map(([code, meta]) => ({ text: `${code}: ${meta.title}`, item: "- " }));
      const [first, ...rest] = list;
      const shown = first === undefined ? [] : [{ ...first, heading: "Codes" }, ...rest];
      return [
        ...head(`${id}, a rule (${level})`, `${title}\n${description}`),
        ...shown,
        ...page,
        ...whereRead(page),
        ...end,
      ];
    },
  };
  const ofCodes = Object.entries(codes).map(([code, meta]) => ({
    name: code,
    read: () => {
      const page = blocksIn(pageOf(rule));
      const about = page.filter(({ text }) => text.startsWith(`\`${code}\``));
      return [
        ...head(`${code}, a code of the rule ${id} (${meta.level ?? level})`, meta.title),
        ...about.map(({ text }) => ({ text })),
        ...head(`The rule ${id}`, `${title}\n${description}`),
        ...head("How to fix", remediation),
        ...whereRead(page),
        ...end,
      ];
    },
  }));
  return [ofRule, ...ofCodes];
}

function pageOf({ id }: Rule): string {
  return path.join("docs", "rules", `${id}.md`);
}

/** A schema of JSON, as far as it is read here. */
interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

function fieldTopics(): Topic[] {
  return fieldsOf(hierarchyJsonSchema() as Schema, "").map(({ name, at, description }) => ({
    name,
    read: () => {
      const facts = factsRead().filter(({ names }) => names.includes(name));
      const where = facts.map(({ text }) => ({ heading: "Where it is read", text }));
      return [{ heading: `${name}, a field of the hierarchy file`, text: `${at}\n${description}` }, ...where];
    },
  }));
}

function fieldsOf({ properties = {}, additionalProperties, items }: Schema, at: string): FieldMeta[] {
  const own = Object.entries(properties).flatMap(([name, schema]) => [
    { name, at: `${at}${name}`, description: schema.description ?? "" },
    ...fieldsOf(schema, `${at}${name}.`),
  ]);
  const named = typeof additionalProperties === "object" ? fieldsOf(additionalProperties, `${at}NAME.`) : [];
  return [...own, ...named, ...(items === undefined ? [] : fieldsOf(items, at.replace(/\.$/, "[].")))];
}

interface FieldMeta {
  readonly name: string;
  readonly at: string;
  readonly description: string;
}

/** Where the facts that a page names are read. */
function whereRead(page: readonly Block[]): Block[] {
  const named = new Set(page.flatMap(({ text }) => namesIn(text)));
  const facts = factsRead().filter(({ names }) => names.some((name) => named.has(name)));
  const heading = "Where the facts are read";
  return facts.map(({ text }, index) => ({ text, item: "- ", ...(index === 0 ? { heading } : {}) }));
}

/** Rows of the table of facts in the page of the hierarchy file. */
function factsRead(): { names: string[]; text: string }[] {
  const page = readFileSync(path.join(PACKAGE, "docs", "hierarchy-file.md"), "utf8");
  const [, section = ""] = page.split("## Where each fact is read\n");
  const [table = ""] = section.split("\n## ");
  return [...table.matchAll(/^\| (`.*?) +\| (.*?) +\| (.*?) +\|$/gm)].map(([, fact = "", where = "", articles]) => ({
    names: namesIn(fact),
    text: plain(`${fact}: ${where} (${articles})`),
  }));
}

/** Names of fields in the code of a text: `copylog.text` and `logonPoint: false` name text and logonPoint. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/`(?:[^`\s]*\.)?(\w+)(?:: [^`]*)?`/g)].map(([, name = ""]) => name);
}

/** What a page explains below its generated head, without examples and tables. */
function blocksIn(page: string): Block[] {
  const text = readFileSync(path.join(PACKAGE, page), "utf8").replace(/^[^]*?<!-- end of generated: rule .*-->/, "");
  let heading: string | undefined;
  return text
    .replace(/^## (?:Refused|Cleared)$[^]*?(?=^## |$(?![^]))/gm, "")
    .replace(/^```[^]*?^```$/gm, "")
    .split(/\n\s*\n|\n(?=- |\d+\. )/)
    .map((block) => block.trim())
    .flatMap((block) => {
      if (block.startsWith("## ")) heading = block.slice(3);
      if (/^(#|\||<!--|$)/.test(block)) return [];
      const [item = ""] = /^(- |\d+\. )/.exec(block) ?? [];
      const shown = { heading, text: plain(block.slice(item.length).replace(/\s*\n\s*/g, " ")), item };
      heading = undefined;
      return [shown];
    });
}

function plain(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll("**", "");
}
