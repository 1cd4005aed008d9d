import { statSync } from "node:fs";
import { Option, type Command } from "commander";
import * as z from "zod";
import { BadInputError, inputIssue, type InputIssue } from "../domain/model/bad-input";
import { DAY_FORM } from "../domain/model/forms";
import { OPEN_RULES, type OpenRuleId } from "../domain/rule-ids";
import { LEVELS, MINIMUM_EVIDENCES, READINGS, settingsSchema, type Level, type Settings } from "../domain/settings";
import { FORMATS, type Format } from "../review/formats/names";
import { GROUPINGS, type Grouping } from "../review/formats/text";
import type { JudgeOptions } from "../rules/judge/judge";
import type { Io } from "./io";

/** Options of the rules as they stand on the command line. */
export interface RawJudgeOptions {
  readonly reading?: string;
  readonly minimumEvidence?: string;
  readonly level: readonly string[];
  readonly today?: string;
}

/** Options of `check` as they stand on the command line. */
export interface RawCheckOptions extends RawJudgeOptions {
  readonly format: string;
  readonly groupBy: string;
  readonly root?: string;
}

/** Options of `check`. */
export interface CheckOptions {
  readonly format: Format;
  readonly groupBy: Grouping;
  readonly judge: JudgeOptions;
}

/**
 * Gives a command the options of the rules.
 *
 * @param isForFiles the command uses them for hierarchy files alone: one that is not given stays undefined.
 */
export function addJudgeOptions(command: Command, isForFiles = false): Command {
  const about = (text: string) => (isForFiles ? `for a hierarchy file: ${text}` : text);
  const preset: Partial<Settings> = isForFiles ? {} : PRESET;
  return command
    .option("--reading <reading>", about("sites that Q261931 applies to: every-site or shared-domains"), preset.reading)
    .option(
      "--minimum-evidence <evidence>",
      about("weakest evidence that proves a hotfix: files or attested"),
      preset.minimumEvidence,
    )
    .addOption(
      repeated(
        "--level <rule=level>",
        about("level of a rule, mandatory or advisory; may be repeated"),
        "the level of the rule",
      ),
    )
    .option("--today <day>", about("day of the check, UTC, as YYYY-MM-DD (default: today)"));
}

const PRESET = settingsSchema.parse({});

/** An option that may be repeated. */
export function repeated(flags: string, description: string, preset = "none"): Option {
  const append = (value: string, values: readonly string[]) => [...values, value];
  return new Option(flags, description).argParser(append).default([], preset);
}

/** The option that names the repository, for commands that show files by their path from its root. */
export function rootOption(): Option {
  return new Option(
    "--root <folder>",
    "root of the repository, if there is no .git (default: the checkout of the job)",
  );
}

/**
 * The environment with the root that the command line names.
 *
 * @throws BadInputError for a root that is no folder.
 */
export function withRoot(io: Io, root: string | undefined): Io {
  if (root === undefined) return io;
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new BadInputError([inputIssue(["--root"], root, "a folder")]);
  return { ...io, env: { ...io.env, PULUMI_SMS_ROOT: root } };
}

/** @throws BadInputError for a format that does not exist. */
export function formatChoice<T extends string>(format: string, formats: readonly [T, ...T[]]): T {
  const issues: InputIssue[] = [];
  const chosen = choice("--format", format, formats, issues);
  if (issues.length > 0) throw new BadInputError(issues);
  return chosen;
}

/** The names of the formats of a review. */
export const FORMAT_NAMES = Object.keys(FORMATS) as [Format, ...Format[]];

/**
 * Options of the rules that mean something.
 *
 * @param now the time of the command; its day in UTC is the day of the check unless the options give another one.
 * @throws BadInputError with every option that means nothing.
 */
export function readOptions(
  { format = "text", groupBy = "rule", ...raw }: RawJudgeOptions & Partial<RawCheckOptions>,
  now: Date,
): CheckOptions {
  const issues: InputIssue[] = [];
  const output = {
    format: choice("--format", format, FORMAT_NAMES, issues),
    groupBy: choice("--group-by", groupBy, GROUPINGS, issues),
  };
  const settings = {
    reading: choice("--reading", raw.reading ?? PRESET.reading, READINGS, issues),
    minimumEvidence: choice(
      "--minimum-evidence",
      raw.minimumEvidence ?? PRESET.minimumEvidence,
      MINIMUM_EVIDENCES,
      issues,
    ),
  };
  const today = raw.today ?? now.toISOString().slice(0, 10);
  if (!z.iso.date().safeParse(today).success) issues.push(inputIssue(["--today"], today, DAY_FORM));
  const levels = readLevels(raw.level, issues);
  if (issues.length > 0) throw new BadInputError(issues);
  return { ...output, judge: { settings, today, levels } };
}

function choice<T extends string>(
  option: string,
  value: string,
  choices: readonly [T, ...T[]],
  issues: InputIssue[],
): T {
  const chosen = choices.find((candidate) => candidate === value);
  if (chosen === undefined) issues.push(inputIssue([option], value, choices.join(" or ")));
  return chosen ?? choices[0];
}

function readLevels(texts: readonly string[], issues: InputIssue[]): Partial<Record<OpenRuleId, Level>> {
  const levels: Partial<Record<OpenRuleId, Level>> = {};
  for (const text of texts) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    const rule = OPEN_RULES.find((candidate) => candidate === name);
    const level = LEVELS.find((candidate) => candidate === value);
    if (rule === undefined || level === undefined) {
      const expected = `RULE=LEVEL, with a rule that can be lowered (${OPEN_RULES.join(", ")}) and ${LEVELS.join(" or ")}`;
      issues.push(inputIssue(["--level"], text, expected));
    } else if ((levels[rule] ?? level) !== level) {
      issues.push(inputIssue(["--level"], text, `one level for ${rule}; ${levels[rule]} is given already`));
    } else levels[rule] = level;
  }
  return levels;
}
