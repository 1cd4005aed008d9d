import * as fs from "node:fs";
import * as path from "node:path";
import { BadInputError } from "../domain/model/bad-input";
import { ownPart, sharedPart } from "../domain/carried/shared-facts";
import { isMembers } from "../domain/model/plain-data";
import { expectFile, fileText, whyUnreadable } from "../domain/text/file-text";
import { formatOfHierarchy, readHierarchyFiles, type HierarchyPart } from "../domain/text/hierarchy-file";
import { joined, type Part } from "../domain/text/several-files";
import type { HierarchyDocumentArgs, HierarchyFacts } from "./args";
import { issuesIn } from "./declaration";
import { problemsOf, refuse, type Problem } from "./problems";

/** A document that was read, and everything that is wrong with it. */
export interface ReadDocument {
  readonly content: HierarchyDocumentArgs;
  readonly problems: Problem[];
}

/**
 * The facts of several stacks as one document. One of them has `upgrades`; all can add domains, sites and waivers, and all
 * have the same name of the hierarchy.
 *
 * @param own what this program declares itself; facts that can be looked up may be Outputs.
 * @param others what other stacks share, see {@link factsOf}.
 * @throws pulumi.InputPropertiesError for everything that is wrong with them, with the stack that it is from: a site, domain
 *   or waiver that two of them declare, and facts in a format that this version does not read.
 *
 * @example
 * const europe = await factsOf("organization/contoso-europe/prod");
 * Hierarchy.fromFacts("contoso", mergeFacts({ hierarchy: "contoso", sites: { CEN: … }, upgrades: ["CEN"] }, europe));
 */
export function mergeFacts(
  own: Partial<HierarchyDocumentArgs>,
  ...others: readonly HierarchyFacts[]
): HierarchyDocumentArgs {
  const { content, problems } = readDocuments(own, others);
  refuse("The merge of facts", problems, mergeFacts);
  return content;
}

/** A document of the program together with those that other stacks share. */
export function readDocuments(
  own: Partial<HierarchyDocumentArgs>,
  others: readonly HierarchyFacts[] = [],
  isPart = false,
): ReadDocument {
  const isShared = isMembers(own) && Object.hasOwn(own, "formatVersion");
  if (!isShared && others.length === 0) {
    return { content: own as HierarchyDocumentArgs, problems: problemsOf(issuesIn(own, { isPart })) };
  }
  const first = isShared ? sharedPart(own, "the document") : ownPart(own, "this program");
  const whole = joined([first, ...partsOf(others)]);
  const issues = issuesIn(whole.value, { first: whole.first, isPart }).map((issue) => {
    const source = issue.source ?? whole.sourceOf?.(issue.keys);
    return source === undefined ? issue : { ...issue, source };
  });
  return { content: whole.value as HierarchyDocumentArgs, problems: problemsOf(issues) };
}

function partsOf(documents: readonly HierarchyFacts[]): Part[] {
  return documents.map((facts, index) => sharedPart(facts, `documents[${index}]`));
}

/**
 * Hierarchy files, together with what other stacks share.
 *
 * @param files their places.
 * @param names what messages call them.
 */
export function readFiles(
  files: readonly string[],
  names: readonly string[],
  documents: readonly HierarchyFacts[] = [],
  isPart = false,
): ReadDocument {
  const nothing = { hierarchy: "", sites: {} };
  const problems: Problem[] = [];
  const parts = files.flatMap((file, index): HierarchyPart[] => {
    try {
      const text = fileText(bytesOf(file));
      const readBeside = (name: string) => bytesOf(path.resolve(path.dirname(file), name));
      return [{ file: names[index] ?? file, text, format: formatOfHierarchy(file), readBeside }];
    } catch (error) {
      problems.push({ propertyPath: "", reason: `${whyUnreadable(error)} (looked for at ${file})` });
      return [];
    }
  });
  if (problems.length > 0) return { content: nothing, problems };
  try {
    const beside = { documents: partsOf(documents), isPart };
    return { content: readHierarchyFiles(parts, beside).document as HierarchyDocumentArgs, problems: [] };
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return { content: nothing, problems: problemsOf(error.issues) };
  }
}

function bytesOf(file: string): Uint8Array {
  expectFile(fs.statSync(file));
  return fs.readFileSync(file);
}
