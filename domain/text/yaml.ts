import {
  Composer,
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  Scalar,
  visit,
  YAMLParseError,
  type Alias,
  type CST,
  type Node,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import type * as z from "../zod";
import { BadInputError, issuesOf, type Fault, type Path, type Position } from "../model/bad-input";
import { MAX_DEPTH } from "../model/plain-data";
import { indexed, type Content, type PlaceFinder } from "./content";
import { positionsIn, repeatedKey, TOO_DEEP } from "./json";

/** How many values aliases may stand for: a large hierarchy has two million, a bomb of ten lines has any number. */
const MAX_VALUES = 5_000_000;

/**
 * The value of a YAML text. An unquoted scalar where the model wants a text keeps its spelling: `012`, `1E3` and `100`
 * are site codes. Keys are texts, always as they are spelt. An alias is the very value of its anchor.
 *
 * @throws BadInputError for text that is not one YAML document, for keys that stand twice or are no texts, for tags
 * that mean nothing here, and for aliases that stand for too much.
 */
export function readYaml(source: string): Content {
  refuse(loneCarriageReturn(source));
  const lines = new LineCounter();
  const document = parse(source, lines);
  const indents = strangeIndents(source, document, lines);
  refuse(indents.length > 0 ? indents : syntaxFaults([...document.errors, ...document.warnings], source, lines));
  if (document.contents === null) return refuse([badYaml("No content, only comments")]);
  const reader = new Reader(lines);
  const { value } = reader.read(document.contents, []);
  refuse(reader.faults);
  return {
    value,
    find: finderIn(document.contents, reader, lines),
    more: reader.empty,
    respell: (issues) => reader.respell(issues, value),
    reasonFor: (path, expected) => reader.reasonFor(path, expected),
  };
}

function refuse(faults: readonly [Fault, ...Fault[]]): never;
function refuse(faults: readonly Fault[]): void;
function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new BadInputError(issuesOf([faults]));
}

function badYaml(reason: string, position?: Position, path: Path = []): Fault {
  return { path, value: undefined, expected: "a YAML document", reason, position };
}

function parse(source: string, lines: LineCounter): Document {
  const composer = new Composer({ schema: "core", merge: false, resolveKnownTags: false, uniqueKeys: false });
  const [document = new Document(), second] = composer.compose(tokensOf(source, lines), true, source.length);
  if (second !== undefined) {
    const [start, end] = second.range;
    document.errors.push(new YAMLParseError([start, end], "MULTIPLE_DOCS", "Second document"));
  }
  return document;
}

/** What a text consists of, up to the first place that is nested too deeply: beyond it the parser would take minutes. */
function* tokensOf(source: string, lines: LineCounter): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(source)) {
    yield* parser.next(lexeme);
    // The first of the stack is the document.
    if (parser.stack.length > MAX_DEPTH + 1)
      refuse([{ ...TOO_DEEP, position: positionOf(parser.offset - lexeme.length, lines) }]);
  }
  yield* parser.end();
}

/** YAML ends a line at a carriage return alone; the parser does not, and would see one line where a person sees many. */
function loneCarriageReturn(source: string): Fault[] {
  const at = source.search(/\r(?!\n)/);
  if (at === -1) return [];
  const reason = "Carriage return without line feed. Save the file with LF or CRLF line ends";
  return [badYaml(reason, positionsIn(source)(at))];
}

/** What looks like a space and is none: YAML takes it as the beginning of a text. */
const BLANK = "[\\u0085\\u00A0\\u1680\\u180E\\u2000-\\u200B\\u2028\\u2029\\u202F\\u205F\\u2060\\u3000\\uFEFF]";
const BLANK_INDENT = new RegExp(`^[ \\t]*(${BLANK})`, "gm");
const BLANK_NAMES: Readonly<Record<string, string>> = {
  "\u00A0": "no-break space",
  "\u200B": "zero width space",
  "\u202F": "narrow no-break space",
  "\u3000": "ideographic space",
  "\uFEFF": "byte order mark",
};

function blankName(blank: string): string {
  const code = (blank.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `U+${code} ${BLANK_NAMES[blank] ?? "Unicode blank"}`;
}

/** Lines that other blanks indent than spaces and tabs, as one fault: they come from one copy of a web page. */
function strangeIndents(source: string, document: Document, lines: LineCounter): Fault[] {
  const found = Array.from(source.matchAll(BLANK_INDENT), ({ 0: { length }, 1: blank = "", index }) => {
    return { blank, at: index + length - 1 };
  });
  if (found.length === 0) return [];
  const texts: { readonly start: number; readonly end: number }[] = [];
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type !== Scalar.PLAIN && range) texts.push({ start: range[0], end: range[1] });
    },
  });
  // Both are in the order of the text.
  let next = 0;
  const [first, ...others] = found.filter(({ at }) => {
    while ((texts[next]?.end ?? Infinity) <= at) next++;
    return (texts[next]?.start ?? Infinity) >= at;
  });
  if (first === undefined) return [];
  const more = others.length === 0 ? "" : ` (here and on ${others.length} more lines)`;
  return [badYaml(`${blankName(first.blank)} indents. Indent with spaces${more}`, positionOf(first.at, lines))];
}

/** The words for mistakes of the syntax; what is left out keeps the words of the parser. */
const MISTAKES: readonly { code: YAMLError["code"]; says?: RegExp; reason: string }[] = [
  { code: "MULTIPLE_DOCS", reason: "Second YAML document. A file holds one" },
  { code: "TAB_AS_INDENT", reason: "Indent with spaces, not tabs" },
  { code: "MULTILINE_IMPLICIT_KEY", reason: "No colon and space after the key. Write key: value" },
  { code: "BAD_INDENT", says: /^All mapping items/, reason: "Indentation does not match the line above" },
  { code: "BAD_INDENT", says: / end with a \]/, reason: "No closing ]" },
  { code: "BAD_INDENT", says: / end with a \}/, reason: "No closing }" },
  {
    code: "BLOCK_AS_IMPLICIT_KEY",
    reason: "Colon in the value, or the next line is indented too far. Put quotes around a text with a colon",
  },
  { code: "BLOCK_IN_FLOW", reason: "No comma before this key" },
  { code: "MISSING_CHAR", says: /closing .quote/, reason: "No closing quote" },
  { code: "MISSING_CHAR", says: /^Comments must/, reason: "No space before #" },
  {
    code: "BAD_DQ_ESCAPE",
    reason: "Backslash inside double quotes. Put single quotes around a text with backslashes",
  },
  { code: "BAD_SCALAR_START", reason: "A text cannot begin with this character. Put quotes around it" },
];

/** Faults after which the parser may take anything that follows for another one. */
const STANDS_ALONE: readonly YAMLError["code"][] = ["MULTIPLE_DOCS", "TAG_RESOLVE_FAILED", "BAD_DQ_ESCAPE"];

/** The faults of a syntax: those that stand alone, and the first of the others. */
function syntaxFaults(errors: readonly YAMLError[], source: string, lines: LineCounter): Fault[] {
  if (errors.length === 0) return [];
  const blanks = blanksIn(source, lines);
  const first = errors.find(({ code }) => !STANDS_ALONE.includes(code));
  return errors
    .filter((error) => error === first || STANDS_ALONE.includes(error.code))
    .map(({ code, message, pos: [offset] }) => {
      const position = positionOf(offset, lines);
      const blank = blanks.get(position.line);
      const hint = blank === undefined ? "" : `. This line contains ${blankName(blank)}, which is not a space`;
      return badYaml(reasonOf(code, message) + hint, position);
    });
}

function reasonOf(code: YAMLError["code"], says: string): string {
  const mistake = MISTAKES.find((known) => known.code === code && (known.says ?? /^/).test(says));
  return mistake?.reason ?? says.replace(/^Unresolved tag: (\S+)$/, "Unknown tag $1. Remove it");
}

/** The first of what looks like a space and is none, by line. */
function blanksIn(source: string, lines: LineCounter): ReadonlyMap<number, string> {
  const found = Array.from(source.matchAll(new RegExp(BLANK, "g")), ({ 0: blank, index }) => {
    return [positionOf(index, lines).line, blank] as const;
  });
  return new Map(found.reverse());
}

function positionOf(offset: number, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** What an anchor stands for: its node, its value, how many values that is, and how a scalar was spelt. */
interface Anchored {
  readonly node: Node;
  readonly value: unknown;
  readonly values: number;
  readonly spelling?: string | undefined;
}

type Container = Record<PropertyKey, unknown>;

const MERGE_KEY = "YAML 1.2 has no merge keys (<<). Write out every key; an alias stands for a whole value";
const NO_VALUE = "No value. Give one, use `null` if you checked and there is none, or delete the key";

/** Turns YAML nodes into values, and notes what is wrong with keys and aliases on the way. */
class Reader {
  /** What makes the value one that cannot be known. */
  readonly faults: Fault[] = [];
  /** Keys with nothing behind them: the value has null there, which nobody wrote. */
  readonly empty: Fault[] = [];
  /** What each alias stands for. */
  readonly targets = new Map<Alias, Node>();
  /** The keys in front of anchors. */
  readonly keys = new Map<unknown, Node>();
  private readonly anchors = new Map<string, Anchored>();
  private readonly spellings = new Map<unknown, Map<PropertyKey, string>>();
  /** The spelling of nulls in the place of texts, and `""` for keys with nothing behind them, by path. */
  private nulls: Map<string, string> | undefined;
  private values = 0;

  constructor(private readonly lines: LineCounter) {}

  /** @throws BadInputError as soon as aliases stand for too much. */
  read(node: unknown, path: Path): Omit<Anchored, "node"> {
    const before = this.values++;
    if (isAlias(node)) return this.readAlias(node, path);
    if (!isMap(node) && !isSeq(node)) return this.readScalar(node, path);
    const value: object = isMap(node) ? {} : [];
    if (node.anchor !== undefined) this.anchors.set(node.anchor, { node, value, values: 0 });
    if (isMap(node)) this.readMap(node, value, path);
    else node.items.forEach((item, index) => this.fill(value, index, this.read(item, [...path, index])));
    const read = { node, value, values: this.values - before };
    if (node.anchor !== undefined) this.anchors.set(node.anchor, read);
    return read;
  }

  /** Gives unquoted scalars the text that was written if the model wants a text. Whether it gave one. */
  respell(issues: readonly z.core.$ZodIssue[], document: unknown): boolean {
    let isChanged = false;
    for (const issue of issues) {
      const key = issue.path.at(-1);
      if (issue.code !== "invalid_type" || issue.expected !== "string" || key === undefined) continue;
      const parent = issue.path.slice(0, -1).reduce((value, step) => (value as Container)[step], document) as Container;
      const spelling = this.spellings.get(parent)?.get(key);
      if (spelling === undefined) continue;
      if (parent[key] === null) this.knownNulls().set(JSON.stringify(issue.path), spelling);
      else {
        parent[key] = spelling;
        isChanged = true;
      }
    }
    return isChanged;
  }

  reasonFor(path: Path, expected: string): string | undefined {
    const spelling = this.knownNulls().get(JSON.stringify(path));
    if (spelling === "") return `No value, expected ${expected}`;
    return spelling && `Unquoted ${spelling} means no value. Write "${spelling}" if it is a name`;
  }

  private knownNulls(): Map<string, string> {
    return (this.nulls ??= new Map(this.empty.map(({ path }) => [JSON.stringify(path), ""])));
  }

  private readAlias(node: Alias, path: Path): Omit<Anchored, "node"> {
    const anchored = this.anchors.get(node.source);
    if (anchored === undefined) {
      this.faults.push(
        badYaml(`Unknown alias *${node.source}: no anchor &${node.source} before it`, this.at(node), path),
      );
      return { value: null, values: 1 };
    }
    this.targets.set(node, anchored.node);
    this.values += anchored.values;
    if (this.values > MAX_VALUES) refuse([badYaml(`Aliases stand for more than ${MAX_VALUES} values`)]);
    return anchored;
  }

  private readScalar(node: unknown, path: Path): Omit<Anchored, "node"> {
    const isEmpty = !isScalar(node) || (node.value === null && node.source === "");
    if (isEmpty) this.empty.push({ path, value: undefined, expected: "a value", reason: NO_VALUE });
    if (!isScalar(node)) return { value: null, values: 1 };
    const isRespelt = typeof node.value !== "string" && node.type === Scalar.PLAIN && !isEmpty;
    const read = { node, value: node.value, values: 1, spelling: isRespelt ? node.source : undefined };
    if (node.anchor !== undefined) this.anchors.set(node.anchor, read);
    return read;
  }

  private readMap(node: YAMLMap, value: object, path: Path): void {
    const keys = new Map<string, number>();
    for (const item of node.items) {
      const key = this.readKey(item.key, path);
      if (key === undefined) continue;
      const place = [...path, key];
      const position = this.at(item.key);
      const first = keys.get(key);
      if (first === undefined) keys.set(key, position.line);
      else this.faults.push(repeatedKey(place, position, first));
      if (key === "<<") this.faults.push(badYaml(MERGE_KEY, position, place));
      if ((item.value as Node | null)?.anchor !== undefined) this.keys.set(item.value, item.key as Node);
      this.readMember(item.value, value, place);
    }
  }

  /** Top-level `x-` keys are not read: without an anchor they may be empty. */
  private readMember(node: unknown, owner: object, path: Path): void {
    const key = String(path.at(-1));
    const [empty, anchors] = [this.empty.length, this.anchors.size];
    this.fill(owner, key, this.read(node, path));
    if (path.length === 1 && key.startsWith("x-") && this.anchors.size === anchors) this.empty.length = empty;
  }

  private readKey(node: unknown, path: Path): string | undefined {
    if (isScalar(node)) return spelling(node);
    this.faults.push(badYaml("A key must be a text", this.at(node), path));
    return undefined;
  }

  private fill(container: object, key: string | number, { value, spelling: text }: Omit<Anchored, "node">): void {
    Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
    if (text === undefined) return;
    const spellings = this.spellings.get(container);
    if (spellings === undefined) this.spellings.set(container, new Map([[key, text]]));
    else spellings.set(key, text);
  }

  private at(node: unknown): Position {
    return positionOf((node as Node | null)?.range?.[0] ?? 0, this.lines);
  }
}

/** A key as it is spelt: `012` is a site code. */
function spelling(key: Scalar): string {
  return (key.type === Scalar.PLAIN ? key.source : undefined) ?? String(key.value ?? "");
}

function finderIn(root: Node, { targets, keys }: Reader, lines: LineCounter): PlaceFinder {
  const pairs = indexed((map: YAMLMap) =>
    map.items.map((pair) => [isScalar(pair.key) ? spelling(pair.key) : "", pair] as const),
  );
  return (path, around) => {
    let at: unknown = root;
    let place: Node | undefined;
    for (const step of path) {
      const target = isAlias(at) ? targets.get(at) : undefined;
      const owner = target ?? at;
      const pair = isMap(owner) ? pairs(owner, String(step)) : undefined;
      const member = isSeq(owner) ? owner.items[Number(step)] : pair?.key;
      if (member === undefined && around === undefined) return undefined;
      // What is missing where an alias stands is missing at the anchor.
      place = (member as Node | undefined) ?? keys.get(target) ?? target ?? place;
      if (member === undefined) break;
      at = pair === undefined ? member : pair.value;
    }
    return place?.range ? positionOf(place.range[0], lines) : undefined;
  };
}
