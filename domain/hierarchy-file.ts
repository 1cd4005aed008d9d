import { BadInputError, inputIssue } from "./bad-input";
import { fileToFacts, type Facts } from "./facts";
import { readJson } from "./json-text";
import type * as YamlText from "./yaml-text";

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
  if (source.trim() === "") {
    throw new BadInputError([inputIssue([], undefined, "a hierarchy document", "an empty file")]);
  }
  return (format === "json" ? readJson(source) : undefined) ?? readYaml(source);
}

function readYaml(source: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- JSON needs no YAML parser, and it takes a while to load
  const { readYaml: read } = require("./yaml-text") as typeof YamlText;
  return read(source);
}
