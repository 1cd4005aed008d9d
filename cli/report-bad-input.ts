import type { BadInputError } from "../domain/model/bad-input";
import { badInputJson } from "../review/formats/json";
import { badInputText } from "../review/formats/text";
import type { Io } from "./io";
import { layoutOf } from "./layout";

/** Bad input goes where it is looked for: as JSON to standard output, for people to standard error. */
export function reportBadInput(input: string, { issues }: BadInputError, format: string, io: Io): void {
  const isUsage = issues.every(({ keys: [first] }) => String(first).startsWith("--"));
  if (format === "json") io.out(badInputJson(issues));
  else io.err(badInputText(isUsage ? "pulumi-sms" : input, issues, layoutOf(io.terminal.err, io.env)));
}
