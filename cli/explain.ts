import { readFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { createColors } from "picocolors";
import { BadInputError, issueOf } from "../domain/model/bad-input";
import { didYouMean } from "../domain/model/did-you-mean";
import { unique } from "../domain/groups";
import { hierarchyJsonSchema } from "../domain/model/document";
import { WHERE_READ } from "../domain/model/where-read";
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
  const parts = name === undefined ? overview() : found.flatMap((topic) => topic.read());
  const lines = parts.flatMap(({ heading, texts, page }) => [
    ...["", bold(heading), ...texts.flatMap((text) => inLines(text, width))],
    ...(page === undefined ? [] : ["", page]),
  ]);
  io.out(`${lines.join("\n").trim()}\n`);
  return EXIT.ready;
}

function inLines(text: string, width: number): string[] {
  return wrap(text, "", text.startsWith("- ") ? "  " : "", width);
}

/** A part of an explanation: texts that begin with a hyphen are the items of a list. */
interface Part {
  readonly heading: string;
  readonly texts: readonly string[];
  /** Markdown, shown as it stands. */
  readonly page?: string;
}

/** What can be explained. */
interface Topic {
  readonly name: string;
  readonly read: () => Part[];
}

/** All that can be explained: rules with their codes, and fields. */
function overview(): Part[] {
  const fields = unique(fieldTopics().map(({ name }) => name)).join(", ");
  const ofRules = RULES.map((rule) => ({ heading: rule.id, texts: [rule.title, ...codesOf(rule)] }));
  return [...ofRules, { heading: "Fields of the hierarchy file", texts: [fields] }];
}

function codesOf({ codes }: Rule): string[] {
  return Object.entries(codes).map(([code, { title }]) => `- ${code}: ${title}`);
}

function topicsOfRule(rule: Rule): Topic[] {
  const { id, title, description, level, codes, remediation, articles, facts } = rule;
  const read = WHERE_READ.filter((row) => row.facts.some((fact) => facts.includes(fact))).map(
    (row) => `- ${whereOf(row)}`,
  );
  const file = path.join(PACKAGE, "docs", "rules", `${id}.md`);
  const end = [
    ...(read.length === 0 ? [] : [{ heading: "Where the facts are read", texts: read }]),
    { heading: "Articles", texts: [articles.join(", ")] },
    { heading: "Page", texts: [docPage(id), file] },
  ];
  const about = [title, description];
  const ofRule = {
    name: id,
    read: () => [
      { heading: `${id}, a rule (${level})`, texts: about },
      { heading: "Codes", texts: codesOf(rule), page: bodyOf(file) },
      ...end,
    ],
  };
  const ofCodes = Object.entries(codes).map(([code, meta]) => ({
    name: code,
    read: () => [
      { heading: `${code}, a code of the rule ${id} (${meta.level ?? level})`, texts: [meta.title] },
      { heading: `The rule ${id}`, texts: about },
      { heading: "How to fix", texts: [remediation] },
      ...end,
    ],
  }));
  return [ofRule, ...ofCodes];
}

/** A page of the documentation below its generated head. */
function bodyOf(file: string): string {
  const [, ...body] = readFileSync(file, "utf8").split(/<!-- end of generated: .*-->\s+/);
  return body
    .join("")
    .replace(/<!-- .* -->\s+/g, "")
    .trimEnd();
}

function whereOf({ facts, where, articles }: (typeof WHERE_READ)[number]): string {
  return `${facts.join(", ")}: ${where} (${articles.join(", ")})`;
}

/** A schema of JSON, as far as it is read here. */
interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

function fieldTopics(): Topic[] {
  return fieldsOf(hierarchyJsonSchema() as Schema, "").map(({ name, at, description }) => {
    const where = WHERE_READ.filter(({ facts }) => (facts as readonly string[]).includes(name)).map(whereOf);
    const read = where.length === 0 ? [] : [{ heading: "Where it is read", texts: where }];
    return {
      name,
      read: () => [{ heading: `${name}, a field of the hierarchy file`, texts: [at, description] }, ...read],
    };
  });
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
