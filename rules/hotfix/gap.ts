import { SP2_BUILD } from "../../domain/builds";
import { isAhead } from "../../domain/days";
import {
  PLATFORMS,
  proofOf,
  requiredHotfixes,
  sameFixOfOtherBuild,
  type FileProof,
  type Hotfix,
  type HotfixFile,
} from "../../domain/hotfixes";
import { fileAt, type FileFacts, type HotfixFacts } from "../../domain/model/document";
import { isPending, type Pending } from "../../domain/pending";
import type { Version } from "../../domain/version";
import type { Certainty, RuleFinding, Subject } from "../finding";
import type { RuleContext, SiteView } from "../judge/context";
import { asList, whyNotRead } from "../wording";
import { fullVersionOf, hotfixSteps } from "./remedy";

/** Why a required hotfix is not proven at a site. */
export interface HotfixGap {
  readonly code: "missing-hotfix" | "wrong-build-hotfix" | "evidence-too-old" | "evidence-insufficient";
  readonly certainty: Certainty;
  readonly found: string;
  /** The versions are declared, and prove nothing. */
  readonly isListed?: true;
}

type GapFinding = RuleFinding & { readonly code: HotfixGap["code"] };

/** What evidence is measured by. */
type Demands = Pick<RuleContext, "settings" | "today">;

/** The findings of one rule: every site in scope, every hotfix of its build, at most one each. */
export function hotfixFindings(context: RuleContext, codes: readonly HotfixGap["code"][]): RuleFinding[] {
  const found = findingsOf.get(context) ?? allFindings(context);
  findingsOf.set(context, found);
  return found.filter(({ code }) => codes.includes(code));
}

/** Two rules report parts of the same findings. */
const findingsOf = new WeakMap<RuleContext, readonly GapFinding[]>();

function allFindings(context: RuleContext): GapFinding[] {
  return gapsIn(context).flatMap(({ site, hotfix, gaps }) => {
    const gap = worstOf(gaps);
    if (gap === undefined) return [];
    return [site.older === undefined ? findingAt(context, site, hotfix, gap) : doubtAt(context, site, hotfix, gap)];
  });
}

interface GapsAtSite {
  readonly site: SiteView;
  readonly hotfix: Hotfix;
  readonly gaps: readonly HotfixGap[];
}

/** Why hotfixes are not proven at the sites in scope, and at those that may be, at the build that their facts show. */
function gapsIn(context: RuleContext): readonly GapsAtSite[] {
  const known = gapsOf.get(context);
  if (known !== undefined) return known;
  const doubted = context.sitesAtSp2.flatMap((site) => (site.older ? [{ ...site, build: site.older.build }] : []));
  const open: GapsAtSite[] = [];
  for (const site of [...context.sitesInScope, ...doubted]) {
    for (const hotfix of requiredHotfixes(site.build)) {
      const gaps = hotfixGaps(site, hotfix, context);
      if (gaps.length > 0) open.push({ site, hotfix, gaps });
    }
  }
  gapsOf.set(context, open);
  return open;
}

/** Findings and what is unsettled come from the same gaps. */
const gapsOf = new WeakMap<RuleContext, readonly GapsAtSite[]>();

function findingAt(context: RuleContext, site: SiteView, hotfix: Hotfix, gap: HotfixGap): GapFinding {
  const atSp2 = context.sitesAtSp2.map(({ code }) => code);
  const { code, certainty, found } = gap;
  return {
    code,
    subject: { kind: "site", name: site.code },
    certainty,
    hotfix: hotfix.id,
    found: found + breach(certainty, atSp2),
    needed: `${describeNeed(site, hotfix)}, before any site is upgraded to SP2 (${readingInForce(context)})`,
    remedy: hotfixSteps(context, site, hotfix, gap),
    articles: [hotfix.id, "Q261931", ...(atSp2.length > 0 ? ["Q264630"] : [])],
  };
}

/** What is found at a site that is declared at SP2 and shows an older build, at which it would lack a hotfix. */
function doubtAt(context: RuleContext, site: SiteView, hotfix: Hotfix, { certainty, found }: HotfixGap): GapFinding {
  return {
    code: "evidence-insufficient",
    subject: { kind: "site", name: site.code },
    certainty: certainty === "pending" ? "pending" : "unknown",
    hotfix: hotfix.id,
    found: `declared at build ${SP2_BUILD}, but ${site.older?.found}; at build ${site.build}, ${found}`,
    needed: `facts of build ${SP2_BUILD}, or ${describeNeed(site, hotfix)} (${readingInForce(context)})`,
    remedy: [
      ...OLDER_FACTS_STEPS,
      `If it is at build ${site.build}, install ${hotfix.id} and declare the versions of its files before any site is upgraded.`,
    ],
    articles: [hotfix.id, "Q261931", "Q264630"],
  };
}

/** What to do about a site at SP2 with facts of an older build. */
export const OLDER_FACTS_STEPS = [
  "Read HKLM\\Software\\Microsoft\\SMS\\Setup\\Full Version and the file versions on the site server.",
  "If they are of build 1493, remove the older ones from the declaration; else declare the build that they show.",
];

/** Only a hotfix that is known not to be there breaks the rule; one without evidence may be installed. */
function breach(certainty: Certainty, atSp2: readonly string[]): string {
  if (atSp2.length === 0 || certainty === "pending") return "";
  const condition = certainty === "known" ? "" : "if it is not installed, ";
  return `; ${condition}the rule is already broken, ${asList(atSp2, 3)} at SP2`;
}

/** Sites at which a hotfix that is pending may turn out to be missing, or not to be proven. */
export function unsettledHotfixes(context: RuleContext): Subject[] {
  const unsettled = gapsIn(context).filter(({ gaps }) => gaps.some(({ certainty }) => certainty === "pending"));
  return [...new Set(unsettled.map(({ site }) => site.code))].map((code) => ({ kind: "site", name: code }));
}

/** Whether a hotfix is proven at a site, and if not, the worst reason. */
export function findHotfixGap(site: SiteView, hotfix: Hotfix, demands: Demands): HotfixGap | undefined {
  return worstOf(hotfixGaps(site, hotfix, demands));
}

function worstOf(gaps: readonly HotfixGap[]): HotfixGap | undefined {
  return gaps.length < 2
    ? gaps[0]
    : WORST_FIRST.map((isWorst) => gaps.find(isWorst)).find((found) => found !== undefined);
}

/**
 * Why a hotfix is not proven at a site; nothing if it is. File versions outrank an attestation; files of another platform do
 * not count (Q250850).
 */
function hotfixGaps(site: SiteView, hotfix: Hotfix, demands: Demands): HotfixGap[] {
  const { hotfixes, platform } = site.facts;
  if (isPending(hotfixes)) return [waiting(`evidence for ${hotfix.id}`)];
  const stated = hotfixes?.[hotfix.id];
  if (isPending(stated)) return [waiting(`evidence for ${hotfix.id}`)];
  if (stated?.installed === false) return [gap("missing-hotfix", "known", `${hotfix.id} is not installed`)];
  if (isPending(stated?.installed)) return [waiting(`whether ${hotfix.id} is installed`)];
  if (isPending(stated?.files)) return [waiting(`the file versions for ${hotfix.id}`)];
  const files = stated?.files ?? {};
  const isAttested = stated?.attestedBy !== undefined;
  if (!isAttested && Object.keys(files).length === 0) return [gapWithoutEvidence(site, hotfix)];
  if (isPending(platform)) return gapsOnEitherPlatform(site, hotfix, demands);
  const gaps: HotfixGap[] = [];
  const unlisted: string[] = [];
  for (const file of hotfix.files) {
    const declared = fileAt(files, file, platform);
    const found = declared && fileGap(hotfix, file, file.path[platform], declared.version);
    if (declared === undefined) unlisted.push(file.path[platform]);
    if (found !== undefined) gaps.push(found);
  }
  return unlisted.length === 0 ? gaps : [...gaps, ...unlistedGap(site, hotfix, stated, demands, unlisted)];
}

function gapWithoutEvidence({ facts }: SiteView, hotfix: Hotfix): HotfixGap {
  const { hotfixes } = facts;
  const other = sameFixOfOtherBuild(hotfix);
  const stated = isPending(hotfixes) ? undefined : hotfixes?.[other.id];
  const isStated =
    stated !== undefined &&
    !isPending(stated) &&
    (stated.attestedBy !== undefined || (!isPending(stated.files) && Object.keys(stated.files ?? {}).length > 0));
  if (!isStated) {
    return gap("missing-hotfix", "unknown", `${hotfix.id}: no evidence declared${whyNotRead(facts)}`);
  }
  return gap("wrong-build-hotfix", "known", `evidence for ${other.id} only, the hotfix for build ${other.build}`);
}

/** While the platform is pending: what is found on both platforms stands, with the milder certainty. */
function gapsOnEitherPlatform(site: SiteView, hotfix: Hotfix, demands: Demands): HotfixGap[] {
  const [intel, alpha] = PLATFORMS.map((platform) =>
    findHotfixGap({ ...site, facts: { ...site.facts, platform } }, hotfix, demands),
  );
  if (intel?.code !== alpha?.code) return [waiting("the platform")];
  const certainOf = (certainty: Certainty) => [intel, alpha].find((found) => found?.certainty === certainty);
  const found = certainOf("pending") ?? certainOf("unknown") ?? intel;
  return found === undefined ? [] : [found];
}

const WORST_FIRST: readonly ((gap: HotfixGap) => boolean)[] = [
  ({ code, certainty }) => code === "wrong-build-hotfix" && certainty === "known",
  ({ certainty }) => certainty === "known",
  ({ certainty }) => certainty === "unknown",
  ({ certainty }) => certainty === "pending",
];

function fileGap(
  hotfix: Hotfix,
  file: HotfixFile,
  path: string,
  version: Version | null | Pending,
): HotfixGap | undefined {
  if (isPending(version)) return waiting(`the version of ${path}`);
  if (version === null) return gap("missing-hotfix", "known", `${path} is missing`);
  const proof = proofOf(hotfix, file, version);
  return proof === "proven" ? undefined : GAPS[proof](`${path} is ${version.text}`, version);
}

const GAPS: Readonly<Record<Exclude<FileProof, "proven">, (found: string, version: Version) => HotfixGap>> = {
  "too-old": (found) => gap("evidence-too-old", "known", found),
  "other-build": (found, { build }) => gap("wrong-build-hotfix", "known", `${found}, a file of build ${build}`),
  "client-pack": (found) => doubtful(`${found}, a client pack revision, which does not prove the hotfix`),
  "other-service-pack": (found) =>
    doubtful(`${found}, whose last group belongs to another service pack, which does not prove the hotfix`),
};

/** What required files leave open that are not listed: nothing if an attestation proves them. */
function unlistedGap(
  site: SiteView,
  hotfix: Hotfix,
  stated: HotfixFacts | undefined,
  demands: Demands,
  unlisted: readonly string[],
): HotfixGap[] {
  const missing = `${asList(unlisted, 3)} not declared${whyNotRead(site.facts)}${otherPlatformNote(site, hotfix, stated?.files)}`;
  const { attestedBy, attestedOn } = stated ?? {};
  if (attestedBy === undefined) return [insufficient(missing)];
  const doubt = attestationDoubt(site, attestedOn, demands);
  if (doubt !== undefined) {
    const who = isPending(attestedBy) ? "an attestation" : `the attestation of ${attestedBy}`;
    return [insufficient(`${who} ${doubt}; ${missing}`)];
  }
  const isWaiting = [site.facts.fullVersion, site.facts.setupType, attestedBy, attestedOn].some(isPending);
  return isWaiting ? [waiting(`what the attestation of ${hotfix.id} depends on`)] : [];
}

/** Why an attestation proves nothing at a site (Q249077, Q267258, Q250850, Q273853). */
function attestationDoubt(
  { build, facts }: SiteView,
  attestedOn: HotfixFacts["attestedOn"],
  { settings: { minimumEvidence }, today }: Demands,
): string | undefined {
  const { type, platform, fullVersion, setupType } = facts;
  if (type === "secondary") return "does not count on a secondary site";
  if (platform === "alpha") return "does not count on an Alpha server: the installers are for Intel only";
  if (minimumEvidence === "files") return "does not count: minimumEvidence is files";
  if (typeof attestedOn === "string" && isAhead(attestedOn, today)) {
    return `does not count: it is dated ${attestedOn}, and today is ${today}`;
  }
  const exact = fullVersionOf(build);
  if (fullVersion === null) return "does not count: Full Version is missing, so the installer changes nothing";
  if (typeof fullVersion === "string" && fullVersion !== exact) {
    return `does not count: Full Version is ${fullVersion}, and the installer wants exactly ${exact}`;
  }
  if (typeof setupType === "number" && setupType !== 1 && setupType !== 2) {
    return `does not count: Type is ${setupType}, and the installer wants 1 or 2`;
  }
  return undefined;
}

function otherPlatformNote(site: SiteView, hotfix: Hotfix, files: HotfixFacts["files"]): string {
  if (files === undefined || isPending(files)) return "";
  const names = new Set(hotfix.files.map(({ name }) => name.toLowerCase()));
  const isOther = ({ path: { platform, name } }: FileFacts) =>
    platform !== site.facts.platform && names.has(name.toLowerCase());
  return Object.values(files).some(isOther) ? "; files of another platform do not count" : "";
}

function describeNeed(site: SiteView, hotfix: Hotfix): string {
  const platform = isPending(site.facts.platform) ? "i386" : site.facts.platform;
  const files = hotfix.files.map(({ name, minimum }) => `${name} ${minimum.text}`);
  return `${hotfix.id} in Bin\\${platform}: ${files.join(", ")} or later`;
}

function readingInForce({ settings }: RuleContext): string {
  return settings.reading === "every-site"
    ? "applies to all sites below SP2"
    : "applies to all sites that share a domain";
}

function gap(code: HotfixGap["code"], certainty: Certainty, found: string): HotfixGap {
  return { code, certainty, found };
}

function doubtful(found: string): HotfixGap {
  return { ...insufficient(found), isListed: true };
}

function insufficient(found: string): HotfixGap {
  return gap("evidence-insufficient", "unknown", found);
}

function waiting(what: string): HotfixGap {
  return gap("evidence-insufficient", "pending", `${what} will be known during the update`);
}
