import * as z from "../zod";
import { BadInputError, issuesOf, type Fault, type InputIssue } from "./bad-input";
import {
  domainFaults,
  findContradictions,
  nameFaults,
  repeatedUpgrades,
  siteFaults,
  type Declared,
  type DeclaredNames,
} from "./contradictions";
import { didYouMean } from "./did-you-mean";
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
import { strict, type KnownKeys } from "./forms";
import { parseFilePath, type HotfixId } from "../hotfixes";
import { memoised } from "../memoised";
import { foldCode } from "../names";
import { PENDING, isPending, type Pending } from "../pending";
import { parseVersion, type Version } from "../version";
import { findNotPlain, isPlainRecord, valueAt, type Members } from "./plain-data";

/**
 * A hierarchy that can be judged: valid, with its defaults, every Copylog.tcf as its summary, and `sharedOwner` as the
 * only owner.
 */
export type Facts = Omit<HierarchyDocument, "sites"> & { sites: Record<string, SiteFacts> };

/**
 * Facts of a hierarchy document.
 *
 * @param document plain data; facts that can be looked up may be {@link PENDING}.
 * @throws BadInputError with everything that is wrong, sorted by path.
 */
export function toFacts(document: unknown, reading?: Reading): Facts {
  return read((compiledGateSchema ??= z.compile(gateDocumentSchema)), document, reading);
}

/** What is known of a document besides what is written in it. */
export interface Reading {
  /** It is a part of a hierarchy: parents and domains may be declared elsewhere, and the upgrades are. */
  readonly isPart?: boolean | undefined;
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
  const isLarge = Object.keys(Object(valueAt(document, ["sites"]))).length > FEW;
  return read(isLarge ? (compiledFileSchema ??= z.compile(fileDocumentSchema)) : fileDocumentSchema, document, reading);
}

/** Sites up to which a file is read sooner than the model is compiled. */
const FEW = 50;

/** The model as functions that zod generates for it, made when they are needed. Faults come from the model itself. */
let compiledGateSchema: typeof gateDocumentSchema | undefined;
let compiledFileSchema: typeof fileDocumentSchema | undefined;

function read(schema: typeof gateDocumentSchema, whole: unknown, reading: Reading = {}): Facts {
  const { first = [], more = [], isPlain = false, isPart = false, respell } = reading;
  let document = withoutExtensions(whole);
  let result = schema.safeParse(document);
  if (!result.success && respell?.(result.error.issues)) {
    document = withoutExtensions(whole);
    result = schema.safeParse(document);
  }
  const malformed = malformedIn(result, document);
  // What the model takes is not nested without end.
  const notPlain = isPlain && result.success ? [] : findNotPlain(document);
  const issues = issuesOf([first, notPlain, malformed, findContradictions(document, isPart), more]);
  if (issues.length > 0 || !result.success) throw new BadInputError(issues);
  return valuesIn(result.data);
}

/** Reads every Copylog.tcf, version and path in place: what the model gives is a copy of the document. */
function valuesIn(document: HierarchyDocument): Facts {
  for (const domain of Object.values(document.domains)) readCopylogs(domain);
  for (const site of Object.values(document.sites) as (SiteFacts & { version?: unknown })[]) {
    if (typeof site.version === "string") site.version = parseVersion(site.version);
    const { hotfixes } = site;
    if (hotfixes === undefined || isPending(hotfixes)) continue;
    for (const id in hotfixes) {
      const hotfix = hotfixes[id as HotfixId];
      if (hotfix === undefined || isPending(hotfix)) continue;
      if (hotfix.files === undefined || isPending(hotfix.files)) continue;
      const files: Record<string, unknown> = hotfix.files;
      for (const path in files) files[path] = fileFacts(path, files[path] as string | null | Pending);
    }
  }
  return document as unknown as Facts;
}

/** Thousands of sites have the same files: one object for all of them. */
const knownFiles = memoised(() => new Map<string | null | Pending, FileFacts>());

function fileFacts(path: string, version: string | null | Pending): FileFacts {
  const known = knownFiles(path);
  const same = known.get(version);
  if (same !== undefined) return same;
  const value = typeof version === "string" ? (parseVersion(version) as Version) : version;
  const file: FileFacts = { path: parseFilePath(path), version: value };
  if (known.size < MOST_VERSIONS) known.set(version, file);
  return file;
}

const MOST_VERSIONS = 1000;

/** A document without its top-level keys that begin with `x-`: they are for anchors and for other programs. */
function withoutExtensions(document: unknown): unknown {
  if (typeof document !== "object" || document === null || !isPlainRecord(document)) return document;
  const keys = Object.keys(document);
  if (!keys.some((key) => key.startsWith("x-"))) return document;
  return Object.fromEntries(Object.entries(document).filter(([key]) => !key.startsWith("x-")));
}

/** What is wrong with one site beside what is declared so far. The place of what is wrong with its code is empty. */
export function siteIssues(code: string, site: unknown, declared: Declared): InputIssue[] {
  const schema = gateDocumentSchema.shape.sites.valueType;
  return entryIssues(schema, site, [...nameFaults("site", code, declared.sites), ...siteFaults(site, declared)]);
}

/** What is wrong with one domain beside what is declared so far. The place of what is wrong with its name is empty. */
export function domainIssues(
  name: string,
  domain: unknown,
  declared: Declared & { readonly domains: DeclaredNames },
): InputIssue[] {
  const schema = gateDocumentSchema.shape.domains.unwrap().valueType;
  const faults = [...nameFaults("domain", name, declared.domains), ...domainFaults(name, domain, declared)];
  return entryIssues(schema, domain, faults);
}

/**
 * What is wrong with the name, the plan and the waivers of a hierarchy whose sites are not declared yet.
 *
 * @param more what may stand beside them.
 */
export function headIssues(head: Members, more: z.ZodRawShape): InputIssue[] {
  const { hierarchy, upgrades, waivers } = gateDocumentSchema.shape;
  const schema = strict({ hierarchy, upgrades, waivers, ...more }, "arguments");
  return entryIssues(schema, head, repeatedUpgrades(head["upgrades"]));
}

function entryIssues(schema: z.ZodType, entry: unknown, faults: readonly Fault[]): InputIssue[] {
  return issuesOf([findNotPlain(entry), malformedIn(schema.safeParse(entry), entry), faults]);
}

/** What a schema finds wrong with a value, in the words of the model. */
export function malformedIn({ error }: z.ZodSafeParseResult<unknown>, document: unknown): Fault[] {
  return (error?.issues ?? []).flatMap((issue) => faultsOf(issue, document));
}

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

/** {@link writtenFacts} of one site. */
export function writtenSite({ version, hotfixes, ...site }: SiteFacts): SiteInput {
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
    const { known = [] } = issue as KnownKeys;
    return issue.keys.map((key) => {
      const near = didYouMean(key, known);
      return {
        path: [...path, key],
        value: valueAt(document, [...path, key]),
        expected: issue.message + near,
        reason: `unknown key ${JSON.stringify(key)}${near || `, expected ${issue.message}`}`,
      };
    });
  }
  const stated = issue.code === "invalid_union" ? issue.errors.at(-1) : undefined;
  if (stated !== undefined) {
    return stated.flatMap((one) => faultsOf({ ...one, path: [...issue.path, ...one.path] }, document));
  }
  const value = valueAt(document, path);
  const near =
    issue.code === "invalid_value" ? didYouMean(typeof value === "object" ? "" : String(value), issue.values) : "";
  return [{ path, value, expected: issue.message + near }];
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** Applies a function to a fact that is known; absent and pending stay as they are. */
function mapKnown<T, U>(value: T, map: (value: Known<T>) => U): U | Extract<T, Pending | undefined> {
  return value === undefined || isPending(value) ? (value as Extract<T, Pending | undefined>) : map(value as Known<T>);
}
