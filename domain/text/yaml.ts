import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  Scalar,
  type Alias,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import { BadInputError, inputIssue, issuesOf, type Fault, type Path } from "../model/bad-input";
import { fileDocumentSchema } from "../model/document";
import { repeatedKey } from "./json";
import type { Position } from "./position";

/** How many values aliases may stand for: a large hierarchy has two million, a bomb of ten lines has any number. */
const MAX_VALUES = 5_000_000;

/** What a text holds. */
export interface YamlContent {
  readonly value: unknown;
  /** Keys with nothing behind them: the value has null there, which nobody wrote. */
  readonly empty: readonly Fault[];
}

/**
 * The value of a YAML text. An unquoted scalar where the model wants a text keeps its spelling: `012`, `1E3` and `100`
 * are site codes. Keys are texts, always as they are spelt.
 *
 * @throws BadInputError for text that is not one YAML document, for keys that stand twice or are no texts, for tags
 * that mean nothing here, and for aliases that stand for too much.
 */
export function readYaml(source: string): YamlContent {
  const lines = new LineCounter();
  const document = parse(source, lines);
  const faults = syntaxFaults([...document.errors, ...document.warnings]);
  if (faults.length > 0) throw new BadInputError(issuesOf([faults]));
  if (document.contents === null) throw badYaml("nothing but comments", "a hierarchy document");
  const reader = new Reader(lines);
  const { value } = reader.read(document.contents, []);
  if (reader.faults.length > 0) throw new BadInputError(issuesOf([reader.faults]));
  reader.respell(value);
  return { value, empty: reader.empty };
}

function parse(source: string, lineCounter: LineCounter): ReturnType<typeof parseDocument> {
  try {
    return parseDocument(source, {
      lineCounter,
      schema: "core",
      merge: false,
      resolveKnownTags: false,
      uniqueKeys: false,
      logLevel: "error",
    });
  } catch (error) {
    throw badYaml(error instanceof Error ? error.message : String(error), "a YAML document");
  }
}

function badYaml(found: string, expected: string): BadInputError {
  return new BadInputError([inputIssue([], undefined, expected, found)]);
}

/** What a fault of the syntax comes from, in the words of the mistake; what is left out keeps the words of the parser. */
const MISTAKES: readonly { code: YAMLError["code"]; says?: RegExp; found?: string; expected: string }[] = [
  { code: "MULTIPLE_DOCS", found: "a second document", expected: "one YAML document" },
  { code: "TAB_AS_INDENT", found: "a tab that indents", expected: "blanks that indent" },
  { code: "RESOURCE_EXHAUSTION", found: "nesting that is too deep", expected: "a hierarchy document" },
  {
    code: "MULTILINE_IMPLICIT_KEY",
    found: "a line without a colon and a blank behind its key",
    expected: "key: value",
  },
  {
    code: "BAD_INDENT",
    says: /^All mapping items/,
    found: "a key in another column than the keys before it",
    expected: "the keys of one object in one column",
  },
  { code: "BAD_INDENT", says: / end with a \]/, found: "no ] up to here", expected: "a list in [ and ]" },
  { code: "BAD_INDENT", says: / end with a \}/, found: "no } up to here", expected: "an object in { and }" },
  {
    code: "BLOCK_AS_IMPLICIT_KEY",
    found: "a value with a colon in it, or with a line below it that is indented too far",
    expected: "key: value, with quotes around a text that has a colon",
  },
  {
    code: "BLOCK_IN_FLOW",
    found: "a key inside { and } without a comma before it",
    expected: "commas between the keys",
  },
  { code: "MISSING_CHAR", says: /closing .quote/, found: "no closing quote up to here", expected: "a text in quotes" },
  {
    code: "MISSING_CHAR",
    says: /^Comments must/,
    found: "a comment right behind a value",
    expected: "a blank before the #",
  },
  {
    code: "BAD_DQ_ESCAPE",
    found: "a backslash inside double quotes",
    expected: "single quotes around a text with backslashes",
  },
  { code: "TAG_RESOLVE_FAILED", expected: "no tags but those of YAML 1.2 (core schema)" },
  { code: "BAD_SCALAR_START", found: "a text that begins with a mark of YAML", expected: "quotes around it" },
];

/** Faults after which the parser may take anything that follows for another one. */
const STANDS_ALONE: readonly YAMLError["code"][] = ["MULTIPLE_DOCS", "TAG_RESOLVE_FAILED", "BAD_DQ_ESCAPE"];

/** The faults of a syntax: those that stand alone, and the first of the others. */
function syntaxFaults(errors: readonly YAMLError[]): Fault[] {
  const first = errors.find(({ code }) => !STANDS_ALONE.includes(code));
  return errors.filter((error) => error === first || STANDS_ALONE.includes(error.code)).map(faultOf);
}

function faultOf({ code, message, linePos }: YAMLError): Fault {
  const reason = message.split("\n", 1)[0]?.replace(/ at line \d+, column \d+:?$/, "") ?? "";
  const mistake = MISTAKES.find((one) => one.code === code && (one.says ?? /^/).test(reason));
  const { found = reason, expected } = mistake ?? { expected: "a YAML document" };
  const fault = { path: [], value: undefined, expected, found };
  // Where the reader gave up depends on the machine.
  if (linePos === undefined || code === "RESOURCE_EXHAUSTION") return fault;
  return { ...fault, position: { line: linePos[0].line, column: linePos[0].col } };
}

/** What an anchor stands for: a value, how many values that is, and how a scalar was spelt. */
interface Anchored {
  readonly value: unknown;
  readonly values: number;
  readonly spelling?: string | undefined;
}

const MERGE_KEY = {
  expected: "every key written out; an alias stands for a whole value",
  found: "a merge key, which YAML 1.2 does not have",
};

type Container = Record<PropertyKey, unknown>;

/** Turns YAML nodes into values, and notes what is wrong with keys and aliases on the way. */
class Reader {
  /** What makes the value one that cannot be told. */
  readonly faults: Fault[] = [];
  readonly empty: Fault[] = [];
  private readonly anchors = new Map<string, Anchored>();
  private readonly spellings = new Map<unknown, Map<PropertyKey, string>>();
  private values = 0;

  constructor(private readonly lines: LineCounter) {}

  /** @throws BadInputError as soon as aliases stand for too much. */
  read(node: unknown, path: Path): Anchored {
    const before = this.values++;
    if (isAlias(node)) return this.readAlias(node, path);
    if (!isMap(node) && !isSeq(node)) return this.readScalar(node, path);
    const value: object = isMap(node) ? {} : [];
    if (node.anchor !== undefined) this.anchors.set(node.anchor, { value, values: 0 });
    if (isMap(node)) this.readMap(node, value, path);
    else node.items.forEach((item, index) => this.fill(value, index, this.read(item, [...path, index])));
    const read = { value, values: this.values - before };
    if (node.anchor !== undefined) this.anchors.set(node.anchor, read);
    return read;
  }

  /** Gives unquoted scalars where the model wants a text the text that was written. */
  respell(document: unknown): void {
    for (const issue of fileDocumentSchema.safeParse(document).error?.issues ?? []) {
      const key = issue.path.at(-1);
      if (issue.code !== "invalid_type" || issue.expected !== "string" || key === undefined) continue;
      const parent = issue.path.slice(0, -1).reduce((value, step) => (value as Container)[step], document);
      const spelling = this.spellings.get(parent)?.get(key);
      if (spelling !== undefined) (parent as Container)[key] = spelling;
    }
  }

  private readAlias(node: Alias, path: Path): Anchored {
    const anchored = this.anchors.get(node.source);
    if (anchored === undefined) {
      const found = `the alias *${node.source}`;
      const expected = "an anchor of that name before it";
      this.faults.push({ path, value: undefined, expected, found, position: this.at(node) });
      return { value: null, values: 1 };
    }
    this.values += anchored.values;
    if (this.values > MAX_VALUES)
      throw badYaml(`aliases that stand for more than ${MAX_VALUES} values`, "fewer aliases");
    return anchored;
  }

  private readScalar(node: unknown, path: Path): Anchored {
    if (!isScalar(node) || (node.value === null && node.source === "")) {
      const expected = "a value; null only where it is known that there is none";
      this.empty.push({ path, value: undefined, expected, found: "nothing behind the key" });
    }
    if (!isScalar(node)) return { value: null, values: 1 };
    const isRespelt = typeof node.value === "number" || typeof node.value === "boolean";
    const spelling = isRespelt && node.type === Scalar.PLAIN ? node.source : undefined;
    const read = { value: node.value, values: 1, spelling };
    if (node.anchor !== undefined) this.anchors.set(node.anchor, read);
    return read;
  }

  private readMap(node: YAMLMap, value: object, path: Path): void {
    const keys = new Set<string>();
    for (const item of node.items) {
      const key = this.readKey(item.key, path);
      if (key === undefined) continue;
      if (keys.has(key)) this.faults.push(repeatedKey([...path, key], this.at(item.key)));
      keys.add(key);
      if (key === "<<")
        this.faults.push({ path: [...path, key], value: undefined, ...MERGE_KEY, position: this.at(item.key) });
      this.fill(value, key, this.read(item.value, [...path, key]));
    }
  }

  private readKey(node: unknown, path: Path): string | undefined {
    if (isScalar(node)) {
      const spelling = node.type === Scalar.PLAIN ? node.source : undefined;
      return spelling ?? String(node.value ?? "");
    }
    const found = "a key that is no text";
    this.faults.push({ path, value: undefined, expected: "a text as key", found, position: this.at(node) });
    return undefined;
  }

  private fill(container: object, key: string | number, { value, spelling }: Anchored): void {
    Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
    if (spelling === undefined) return;
    const spellings = this.spellings.get(container);
    if (spellings === undefined) this.spellings.set(container, new Map([[key, spelling]]));
    else spellings.set(key, spelling);
  }

  private at(node: unknown): Position {
    const { line, col } = this.lines.linePos(isNode(node) ? (node.range?.[0] ?? 0) : 0);
    return { line, column: col };
  }
}
