/**
 * What it costs to read 300 servers of a Samba park, beside plain smbclient, and a collected folder of 1,000 sites.
 *
 *     npm run bench:inspect -- [--runs 3] [--servers 300] [--sites 1000]
 */
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs, promisify } from "node:util";
import type { HierarchyInput, SiteInput } from "../domain/model/document";
import { changesOf } from "../evidence/changes";
import { editHierarchy } from "../evidence/edit";
import { inspect } from "../evidence/inspect";
import { readerOf } from "../evidence/reader";
import { Park, siteCode } from "../test/kit/evidence/park";
import { program } from "../test/kit/evidence/programs";
import { printTable, printWanted, round } from "./lib/report.cjs";
import { median } from "./lib/statistics.cjs";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    servers: { type: "string", default: "300" },
    sites: { type: "string", default: "1000" },
  },
});
const PARALLEL = 8;
const FILES = {
  "Nt_logon.dll": "2.0.1380.1105",
  "Ccm.dll": "2.0.1380.1125",
  "Ccmbtldr.exe": "2.0.1380.1125",
  "Baseobj.dll": "2.0.1380.1101",
};

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const [runs, servers, sites] = [Number(values.runs), Number(values.servers), Number(values.sites)];
  const seen = await ofPark(servers, runs);
  const folder = await ofFolder(sites);
  printTable([
    ["", "seconds"],
    [`${servers} servers, pulumi-sms`, round(median(seen.runs.map(({ own }) => own)))],
    [`${servers} servers, one smbclient each`, round(median(seen.runs.map(({ plain }) => plain)))],
    [`${servers} servers, registry as well`, round(seen.registry)],
    [`collected folder of ${sites} sites`, round(folder)],
  ]);
  printWanted(
    "time beside one smbclient for each server",
    median(seen.runs.map(({ own, plain }) => own / plain)),
    "at most",
    1.3,
  );
  printWanted(`a collected folder of ${sites} sites`, folder, "at most", 10, " s");
}

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

function documentOf(count: number): HierarchyInput {
  const codes = Array.from({ length: count }, (_, index) => siteCode(index));
  const site = (code: string): SiteInput => ({ type: "central", server: `SMS${code}`, build: 1380, domains: [] });
  return { hierarchy: "bench", sites: Object.fromEntries(codes.map((code) => [code, site(code)])) };
}

async function ofPark(count: number, runs: number) {
  const park = await Park.start({ servers: count, registry: { "Full Version": "2.00.1380.1000", Type: 2 } });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
  try {
    const document = documentOf(count);
    for (const [code, { server = "" }] of Object.entries(document.sites)) {
      for (const [name, version] of Object.entries(FILES)) {
        const content = Buffer.concat([await program(version), Buffer.alloc(100_000)]);
        park.write(server, `SMS_${code}\\Bin\\i386\\${name}`, content);
      }
      park.write(server, `SMS_${code}\\Logs\\Q249077.log`, "");
    }
    const { registry, ...reader } = readerOf(park.options);
    const account = path.join(folder, "account");
    const { username, password } = park.credentials;
    fs.writeFileSync(account, `username = ${username}\npassword = ${password}\n`, { mode: 0o600 });
    const plain = () =>
      each(Object.entries(document.sites), ([code, { server = "" }]) => plainCall(park, account, folder, code, server));
    const results = [];
    for (let run = 0; run < runs; run++) {
      const own = () => inspect(document, reader, { parallel: PARALLEL });
      // In turn, so that both see the same machine.
      results.push({ own: await seconds(own), plain: await seconds(plain) });
      console.log(`Run ${run + 1} of ${runs} is done.`);
    }
    const withRegistry = () => inspect(document, { ...reader, registry }, { parallel: PARALLEL });
    return { runs: results, registry: await seconds(withRegistry) };
  } finally {
    fs.rmSync(folder, { recursive: true });
    await park.stop();
  }
}

async function each<T>(items: readonly T[], run: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await run(item);
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

/** One smbclient that fetches the same files, as a script would. */
async function plainCall(park: Park, account: string, folder: string, code: string, server: string): Promise<void> {
  const own = fs.mkdtempSync(path.join(folder, "s"));
  const gets = Object.keys(FILES).map((name) => `get Bin\\i386\\${name} ${name}`);
  const commands = ["iosize 16384", ...gets, "dir Logs\\Q249077.log", "dir Logs\\Q251070.log"].join("; ");
  const args = [
    "-A",
    account,
    "-p",
    String(park.port),
    "-I",
    park.addressOf(server),
    `//${server}/SMS_${code}`,
    "-c",
    commands,
  ];
  await promisify(execFile)("smbclient", args, { cwd: own }).catch(() => undefined);
  if (fs.readdirSync(own).length !== Object.keys(FILES).length)
    throw new Error(`smbclient did not fetch the files of ${server}`);
}

async function ofFolder(count: number): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
  try {
    const document = documentOf(count);
    const programs = await Promise.all(
      Object.entries(FILES).map(async ([name, version]) => [name, await program(version)] as const),
    );
    for (const [code, { server = "" }] of Object.entries(document.sites)) {
      const bin = path.join(folder, server, `SMS_${code}`, "Bin", "i386");
      fs.mkdirSync(bin, { recursive: true });
      for (const [name, content] of programs) fs.writeFileSync(path.join(bin, name), content);
    }
    const text = `hierarchy: bench\nsites:\n${Object.entries(document.sites)
      .map(
        ([code, { server = "" }]) =>
          `  ${code}:\n    type: central\n    server: ${server}\n    build: 1380\n    domains: []\n`,
      )
      .join("")}`;
    return await seconds(async () => {
      const inspection = await inspect(document, readerOf({ from: folder }), {});
      const { changes } = changesOf(document, inspection);
      const edited = editHierarchy(text, "yaml", changes, new Map());
      if (edited.split("2.0.1380.1105").length !== count + 1) throw new Error("not everything was found");
    });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
