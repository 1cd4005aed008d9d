import type { Settings } from "../../../domain/settings";
import { blocksOf, type Block } from "./markdown";

/** An example on a page: a hierarchy file, or a program where facts cannot show the fault. */
export interface Example {
  readonly file: string;
  readonly line: number;
  readonly language: "yaml" | "ts";
  /** Whether something is found in it: on the page of a rule, by that rule. */
  readonly kind: "fails" | "passes";
  /** How it is judged, where the block says so: ```yaml fails reading=shared-domains today=2000-07-01 */
  readonly options: Partial<Settings> & { readonly today?: string };
  /** The name that the page gives to the file, where its commands need it: ```yaml fails file=hierarchy.yaml */
  readonly savedAs?: string;
  readonly text: string;
}

/** The examples of a page, marked `fails` or `passes` after the language of their block. */
export function examplesOf(file: string): Example[] {
  return blocksOf(file).flatMap(({ line, info: [language, kind, ...words], text }): Example[] => {
    if (kind !== "fails" && kind !== "passes") return [];
    if (language !== "yaml" && language !== "ts") throw new Error(`${file}:${line}: an example is yaml or ts`);
    const { file: savedAs, ...options } = Object.fromEntries(words.map((word) => word.split("=", 2)));
    const known = Object.keys(options).every((key) => ["today", "reading", "minimumEvidence"].includes(key));
    if (!known) throw new Error(`${file}:${line}: options are today, reading, minimumEvidence and file`);
    return [{ file, line, language, kind, options, savedAs, text }];
  });
}

/** The programs of a page that are cleared as they stand, marked ```ts program. */
export function programsOf(file: string): Block[] {
  return blocksOf(file).filter(({ info: [language, word] }) => language === "ts" && word === "program");
}

/**
 * The lines of an output that a page shows, marked ```text and a name. A line `…` stands for lines that are left out;
 * it is not among them.
 */
export function outputOf(file: string, name: string): string[] {
  const shown = blocksOf(file).find(({ info: [language, word] }) => language === "text" && word === name);
  if (shown === undefined) throw new Error(`${file}: no block is marked \`text ${name}\``);
  return shown.text.split("\n").filter((line) => line.trim() !== "" && line.trim() !== "…");
}
