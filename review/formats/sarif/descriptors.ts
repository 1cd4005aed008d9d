import type { ReportingDescriptor } from "sarif";
import { docPage } from "../../../rules/doc-page";
import { RULES } from "../../../rules/index";
import type { Rule } from "../../../rules/rule";
import type { Failure } from "../../review";

/** Why a review failed, by its kind. */
export const FAILURES: Readonly<Record<Failure["kind"], string>> = {
  preview: "The program or the engine failed, so there is no reliable result.",
  input: "The input cannot be read or is wrong, so there is no reliable result.",
  difference: "The engine's policies reported something else than the rules, or did not run: no reliable result.",
};

/** Tags that code scanning of GitHub shows. */
const TAGS_SHOWN = 10;

/**
 * A rule of SARIF for every code of every rule, and for every kind of failure. By code, because alerts are listed,
 * filtered and explained by the rule of SARIF, and codes of one rule differ in what is wrong and in level.
 */
export const DESCRIPTORS: ReportingDescriptor[] = [
  ...RULES.flatMap((rule) => Object.keys(rule.codes).map((code) => codeDescriptor(rule, code))),
  ...Object.entries(FAILURES).map(([kind, text]) => failureDescriptor(kind, text)),
];

const INDEX = new Map(DESCRIPTORS.map(({ id }, index) => [id, index]));

/** What a result says of its rule. */
export function ruleReference(rule: string, code: string): { ruleId: string; ruleIndex?: number } {
  const ruleId = `${rule}/${code}`;
  const ruleIndex = INDEX.get(ruleId);
  return ruleIndex === undefined ? { ruleId } : { ruleId, ruleIndex };
}

function codeDescriptor(rule: Rule, code: string): ReportingDescriptor {
  const title = rule.codes[code]?.title ?? rule.title;
  const isMandatory = (rule.codes[code]?.level ?? rule.level) === "mandatory";
  const articles = rule.articles.join(", ");
  const page = docPage(rule.id);
  const paragraphs = (bold: string, escape: (text: string) => string, link: string) => [
    escape(title),
    `${bold}Required:${bold} ${escape(rule.title)}`,
    escape(rule.description),
    `${bold}Remedy:${bold} ${escape(rule.remediation)}`,
    `${bold}Articles:${bold} ${articles}`,
    link,
  ];
  return {
    id: `${rule.id}/${code}`,
    name: pascalCase(code),
    shortDescription: { text: title },
    fullDescription: { text: `${rule.title} ${rule.description}` },
    help: {
      text: paragraphs("", (text) => text, page).join("\n\n"),
      markdown: paragraphs("**", escaped, `[About ${rule.id}](${page})`).join("\n\n"),
    },
    helpUri: page,
    defaultConfiguration: { level: isMandatory ? "error" : "note" },
    properties: {
      // No `security-severity`: what is found is no vulnerability, and would be listed as one.
      tags: ["sms-2.0", rule.id, ...rule.articles].slice(0, TAGS_SHOWN),
      precision: "very-high",
      "problem.severity": isMandatory ? "error" : "recommendation",
    },
  };
}

function failureDescriptor(kind: string, text: string): ReportingDescriptor {
  const help = "Read the message, fix what it names, and review again. Nothing in the review is reliable until then.";
  return {
    id: `review/${kind}`,
    name: pascalCase(`review-${kind}`),
    shortDescription: { text: "The review failed." },
    fullDescription: { text },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: "error" },
    properties: { tags: ["sms-2.0", "review"], precision: "very-high", "problem.severity": "error" },
  };
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, "\\$&");
}
