import type { Fault } from "../model/bad-input";
import type { HierarchyInput } from "../model/document";
import { isMembers } from "../model/plain-data";
import type { Part } from "../text/several-files";

/**
 * The formats of shared facts that are read, and the newest, which is written. The number goes up with every fact that is
 * added and with every one whose meaning changes, so that no release passes over a fact that it does not know. A release
 * reads all formats from the oldest to its own.
 */
export const FACTS_FORMAT = { oldest: 1, newest: 1 } as const;

/** Facts of a hierarchy as one stack shares them with others: plain JSON. */
export type SharedFacts = HierarchyInput & {
  /** The format, see {@link FACTS_FORMAT}. */
  formatVersion: number;
  /** The stack that shares them, as a stack reference names it. */
  stack: string;
};

/**
 * The facts of a document as they are shared. Absent stays absent and null stays null.
 *
 * @param document each Copylog.tcf as its summary.
 * @param stack full name of the stack, `organization/project/stack`.
 */
export function shareFacts(document: HierarchyInput, stack: string): SharedFacts {
  const { hierarchy, domains = {}, sites, upgrades = [], waivers = [] } = document;
  return {
    formatVersion: FACTS_FORMAT.newest,
    stack,
    hierarchy,
    domains,
    sites,
    // One of several documents has upgrades.
    ...(upgrades.length === 0 ? {} : { upgrades }),
    waivers,
  };
}

/** Whether the engine takes it as the name of a stack. Messages and reviews show it as it is. */
function isStackName(stack: unknown): stack is string {
  return typeof stack === "string" && /^[\w./-]+$/.test(stack);
}

/** Why a value is not read as shared facts, as the end of a sentence; undefined: it is. */
export function formatFault(value: unknown): string | undefined {
  const { oldest, newest } = FACTS_FORMAT;
  const { formatVersion, stack } = isMembers(value) ? value : {};
  if (!Number.isInteger(formatVersion) || (stack !== undefined && !isStackName(stack))) {
    return "does not have the facts of a hierarchy. Export `facts` of a Hierarchy as it is";
  }
  const format = Number(formatVersion);
  const reads = `this version of pulumi-sms reads ${oldest === newest ? oldest : `${oldest} to ${newest}`}`;
  if (format > newest) {
    return `has facts in format ${format}, which is newer; ${reads}. Update pulumi-sms in the project that reads them`;
  }
  if (format >= oldest) return undefined;
  return `has facts in format ${format}, which is older; ${reads}. Update pulumi-sms in the project that exports them and run pulumi up there`;
}

/**
 * Shared facts as a part of a hierarchy, for {@link joined}.
 *
 * @param name what the facts are called if they do not say which stack they are of.
 */
export function sharedPart(facts: unknown, name: string): Part {
  const reason = formatFault(facts);
  const first: Fault[] =
    reason === undefined ? [] : [{ path: [], value: facts, expected: "facts", reason: `${name} ${reason}` }];
  const { formatVersion, stack, ...document } = isMembers(facts) ? facts : {};
  return ownPart(reason === undefined ? document : {}, isStackName(stack) ? stack : name, first);
}

/**
 * Takes away what shared facts in a file have besides the document, as `pulumi stack output facts --json` prints them.
 *
 * @param document changed in place; any other document stays as it is.
 * @returns why the facts cannot be read.
 */
export function takeFormat(document: unknown): Fault[] {
  if (!isMembers(document) || !Object.hasOwn(document, "formatVersion")) return [];
  const { formatVersion: value } = document;
  const reason = formatFault(document);
  for (const key of ["formatVersion", "stack"]) delete (document as Record<string, unknown>)[key];
  const path = ["formatVersion"];
  return reason === undefined ? [] : [{ path, value, expected: "a format", reason: `the file ${reason}` }];
}

/** A document of the program's own as a part of a hierarchy. */
export function ownPart(value: unknown, name: string, first: readonly Fault[] = []): Part {
  return { name, content: { value, find: () => undefined, first }, isFile: false };
}
