import { z } from "zod";
import { BadInputError, issuesOf, type Fault } from "./bad-input";
import { findContradictions } from "./contradictions";
import { parseCopylog } from "../text/copylog";
import {
  fileDocumentSchema,
  gateDocumentSchema,
  type CopylogFacts,
  type CopylogInput,
  type DomainFacts,
  type FileFacts,
  type HierarchyDocument,
  type HierarchyInput,
  type HotfixFacts,
  type Known,
  type SiteFacts,
  type SiteInput,
} from "./document";
import { foldCode } from "../names";
import { PENDING, isPending, type Pending } from "../pending";
import { findNotPlain, valueAt } from "./plain-data";

/**
 * A hierarchy that can be judged: valid, with its defaults, every Copylog.tcf as its summary, and `sharedOwner` as the
 * only owner.
 */
export type Facts = HierarchyDocument;

/**
 * Facts of a hierarchy document.
 *
 * @param document plain data; facts that can be looked up may be {@link PENDING}.
 * @throws BadInputError with everything that is wrong, sorted by path.
 */
export function toFacts(document: unknown): Facts {
  return read((compiledGateSchema ??= z.compile(gateDocumentSchema)), document);
}

/** What is known of a document that was read from a text. */
export interface Reading {
  /** Whether it is plain data for sure, however it is nested. */
  readonly isPlain?: boolean | undefined;
  /** Faults that the document does not show: those that count before the model's, and those that count after. */
  readonly first?: readonly Fault[] | undefined;
  readonly more?: readonly Fault[] | undefined;
  /** Changes the document to what the model wants to have, by the model's issues. Whether anything was changed. */
  readonly respell?: ((issues: readonly z.core.$ZodIssue[]) => boolean) | undefined;
}

/** {@link toFacts} for a document from a file, which cannot be pending. Faster. */
export function fileToFacts(document: unknown, reading: Reading = {}): Facts {
  return read((compiledFileSchema ??= z.compile(fileDocumentSchema)), document, reading);
}

/** The model as functions that zod generates for it, made when they are needed. Faults come from the model itself. */
let compiledGateSchema: typeof gateDocumentSchema | undefined;
let compiledFileSchema: typeof fileDocumentSchema | undefined;

function read(schema: typeof gateDocumentSchema, document: unknown, reading: Reading = {}): Facts {
  const { first = [], more = [], isPlain = false, respell } = reading;
  let result = schema.safeParse(document);
  if (!result.success && respell?.(result.error.issues)) result = schema.safeParse(document);
  const malformed = (result.error?.issues ?? []).flatMap((issue) => faultsOf(issue, document));
  // What the model takes is not nested without end.
  const notPlain = isPlain && result.success ? [] : findNotPlain(document);
  const issues = issuesOf([first, notPlain, malformed, findContradictions(document), more]);
  if (issues.length > 0 || !result.success) throw new BadInputError(issues);
  for (const domain of Object.values(result.data.domains)) readCopylogs(domain);
  return result.data;
}

/** Reads each Copylog.tcf in place: what the model gives is a copy of the document. */
function readCopylogs({ logonPoints }: DomainFacts): void {
  if (logonPoints === undefined || isPending(logonPoints)) return;
  for (const point of Object.values(logonPoints)) {
    if (point === undefined || isPending(point)) continue;
    if (point.copylog !== undefined && !isPending(point.copylog)) point.copylog = readCopylog(point.copylog);
  }
}

/** Facts as a document that {@link toFacts} reads: every version and every path as it was spelled. */
export function writtenFacts(facts: Facts): HierarchyInput {
  return { ...facts, sites: mapValues(facts.sites, writtenSite) };
}

function writtenSite({ version, hotfixes, ...site }: SiteFacts): SiteInput {
  return {
    ...site,
    ...(version === undefined ? {} : { version: isPending(version) ? version : version.text }),
    ...(hotfixes === undefined ? {} : { hotfixes: mapKnown(hotfixes, (known) => mapValues(known, writtenHotfix)) }),
  };
}

function writtenHotfix(hotfix: HotfixFacts | Pending | undefined) {
  return mapKnown(hotfix, ({ files, ...evidence }) => ({
    ...evidence,
    ...(files === undefined ? {} : { files: mapKnown(files, writtenFiles) }),
  }));
}

function writtenFiles(files: Readonly<Record<string, FileFacts>>) {
  return Object.fromEntries(
    Object.values(files).map(({ path, version }) => [
      path.text,
      version === null || isPending(version) ? version : version.text,
    ]),
  );
}

/** The domain controllers of a domain, the PDC first. */
export function serversOf({ pdc, bdcs }: DomainFacts): readonly string[] {
  return [pdc, ...bdcs];
}

/** What is stated of a Copylog.tcf with its text read: owners, site folders, corrupt or not, and a hash. */
export function summariseCopylog(copylog: CopylogInput): CopylogInput {
  if (copylog.text === undefined) return copylog;
  const { text, sharedOwner, ...stated } = copylog;
  if (isPending(text)) return { ...copylog, text: PENDING };
  return { ...stated, ...parseCopylog(text) };
}

function readCopylog(copylog: CopylogFacts): CopylogFacts {
  if (copylog.text === undefined && copylog.sharedOwner === undefined) return copylog;
  const { text, sharedOwner, ...summary } = summariseCopylog(copylog);
  if (isPending(text)) return Object.assign(summary, { owners: PENDING, corrupt: PENDING });
  if (sharedOwner !== undefined) summary.owners = isPending(sharedOwner) ? PENDING : [foldCode(sharedOwner)];
  return summary;
}

function faultsOf(issue: z.core.$ZodIssue, document: unknown): Fault[] {
  const path = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...path, key],
      value: valueAt(document, [...path, key]),
      expected: issue.message,
      found: `the unknown key ${JSON.stringify(key)}`,
    }));
  }
  const stated = issue.code === "invalid_union" ? issue.errors.at(-1) : undefined;
  if (stated !== undefined) {
    return stated.flatMap((one) => faultsOf({ ...one, path: [...issue.path, ...one.path] }, document));
  }
  return [{ path, value: valueAt(document, path), expected: issue.message }];
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** Applies a function to a fact that is known; absent and pending stay as they are. */
function mapKnown<T, U>(value: T, map: (value: Known<T>) => U): U | Extract<T, Pending | undefined> {
  return value === undefined || isPending(value) ? (value as Extract<T, Pending | undefined>) : map(value as Known<T>);
}
