import { BadInputError, inputIssue, type InputIssue } from "../model/bad-input";
import type * as DocumentNodes from "./document-nodes";
import type { HierarchyInput } from "../model/document";
import { fileToFacts, type Facts } from "../model/facts";
import { readJson } from "./json";
import type { Position } from "./position";
import type * as YamlText from "./yaml";

/** What is expected of a hierarchy file as a whole. */
export const HIERARCHY_FILE = "a hierarchy file, YAML or JSON in UTF-8";

/** How a hierarchy file is written. JSON has a faster way in and stricter types. */
export type FileFormat = "yaml" | "json";

/** How a hierarchy file of a name is written: JSON where the name ends in `.json`, YAML otherwise. */
export function formatOfHierarchy(file: string): FileFormat {
  return /\.json$/i.test(file) ? "json" : "yaml";
}

/**
 * Facts of a hierarchy file.
 *
 * @throws BadInputError for text that cannot be read and for everything that is wrong with the document, each with its
 * position in the text.
 */
export function parseHierarchyFile(text: string, format: FileFormat): Facts {
  return located(text, format, () => {
    const { value, empty } = readDocument(text, format);
    return fileToFacts(value, empty);
  });
}

/**
 * The document of a hierarchy file, as it is written there.
 *
 * In YAML an unquoted scalar where the model wants a text keeps its spelling: `012`, `1E3` and `100` are site codes.
 *
 * @throws BadInputError as {@link parseHierarchyFile}.
 */
export function parseHierarchyDocument(text: string, format: FileFormat): HierarchyInput {
  return located(text, format, () => {
    const { value, empty } = readDocument(text, format);
    fileToFacts(value, empty);
    return value as HierarchyInput;
  });
}

function readDocument(text: string, format: FileFormat): YamlText.YamlContent {
  const source = text.replace(/^\uFEFF/, "");
  if (source.trim() === "") {
    throw new BadInputError([inputIssue([], undefined, "a hierarchy document", "an empty file")]);
  }
  return format === "json" ? { value: readJson(source), empty: [] } : readYaml(source);
}

function readYaml(source: string): YamlText.YamlContent {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- JSON needs no YAML parser, and it takes a while to load
  const { readYaml: read } = require("./yaml") as typeof YamlText;
  return read(source);
}

function located<T>(text: string, format: FileFormat, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof BadInputError ? new BadInputError(withPositions(error.issues, text, format)) : error;
  }
}

/** Issues in the order of the file, with the position of what they are about, or else of the nearest thing around it. */
function withPositions(issues: readonly InputIssue[], text: string, format: FileFormat): InputIssue[] {
  if (issues.every(({ keys, position }) => position !== undefined || keys.length === 0)) return [...issues];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only what is wrong needs places
  const { nodeFinder } = require("./document-nodes") as typeof DocumentNodes;
  const find = nodeFinder(text, format);
  const placed = issues.map((issue) => {
    const around = issue.keys.map((_, index) => issue.keys.slice(0, issue.keys.length - index));
    const position = issue.position ?? around.map(find).find((found) => found !== undefined);
    return position === undefined ? issue : { ...issue, position };
  });
  return placed.sort(({ position: a = START }, { position: b = START }) => a.line - b.line || a.column - b.column);
}

/** What is about the whole document comes first. */
const START: Position = { line: 0, column: 0 };
