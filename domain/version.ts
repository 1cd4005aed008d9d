import { BUILDS, SP2_BUILD } from "./builds";
import { memoised } from "./memoised";

/** Four numbers of an SMS version. Articles write both `2.0.1380.1105` and `2.00.1380.1000`: groups are numbers. */
export interface Version extends Groups {
  /** As it is spelled. */
  readonly text: string;
}

interface Groups {
  readonly major: number;
  readonly minor: number;
  readonly build: number;
  readonly revision: number;
}

const FOUR_GROUPS = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})\.(\d{1,5})$/;

/**
 * A version of SMS 2.0 of a build that exists, as text. It serves in the JSON Schema too.
 */
export const SMS_VERSION = new RegExp(
  `^0{0,4}2\\.0{1,5}\\.0?(?:${BUILDS.join("|")})\\.` +
    "(?:\\d{1,4}|[0-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])$",
);

/** Reads four groups of digits; undefined for anything else (blanks, letters, three groups, a group above 65535). */
export const parseVersion = memoised((text: string): Version | undefined => {
  const groups = FOUR_GROUPS.exec(text);
  if (groups === null) return undefined;
  const [major, minor, build, revision] = [Number(groups[1]), Number(groups[2]), Number(groups[3]), Number(groups[4])];
  if (Math.max(major, minor, build, revision) > 0xffff) return undefined;
  return { major, minor, build, revision, text };
});

/** Negative, zero or positive as `a` is before, equal to or after `b`; every group compares as a number. */
export function compareVersions(a: Groups, b: Groups): number {
  return a.major - b.major || a.minor - b.minor || a.build - b.build || a.revision - b.revision;
}

/**
 * Which service pack a 1493 version belongs to: the first digit of a four-digit last group, 2xxx, 3xxx or 4xxx
 * (Q213410, Q266130). Undefined for other builds and other revisions.
 */
export function servicePackOf1493(version: Groups): 2 | 3 | 4 | undefined {
  if (version.build !== SP2_BUILD) return undefined;
  const digit = Math.floor(version.revision / 1000);
  return digit === 2 || digit === 3 || digit === 4 ? digit : undefined;
}

/** {@link versionKey} of a text that may be a version, as that of a registry value; any other text stays as it is. */
export function versionMeaning(text: string): string {
  const version = parseVersion(text);
  return version === undefined ? text : versionKey(version);
}

/** The form in which two spellings of one version are equal. */
export function versionKey({ major, minor, build, revision }: Groups): string {
  return `${major}.${minor}.${build}.${revision}`;
}
