import type { Provider } from "@pulumi/pulumi/provider";
import { formatClearance, gateDigest, type GateInputs } from "../../../domain/carried/gate";
import type { Configuration } from "../../../provider/configuration";
import { smsProvider } from "../../../provider/provider";
import { serversOf } from "../../../provider/servers";

/** What the engine sends for a value that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the engine sends for a secret. */
export function secret(value: unknown): object {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

export const GATE = urn("sms:index:Hierarchy$sms:index:Sp2Readiness", "contoso");
export const UPGRADE = urn("sms:index:Hierarchy$sms:index:Site$sms:index:Sp2Upgrade", "CEN");

/** The URN of a resource of this type, parents included. */
export function urn(type: string, name: string): string {
  return `urn:pulumi:dev::project::${type}::${name}`;
}

/** A day on which all waivers of {@link waived} are in force. */
export const TODAY = "2000-07-01";

/** The provider on a day, with what it says to the user. */
export function provider(
  today = TODAY,
  configuration: Configuration = {},
  signal = new AbortController().signal,
): Required<Pick<Provider, "check" | "diff" | "create" | "update" | "read" | "delete">> & {
  said: string[];
} {
  const said: string[] = [];
  const say = async (message: string, of?: string) => void said.push(`${of}: ${message}`);
  const world = {
    today: () => today,
    warn: say,
    tell: say,
    servers: serversOf(() => configuration),
    signal,
    finish: <T>(work: () => Promise<T>) => work(),
  };
  return { ...(smsProvider(world) as ReturnType<typeof provider>), said };
}

/** Inputs of a gate that is ready: two sites in one domain with every fix. */
export function ready() {
  const hotfixes = {
    Q249077: { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1105" } },
    Q252717: {
      files: {
        "Bin\\i386\\Ccm.dll": "2.0.1380.1125",
        "Bin\\i386\\Ccmbtldr.exe": "2.0.1380.1125",
        "Bin\\i386\\Baseobj.dll": "2.0.1380.1101",
      } as Record<string, string>,
    },
  };
  return {
    hierarchy: "contoso",
    domains: {
      CORP: {
        pdc: "PDC1",
        bdcs: ["BDC1"],
        seniorList: "CEN\r\n" as string | null,
        logonPoints: {
          PDC1: { copylog: { owners: ["CEN"], corrupt: false }, updatedSinceFix: true },
          BDC1: { logonPoint: false },
        },
      },
    },
    sites: {
      CEN: { type: "central", build: 1380, domains: ["CORP"], hotfixes: structuredClone(hotfixes) },
      P01: { type: "primary", parent: "CEN", build: 1380, domains: ["CORP"], hotfixes: structuredClone(hotfixes) },
    },
    upgrades: ["CEN", "P01"],
    waivers: [] as { rule: string; subject: string; reason: string; owner: string; expires: string }[],
    reading: "every-site",
    minimumEvidence: "attested",
  };
}

/** Inputs of a gate that misses a hotfix. */
export function blocked() {
  const inputs = ready();
  Object.assign(inputs.sites.P01.hotfixes, { Q249077: { installed: false } });
  return inputs;
}

/** Inputs of a gate whose missing hotfix is waived until 2000-08-01. */
export function waived() {
  const waiver = {
    rule: "hotfix-prerequisites",
    subject: "P01",
    reason: "replaced",
    owner: "j.doe",
    expires: "2000-08-01",
  };
  return { ...blocked(), waivers: [waiver] };
}

export function digest(inputs: object): string {
  return String(gateDigest(inputs as GateInputs));
}

export function clearance(inputs: object, validThrough?: string): string {
  return formatClearance({ digest: digest(inputs), hierarchy: "contoso", validThrough });
}

/** Inputs of an upgrade that the gate of {@link ready} has cleared. */
export function cleared() {
  return { hierarchy: "contoso", site: "CEN", clearance: clearance(ready()), factsDigest: digest(ready()) };
}
