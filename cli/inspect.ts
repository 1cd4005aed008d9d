import { statSync } from "node:fs";
import { Command } from "commander";
import { createTwoFilesPatch } from "diff";
import { createColors } from "picocolors";
import { counted } from "../domain/groups";
import { BadInputError, inputIssue, issueOf } from "../domain/model/bad-input";
import { didYouMean } from "../domain/model/did-you-mean";
import type { HierarchyInput } from "../domain/model/document";
import { readHierarchyFiles } from "../domain/text/hierarchy-file";
import { changesOf, type Changes, type Difference } from "../evidence/changes";
import { collectScript } from "../evidence/collect-script";
import {
  credentialsFromEnvironment,
  credentialsFromFile,
  CredentialsError,
  CREDENTIALS_ENV,
} from "../evidence/credentials";
import { editHierarchy, entryKey } from "../evidence/edit";
import type { Evidence } from "../evidence/evidence";
import { inspect, TIMEOUT, type Inspection, type Progress, type Reader } from "../evidence/inspect";
import { PORT, readerOf } from "../evidence/reader";
import { ToolMissing } from "../evidence/samba";
import { PARALLEL } from "../evidence/servers";
import { visible } from "../review/phrases/visible";
import { EXIT, layoutOf, STANDARD_INPUT, type ExitCode, type Io, type Surroundings } from "./io";
import { repeated } from "./options";
import { readParts } from "./read-hierarchy";
import { writeWhole } from "./write-whole";

const EPILOGUE = `
The account that reads: ${CREDENTIALS_ENV.username}, ${CREDENTIALS_ENV.password} and ${CREDENTIALS_ENV.domain} in the environment, or a file that
${CREDENTIALS_ENV.file} or --credentials names. On Windows and with --from none is needed.

Exit codes: 0 everything that is declared was found, 1 something differs or a server could not be read, 2 bad input or
usage: nothing is written.`;

interface RawOptions {
  readonly from?: string;
  readonly only?: string;
  readonly parallel: string;
  readonly timeout: string;
  readonly credentials?: string;
  readonly port: string;
  readonly address: readonly string[];
  readonly dryRun: boolean;
  readonly collectScript: boolean;
}

/**
 * `inspect FILE...`: fills hierarchy files with what the servers show, and lists what differs from it.
 *
 * @public
 */
export function command({ io }: Surroundings, done: (code: ExitCode) => void): Command {
  return new Command("inspect")
    .description("Fill hierarchy files with what their servers show, and list what differs from what is declared.")
    .argument("<file...>", "hierarchy files, or folders of them, that are one hierarchy")
    .option("--from <folder>", "read a folder that collect.cmd made, or a copy of shares: FOLDER/SERVER/SHARE")
    .option("--only <names>", "read only these sites and domains, separated by commas")
    .option("--parallel <count>", "servers that are read at the same time", String(PARALLEL))
    .option("--timeout <seconds>", "seconds for one server", String(TIMEOUT))
    .option("--credentials <file>", "file with the account, as smbclient reads it")
    .option("--port <port>", "port of the servers; Windows NT 4.0 has 139 only", String(PORT))
    .addOption(
      repeated("--address <server=address>", "address of a server whose name cannot be resolved; may be repeated", ""),
    )
    .option("--dry-run", "show what would change in the file, and write nothing", false)
    .option(
      "--collect-script",
      "print collect.cmd, which collects the files on Windows NT 4.0, and read nothing",
      false,
    )
    .addHelpText("after", EPILOGUE)
    .action(async (files: string[], raw: RawOptions) => done(await inspectFiles(files, raw, io)));
}

async function inspectFiles(files: readonly string[], raw: RawOptions, io: Io): Promise<ExitCode> {
  if (files.includes(STANDARD_INPUT)) {
    throw new BadInputError([inputIssue([], STANDARD_INPUT, "a file, since it is written")]);
  }
  const parts = await readParts(files, io);
  const { document, find } = readHierarchyFiles(parts);
  if (raw.collectScript) {
    io.data(collectScript(document));
    return EXIT.ready;
  }
  const numbers = { parallel: countOf("--parallel", raw.parallel), timeout: countOf("--timeout", raw.timeout) };
  const only = raw.only === undefined ? undefined : namesOf(raw.only, document);
  const started = new Date();
  const inspection = await inspectWith(readerFor(raw, io), document, { ...numbers, only }, io);
  const changes = changesOf(document, inspection);
  const sources = sourcesOf(inspection, changes, started, raw.from);
  const edited = parts.map((part) => {
    const isOwn = (entry: readonly string[]) => parts.length === 1 || find(entry)?.file === part.file;
    const own = changes.changes.filter(({ path }) => isOwn(path.slice(0, 2)));
    const comments = new Map([...sources].filter(([key]) => isOwn(JSON.parse(key) as string[])));
    return { ...part, text: editHierarchy(part.text, part.format, own, comments) };
  });
  // What was found beside what is declared is a hierarchy as well, or the files stay as they are.
  readHierarchyFiles(edited);
  for (const [index, { file, text }] of edited.entries()) {
    const before = parts[index]?.text ?? "";
    if (text === before) continue;
    if (raw.dryRun) io.out(patchOf(visible(file), before, text));
    else await writeWhole(file, [text]);
  }
  io.out(reportOf(files.join(", "), inspection, changes, raw.dryRun, io));
  return changes.differences.length === 0 && inspection.failures.size === 0 ? EXIT.ready : EXIT.notReady;
}

/** What would change in a file, as `diff -u` shows it, with nothing hidden. */
function patchOf(file: string, before: string, after: string): string {
  const [old, young] = [before, after].map((text) => text.split(/\r?\n/).map(visible).join("\n"));
  return createTwoFilesPatch(file, file, old ?? "", young ?? "", "as it is", "as the servers show");
}

async function inspectWith(
  reader: Reader,
  document: HierarchyInput,
  options: { parallel: number; timeout: number; only: readonly string[] | undefined },
  io: Io,
): Promise<Inspection> {
  const isTerminal = io.terminal.err.isTTY === true;
  const onProgress = (progress: Progress) => {
    if (isTerminal) io.err(`\r\x1b[K${stateOf(progress)}`);
    else io.err(`${visible(progress.server)}: ${visible(progress.failure ?? "read")}\n`);
  };
  try {
    return await inspect(document, reader, { ...options, onProgress });
  } catch (error) {
    if (!(error instanceof ToolMissing)) throw error;
    throw new BadInputError([issueOf({ path: [], value: undefined, expected: "", reason: error.message })]);
  } finally {
    if (isTerminal) io.err("\r\x1b[K");
  }
}

function stateOf({ done, failed, all }: Progress): string {
  return `${done} of ${counted(all, "server")} done, ${all - done} left${failed === 0 ? "" : `, ${failed} failed`}`;
}

function countOf(option: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new BadInputError([inputIssue([option], text, "a whole number, 1 or more")]);
}

function namesOf(text: string, { sites, domains = {} }: HierarchyInput): string[] {
  const known = [...Object.keys(sites), ...Object.keys(domains)];
  const names = text.split(",").map((name) => name.trim());
  const unknown = names.filter((name) => !known.some((one) => one.toUpperCase() === name.toUpperCase()));
  if (unknown.length === 0) return names;
  throw new BadInputError(
    unknown.map((name) => inputIssue(["--only"], name, `a site or a domain of the file${didYouMean(name, known)}`)),
  );
}

function readerFor(raw: RawOptions, io: Io): Reader {
  const { from } = raw;
  if (from !== undefined) {
    if (statSync(from, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new BadInputError([inputIssue(["--from"], from, "a folder with a folder for each server")]);
    }
    return readerOf({ from });
  }
  const addresses = addressesOf(raw.address);
  const port = countOf("--port", raw.port);
  try {
    const credentials =
      raw.credentials === undefined ? credentialsFromEnvironment(io.env) : credentialsFromFile(raw.credentials);
    return readerOf({ credentials, port, addressOf: (server) => addresses.get(server.toUpperCase()) });
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error;
    const expected = "an account";
    throw new BadInputError([issueOf({ path: ["--credentials"], value: undefined, expected, reason: error.message })]);
  }
}

function addressesOf(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const [, server, address] = /^([^=]+)=([\w.:-]+)$/.exec(text) ?? [];
      if (server !== undefined && address !== undefined) return [server.toUpperCase(), address] as const;
      throw new BadInputError([inputIssue(["--address"], text, "SERVER=ADDRESS, as SMSP01=10.0.0.7")]);
    }),
  );
}

/** Where and when the facts of each entry that changes were read. */
function sourcesOf(
  { sites, domains }: Inspection,
  { changes }: Changes,
  started: Date,
  from: string | undefined,
): ReadonlyMap<string, string> {
  const changed = new Set(changes.map(({ path: [kind, name] }) => JSON.stringify([kind, name])));
  const time = `${started.toISOString().slice(0, 19)}Z`;
  const place = ({ server, offset }: Evidence<unknown>) => {
    const clock = offset === undefined ? "" : ` (clock ${offset < 0 ? "" : "+"}${Math.round(offset / 1000)} s)`;
    return `${from === undefined ? "\\\\" : ""}${server}${clock}`;
  };
  const entries = [
    ...[...sites].map(([code, evidence]) => [entryKey("sites", code), [evidence]] as const),
    ...[...domains].map(([name, controllers]) => [entryKey("domains", name), controllers] as const),
  ];
  const folder = from === undefined ? "" : ` in ${from}`;
  return new Map(
    entries.flatMap(([key, evidence]) =>
      changed.has(key) ? [[key, `Read ${time} from ${evidence.map(place).join(", ")}${visible(folder)}`]] : [],
    ),
  );
}

function reportOf(
  file: string,
  inspection: Inspection,
  { changes, differences, notes }: Changes,
  isDry: boolean,
  io: Io,
) {
  const { bold, red } = createColors(layoutOf(io.terminal.out, io.env).colours);
  const { failures, sites, domains, withoutServer } = inspection;
  const evidence = [...sites.values(), ...[...domains.values()].flat()].filter(({ server }) => !failures.has(server));
  const sections = [
    ["Differs from what is declared:", tableOf(differences)],
    ["Not read:", [...failures].map(([server, reason]) => `${server}: ${reason}`)],
    ["Not known:", [...new Set(evidence.flatMap((one) => one.notes)), ...notes]],
    ["No server declared:", withoutServer.length === 0 ? [] : [withoutServer.join(", ")]],
  ] as const;
  const facts =
    changes.length === 0 ? "no changes" : `${counted(changes.length, "fact")} ${isDry ? "to write" : "written"}`;
  const lines = sections.flatMap(([title, texts]) =>
    texts.length === 0 ? [] : [bold(title), ...texts.map((one) => `  ${visible(one)}`)],
  );
  const nothing = evidence.length === 0 ? red("no server was read") : "nothing differs";
  const unread =
    evidence.length === 0 || failures.size === 0 ? "" : `; ${red(`${counted(failures.size, "server")} not read`)}`;
  const count = differences.length === 0 ? nothing : red(counted(differences.length, "difference"));
  return `${[...lines, `${visible(file)}: ${facts}; ${count}${unread}`].join("\n")}\n`;
}

/** Columns of subject, fact, declared and found. */
function tableOf(differences: readonly Difference[]): string[] {
  if (differences.length === 0) return [];
  const rows = [
    ["Subject", "Fact", "Declared", "Found"],
    ...differences.map(({ subject, fact, declared, found }) => [
      `${subject.kind} ${subject.name}`,
      fact,
      declared,
      found,
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
