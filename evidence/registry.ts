import { runSamba, statusIn, type SambaOptions } from "./samba";
import { isSafe, type NotRead } from "./share";

/** Values of `HKLM\Software\Microsoft\SMS\Setup` of a site server. */
export interface SetupValues {
  /** `Full Version`; null: the value does not exist. */
  readonly fullVersion: string | null;
  /** `Type`; absent: it does not exist or is no number. */
  readonly setupType?: number;
}

const KEY = "HKLM\\Software\\Microsoft\\SMS\\Setup";

/**
 * Reads the registry of a site server through `net rpc registry`. Windows NT lets only administrators in, so to be refused
 * is an ordinary outcome (Q153183).
 */
export async function readSetupValues(
  server: string,
  options: SambaOptions,
  signal?: AbortSignal,
): Promise<SetupValues | NotRead> {
  if (!isSafe(server, { share: "IPC$", path: "winreg" })) {
    return { kind: "unreadable", reason: "a name with characters that are not allowed" };
  }
  const args = ["-S", server, "rpc", "registry", "enumerate", KEY];
  return runSamba({ program: "net", server, args, options, signal }, ({ stdout, stderr, isHanging }) => {
    if (isHanging) return { kind: "unreachable", reason: "the server does not answer" };
    const values = valuesIn(stdout);
    if (values.size > 0) return setupValues(values);
    const said = `${stdout}\n${stderr}`;
    if (/registry_openkey failed/.test(said)) return { kind: "missing", reason: `no key ${KEY}` };
    return statusIn(said) ?? { kind: "missing", reason: `no values in ${KEY}` };
  });
}

/** The first value of each name: a value is printed raw, and one with line breaks could pretend to be another. */
function valuesIn(text: string): Map<string, { type: string; value: string }> {
  const values = new Map<string, { type: string; value: string }>();
  for (const [, name = "", type = "", value = ""] of text.matchAll(
    /^Valuename {2}= (.*)\r?\nType {7}= (REG_\w+)\r?\nValue {6}= (.*)$/gm,
  )) {
    if (!values.has(name.toLowerCase())) values.set(name.toLowerCase(), { type, value });
  }
  return values;
}

function setupValues(values: ReadonlyMap<string, { type: string; value: string }>): SetupValues | NotRead {
  const version = values.get("full version");
  const type = values.get("type");
  const [, text] = /^"([0-9.]{1,32})"$/.exec(version?.value ?? "") ?? [];
  if (version !== undefined && (version.type !== "REG_SZ" || text === undefined)) {
    return { kind: "unreadable", reason: "Full Version is not a version" };
  }
  const isNumber = type?.type === "REG_DWORD" && /^\d{1,10}$/.test(type.value);
  return { fullVersion: text ?? null, ...(isNumber ? { setupType: Number(type.value) } : {}) };
}
