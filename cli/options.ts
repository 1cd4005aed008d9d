import { Option, type Command } from "commander";
import { z } from "zod";
import { BadInputError, inputIssue, type InputIssue } from "../domain/model/bad-input";
import { DAY_FORM } from "../domain/model/document";
import { OPEN_RULES, type OpenRuleId } from "../domain/rule-ids";
import { MINIMUM_EVIDENCES, READINGS } from "../domain/settings";
import { FORMATS, type Format } from "../review/formats/names";
import type { Level } from "../rules/finding";
import type { JudgeOptions } from "../rules/judge/judge";

/** Options of a judgement as they stand on the command line. */
export interface RawOptions {
  readonly format: string;
  readonly reading?: string;
  readonly minimumEvidence?: string;
  readonly level: readonly string[];
  readonly today?: string;
}

/** Gives a command the options of a judgement, each with its default. */
export function addJudgeOptions(command: Command): Command {
  return command
    .option("--reading <reading>", READING, "every-site")
    .option("--minimum-evidence <evidence>", EVIDENCE, "attested")
    .addOption(levelOption(LEVEL))
    .option("--today <day>", `${DAY} (default: today)`);
}

/** The same for a command that has other options beside them: one that is not given stays undefined. */
export function addFileOptions(command: Command): Command {
  return command
    .option("--reading <reading>", `of a hierarchy file: ${READING}`)
    .option("--minimum-evidence <evidence>", `of a hierarchy file: ${EVIDENCE}`)
    .addOption(levelOption(`of a hierarchy file: ${LEVEL}`))
    .option("--today <day>", `of a hierarchy file: ${DAY}`);
}

const READING = "sites that Q261931 is about: every-site or shared-domains";
const EVIDENCE = "least that shows a hotfix: files or attested";
const LEVEL = "level of a rule, mandatory or advisory; may be repeated";
const DAY = "day of the judgement, UTC, as YYYY-MM-DD";

function levelOption(description: string): Option {
  return new Option("--level <rule=level>", description).argParser(append).default([], "that of the rule");
}

/** Collects the values of an option that may be repeated. */
export function append(value: string, values: readonly string[]): string[] {
  return [...values, value];
}

/** Options of `check`. */
export interface CheckOptions {
  readonly format: Format;
  readonly judge: JudgeOptions;
}

const FORMAT_NAMES = Object.keys(FORMATS) as [Format, ...Format[]];

/** @throws BadInputError for a format that does not exist. */
export function formatChoice(format: string): Format {
  const chosen = FORMAT_NAMES.find((one) => one === format);
  if (chosen !== undefined) return chosen;
  throw new BadInputError([inputIssue(["--format"], format, asChoice(FORMAT_NAMES))]);
}

const LEVELS: readonly Level[] = ["mandatory", "advisory"];

/**
 * Options of `check` that mean something.
 *
 * @param now the time of the command; its day in UTC is the day of the judgement unless the options say another one.
 * @throws BadInputError with every option that means nothing.
 */
export function readOptions(raw: RawOptions, now: Date): CheckOptions {
  const issues: InputIssue[] = [];
  const choice = <T extends string>(option: string, value: string, choices: readonly [T, ...T[]]): T => {
    const chosen = choices.find((one) => one === value);
    if (chosen === undefined) issues.push(inputIssue([option], value, asChoice(choices)));
    return chosen ?? choices[0];
  };
  const format = choice("--format", raw.format, FORMAT_NAMES);
  const reading = choice("--reading", raw.reading ?? "every-site", READINGS);
  const minimumEvidence = choice("--minimum-evidence", raw.minimumEvidence ?? "attested", MINIMUM_EVIDENCES);
  const today = raw.today ?? now.toISOString().slice(0, 10);
  if (!z.iso.date().safeParse(today).success) issues.push(inputIssue(["--today"], today, DAY_FORM));
  const levels = readLevels(raw.level, issues);
  if (issues.length > 0) throw new BadInputError(issues);
  return { format, judge: { settings: { reading, minimumEvidence }, today, levels } };
}

function readLevels(texts: readonly string[], issues: InputIssue[]): Partial<Record<OpenRuleId, Level>> {
  const levels: Partial<Record<OpenRuleId, Level>> = {};
  for (const text of texts) {
    const [rule, level] = splitOnce(text);
    const open = OPEN_RULES.find((one) => one === rule);
    const known = LEVELS.find((one) => one === level);
    if (open === undefined || known === undefined) {
      const expected = `RULE=LEVEL, with a rule that can be lowered (${OPEN_RULES.join(", ")}) and ${asChoice(LEVELS)}`;
      issues.push(inputIssue(["--level"], text, expected));
    } else if ((levels[open] ?? known) !== known) {
      issues.push(inputIssue(["--level"], text, `one level for ${open}; ${levels[open]} is given already`));
    } else levels[open] = known;
  }
  return levels;
}

function splitOnce(text: string): [before: string, after: string] {
  const at = text.indexOf("=");
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function asChoice(choices: readonly string[]): string {
  return choices.join(" or ");
}
