import { Command, Option } from "commander";
import { existsSync } from "node:fs";
import path from "node:path";
import { counted } from "../domain/groups";
import { BadInputError, inputIssue, type InputIssue } from "../domain/model/bad-input";
import { whyUnreadable } from "../domain/text/file-text";
import { readHierarchyFile } from "../domain/text/hierarchy-file";
import { CONTROLLER_COLUMNS, domainsIn } from "../evidence/inventory/controllers";
import { hierarchyOf, type CopylogCopy, type Imported, type ImportOptions } from "../evidence/inventory/inventory";
import { readListing } from "../evidence/inventory/listing";
import { Remarks, type Remark } from "../evidence/inventory/remarks";
import { SITE_COLUMNS, sitesIn } from "../evidence/inventory/sites";
import { foldColumn, readTable } from "../evidence/inventory/table";
import { isTimeZone, readTime } from "../evidence/inventory/times";
import { hierarchyText } from "../evidence/inventory/write";
import { visible } from "../review/phrases/visible";
import { filesBelow } from "./files-below";
import { EXIT, type ExitCode, type Io, type Surroundings } from "./io";
import { repeated } from "./options";
import { besideOf, bytesOf } from "./read-hierarchy";
import { writeWhole } from "./write-whole";

const EPILOGUE = `
Example: pulumi-sms import --hierarchy contoso --sites sites.csv --controllers dcs.csv --listing filever.txt \\
           --copylog copylog --time-zone America/Chicago --date-order mdy --empty-is-none --out hierarchy.yaml

Columns of sites: ${Object.keys(SITE_COLUMNS).join(", ")}
Columns of domain controllers: ${Object.keys(CONTROLLER_COLUMNS).join(", ")}

Exit codes: 0 the file is written, 2 bad input or usage: nothing is written.`;

interface RawOptions {
  readonly hierarchy: string;
  readonly sites: readonly string[];
  readonly controllers: readonly string[];
  readonly listing: readonly string[];
  readonly copylog?: string;
  readonly map: readonly string[];
  readonly timeZone?: string;
  readonly dateOrder?: "mdy" | "dmy";
  readonly copylogFixInstalled?: string;
  readonly emptyIsNone: boolean;
  readonly planUpgrades: boolean;
  readonly out?: string;
}

/**
 * `import`: makes a hierarchy file of what administrators have in spreadsheets, listings and folders.
 *
 * @public
 */
export function command({ io }: Surroundings, done: (code: ExitCode) => void): Command {
  return new Command("import")
    .description(
      "Make a hierarchy file from an inventory: CSV files, output of filever and dir, copies of Copylog.tcf.",
    )
    .requiredOption("--hierarchy <name>", "name of the hierarchy")
    .addOption(repeated("--sites <file>", "CSV file with a line for each site; may be repeated", ""))
    .addOption(repeated("--controllers <file>", "CSV file with a line for each domain controller; may be repeated", ""))
    .addOption(repeated("--listing <file>", "output of filever or dir; may be repeated", ""))
    .option("--copylog <folder>", "copies of Copylog.tcf: SERVER.tcf, or a folder for each server")
    .addOption(repeated("--map <column=field>", "field that a column of a CSV file has; may be repeated", ""))
    .option("--time-zone <zone>", "zone of times without one: America/Chicago, UTC, -06:00")
    .addOption(new Option("--date-order <order>", "order in dates: 06/24/00 is mdy").choices(["mdy", "dmy"]))
    .option("--copylog-fix-installed <time>", "when the sites with a proven Copylog hotfix got it")
    .option("--empty-is-none", "an empty cell of fullVersion or seniorList means: looked for, not there", false)
    .option("--plan-upgrades", "plan the upgrade of every site below SP2, from the central site down", false)
    .option("--out <file>", "hierarchy file to write; it must not exist yet (default: standard output)")
    .addHelpText("after", EPILOGUE)
    .action(async (raw: RawOptions) => done(await importInventory(raw, io)));
}

async function importInventory(raw: RawOptions, io: Io): Promise<ExitCode> {
  const options = readOptions(raw);
  const remarks = new Remarks();
  const map = columnMap(raw.map);
  const isEmptyNone = raw.emptyIsNone;
  const folder = path.dirname(path.resolve(raw.out ?? "hierarchy.yaml"));
  const table = <Field extends string>(
    file: string,
    columns: Parameters<typeof readTable<Field>>[2]["columns"],
    required: Field[],
  ) => readTable(file, read(file), { columns, required, map }, remarks);
  const sites = raw.sites.flatMap((file) => table(file, SITE_COLUMNS, ["code", "type", "domains"]));
  const controllers = raw.controllers.flatMap((file) => table(file, CONTROLLER_COLUMNS, ["domain", "server", "role"]));
  const imported = hierarchyOf(
    {
      sites: sitesIn(sites, isEmptyNone, remarks),
      domains: domainsIn(controllers, { ...options, isEmptyNone }, remarks),
      listed: raw.listing.flatMap((file) => readListing(file, read(file))),
      copylogs: raw.copylog === undefined ? [] : copylogsIn(raw.copylog, folder),
    },
    options,
    remarks,
  );
  const text = hierarchyText(imported);
  const faults = remarks.faults.length > 0 ? remarks.faults : modelFaults(text, folder, imported);
  if (faults.length > 0) {
    const summary = `${counted(faults.length, "error")}; nothing written`;
    io.err(`${[...faults.map(lineOf), ...remarkLines(remarks.notes), summary].join("\n")}\n`);
    return EXIT.badInput;
  }
  if (raw.out === undefined) io.data(text);
  else await writeWhole(raw.out, [text], "--out");
  io.err(reportOf(imported, raw.out, remarks.notes));
  return EXIT.ready;
}

/** What the model has against the file, at the lines of the inventory that it comes from. */
function modelFaults(text: string, folder: string, { sites, domains }: Imported): Remark[] {
  try {
    readHierarchyFile(text, "yaml", besideOf(path.join(folder, "hierarchy.yaml")));
    return [];
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return error.issues.map(({ keys: [kind, name], message }) => ({
      place: (kind === "sites" ? sites : domains).get(String(name))?.sources[0] ?? "the inventory",
      text: message,
    }));
  }
}

function lineOf({ place, text }: Remark): string {
  return visible(`${place}: ${text}`);
}

function remarkLines(notes: readonly Remark[]): string[] {
  return notes.length === 0 ? [] : ["Remarks:", ...notes.map((remark) => `  ${lineOf(remark)}`)];
}

function reportOf({ sites, domains }: Imported, out: string | undefined, notes: readonly Remark[]): string {
  const lines = [
    `${visible(out ?? "standard output")}: ${counted(sites.size, "site")}, ${counted(domains.size, "domain")}`,
    ...remarkLines(notes),
  ];
  return `${lines.join("\n")}\n`;
}

function read(file: string): Uint8Array {
  try {
    return bytesOf(file, true);
  } catch (error) {
    throw new BadInputError([inputIssue([], file, "a file", `${file}: ${whyUnreadable(error)}`)]);
  }
}

/** Copies of Copylog.tcf in a folder: `SERVER.tcf`, or Copylog.tcf in a folder that is called as the server. */
function copylogsIn(folder: string, from: string): CopylogCopy[] {
  const names = (() => {
    try {
      return filesBelow(folder);
    } catch (error) {
      throw new BadInputError([inputIssue(["--copylog"], folder, "a folder", `${whyUnreadable(error)}: ${folder}`)]);
    }
  })();
  return names
    .filter((name) => /\.tcf$/i.test(name))
    .map((name) => {
      const [first = ""] = name.split(path.sep);
      const server = /^copylog\.tcf$/i.test(path.basename(name)) ? first : path.basename(name).slice(0, -4);
      return { server, file: path.relative(from, path.resolve(folder, name)).split(path.sep).join("/") };
    });
}

function readOptions(raw: RawOptions): ImportOptions {
  const { hierarchy, timeZone, dateOrder, out } = raw;
  const issues: InputIssue[] = [];
  if (raw.sites.length === 0) issues.push(inputIssue(["--sites"], undefined, "a CSV file with a line for each site"));
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    issues.push(inputIssue(["--time-zone"], timeZone, "a time zone: America/Chicago, UTC, -06:00"));
  }
  if (out !== undefined && existsSync(out)) {
    issues.push(inputIssue(["--out"], out, "a file that does not exist yet", `${out} exists already`));
  }
  const installed = raw.copylogFixInstalled;
  const time = installed === undefined || issues.length > 0 ? undefined : readTime(installed, { timeZone, dateOrder });
  if (time !== undefined && "fault" in time) {
    issues.push(inputIssue(["--copylog-fix-installed"], installed, "a time", time.fault));
  }
  if (issues.length > 0) throw new BadInputError(issues);
  const copylogFixInstalled = time !== undefined && "time" in time ? time.time : undefined;
  return { hierarchy, timeZone, dateOrder, copylogFixInstalled, isUpgradePlanned: raw.planUpgrades };
}

const FIELDS = [...new Set([...Object.keys(SITE_COLUMNS), ...Object.keys(CONTROLLER_COLUMNS)])];

function columnMap(texts: readonly string[]): ReadonlyMap<string, string> {
  const pairs = texts.map((text) => {
    const at = text.lastIndexOf("=");
    const [column, field] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
    if (column !== "" && FIELDS.includes(field)) return [foldColumn(column), field] as const;
    throw new BadInputError([inputIssue(["--map"], text, `COLUMN=FIELD, with one of the fields ${FIELDS.join(", ")}`)]);
  });
  return new Map(pairs);
}
