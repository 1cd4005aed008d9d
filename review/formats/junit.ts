import type { Facts } from "../../domain/model/facts";
import { docPage } from "../../rules/doc-page";
import { RULES } from "../../rules/index";
import { lookedAt } from "../../rules/judge/looked";
import { standingOf, standingText } from "../../rules/report";
import type { Rule } from "../../rules/rule";
import { matterOf, subjectKey } from "../comparison/pairs";
import { subjectText } from "../phrases/facts";
import { attentionTexts, upgradeState } from "../phrases/upgrades";
import { cutOff, visible, visibleLines } from "../phrases/visible";
import { placeText } from "../place";
import { statusOf, type Failure, type HierarchyReview, type PlacedFinding, type Review } from "../review";
import { joined, Markup, markup } from "./markup";
import { comparisonText } from "./text";

/** A case of a suite. */
interface Case {
  /** What CI systems list it under: hierarchy and rule. */
  readonly classname: string;
  readonly name: string;
  /** Absent: it passes. */
  readonly outcome?: "failure" | "error" | "skipped";
  /** What sort of outcome it is. */
  readonly type?: string;
  /** The outcome in a sentence. */
  readonly message?: string;
  /** Everything there is to say, in lines. */
  readonly text?: string;
}

const NOT_CHECKED = { outcome: "skipped", type: "not checked" } as const;

const PLAIN = { width: Infinity, colours: false };

/** Cases and properties under a name. */
interface Suite {
  readonly name: string;
  readonly properties?: readonly (readonly [name: string, value: string])[];
  readonly cases: readonly Case[];
}

/**
 * A review as JUnit XML: a suite for the review itself, with its verdicts, then one for every rule, with a case for each
 * subject and code. The places of findings stand in their texts: attributes for them would have the xUnit plugin of
 * Jenkins skip the whole file. If a review failed, nothing passes.
 */
export function reviewJunit(review: Review): string {
  const passing = new Map(review.hierarchies.map((hierarchy) => [hierarchy, passesOf(hierarchy)]));
  const suites = RULES.map((rule) => ruleSuite(review, rule, (hierarchy) => passing.get(hierarchy)?.(rule) ?? []));
  return documentOf(`pulumi-sms: ${review.subject}`, [reviewSuite(review), ...suites]);
}

/** What the review says as a whole: whether it is reliable, its verdicts, and what was not checked. */
function reviewSuite(review: Review): Suite {
  const { failures, hierarchies, comparison, ungated, waiting } = review;
  const notChecked = (name: string, message: string): Case => ({ ...NOT_CHECKED, classname: "review", name, message });
  const cases: Case[] = [
    ...failures.map(failureCase),
    ...(failures.length === 0 ? hierarchies.map(verdictCase) : []),
    // It passes: what refuses an upgrade fails as a case of its own.
    ...(comparison === undefined
      ? []
      : [{ classname: "review", name: "comparison with the base", text: comparisonText(comparison, PLAIN).trimEnd() }]),
    ...ungated.map((name) =>
      notChecked(`gate of ${name}`, `${name} is declared without an upgrade and was not checked`),
    ),
    ...waiting.map((name) =>
      notChecked(`gate of ${name}`, `${name} waits for what only the update knows and was not checked`),
    ),
  ];
  const nothing = notChecked("verdict", "there is no hierarchy to check");
  return { name: "review", properties: propertiesOf(review), cases: cases.length === 0 ? [nothing] : cases };
}

function failureCase({ kind, message, place }: Failure): Case {
  const lines = visibleLines(message);
  return {
    classname: "review",
    name: kind,
    outcome: "error",
    type: kind,
    message: lines.find((line) => line.trim() !== "") ?? "the review failed",
    text: [...(place === undefined ? [] : [`At: ${visible(placeText(place))}`]), ...lines].join("\n"),
  };
}

function verdictCase(review: HierarchyReview): Case {
  const { hierarchy, verdict, upgrades } = review;
  const about = { classname: "review", name: `verdict on ${hierarchy}` };
  const lines = upgrades.map((upgrade) => `upgrade of ${upgrade.site}: ${upgradeState(upgrade)}`);
  const text = [...attentionTexts([review]), ...lines].join("\n");
  if (verdict === "ready") return { ...about, ...(text === "" ? {} : { text }) };
  const outcome = verdict === "pending" ? "skipped" : "failure";
  return { ...about, outcome, type: verdict, message: `${hierarchy} is ${verdict}`, text };
}

function propertiesOf(review: Review): [string, string][] {
  const { version, today, subject, comparison } = review;
  const optional = (name: string, value: string | undefined): [string, string][] =>
    value === undefined ? [] : [[name, value]];
  return [
    ["version", version],
    ["subject", subject],
    ["day", today],
    ["status", statusOf(review)],
    ...optional("base", comparison?.base),
    ...review.hierarchies.flatMap(({ hierarchy, applies, verdict, governance, validThrough }): [string, string][] => [
      ["hierarchy", hierarchy],
      [`${hierarchy}: verdict`, verdict],
      [`${hierarchy}: Q261931 applies`, applies ? "yes" : "no"],
      [`${hierarchy}: reading`, governance.reading],
      [`${hierarchy}: minimumEvidence`, governance.minimumEvidence],
      [`${hierarchy}: waivers`, governance.waivers],
      ...Object.entries(governance.levels).flatMap(([rule, level]) =>
        optional(`${hierarchy}: level of ${rule}`, level),
      ),
      ...optional(`${hierarchy}: valid through`, validThrough),
    ]),
  ];
}

/**
 * The names of what passes a rule: subjects that it looks at and of which no rule of the same matter finds anything. A site
 * passes the two rules on hotfixes together: without evidence the first has nothing against it.
 */
function passesOf({ facts, governance, findings }: HierarchyReview): (rule: Rule) => string[] {
  const looked = lookedAt(facts, governance);
  return (rule) => {
    const matters = new Set(Object.keys(rule.codes).map((code) => matterOf({ rule: rule.id, code })));
    const isOfMatter = (finding: PlacedFinding) => matters.has(matterOf(finding));
    const faulty = new Set(findings.filter(isOfMatter).map(({ subject }) => subjectKey(subject)));
    return looked(rule).flatMap((subject) => (faulty.has(subjectKey(subject)) ? [] : [subject.name]));
  };
}

function ruleSuite(review: Review, rule: Rule, passing: (hierarchy: HierarchyReview) => string[]): Suite {
  const casesOf = (classname: string, findings: readonly PlacedFinding[], facts?: Facts) =>
    findings.filter((finding) => finding.rule === rule.id).map((finding) => findingCase(classname, finding, facts));
  const cases = [
    ...casesOf(rule.id, review.engineFindings),
    ...review.hierarchies.flatMap((hierarchy) => {
      const classname = `${hierarchy.hierarchy}.${rule.id}`;
      return [
        ...casesOf(classname, hierarchy.findings, hierarchy.facts),
        ...passing(hierarchy).map((name) => passed(review, classname, name)),
      ];
    }),
  ];
  return { name: rule.id, cases: cases.length === 0 ? [emptyCase(review, rule)] : cases };
}

/** A finding as a case: a blocker fails, what is waived or pending is skipped, a recommendation passes with its text. */
function findingCase(classname: string, finding: PlacedFinding, facts: Facts | undefined): Case {
  const { subject, code, hotfix, message } = finding;
  const standing = standingOf(finding);
  const text = findingText(finding, facts);
  const name = `${subject.name}: ${code}${hotfix === undefined ? "" : ` (${hotfix})`}`;
  if (standing === "advice") return { classname, name, text };
  if (standing === "known" || standing === "unknown") {
    return { classname, name, outcome: "failure", type: standing, message, text };
  }
  return { classname, name, outcome: "skipped", type: standing, message: standingText(finding), text };
}

function findingText(finding: PlacedFinding, facts: Facts | undefined): string {
  const { subject, rule, found, cause, needed, articles, place } = finding;
  const lines = [
    ...(place === undefined ? [] : [`At: ${placeText(place)}`]),
    standingText(finding),
    `Subject: ${subjectText(subject, facts)}`,
    `Found: ${found}`,
    ...(cause === undefined ? [] : [`Cause: ${cause.text}`]),
    `Needed: ${needed}`,
    "What to do:",
    ...finding.remedy.map((step, index) => `${index + 1}. ${step}`),
    `Articles: ${articles.join(", ")}; see ${docPage(rule)}`,
  ];
  return lines.map((line) => visible(cutOff(line, 1000))).join("\n");
}

/** The case of a rule that has no other: nothing was found, or nothing was checked, and why. */
function emptyCase(review: Review, { id, check, looked, needsSharing }: Rule): Case {
  const notChecked = { ...NOT_CHECKED, classname: id, name: "not checked" };
  if (review.hierarchies.length === 0) {
    const message = review.failures.length > 0 ? "the review failed" : "there is no hierarchy to check";
    return { ...notChecked, message };
  }
  if (check === undefined && looked === undefined && review.isOfProgram !== true) {
    return { ...notChecked, message: "a hierarchy file cannot show it: it is about programs and their gates" };
  }
  const isExempt = review.hierarchies.every(({ applies }) => !applies);
  if (isExempt && needsSharing === true) {
    return { ...notChecked, message: "there is no hierarchy to which Q261931 applies" };
  }
  return passed(review, id, "nothing found");
}

/** A case that passes if the review is reliable. */
function passed({ failures }: Review, classname: string, name: string): Case {
  if (failures.length === 0) return { classname, name };
  return { classname, name, outcome: "skipped", type: "failed", message: "the review failed" };
}

/** Suites as XML. Attributes have no line breaks; what XML 1.0 forbids shows as its escape, as all that is invisible does. */
function documentOf(name: string, suites: readonly Suite[]): string {
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${name}" ${countsOf(suites.flatMap(({ cases }) => cases))} time="0">
${suites.map(suiteElement)}</testsuites>
`.text;
}

/** A suite with its cases counted, and every case with a name of its own. */
function suiteElement({ name, properties = [], cases }: Suite): Markup {
  const inside = properties.map(([key, value]) => markup`      <property name="${key}" value="${value}"/>\n`);
  return markup`  <testsuite name="${name}" ${countsOf(cases)} skipped="${count(cases, "skipped")}" time="0">
${inside.length > 0 && markup`    <properties>\n${inside}    </properties>\n`}${distinct(cases).map(caseElement)}  </testsuite>
`;
}

function countsOf(cases: readonly Case[]): Markup {
  return markup`tests="${cases.length}" failures="${count(cases, "failure")}" errors="${count(cases, "error")}"`;
}

function count(cases: readonly Case[], outcome: Case["outcome"]): number {
  return cases.filter((own) => own.outcome === outcome).length;
}

function caseElement({ classname, name, outcome, type, message = "", text }: Case): Markup {
  const head = markup`testcase classname="${classname}" name="${name}" time="0"`;
  if (outcome === undefined && text === undefined) return markup`    <${head}/>\n`;
  const attributes = outcome !== undefined && markup` type="${type}" message="${cutOff(message, 1000)}"`;
  const tag = outcome ?? "system-out";
  const inside = text === undefined ? undefined : joined(text.split("\n"), new Markup("\n"));
  return markup`    <${head}>
      <${tag}${attributes}${inside === undefined ? new Markup("/>") : markup`>${inside}</${tag}>`}
    </testcase>
`;
}

/** CI systems take cases of one name for one case, so those that come again are numbered. */
function distinct(cases: readonly Case[]): Case[] {
  const seen = new Map<string, number>();
  return cases.map((own) => {
    const keyOf = (name: string) => `${own.classname}\n${name}`;
    let { name } = own;
    let number = seen.get(keyOf(name)) ?? 1;
    while (seen.has(keyOf(name))) name = `${own.name} ${(number += 1)}`;
    seen.set(keyOf(own.name), number);
    seen.set(keyOf(name), 1);
    return { ...own, name };
  });
}
