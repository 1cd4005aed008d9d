import { Command } from "commander";
import { BadInputError } from "../domain/model/bad-input";
import type { Facts } from "../domain/model/facts";
import { formatOfHierarchy } from "../domain/text/hierarchy-file";
import { documentPlaces } from "../review/document-places";
import { judgementJson } from "../review/formats/json";
import { FORMATS } from "../review/formats/names";
import type * as Formats from "../review/formats/index";
import { GROUPINGS, judgementText, reviewText } from "../review/formats/text";
import { failedReview, statusOf } from "../review/review";
import type { Finding } from "../rules/finding";
import { judge } from "../rules/judge/judge";
import { EXIT, layoutOf, nameOf, printerOf, type ExitCode, type Io, type Surroundings } from "./io";
import { addJudgeOptions, readOptions, rootOption, withRoot, type CheckOptions, type RawCheckOptions } from "./options";
import { HIERARCHY_FILES, readHierarchy } from "./read-hierarchy";
import { reviewOfFiles } from "./review-file";

const EPILOGUE = `
Exit codes: 0 every upgrade is ready, 1 some are not, 2 bad input or usage.`;

/**
 * `check FILE...`: checks the hierarchy of one or several files with all rules.
 *
 * @public
 */
export function command(surroundings: Surroundings, done: (code: ExitCode) => void): Command {
  const check = new Command("check")
    .description("Show which upgrades to SP2 may begin, and what blocks the others (Q261931).")
    .argument("<file...>", HIERARCHY_FILES)
    .option("--format <format>", Object.keys(FORMATS).join(", "), "text")
    .option("--group-by <subject>", `how text lists the findings: by ${GROUPINGS.join(", ")}`, "rule")
    .addOption(rootOption());
  return addJudgeOptions(check)
    .addHelpText("after", EPILOGUE)
    .action(async (files: string[], raw: RawCheckOptions) => done(await checked(files, raw, surroundings)));
}

async function checked(
  files: readonly string[],
  raw: RawCheckOptions,
  { version, io }: Surroundings,
): Promise<ExitCode> {
  const options = readOptions(raw, new Date());
  const rooted = withRoot(io, raw.root);
  if (options.format !== "text" && options.format !== "json") return reviewed(files, options, version, rooted);
  const { facts, find } = await readHierarchy(files, io);
  const judgement = judge(facts, options.judge);
  const layout = { ...layoutOf(io.terminal.out, io.env), groupBy: options.groupBy };
  const placeOf = documentPlaces(find, (name) => name ?? files.map(nameOf).join(", "));
  const placed = isPlaced(files, facts) ? { placeOf: (finding: Finding) => placeOf(finding, facts) } : {};
  if (options.format === "text") io.out(judgementText({ ...judgement, facts, ...placed }, layout));
  else for (const piece of judgementJson(judgement)) io.data(piece);
  return judgement.verdict === "ready" ? EXIT.ready : EXIT.notReady;
}

/** Most sites in a JSON file for which places are looked up: that takes a second reading, and programs write such files. */
const MOST_PLACED = 2000;

function isPlaced(files: readonly string[], facts: Facts): boolean {
  return files.some((file) => formatOfHierarchy(file) === "yaml") || Object.keys(facts.sites).length <= MOST_PLACED;
}

/** The formats of a review. Bad input is reported in the format that was asked for, and on standard error. */
async function reviewed(files: readonly string[], options: CheckOptions, version: string, io: Io): Promise<ExitCode> {
  const review = await reviewOfFiles(files, options.judge, version, io).catch((error: unknown) => {
    if (!(error instanceof BadInputError)) throw error;
    return failedReview(version, files.map(nameOf).join(", "), { kind: "input", message: error.message });
  });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- text and JSON need none of it, and it is a tenth of their time
  const { formatReview } = require("../review/formats/index") as typeof Formats;
  const layout = layoutOf(io.terminal.out, io.env);
  const print = printerOf(options.format, io);
  for (const piece of formatReview(review, options.format, { layout, id: "check" })) print(piece);
  if (review.failures.length === 0) return statusOf(review) === "ready" ? EXIT.ready : EXIT.notReady;
  io.err(reviewText(review, layoutOf(io.terminal.err, io.env)));
  return EXIT.badInput;
}
