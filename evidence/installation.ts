import { SP2_BUILD } from "../domain/builds";
import { HOTFIXES, proofOf, type HotfixFile, type HotfixId, type Platform } from "../domain/hotfixes";
import { parseVersion } from "../domain/version";
import { utc } from "./evidence";
import type { Answer, Wish } from "./share";

/** A hotfix that is to be seen on a site server. */
export interface InstallationToRead {
  readonly code: string;
  readonly hotfix: HotfixId;
  readonly platform: Platform;
}

/** What a site server shows of a hotfix. */
export interface Installation {
  /**
   * Versions of its files by path, `null` for one that is missing, as a site declares them; those that could not be read are
   * absent.
   */
  readonly files: Readonly<Record<string, string | null>>;
  /** What keeps the hotfix from being proven: nothing if it is installed, or the server is at SP2. */
  readonly gaps: readonly Gap[];
  /**
   * When it was installed, by the clock of the server: the time of the installer's log, which counts only if the files prove
   * the hotfix (our inference from Q258149).
   */
  readonly installedAt?: string;
}

/** Why a hotfix is not proven. */
export interface Gap {
  /** As `Bin\\i386\\Ccm.dll is 2.0.1380.1041, needs 2.0.1380.1125 or later`. */
  readonly text: string;
  /** The server shows that the hotfix is not there; else it could not be read. */
  readonly isKnown: boolean;
}

/** The files of a hotfix on its site server, and the log of its installer. */
export function installationWishes({ code, hotfix, platform }: InstallationToRead): Wish[] {
  const share = `SMS_${code}`;
  return [
    ...HOTFIXES[hotfix].files.map(({ path }): Wish => ({ share, path: path[platform], want: "version" })),
    { share, path: `Logs\\${hotfix}.log`, want: "time" },
  ];
}

/** @param answers to {@link installationWishes}, in their order. */
export function installationIn({ hotfix, platform }: InstallationToRead, answers: readonly Answer[]): Installation {
  const { files } = HOTFIXES[hotfix];
  const entries = files.flatMap(({ path }, index): [string, string | null][] => {
    const answer = answers[index];
    if (answer?.kind === "read") return [[path[platform], answer.content]];
    return answer?.kind === "missing" ? [[path[platform], null]] : [];
  });
  const gaps = files.flatMap((file, index) => gapIn(hotfix, file, file.path[platform], answers[index]));
  const log = answers[files.length];
  const isTimed = gaps.length === 0 && log?.kind === "read" && log.modified !== undefined;
  return {
    files: Object.fromEntries(entries),
    gaps,
    ...(isTimed ? { installedAt: utc(log.modified ?? 0) } : {}),
  };
}

function gapIn(hotfix: HotfixId, file: HotfixFile, path: string, answer: Answer | undefined): Gap[] {
  const known = (text: string): Gap[] => [{ text: `${path} ${text}`, isKnown: true }];
  const needed = `needs ${file.minimum.text} or later`;
  if (answer?.kind === "missing") return known(`is missing, ${needed}`);
  if (answer?.kind !== "read") return [{ text: `${path}: ${answer?.reason ?? "no answer"}`, isKnown: false }];
  const version = parseVersion(answer.content);
  if (version === undefined) return known(`is ${answer.content}, ${needed}`);
  if (version.build === SP2_BUILD) return [];
  const proof = proofOf(HOTFIXES[hotfix], file, version);
  return proof === "proven" ? [] : known(`is ${answer.content}, ${WHY[proof] ?? needed}`);
}

const WHY: Readonly<Record<string, string>> = {
  "other-build": "a file of another build",
  "client-pack": "a client pack revision, which does not prove the hotfix",
  "other-service-pack": "a file of another service pack",
};
