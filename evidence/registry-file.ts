import * as fs from "node:fs";
import * as path from "node:path";
import { isMarkedUtf16 } from "../domain/text/file-text";
import type { SetupValues } from "./registry";
import type { NotRead } from "./share";

/** Where `collect.cmd` exports the key SMS\Setup to, in the folder of a server. */
export const SETUP_EXPORT = "SETUP.REG";

const KEY = /^\[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SMS\\Setup\]$/i;

/** Reads the export of the key SMS\Setup in a collected folder. */
export async function setupExport(root: string, server: string): Promise<SetupValues | NotRead> {
  const folder = fs.readdirSync(root).find((name) => name.toUpperCase() === server.toUpperCase());
  const place = path.join(root, folder ?? server);
  const name = fs.existsSync(place)
    ? fs.readdirSync(place).find((one) => one.toUpperCase() === SETUP_EXPORT)
    : undefined;
  if (name === undefined) return { kind: "unreadable", reason: "not collected" };
  const file = path.join(place, name);
  if (fs.statSync(file).size > MOST_BYTES) return { kind: "unreadable", reason: `larger than ${MOST_BYTES} bytes` };
  return valuesOf(fs.readFileSync(file)) ?? { kind: "unreadable", reason: `${SETUP_EXPORT} has no key SMS\\Setup` };
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
