import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { writeContoso } from "../evidence/contoso-servers";
import { program } from "../evidence/programs";
import { provider, TODAY, urn } from "./resources";

/** The servers of Contoso as folders, the plugin that reads and writes them, and a way to change and cancel. */
export async function onServers(types: string) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "servers-"));
  const end = new AbortController();
  const place = (server: string, file: string) => path.join(folder, server, ...file.split("\\"));
  const write = (server: string, file: string, content: string | Uint8Array, modified?: Date) => {
    fs.mkdirSync(path.dirname(place(server, file)), { recursive: true });
    fs.writeFileSync(place(server, file), content);
    if (modified !== undefined) fs.utimesSync(place(server, file), modified, modified);
  };
  await writeContoso(write);
  return {
    ...provider(TODAY, { folder }, end.signal),
    of: urn(`sms:index:${types}`, "it"),
    cancel: () => end.abort(new Error("Cancelled.")),
    write,
    read: (server: string, file: string) =>
      fs.existsSync(place(server, file)) ? fs.readFileSync(place(server, file), "latin1") : undefined,
    refresh: provider(TODAY, { folder }).read,
    dll: async (server: string, file: string, version: string) => write(server, file, await program(version)),
    move: (from: string, to: string) => fs.renameSync(path.join(folder, from), path.join(folder, to)),
    remove: (server: string, file: string) => fs.rmSync(place(server, file)),
    stop: () => fs.rmSync(folder, { recursive: true }),
  };
}
