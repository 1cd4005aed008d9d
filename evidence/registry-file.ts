import * as fs from "node:fs";
import * as path from "node:path";
import { isMarkedUtf16 } from "../domain/text/file-text";
import { folderOf } from "./files";
import type { SetupValues } from "./registry";
import type { NotRead } from "./share";

/** The key with the two values. */
export const SETUP_KEY = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SMS\\Setup";

/** Where `collect.cmd` exports the key to with REGEDIT, in the folder of a server. */
export const SETUP_EXPORT = "SETUP.REG";

/** Where it writes what REGDMP of the Resource Kit prints. */
export const SETUP_DUMP = "SETUP.TXT";

const KEY = /^\[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SMS\\Setup\]$/i;

/** Reads the export of the key SMS\Setup in a collected folder. */
export async function setupExport(root: string, server: string): Promise<SetupValues | NotRead> {
  const folder = folderOf(root, server);
  const names = folder === undefined ? [] : fs.readdirSync(folder);
  for (const [wanted, read] of [
    [SETUP_EXPORT, valuesOf],
    [SETUP_DUMP, dumpedValues],
  ] as const) {
    const name = names.find((one) => one.toUpperCase() === wanted);
    if (name === undefined) continue;
    const file = path.join(folder ?? "", name);
    const values = fs.statSync(file).size > MOST_BYTES ? undefined : read(fs.readFileSync(file));
    return values ?? { kind: "unreadable", reason: `${name} does not show the key SMS\\Setup` };
  }
  return { kind: "unreadable", reason: "not collected" };
}

const MOST_BYTES = 1_000_000;

/** The values in an export of `regedit /e`: REGEDIT4 in the ANSI code page, or version 5 in UTF-16. */
export function valuesOf(bytes: Uint8Array): SetupValues | undefined {
  const text = new TextDecoder(isMarkedUtf16(bytes) ? "utf-16le" : "windows-1252").decode(bytes);
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => KEY.test(line));
  if (start === -1 || !/^(?:REGEDIT4|Windows Registry Editor Version 5\.00)$/.test(lines[0] ?? "")) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith("["));
  const own = lines.slice(start + 1, length === -1 ? undefined : start + 1 + length);
  const valueOf = (name: string) =>
    own.find((line) => line.toLowerCase().startsWith(`"${name}"=`))?.slice(name.length + 3);
  const [, version] = /^"([0-9.]{1,32})"$/.exec(valueOf("full version") ?? "") ?? [];
  const [, type] = /^dword:([0-9a-f]{1,8})$/i.exec(valueOf("type") ?? "") ?? [];
  if (valueOf("full version") !== undefined && version === undefined) return undefined;
  return { fullVersion: version ?? null, ...(type === undefined ? {} : { setupType: parseInt(type, 16) }) };
}

/** The values in what REGDMP of the Resource Kit prints: `Full Version = 2.00.1380.1000`, `Type = REG_DWORD 0x00000002`. */
function dumpedValues(bytes: Uint8Array): SetupValues | undefined {
  const text = new TextDecoder("windows-1252").decode(bytes);
  const [, version] = /^\s+Full Version = "?([0-9.]{1,32})"?\s*$/im.exec(text) ?? [];
  const [, type] = /^\s+Type = REG_DWORD 0x([0-9a-f]{1,8})\s*$/im.exec(text) ?? [];
  // What it does not print in this form may still be there.
  if (version === undefined) return undefined;
  return { fullVersion: version, ...(type === undefined ? {} : { setupType: parseInt(type, 16) }) };
}
