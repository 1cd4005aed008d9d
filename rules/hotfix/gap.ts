import {
  PLATFORMS,
  requiredHotfixes,
  sameFixOfOtherBuild,
  type Hotfix,
  type HotfixFile,
  type Platform,
} from "../../domain/hotfixes";
import type { HotfixFacts } from "../../domain/model/document";
import { isPending, type Pending } from "../../domain/pending";
import type { Settings } from "../../domain/settings";
import { compareVersions, isClientPackRevision, parseVersion } from "../../domain/version";
import { cleanUpOf, mixedDomains } from "./clean-up";
import type { DomainView, RuleContext, SiteView } from "../judge/context";
import type { Certainty, RuleFinding } from "../finding";
import { foldPath, versionOf } from "./files";
import { asList, remedyFor } from "../wording";

/** Why a required hotfix is not shown at a site. */
export interface HotfixGap {
  readonly code: "missing-hotfix" | "wrong-build-hotfix" | "evidence-too-old" | "evidence-insufficient";
  readonly certainty: Certainty;
  readonly found: string;
}

/** The gap findings of one rule: every site in scope, every hotfix of its build, at most one each. */
export function hotfixFindings(context: RuleContext, codes: readonly HotfixGap["code"][]): RuleFinding[] {
  const found = findingsOf.get(context) ?? allFindings(context);
  findingsOf.set(context, found);
  return found.filter(({ code }) => codes.includes(code));
}

type GapFinding = RuleFinding & { readonly code: HotfixGap["code"] };

/** Two rules report parts of the same findings. */
const findingsOf = new WeakMap<RuleContext, readonly GapFinding[]>();

function allFindings(context: RuleContext): GapFinding[] {
  const atSp2 = context.sites.filter(({ isBelowSp2 }) => !isBelowSp2).map(({ code }) => code);
  const mixedOf = mixedDomains(context.sharedDomains);
  const findings: GapFinding[] = [];
  for (const site of context.sitesInScope) {
    for (const hotfix of requiredHotfixes(site.build)) {
      const gap = findHotfixGap(site, hotfix, context.settings.minimumEvidence);
      if (gap !== undefined) findings.push(findingAt(context, site, hotfix, gap, { atSp2, mixed: mixedOf(site) }));
    }
  }
  return findings;
}

/** What went to SP2 before a site had its fixes. */
interface Breach {
  readonly atSp2: readonly string[];
  /** Domains that the site shares with a site at SP2. */
  readonly mixed: readonly DomainView[];
}

function findingAt(
  context: RuleContext,
  site: SiteView,
  hotfix: Hotfix,
  gap: HotfixGap,
  { atSp2, mixed }: Breach,
): GapFinding {
  const alreadyBroken = atSp2.length > 0 && gap.certainty !== "pending";
  const cleanUp = alreadyBroken ? cleanUpOf(hotfix, gap.certainty, mixed) : undefined;
  const remedy = remedyFor(site, hotfix, gap.certainty);
  return {
    code: gap.code,
    subject: { kind: "site", name: site.code },
    certainty: gap.certainty,
    hotfix: hotfix.id,
    found: alreadyBroken ? `${gap.found}; ${describeBreach(gap)}, ${asList(atSp2, 3)} at SP2` : gap.found,
    needed: `${describeNeed(site, hotfix)}, before any site goes to SP2 (${readingInForce(context)})`,
    remedy: cleanUp === undefined ? remedy : `${remedy} ${cleanUp}`,
    articles: [hotfix.id, "Q261931", ...(alreadyBroken ? ["Q264630"] : [])],
  };
}

/**
 * Whether a hotfix is shown at a site, and if not, why. File versions outrank an attestation; files of another
 * platform do not count (Q250850); an attestation proves nothing on a secondary site or an Alpha server (Q249077).
 */
export function findHotfixGap(
  site: SiteView,
  hotfix: Hotfix,
  minimumEvidence: Settings["minimumEvidence"],
): HotfixGap | undefined {
  const { hotfixes } = site.facts;
  if (isPending(hotfixes)) return waiting(`what is known of ${hotfix.id}`);
  const stated = hotfixes?.[hotfix.id];
  if (isPending(stated)) return waiting(`what is known of ${hotfix.id}`);
  if (stated?.installed === false) return gap("missing-hotfix", "known", `${hotfix.id} is not installed`);
  if (isPending(stated?.installed)) return waiting(`whether ${hotfix.id} is installed`);
  if (isPending(stated?.files)) return waiting(`what is known of the files of ${hotfix.id}`);
  const files = stated?.files ?? {};
  const isAttested = stated?.attestedBy !== undefined;
  if (!isAttested && Object.keys(files).length === 0) return gapOfSilence(site, hotfix);
  if (isPending(site.facts.platform)) return gapOnEitherPlatform(site, hotfix, minimumEvidence);
  const { listed, unlisted } = readFiles(site.facts.platform, hotfix, files);
  if (listed.length === 0 && unlisted.length === 0) return undefined;
  const gaps = [...listed, ...unlistedGap(site, hotfix, stated, minimumEvidence, unlisted)];
  return WORST_FIRST.map((isWorst) => gaps.find(isWorst)).find((found) => found !== undefined);
}

function gapOfSilence(site: SiteView, hotfix: Hotfix): HotfixGap {
  const other = sameFixOfOtherBuild(hotfix);
  const { hotfixes } = site.facts;
  const stated = isPending(hotfixes) ? undefined : hotfixes?.[other.id];
  const isStated =
    stated !== undefined &&
    !isPending(stated) &&
    (stated.attestedBy !== undefined || (stated.files !== undefined && hasEntries(stated.files)));
  if (!isStated) return gap("missing-hotfix", "unknown", `nothing is known of ${hotfix.id}`);
  return gap("wrong-build-hotfix", "known", `only ${other.id} is stated, the fix of build ${other.build}`);
}

/** While the platform is pending: what is found on both platforms stands, with the milder certainty. */
function gapOnEitherPlatform(
  site: SiteView,
  hotfix: Hotfix,
  minimumEvidence: Settings["minimumEvidence"],
): HotfixGap | undefined {
  const [intel, alpha] = PLATFORMS.map((platform) =>
    findHotfixGap({ ...site, facts: { ...site.facts, platform } }, hotfix, minimumEvidence),
  );
  if (intel?.code !== alpha?.code) return waiting("the platform");
  const certainOf = (certainty: Certainty) => [intel, alpha].find((found) => found?.certainty === certainty);
  return certainOf("pending") ?? certainOf("unknown") ?? intel;
}

/** What the listed files of a hotfix leave open, and the paths of those that are not listed. */
function readFiles(
  platform: Platform,
  hotfix: Hotfix,
  files: Readonly<Record<string, string | Pending>>,
): { listed: HotfixGap[]; unlisted: string[] } {
  const listed: HotfixGap[] = [];
  const unlisted: string[] = [];
  for (const file of hotfix.files) {
    const path = file.path[platform];
    const version = versionOf(files, path);
    if (version === undefined) unlisted.push(path);
    else {
      const found = isPending(version) ? waiting(`the version of ${path}`) : versionGap(hotfix, file, path, version);
      if (found !== undefined) listed.push(found);
    }
  }
  return { listed, unlisted };
}

const WORST_FIRST: readonly ((gap: HotfixGap) => boolean)[] = [
  ({ code, certainty }) => code === "wrong-build-hotfix" && certainty === "known",
  ({ certainty }) => certainty === "known",
  ({ certainty }) => certainty === "unknown",
  ({ certainty }) => certainty === "pending",
];

function versionGap(hotfix: Hotfix, file: HotfixFile, path: string, text: string): HotfixGap | undefined {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`${text} is not a version`);
  const found = `${path} is ${text}`;
  if (version.build !== hotfix.build)
    return gap("wrong-build-hotfix", "known", `${found}, a file of build ${version.build}`);
  if (compareVersions(version, file.minimum) < 0) return gap("evidence-too-old", "known", found);
  return isClientPackRevision(version)
    ? insufficient(`${found}, a client pack revision, which proves no hotfix`)
    : undefined;
}

/** What required files leave open that are not listed: nothing where an attestation can prove them. */
function unlistedGap(
  site: SiteView,
  hotfix: Hotfix,
  stated: HotfixFacts | undefined,
  minimumEvidence: Settings["minimumEvidence"],
  unlisted: readonly string[],
): HotfixGap[] {
  if (unlisted.length === 0) return [];
  const missing = `${asList(unlisted, 3)} not listed${otherPlatformNote(site, hotfix, stated?.files)}`;
  const { attestedBy, attestedOn } = stated ?? {};
  if (attestedBy === undefined) return [insufficient(missing)];
  const doubt = attestationDoubt(site, hotfix, minimumEvidence);
  if (doubt !== undefined) {
    const who = isPending(attestedBy) ? "an attestation" : `the attestation of ${attestedBy}`;
    return [insufficient(`${who} ${doubt}; ${missing}`)];
  }
  const isWaiting = [site.facts.fullVersion, attestedBy, attestedOn].some(isPending);
  return isWaiting ? [waiting(`what the attestation of ${hotfix.id} rests on`)] : [];
}

/** Why an attestation proves nothing at a site (Q249077, Q267258, Q250850). */
function attestationDoubt(
  site: SiteView,
  hotfix: Hotfix,
  minimumEvidence: Settings["minimumEvidence"],
): string | undefined {
  const { type, platform, fullVersion } = site.facts;
  if (type === "secondary") return "proves nothing on a secondary site";
  if (platform === "alpha") return "proves nothing on an Alpha server";
  if (minimumEvidence === "files") return "is not enough under minimumEvidence files";
  if (fullVersion === null) return "proves nothing where Full Version is missing";
  if (typeof fullVersion === "string" && parseVersion(fullVersion)?.build !== hotfix.build) {
    return `proves nothing where Full Version is ${fullVersion}`;
  }
  return undefined;
}

function otherPlatformNote(site: SiteView, hotfix: Hotfix, files: HotfixFacts["files"]): string {
  if (files === undefined || isPending(files)) return "";
  const names = new Set(hotfix.files.map(({ name }) => name.toLowerCase()));
  const isOther = (path: string) => {
    const [, platform, name] = foldPath(path).split("\\");
    return platform !== site.facts.platform && names.has(name ?? "");
  };
  return Object.keys(files).some(isOther) ? "; files of another platform do not count" : "";
}

function describeNeed(site: SiteView, hotfix: Hotfix): string {
  const platform = isPending(site.facts.platform) ? "i386" : site.facts.platform;
  const files = hotfix.files.map(({ name, minimum: { build, revision } }) => `${name} 2.0.${build}.${revision}`);
  return `${hotfix.id} in Bin\\${platform}: ${files.join(", ")} or later`;
}

/** Only a fix that is known not to be there breaks the rule; what is not known may be in order. */
function describeBreach({ certainty }: HotfixGap): string {
  return certainty === "known" ? "the rule is already broken" : "unless it is there the rule is already broken";
}

function readingInForce({ settings }: RuleContext): string {
  return settings.reading === "every-site"
    ? "reading every-site: at every site below SP2"
    : "reading shared-domains: at every site that shares a domain";
}

function gap(code: HotfixGap["code"], certainty: Certainty, found: string): HotfixGap {
  return { code, certainty, found };
}

function insufficient(found: string): HotfixGap {
  return gap("evidence-insufficient", "unknown", found);
}

function waiting(what: string): HotfixGap {
  return gap("evidence-insufficient", "pending", `${what} is produced by this update`);
}

function hasEntries(value: object | Pending): boolean {
  return !isPending(value) && Object.keys(value).length > 0;
}
