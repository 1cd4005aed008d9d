import { SP1_BUILD, type Build } from "./builds";
import { memoised } from "./memoised";
import { compareVersions, parseVersion, type Version } from "./version";

/** The four hotfixes that SP2 requires beforehand (Q261931). */
export const HOTFIX_IDS = ["Q251070", "Q249077", "Q252718", "Q252717"] as const;

/** Article number of a required hotfix. */
export type HotfixId = (typeof HOTFIX_IDS)[number];

/** What a hotfix fixes: how the Logon Server Manager handles Copylog.tcf, or Client Configuration Manager. */
export type HotfixPurpose = "copylog" | "ccm";

/** Processors of site servers; each has its own folder below `Bin`. */
export const PLATFORMS = ["i386", "alpha"] as const;

/** A processor of site servers. */
export type Platform = (typeof PLATFORMS)[number];

/** A file whose version shows that a hotfix is in place. */
export interface HotfixFile {
  /** File name below `Bin\<platform>`. */
  readonly name: string;
  /** Where it stands below the SMS folder. */
  readonly path: Readonly<Record<Platform, string>>;
  /** Its {@link FilePath.key} for each platform. */
  readonly key: Readonly<Record<Platform, string>>;
  /** The lowest version that shows the fix. */
  readonly minimum: Version;
}

/** A required hotfix: the build that it is for, what it fixes, and the files that prove it. */
export interface Hotfix {
  readonly id: HotfixId;
  readonly build: Build;
  readonly purpose: HotfixPurpose;
  readonly files: readonly HotfixFile[];
  /** A service that is stopped before its installer runs and started again afterwards. */
  readonly stops?: string;
}

function file(name: string, minimum: string): HotfixFile {
  const version = parseVersion(minimum);
  if (version === undefined) throw new Error(`${minimum} is not a version`);
  const path = { i386: `Bin\\i386\\${name}`, alpha: `Bin\\alpha\\${name}` };
  return { name, path, key: { i386: path.i386.toLowerCase(), alpha: path.alpha.toLowerCase() }, minimum: version };
}

/** The path of a file below the SMS folder: Windows NT ignores case, and either slash is meant. */
export interface FilePath {
  /** The form in which two spellings of one path are equal: `bin\\i386\\nt_logon.dll`. */
  readonly key: string;
  /** As it is spelled. */
  readonly text: string;
  readonly platform: string;
  /** File name as it is spelled. */
  readonly name: string;
}

/** Reads the path of a file in the form that the model accepts. */
export const parseFilePath = memoised((text: string): FilePath => {
  const key = text.replaceAll("/", "\\").toLowerCase();
  const [, platform = "", name = ""] = key.split("\\");
  return { key, text, platform, name: text.slice(text.length - name.length) };
});

/** Every required hotfix with the minimum file versions that its own article gives. */
export const HOTFIXES: Readonly<Record<HotfixId, Hotfix>> = {
  Q251070: { id: "Q251070", build: 1239, purpose: "copylog", files: [file("Nt_logon.dll", "2.0.1239.62")] },
  Q249077: { id: "Q249077", build: 1380, purpose: "copylog", files: [file("Nt_logon.dll", "2.0.1380.1105")] },
  Q252718: {
    id: "Q252718",
    build: 1239,
    purpose: "ccm",
    files: [file("Ccm.dll", "2.0.1239.64"), file("Ccmbtldr.exe", "2.0.1239.64")],
  },
  Q252717: {
    id: "Q252717",
    build: 1380,
    purpose: "ccm",
    stops: "SMS_SQL_MONITOR",
    files: [
      file("Ccm.dll", "2.0.1380.1125"),
      file("Ccmbtldr.exe", "2.0.1380.1125"),
      file("Baseobj.dll", "2.0.1380.1101"),
    ],
  },
};

const REQUIRED: Readonly<Record<Build, readonly Hotfix[]>> = {
  1239: [HOTFIXES.Q251070, HOTFIXES.Q252718],
  1380: [HOTFIXES.Q249077, HOTFIXES.Q252717],
  1493: [],
};

/** The hotfixes that a site of this build needs before any site goes to SP2: both of its build, none at SP2 (Q261931). */
export function requiredHotfixes(build: Build): readonly Hotfix[] {
  return REQUIRED[build];
}

/**
 * What the version of a file shows about a hotfix. `client-pack`: client packs have last groups of x400 to x999, above the
 * thresholds without the hotfix (inferred from Q213410, seen in Q247306). `other-service-pack`: the first digit of the last
 * group is the service pack, so that of a 1380 file is 1 and a 1239 file has three digits (seen in Q255174).
 */
export type FileProof = "proven" | "too-old" | "other-build" | "client-pack" | "other-service-pack";

/** What a version of one of its files shows about a hotfix. Groups compare as numbers, within the build of the hotfix. */
export function proofOf({ build }: Hotfix, { minimum }: HotfixFile, version: Version): FileProof {
  if (version.build !== build) return "other-build";
  if (compareVersions(version, minimum) < 0) return "too-old";
  if (version.revision % 1000 >= 400) return "client-pack";
  const servicePack = Math.floor(version.revision / 1000);
  return servicePack === (build === SP1_BUILD ? 1 : 0) ? "proven" : "other-service-pack";
}

/** The hotfix of the other build that fixes the same thing; it does not count (Q261931). */
export function sameFixOfOtherBuild(hotfix: Hotfix): Hotfix {
  const other = Object.values(HOTFIXES).find((one) => one.purpose === hotfix.purpose && one.build !== hotfix.build);
  if (other === undefined) throw new Error(`${hotfix.id} has no counterpart`);
  return other;
}
