import { docPage } from "../../../rules/doc-page";
import { placeText } from "../../place";
import type { PlacedFinding } from "../../review";
import { standingOf, standingText } from "../../writing/standing";
import { visible } from "../../writing/visible";
import type { Element } from "./xml";

/** What a case comes to, besides passing. */
export type Outcome = "failure" | "error" | "skipped";

/** A case of a suite. */
export interface Case {
  /** What CI systems list it under: hierarchy and rule. */
  readonly classname: string;
  readonly name: string;
  /** Absent: it passes. */
  readonly outcome?: Outcome;
  /** What sort of outcome it is. */
  readonly type?: string;
  /** The outcome in a sentence. */
  readonly message?: string;
  /** Everything there is to say, in lines. */
  readonly text?: string;
}

/** Cases and properties under a name. */
export interface Suite {
  readonly name: string;
  readonly properties?: readonly (readonly [name: string, value: string])[];
  readonly cases: readonly Case[];
}

/** A finding as a case: what blocks fails, what is waived or comes out later is skipped, advice passes and is said. */
export function findingCase(classname: string, finding: PlacedFinding): Case {
  const { subject, code, hotfix, message } = finding;
  const standing = standingOf(finding);
  const text = findingText(finding);
  const name = `${subject.name}: ${code}${hotfix === undefined ? "" : ` (${hotfix})`}`;
  if (standing === "advice") return { classname, name, text };
  if (standing === "known" || standing === "unknown") {
    return { classname, name, outcome: "failure", type: standing, message, text };
  }
  return { classname, name, outcome: "skipped", type: standing, message: standingText(finding), text };
}

function findingText(finding: PlacedFinding): string {
  const { rule, found, needed, remedy, articles, place } = finding;
  const lines = [
    ...(place === undefined ? [] : [`At: ${placeText(place)}`]),
    standingText(finding),
    `Found: ${found}`,
    `Needed: ${needed}`,
    `Remedy: ${remedy.join(" ")}`,
    `Articles: ${articles.join(", ")}; see ${docPage(rule)}`,
  ];
  return lines.map(visible).join("\n");
}

/** A suite as an element, its cases counted, and every case with a name of its own. */
export function suiteElement({ name, properties = [], cases }: Suite): Element {
  return {
    name: "testsuite",
    attributes: { name, ...countsOf(cases), skipped: count(cases, "skipped"), time: 0 },
    children: [
      ...(properties.length === 0 ? [] : [{ name: "properties", children: properties.map(propertyElement) }]),
      ...distinct(cases).map(caseElement),
    ],
  };
}

/** Counts of cases as suites and the document have them. */
export function countsOf(cases: readonly Case[]): { tests: number; failures: number; errors: number } {
  return { tests: cases.length, failures: count(cases, "failure"), errors: count(cases, "error") };
}

function count(cases: readonly Case[], outcome: Outcome): number {
  return cases.filter((one) => one.outcome === outcome).length;
}

function propertyElement([name, value]: readonly [string, string]): Element {
  return { name: "property", attributes: { name, value } };
}

function caseElement({ classname, name, outcome, type = "", message = "", text }: Case): Element {
  const said = text === undefined ? {} : { text };
  return {
    name: "testcase",
    attributes: { classname, name, time: 0 },
    children:
      outcome === undefined
        ? text === undefined
          ? []
          : [{ name: "system-out", ...said }]
        : [{ name: outcome, attributes: { type, message }, ...said }],
  };
}

/** CI systems take cases of one name for one case, so those that come again are numbered. */
function distinct(cases: readonly Case[]): Case[] {
  const seen = new Set<string>();
  return cases.map((one) => {
    let { name } = one;
    for (let number = 2; seen.has(`${one.classname}\n${name}`); number += 1) name = `${one.name} ${number}`;
    seen.add(`${one.classname}\n${name}`);
    return { ...one, name };
  });
}
