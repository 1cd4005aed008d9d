import { runSamba, statusIn, type SambaOptions } from "./samba";
import { isSafe, type NotRead } from "./share";
import type { Place, Writer } from "./writer";

interface Said {
  readonly text: string;
  readonly failure: NotRead | undefined;
}

const SILENT: NotRead = { kind: "unreachable", reason: "the server does not answer" };

/** Writes files of servers through `smbclient`: one process for each step. */
export function smbWriter(options: SambaOptions): Writer {
  const run = async (place: Place, command: string, content?: Uint8Array, signal?: AbortSignal): Promise<Said> => {
    if (!isSafe(place.server, place)) {
      return { text: "", failure: { kind: "unreadable", reason: "a name with characters that are not allowed" } };
    }
    const { server, share } = place;
    const args = [`//${server}/${share}`, "-t", "120", "-c", command];
    const files = content === undefined ? undefined : { content };
    return runSamba({ program: "smbclient", server, args, options, files, signal }, ({ stdout, stderr, isHanging }) => {
      const text = `${stdout}\n${stderr}`;
      return { text, failure: isHanging ? SILENT : statusIn(text) };
    });
  };
  return {
    put: async (place, bytes, signal) => (await run(place, `put content "${place.path}"`, bytes, signal)).failure,
    replace: async (place, name, isAtOnce) => {
      const target = `"${place.path.slice(0, place.path.lastIndexOf("\\") + 1)}${name}"`;
      const rename = `rename "${place.path}" ${target}`;
      const { text, failure } = await run(place, isAtOnce ? `${rename} -f` : `del ${target}; ${rename}`);
      if (isAtOnce) return /NT_STATUS_(NOT_SUPPORTED|OBJECT_NAME_COLLISION)/.test(text) ? "no-replace" : failure;
      // That there is nothing to delete is no failure; what the tool says of the renaming comes after it.
      return failure?.kind === "missing" ? statusIn(text.slice(text.indexOf("NT_STATUS_") + 10)) : failure;
    },
    remove: async (place) => (await run(place, `del "${place.path}"`)).failure,
  };
}
