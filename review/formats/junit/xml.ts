import XMLBuilder from "fast-xml-builder";
import { cutOff, visible } from "../../phrases/visible";

/** A case of a suite. */
export interface Case {
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

/** Cases and properties under a name. */
export interface Suite {
  readonly name: string;
  readonly properties?: readonly (readonly [name: string, value: string])[];
  readonly cases: readonly Case[];
}

type Node = Record<string, unknown>;

/** Suites as a document. Attributes have no line breaks; everywhere what XML 1.0 forbids shows as its escape. */
export function suitesXml(name: string, suites: readonly Suite[]): string {
  const builder = new XMLBuilder({
    preserveOrder: true,
    ignoreAttributes: false,
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
    format: true,
  });
  const declaration = { "?xml": [{ "#text": "" }], ":@": { "@_version": "1.0", "@_encoding": "UTF-8" } };
  const counts = countsOf(suites.flatMap(({ cases }) => cases));
  const root = element("testsuites", { name, ...counts, time: 0 }, suites.map(suiteElement));
  return `${builder.build([declaration, root]).trim()}\n`;
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, inside: Node[] | string): Node {
  const prefixed = Object.entries(attributes).map(([key, value]) => [`@_${key}`, legal(String(value))]);
  const children = typeof inside === "string" ? [{ "#text": inside.split("\n").map(legal).join("\n") }] : inside;
  return { [name]: children, ":@": Object.fromEntries(prefixed) as Record<string, string> };
}

/** One line of characters that XML 1.0 allows; the last two of the first plane are not among them either. */
function legal(line: string): string {
  return visible(line).replace(/[\uFFFE\uFFFF]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}

/** A suite with its cases counted, and every case with a name of its own. */
function suiteElement({ name, properties = [], cases }: Suite): Node {
  const inside = properties.map(([key, value]) => element("property", { name: key, value }, []));
  return element("testsuite", { name, ...countsOf(cases), skipped: count(cases, "skipped"), time: 0 }, [
    ...(inside.length === 0 ? [] : [element("properties", {}, inside)]),
    ...distinct(cases).map(caseElement),
  ]);
}

function countsOf(cases: readonly Case[]): { tests: number; failures: number; errors: number } {
  return { tests: cases.length, failures: count(cases, "failure"), errors: count(cases, "error") };
}

function count(cases: readonly Case[], outcome: Case["outcome"]): number {
  return cases.filter((own) => own.outcome === outcome).length;
}

function caseElement({ classname, name, outcome, type = "", message = "", text }: Case): Node {
  const inside =
    outcome !== undefined
      ? [element(outcome, { type, message: cutOff(message, 1000) }, text ?? [])]
      : text === undefined
        ? []
        : [element("system-out", {}, text)];
  return element("testcase", { classname, name, time: 0 }, inside);
}

/** CI systems take cases of one name for one case, so those that come again are numbered. */
function distinct(cases: readonly Case[]): Case[] {
  const seen = new Set<string>();
  return cases.map((own) => {
    let { name } = own;
    for (let number = 2; seen.has(`${own.classname}\n${name}`); number += 1) name = `${own.name} ${number}`;
    seen.add(`${own.classname}\n${name}`);
    return { ...own, name };
  });
}
