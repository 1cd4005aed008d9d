import { isBuild, SP2_BUILD, type Build } from "../domain/builds";
import { HOTFIXES, proofOf, requiredHotfixes, type Hotfix, type Platform } from "../domain/hotfixes";
import type { SiteInput } from "../domain/model/document";
import { parseVersion } from "../domain/version";
import type { SetupValues } from "./registry";
import type { Answer, NotRead, Wish } from "./share";
import { noteOf, utc, type Evidence } from "./evidence";

/** A site server that is to be read. */
export interface SiteToRead {
  readonly code: string;
  readonly server: string;
  readonly platform: Platform;
  /** As it is declared; counts if neither files nor registry show it. */
  readonly build?: Build | undefined;
}

/** What can be read of a site server, in the form in which a site is declared. */
export type SiteEvidence = Evidence<
  Partial<Pick<SiteInput, "build" | "fullVersion" | "setupType" | "copylogFixInstalled" | "hotfixes">>
>;

/** Files whose versions show the hotfixes, whatever the build is. */
const FILES = [...new Set(Object.values(HOTFIXES).flatMap(({ files }) => files.map(({ name }) => name)))];
const LOGS = Object.values(HOTFIXES).filter(({ purpose }) => purpose === "copylog");

/** Everything that is read on the share of the SMS folder of a site. */
export function siteWishes({ code, platform }: SiteToRead): Wish[] {
  const share = `SMS_${code}`;
  return [
    ...FILES.map((name): Wish => ({ share, path: `Bin\\${platform}\\${name}`, want: "version" })),
    ...LOGS.map(({ id }): Wish => ({ share, path: `Logs\\${id}.log`, want: "time" })),
  ];
}

/**
 * What the answers of a site server show. A file that could not be read is not known; one that is missing is `null`.
 *
 * @param answers to {@link siteWishes}, in their order.
 * @param setup what its registry holds, if it was asked.
 * @param offset milliseconds by which its clock is ahead, if it is known.
 */
export function siteEvidence(
  site: SiteToRead,
  answers: readonly Answer[],
  setup: SetupValues | NotRead | undefined,
  offset: number | undefined,
): SiteEvidence {
  const wishes = siteWishes(site);
  const answerTo = new Map(wishes.map(({ path }, index) => [path, answers[index]]));
  const versions = FILES.map((name) => answerTo.get(`Bin\\${site.platform}\\${name}`));
  const registry = setup !== undefined && !("kind" in setup) ? setup : undefined;
  const build = buildOf(versions, registry);
  const notes = wishes.flatMap(({ path }, index) =>
    noteOf(`\\\\${site.server}\\SMS_${site.code}\\${path}`, answers[index]),
  );
  const assumed = build ?? site.build;
  const hotfixes =
    assumed === undefined ? [] : requiredHotfixes(assumed).flatMap((one) => hotfixFacts(one, site, answerTo));
  const fixed = assumed === undefined ? undefined : installedAt(assumed, site, answerTo);
  return {
    facts: {
      ...(build === undefined ? {} : { build }),
      ...(registry === undefined ? {} : { fullVersion: registry.fullVersion }),
      ...(registry?.setupType === undefined ? {} : { setupType: registry.setupType }),
      ...(fixed === undefined ? {} : { copylogFixInstalled: utc(fixed) }),
      ...(hotfixes.length === 0 ? {} : { hotfixes: Object.fromEntries(hotfixes) }),
    },
    server: site.server,
    ...(offset === undefined ? {} : { offset }),
    notes: [
      ...notes,
      ...(setup !== undefined && "kind" in setup ? [`registry of ${site.server}: ${setup.reason}`] : []),
      ...(build === undefined && notes.length === 0 ? [`${site.server}: the files read are of different builds`] : []),
    ],
  };
}

/** The build that all files agree on, or else the one of the registry. */
function buildOf(answers: readonly (Answer | undefined)[], registry: SetupValues | undefined): Build | undefined {
  const builds = answers.flatMap((answer) => (answer?.kind === "read" ? [parseVersion(answer.content)?.build] : []));
  const [first] = builds;
  if (first !== undefined && isBuild(first) && builds.every((build) => build === first)) return first;
  const stated = parseVersion(registry?.fullVersion ?? "")?.build;
  return stated !== undefined && isBuild(stated) ? stated : undefined;
}

function hotfixFacts(
  { id, files }: Hotfix,
  { platform }: SiteToRead,
  answerTo: ReadonlyMap<string, Answer | undefined>,
): [string, { files: Record<string, string | null> }][] {
  const known = files.flatMap(({ path }): [string, string | null][] => {
    const answer = answerTo.get(path[platform]);
    if (answer?.kind === "read") return [[path[platform], answer.content]];
    return answer?.kind === "missing" ? [[path[platform], null]] : [];
  });
  return known.length === 0 ? [] : [[id, { files: Object.fromEntries(known) }]];
}

/**
 * When the Copylog hotfix was installed: the time of the installer's log, which counts only if the file versions prove the
 * hotfix, since aborted installations write a log too (our inference from Q258149).
 */
function installedAt(
  build: Build,
  { platform }: SiteToRead,
  answerTo: ReadonlyMap<string, Answer | undefined>,
): number | undefined {
  if (build === SP2_BUILD) return undefined;
  const fix = LOGS.find((hotfix) => hotfix.build === build);
  const log = fix === undefined ? undefined : answerTo.get(`Logs\\${fix.id}.log`);
  if (fix === undefined || log?.kind !== "read") return undefined;
  const isProven = fix.files.every((file) => {
    const answer = answerTo.get(file.path[platform]);
    const version = answer?.kind === "read" ? parseVersion(answer.content) : undefined;
    return version !== undefined && proofOf(fix, file, version) === "proven";
  });
  return isProven ? log.modified : undefined;
}
