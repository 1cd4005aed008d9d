import * as fs from "node:fs";
import * as path from "node:path";

/** The checkout. */
export const ROOT = path.join(__dirname, "..", "..", "..");

/** A fenced block of a Markdown file. */
export interface Block {
  /** The file, from the root of the checkout, with slashes. */
  readonly file: string;
  /** The line of its opening fence, from 1. */
  readonly line: number;
  /** The words after the fence, the language first. */
  readonly info: readonly string[];
  readonly text: string;
}

const NOT_OURS = new Set(["node_modules", "dist"]);

/** Every Markdown file of the checkout, sorted. */
export function markdownFiles(folder = ""): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => {
      if (NOT_OURS.has(entry.name) || entry.name.startsWith(".")) return [];
      const file = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return markdownFiles(file);
      return file.endsWith(".md") ? [file] : [];
    })
    .sort();
}

/** The text of a file of the checkout. */
export function read(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), "utf8");
}

/** The fenced blocks of a Markdown file, in their order. */
export function blocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  let open: { line: number; info: string[]; lines: string[]; indent: number } | undefined;
  for (const [index, line] of read(file).split(/\r?\n/).entries()) {
    const fence = /^(\s*)```(.*)$/.exec(line);
    if (fence === null) open?.lines.push(line.slice(open.indent));
    else if (open === undefined) {
      const [, indent = "", info = ""] = fence;
      open = { line: index + 1, info: info.trim().split(/\s+/), lines: [], indent: indent.length };
    } else {
      blocks.push({ file, line: open.line, info: open.info, text: `${open.lines.join("\n")}\n` });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`${file}:${open.line}: the fence is not closed`);
  return blocks;
}

/** A Markdown file without its fenced blocks and inline code. */
export function proseOf(file: string): string {
  return read(file)
    .replace(/^\s*```[\s\S]*?^\s*```$/gm, "")
    .replace(/`[^`\n]*`/g, "");
}
