/** The builds of SMS 2.0 that exist: 1239 is the release, 1380 SP1, 1493 SP2 to SP4 (Q261931, Q251070, Q249077, Q264630). */
export const BUILDS = [1239, 1380, 1493] as const;

/** A build of SMS 2.0. SP2, SP3 and SP4 all carry 1493; only the last group of a version tells them apart (Q213410, Q266130). */
export type Build = (typeof BUILDS)[number];

/** The build that Service Pack 2 brings (Q264630). */
export const SP2_BUILD = 1493;

/** The first build that honours Senior.lst, SP1 (Q235726, Q235991). */
export const SP1_BUILD = 1380;

/** What the registry value `Full Version` must be, exactly, for the hotfix installers of a build (Q249077). */
export const FULL_VERSIONS = { 1239: "2.00.1239.0000", 1380: "2.00.1380.1000" } as const;

/** Whether a number is one of the builds of SMS 2.0. */
export function isBuild(value: number): value is Build {
  return (BUILDS as readonly number[]).includes(value);
}
