import type { HierarchyInput } from "../domain/model/document";
import { LISTING, SERVERS, START } from "./files";
import { tasksOf, wishesOf, type Task } from "./inspect";
import { SETUP_DUMP, SETUP_EXPORT, SETUP_KEY } from "./registry-file";
import { isSafe } from "./share";

/**
 * `collect.cmd` for a hierarchy: a batch file that copies what `inspect` reads into a folder, with nothing but the commands of
 * Windows NT 4.0. Each server gets a folder with its shares, and what could not be copied stands in FAULTS.TXT.
 */
export function collectScript(document: HierarchyInput): string {
  const servers = tasksByServer(document);
  const lines = [
    "@echo off",
    `rem Collects evidence of the hierarchy ${asciiOf(document.hierarchy)}, for: pulumi-sms inspect FILE --from FOLDER`,
    "rem Usage: collect [FOLDER]. It reads the shares of the servers and writes into the folder only.",
    "rem Run it with an account that may read the shares SMS_xxx and SMSLOGON. Run it on a site server as well to get",
    "rem the registry of that server, or put REGDMP.EXE of the Windows NT 4.0 Resource Kit on the path. Without either",
    "rem Full Version and Type of the site are not known.",
    "set OUT=%1",
    'if "%OUT%"=="" set OUT=COLLECT',
    `if exist "%OUT%\\${START}" goto exists`,
    'if not exist "%OUT%" mkdir "%OUT%"',
    `>"%OUT%\\${START}" echo pulumi-sms collect`,
    `if not exist "%OUT%\\${START}" goto denied`,
    ...servers.flatMap(([server, tasks], index) => serverLines(server, tasks, index)),
    'if not exist "%OUT%\\FAULTS.TXT" goto done',
    "echo Not copied:",
    'type "%OUT%\\FAULTS.TXT"',
    ":done",
    "echo The folder is complete: %OUT%",
    "goto end",
    ":exists",
    "echo The folder %OUT% has a collection already. Name another one: collect FOLDER",
    "goto end",
    ":denied",
    "echo The folder %OUT% cannot be written to.",
    ":end",
  ];
  return `${lines.join("\r\n")}\r\n`;
}

function tasksByServer(document: HierarchyInput): [server: string, tasks: Task[]][] {
  const servers = new Map<string, [string, Task[]]>();
  for (const task of tasksOf(document)) {
    const known = servers.get(task.server.toUpperCase()) ?? [task.server, []];
    servers.set(task.server.toUpperCase(), [known[0], [...known[1], task]]);
  }
  return [...servers.values()];
}

function serverLines(server: string, tasks: readonly Task[], index: number): string[] {
  const wishes = tasks.flatMap(wishesOf);
  const fault = (what: string) => `>>"%OUT%\\FAULTS.TXT" echo ${what}`;
  if (!wishes.every((wish) => isSafe(server, wish))) {
    return [`rem Server ${index + 1} has a name with characters that a batch file cannot take`];
  }
  const folder = folderOf(server, index);
  const home = `%OUT%\\${folder}`;
  const made = new Set<string>();
  const make = (path: string) => (made.has(path) ? [] : (made.add(path), [`if not exist "${path}" mkdir "${path}"`]));
  const copies = wishes.flatMap(({ share, path }, at) => {
    const source = `\\\\${server}\\${share}\\${path}`;
    const parts = [share, ...path.split("\\").slice(0, -1)];
    const folders = parts.map((_, length) => [home, ...parts.slice(0, length + 1)].join("\\"));
    const target = folders.at(-1) ?? home;
    const from = source.slice(0, source.lastIndexOf("\\"));
    const isFirst = !made.has(target);
    const label = `s${index}f${at}`;
    return [
      ...folders.flatMap(make),
      ...(isFirst ? [`dir "${from}" >"${target}\\${LISTING}"`] : []),
      `if not exist "${source}" goto ${label}`,
      `copy "${source}" "${target}" >nul`,
      `if not errorlevel 1 goto ${label}x`,
      fault(`${source}: not copied`),
      `goto ${label}x`,
      `:${label}`,
      fault(`${source}: not found`),
      `:${label}x`,
    ];
  });
  return [
    `echo ${server}`,
    ...make(home),
    ...(folder === server ? [] : [`>>"%OUT%\\${SERVERS}" echo ${folder} ${server}`]),
    `net time "\\\\${server}" >"${home}\\TIME.TXT"`,
    ...copies,
    ...(tasks.some(({ kind }) => kind === "site") ? registryLines(server, home, index) : []),
  ];
}

/** REGEDIT exports the registry of its own machine only; REGDMP of the Resource Kit that of others. */
function registryLines(server: string, home: string, index: number): string[] {
  return [
    `if "%COMPUTERNAME%"=="${server.toUpperCase()}" goto s${index}r`,
    `regdmp -m \\\\${server} "${SETUP_KEY}" >"${home}\\${SETUP_DUMP}"`,
    `goto s${index}rx`,
    `:s${index}r`,
    `regedit /e "${home}\\${SETUP_EXPORT}" "${SETUP_KEY}"`,
    `:s${index}rx`,
  ];
}

/** A name of eight characters, as FAT without long names wants it. */
function folderOf(server: string, index: number): string {
  return /^[A-Za-z0-9_$-]{1,8}$/.test(server) ? server : `SRV${String(index + 1).padStart(5, "0")}`;
}

function asciiOf(text: string): string {
  return text.replace(/[^ \w.-]/g, "?");
}
