import { createColors } from "picocolors";
import { counted, groupBy } from "../domain/groups";
import type { BadInputError, InputIssue } from "../domain/model/bad-input";
import { badInputJson } from "../review/formats/json";
import { visible } from "../review/phrases/visible";
import { wrap } from "../review/phrases/wrap";
import { layoutOf, type Io } from "./io";

/**
 * Reports bad input where people look for it: as JSON on standard output, as text on standard error.
 *
 * @param input what the input is called, as the name of its file.
 */
export function reportBadInput(input: string, { issues }: BadInputError, format: string, io: Io): void {
  if (format === "json") return io.data(badInputJson(issues));
  const { width, colours } = layoutOf(io.terminal.err, io.env);
  const { bold, red } = createColors(colours);
  const isUsage = issues.every(({ keys: [first] }) => input === "pulumi-sms" || String(first).startsWith("--"));
  const file = isUsage ? "pulumi-sms" : visible(input);
  const { shown, left } = cut(issues);
  const summary = isUsage ? [] : [red(`${counted(issues.length, "error")}; ${io.command ?? "check"} not run`)];
  const lines = shown.flatMap((issue) => wrap(visible(lineOf(issue)), bold(placeOf(file, issue)), "  ", width));
  io.err(`${[...lines, ...left, ...summary].join("\n")}\n`);
}

/** `file:line:column: `, as compilers print it. */
function placeOf(file: string, { position }: InputIssue): string {
  return position === undefined
    ? `${file}: `
    : `${visible(position.file ?? file)}:${position.line}:${position.column}: `;
}

function lineOf({ path, message, reason }: InputIssue): string {
  return path === "" ? reason : message;
}

/** Issues that are listed. */
const LISTED = 40;

/** The issues that are listed, of each cause some, and lines that count the others. */
function cut(issues: readonly InputIssue[]): {
  readonly shown: readonly InputIssue[];
  readonly left: readonly string[];
} {
  if (issues.length <= LISTED) return { shown: issues, left: [] };
  const causes = groupBy(issues, ({ expected }) => expected).sort((a, b) => a.length - b.length);
  const shown = new Set<InputIssue>();
  const left: string[] = [];
  causes.slice(0, LISTED).forEach((cause, index, { length }) => {
    const share = Math.floor((LISTED - shown.size) / (length - index));
    for (const issue of cause.slice(0, share)) shown.add(issue);
    if (cause.length > share)
      left.push(`  and ${cause.length - share} more: expected ${visible(cause[0]?.expected ?? "")}`);
  });
  const others = causes.slice(LISTED).reduce((sum, cause) => sum + cause.length, 0);
  if (others > 0) left.push(`  and ${others} more with other causes`);
  return { shown: issues.filter((issue) => shown.has(issue)), left: [...left, "  --format json lists all of them"] };
}
