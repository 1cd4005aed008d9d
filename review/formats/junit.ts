import { RULES } from "../../rules/index";
import type { RuleId } from "../../domain/rule-ids";
import { placeText } from "../place";
import type { Comparison } from "../comparison/comparison";
import { statusOf, type Failure, type HierarchyReview, type Review } from "../review";
import { exemptionOf } from "../writing/exemption";
import { visibleLines } from "../writing/lines";
import { upgradeState } from "../writing/plan";
import { visible } from "../writing/visible";
import { comparisonText } from "./comparison-text";
import { countsOf, findingCase, suiteElement, type Case, type Suite } from "./junit/cases";
import { NEEDS_SHARING, passesOf } from "./junit/passes";
import { xmlDocument } from "./junit/xml";
import type { Layout } from "./text";

/**
 * A review as JUnit XML: a suite for the review itself, with its verdicts, then one for every rule, with a case for each
 * subject and code. The places of findings stand in their texts: attributes for them would have the xUnit plugin of
 * Jenkins skip the whole file. Where a review failed, nothing passes.
 */
export function reviewJunit(review: Review): string {
  const passing = new Map(review.hierarchies.map((one) => [one, passesOf(one)]));
  const suites = [
    reviewSuite(review),
    ...RULES.map(({ id }) => ruleSuite(review, id, (one) => passing.get(one)?.(id) ?? [])),
  ];
  return xmlDocument({
    name: "testsuites",
    attributes: {
      name: `pulumi-sms: ${review.subject}`,
      ...countsOf(suites.flatMap(({ cases }) => cases)),
      time: 0,
    },
    children: suites.map(suiteElement),
  });
}

/** What the review says as a whole: whether it can be trusted, its verdicts, and what it did not judge. */
function reviewSuite(review: Review): Suite {
  const cases: Case[] = [
    ...review.failures.map(failureCase),
    ...(review.failures.length === 0 ? review.hierarchies.map(verdictCase) : []),
    ...(review.comparison === undefined ? [] : [comparisonCase(review.comparison)]),
    ...review.ungated.map((name): Case => ({
      classname: "review",
      name: `gate of ${name}`,
      outcome: "skipped",
      type: "not judged",
      message: `${name} is declared without an upgrade and was not judged`,
    })),
  ];
  const nothing: Case = {
    classname: "review",
    name: "verdict",
    outcome: "skipped",
    type: "not judged",
    message: "there is no hierarchy to judge",
  };
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

/** It passes: what refuses an upgrade fails as a case of its own. */
function comparisonCase(comparison: Comparison): Case {
  return { classname: "review", name: "comparison with the base", text: comparisonText(comparison, PLAIN) };
}

const PLAIN: Layout = { width: Infinity, colours: false };

function verdictCase(review: HierarchyReview): Case {
  const { hierarchy, verdict, upgrades } = review;
  const about = { classname: "review", name: `verdict on ${hierarchy}` };
  const exemption = exemptionOf(review);
  const lines = upgrades.map((one) => `upgrade of ${one.site}: ${upgradeState(one)}`);
  const text = [...lines, ...(exemption === undefined ? [] : [exemption])].join("\n");
  if (verdict === "ready") return { ...about, ...(text === "" ? {} : { text }) };
  const outcome = verdict === "pending" ? "skipped" : "failure";
  return { ...about, outcome, type: verdict, message: `${hierarchy} is ${verdict}`, text };
}

function propertiesOf(review: Review): [string, string][] {
  const { version, today, subject, comparison } = review;
  return [
    ["version", version],
    ["subject", subject],
    ["day", today],
    ["status", statusOf(review)],
    ...(comparison === undefined ? [] : [["base", comparison.base] satisfies [string, string]]),
    ...review.hierarchies.flatMap(({ hierarchy, applies, verdict, governance, validThrough }): [string, string][] => [
      ["hierarchy", hierarchy],
      [`${hierarchy}: verdict`, verdict],
      [`${hierarchy}: Q261931 applies`, applies ? "yes" : "no"],
      [`${hierarchy}: reading`, governance.reading],
      [`${hierarchy}: minimumEvidence`, governance.minimumEvidence],
      [`${hierarchy}: waivers`, governance.waivers],
      ...Object.entries(governance.levels).map(([rule, level]): [string, string] => [
        `${hierarchy}: level of ${rule}`,
        level,
      ]),
      ...(validThrough === undefined ? [] : [[`${hierarchy}: valid through`, validThrough] satisfies [string, string]]),
    ]),
  ];
}

function ruleSuite(review: Review, rule: RuleId, passing: (one: HierarchyReview) => string[]): Suite {
  const ofEngine = review.engineFindings
    .filter((finding) => finding.rule === rule)
    .map((finding) => findingCase(rule, finding));
  const ofHierarchies = review.hierarchies.flatMap((one) => {
    const classname = `${one.hierarchy}.${rule}`;
    const findings = one.findings.filter((finding) => finding.rule === rule);
    return [
      ...findings.map((finding) => findingCase(classname, finding)),
      ...passing(one).map((name) => passed(review, classname, name)),
    ];
  });
  const cases = [...ofEngine, ...ofHierarchies];
  return { name: rule, cases: cases.length === 0 ? [emptyCase(review, rule)] : cases };
}

/** What is said of a rule without any case: that nothing was found, or that nothing was looked for, and why. */
function emptyCase(review: Review, rule: RuleId): Case {
  const notJudged = { classname: rule, name: "not judged", outcome: "skipped", type: "not judged" } as const;
  if (review.hierarchies.length === 0) {
    const message = review.failures.length > 0 ? "the review failed" : "there is no hierarchy to judge";
    return { ...notJudged, message };
  }
  if (rule === "upgrade-gate" && review.isOfProgram !== true) {
    return { ...notJudged, message: "a hierarchy file cannot show it: it is about programs and their gates" };
  }
  const isExempt = review.hierarchies.every(({ applies }) => !applies);
  if (isExempt && NEEDS_SHARING.includes(rule)) {
    return { ...notJudged, message: "there is no hierarchy to which Q261931 applies" };
  }
  return passed(review, rule, "nothing found");
}

/** A case without a fault, which passes where the review is to be trusted. */
function passed({ failures }: Review, classname: string, name: string): Case {
  if (failures.length === 0) return { classname, name };
  return { classname, name, outcome: "skipped", type: "failed", message: "the review failed" };
}
