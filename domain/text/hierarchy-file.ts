import { takeFormat } from "../carried/shared-facts";
import { BadInputError, issueOf, type Fault, type InputIssue, type Position } from "../model/bad-input";
import type { HierarchyInput } from "../model/document";
import { fileToFacts, type Facts, type Reading } from "../model/facts";
import { membersOf } from "../model/plain-data";
import type { Content, PlaceFinder } from "./content";
import { isMarkedUtf16, textOf, whyUnreadable } from "./file-text";
import { readJson } from "./json";
import { joined, type Part } from "./several-files";
import type * as YamlText from "./yaml";

/** What is expected of a hierarchy file as a whole. */
export const HIERARCHY_FILE = "a hierarchy file, YAML or JSON in UTF-8";

/** How a hierarchy file is written. JSON has a faster way in and stricter types. */
export type FileFormat = "yaml" | "json";

/** How a hierarchy file of a name is written: JSON if the name ends in `.json`, else YAML. */
export function formatOfHierarchy(file: string): FileFormat {
  return /\.json$/i.test(file) ? "json" : "yaml";
}

/**
 * Reads a file that a hierarchy file names, as `copylog: { file: copylog/CORPPDC.tcf }`: its path as it is written
 * there, from the folder of the hierarchy file. It may lead out of that folder.
 */
export type ReadBeside = (file: string) => Uint8Array;

/** A hierarchy file that was read. */
export interface HierarchyFile {
  /** What is written there, the files that it names read. */
  readonly document: HierarchyInput;
  readonly facts: Facts;
  /** Where in the text a part of the document stands. */
  readonly find: PlaceFinder;
}

/**
 * Reads the text of a hierarchy file. In YAML an unquoted scalar where the model wants a text keeps its spelling:
 * `012`, `1E3` and `100` are site codes.
 *
 * @param readBeside reads the files that it names; without it such a file is a fault.
 * @throws BadInputError for text that cannot be read and for everything that is wrong with the document, in the order
 * of the text, each mistake once with its position.
 */
export function readHierarchyFile(text: string, format: FileFormat, readBeside?: ReadBeside): HierarchyFile {
  return readContent(() => readPart({ text, format, readBeside }));
}

/** One of several files that are one hierarchy together. */
export interface HierarchyPart {
  /** What the file is called: places name it. */
  readonly file: string;
  readonly text: string;
  readonly format: FileFormat;
  /** Reads the files that it names. */
  readonly readBeside?: ReadBeside | undefined;
}

/** What is read beside hierarchy files. */
export interface Beside extends Pick<Reading, "isPart"> {
  /** Documents that others declare of the same hierarchy. Default: none. */
  readonly documents?: readonly Part[] | undefined;
}

/**
 * Reads one file, or several as one hierarchy, see {@link joined}. Of several every place says in which file it is.
 *
 * @throws BadInputError as {@link readHierarchyFile} does; for text that cannot be read, of all files that have such.
 */
export function readHierarchyFiles(parts: readonly HierarchyPart[], beside: Beside = {}): HierarchyFile {
  const { documents = [], isPart } = beside;
  const [only, ...others] = parts;
  if (only !== undefined && others.length + documents.length === 0) {
    return readContent(() => ({ ...readPart(only), isPart }));
  }
  return readContent(() => {
    const issues: InputIssue[] = [];
    const read = parts.flatMap((part) => {
      try {
        return [{ name: part.file, content: readPart(part) }];
      } catch (error) {
        if (!(error instanceof BadInputError)) throw error;
        for (const issue of error.issues) issues.push(inFile(issue, part.file));
        return [];
      }
    });
    if (issues.length > 0) throw new BadInputError(issues);
    return { ...joined([...read, ...documents]), isPart };
  });
}

function inFile(issue: InputIssue, file: string): InputIssue {
  return { ...issue, position: { line: 1, column: 1, ...issue.position, file } };
}

function readPart({ text, format, readBeside }: Omit<HierarchyPart, "file">): Content {
  const content = contentOf(text.replace(/^\uFEFF/, ""), format);
  const first = [...(content.first ?? []), ...takeFormat(content.value)];
  return { ...content, first: [...first, ...readCopylogFiles(content.value, readBeside)] };
}

function readContent(read: () => Content): HierarchyFile {
  let content: Content | undefined;
  try {
    content = read();
    const facts = fileToFacts(content.value, content);
    return { facts, document: content.value as HierarchyInput, find: content.find };
  } catch (error) {
    throw error instanceof BadInputError ? new BadInputError(inOrder(error.issues, content)) : error;
  }
}

/** The facts of {@link readHierarchyFile}. */
export function parseHierarchyFile(text: string, format: FileFormat, readBeside?: ReadBeside): Facts {
  return readHierarchyFile(text, format, readBeside).facts;
}

/**
 * Where the parts of hierarchy files stand, whatever the model says of them.
 *
 * @throws BadInputError for text that cannot be read.
 */
export function placesIn(parts: readonly HierarchyPart[]): PlaceFinder {
  return joined(
    parts.map(({ file, text, format }) => ({ name: file, content: contentOf(text.replace(/^\uFEFF/, ""), format) })),
  ).find;
}

/** A file that is one text is another one, perhaps with an account: what is in it is not shown. */
function contentOf(source: string, format: FileFormat): Content {
  const expected = "a hierarchy document";
  if (source.trim() === "") {
    throw new BadInputError([issueOf({ path: [], value: undefined, expected, reason: "Empty file" })]);
  }
  const content = parsed(source, format);
  if (typeof content.value !== "string") return content;
  throw new BadInputError([issueOf({ path: [], value: undefined, found: "a text", expected })]);
}

function parsed(source: string, format: FileFormat): Content {
  if (format === "json") return readJson(source);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- JSON needs no YAML parser, and it takes a while to load
  const { readYaml } = require("./yaml") as typeof YamlText;
  return readYaml(source);
}

/** Puts the text of each `copylog: { file: … }` in the place of the path. What cannot be read is a fault at the path. */
function readCopylogFiles(document: unknown, readBeside: ReadBeside | undefined): Fault[] {
  const faults: Fault[] = [];
  if (readBeside === undefined) return faults;
  const domains = membersOf(membersOf(document)["domains"]);
  for (const domain in domains) {
    const points = membersOf(membersOf(domains[domain])["logonPoints"]);
    for (const server in points) {
      const copylog = membersOf(membersOf(points[server])["copylog"]) as Record<string, unknown>;
      const { file, text } = copylog;
      if (typeof file !== "string" || text !== undefined) continue;
      try {
        copylog["text"] = copylogText(readBeside(file));
        delete copylog["file"];
      } catch (error) {
        const path = ["domains", domain, "logonPoints", server, "copylog", "file"];
        const reason = `${whyUnreadable(error)} (${JSON.stringify(file)})`;
        faults.push({ path, value: file, expected: "a file, from the folder of the hierarchy file", reason });
      }
    }
  }
  return faults;
}

function copylogText(bytes: Uint8Array): string {
  if (isMarkedUtf16(bytes)) throw new Error("UTF-16 text. Copy the file of the server as it is");
  return textOf(bytes);
}

/**
 * Issues in the order of the file, with the position of what they are about, or else of the nearest thing around it. A
 * mistake in a value that many aliases stand for is one, at the path of its anchor.
 */
function inOrder(issues: readonly InputIssue[], content: Content | undefined): InputIssue[] {
  const placed = new Map<string, InputIssue>();
  for (const issue of issues) {
    const { keys: path, value, expected } = issue;
    const position = issue.position ?? (issue.source === undefined ? content?.find(path, "around") : undefined);
    const reason = value === null ? content?.reasonFor?.(path, expected) : undefined;
    const source = issue.source ?? (position === undefined ? content?.sourceOf?.(path) : undefined);
    const worded = reason === undefined ? issue : issueOf({ path, value, expected, reason });
    const key = JSON.stringify(position === undefined ? [path, worded.reason] : [position, path.at(-1), worded.reason]);
    const same = placed.get(key);
    if (same !== undefined && compare(reach(same, content), reach(issue, content)) <= 0) continue;
    placed.set(key, { ...worded, ...(position && { position }), ...(source !== undefined && { source }) });
  }
  return [...placed.values()].sort((a, b) => compare(a.position, b.position));
}

/** How far one reads until the part that an issue is about is known: past every alias on the way to it. */
function reach({ keys }: InputIssue, content: Content | undefined): Position | undefined {
  return keys
    .map((_, index) => content?.find(keys.slice(0, index + 1)))
    .reduce((last, position) => (compare(last, position) < 0 ? position : last), undefined);
}

/** What is about the whole document comes first; of several files that of the first by name. */
function compare(a: Position = START, b: Position = START): number {
  const [one = "", another = ""] = [a.file, b.file];
  return (one === another ? 0 : one < another ? -1 : 1) || a.line - b.line || a.column - b.column;
}

const START: Position = { line: 0, column: 0 };
