import { isScalar, parseDocument, Scalar, visit, type Document } from "yaml";
import { BadInputError, inputIssue } from "./bad-input";
import { fileDocumentSchema } from "./document";
import { fileToFacts, type Facts } from "./facts";

/** How a hierarchy file is written. JSON has a faster way in and stricter types. */
export type FileFormat = "yaml" | "json";

/**
 * Facts of a hierarchy file.
 *
 * @throws BadInputError for text that cannot be read and for everything that is wrong with the document.
 */
export function parseHierarchyFile(text: string, format: FileFormat): Facts {
  return fileToFacts(parseHierarchyDocument(text, format));
}

/**
 * The document of a hierarchy file, not yet checked against the model.
 *
 * In YAML an unquoted scalar where the model wants a text keeps its spelling: `012`, `1E3` and `NO` are site codes.
 *
 * @throws BadInputError for text that is not YAML or JSON, for an empty file, and for keys that stand twice.
 */
export function parseHierarchyDocument(text: string, format: FileFormat): unknown {
  const source = text.replace(/^\uFEFF/, "");
  if (source.trim() === "")
    throw new BadInputError([inputIssue([], undefined, "a hierarchy document", "an empty file")]);
  return format === "json" ? parseJson(source) : parseYaml(source);
}

function parseJson(source: string): unknown {
  let document: unknown;
  try {
    document = JSON.parse(source);
  } catch (error) {
    const found = `no JSON (${error instanceof Error ? error.message : String(error)})`;
    throw new BadInputError([inputIssue([], undefined, "a JSON document", found)]);
  }
  if (countKeysInText(source) !== countKeys(document)) parseYaml(source);
  return document;
}

function parseYaml(source: string): unknown {
  const document = parseDocument(source, { prettyErrors: true, merge: false });
  const issues = document.errors.map(({ message, linePos }) => {
    const at = linePos === undefined ? "" : ` at line ${linePos[0].line}, column ${linePos[0].col}`;
    const reason = message.split("\n", 1)[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? "";
    return inputIssue([], undefined, "a YAML document", `${reason}${at}`);
  });
  if (issues.length > 0) throw new BadInputError(issues);
  return toData(document);
}

function toData(document: Document.Parsed): unknown {
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key)) respell(pair.key);
    },
  });
  const data = () => {
    try {
      return document.toJS({ maxAliasCount: 100 }) as unknown;
    } catch (error) {
      throw new BadInputError([
        inputIssue([], undefined, "a YAML document", error instanceof Error ? error.message : ""),
      ]);
    }
  };
  const read = fileDocumentSchema.safeParse(data());
  for (const issue of read.error?.issues ?? []) {
    if (issue.code !== "invalid_type" || issue.expected !== "string") continue;
    const node = document.getIn(issue.path, true);
    if (isScalar(node)) respell(node);
  }
  return data();
}

/** Gives an unquoted scalar that YAML takes for a number or a boolean the text that was written. */
function respell(node: Scalar): void {
  if (node.type !== Scalar.PLAIN || node.source === undefined) return;
  if (typeof node.value === "number" || typeof node.value === "boolean") node.value = node.source;
}

/** How many keys objects have, all through the document. */
function countKeys(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const members: unknown[] = Object.values(value);
  return members.reduce<number>((sum, member) => sum + countKeys(member), Array.isArray(value) ? 0 : members.length);
}

/** How many keys stand in a JSON text: strings that a colon follows. More than the document has means repeated keys. */
function countKeysInText(source: string): number {
  let keys = 0;
  for (let start = source.indexOf('"'); start !== -1;) {
    let end = source.indexOf('"', start + 1);
    while (isEscaped(source, end)) end = source.indexOf('"', end + 1);
    let next = end + 1;
    while (source.charCodeAt(next) <= 0x20) next++;
    if (source[next] === ":") keys++;
    start = source.indexOf('"', end + 1);
  }
  return keys;
}

function isEscaped(source: string, at: number): boolean {
  let backslashes = 0;
  while (source[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}
