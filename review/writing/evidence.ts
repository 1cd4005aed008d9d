import { servicePackOf1493, parseVersion } from "../../domain/version";
import type { HotfixFacts, SiteFacts } from "../../domain/model/document";
import { requiredHotfixes, type HotfixId } from "../../domain/hotfixes";
import { isPending, type Pending } from "../../domain/pending";

const PENDING_WORDS = "known when the update runs";

/** The build of a site with its usual name, and its version where that is stated. */
export function buildText({ build, version }: SiteFacts): string {
  if (isPending(build)) return `build ${PENDING_WORDS}`;
  const stated = version === undefined || isPending(version) ? undefined : version;
  const parsed = stated === undefined ? undefined : parseVersion(stated);
  const pack = parsed === undefined ? undefined : servicePackOf1493(parsed);
  const names = { 1239: "release", 1380: "SP1", 1493: pack === undefined ? "SP2 or later" : `SP${pack}` };
  return `${stated ?? build} ${names[build]}`;
}

/** The evidence for each hotfix that a site needs, in short. */
export function evidenceOf(site: SiteFacts): { readonly hotfix: HotfixId; readonly text: string }[] {
  if (isPending(site.build)) return [];
  return requiredHotfixes(site.build).map(({ id }) => ({ hotfix: id, text: evidenceText(site, id) }));
}

/** A fact of a site in words. */
export interface StatedFact {
  readonly fact: string;
  readonly text: string;
}

/** What is stated of a site beside its hotfixes, where it is not what most sites have. */
export function statedOf({ platform, logonInstallation, logonDiscovery, ...site }: SiteFacts): StatedFact[] {
  const { fullVersion, copylogFixInstalled } = site;
  return [
    ...(platform === "alpha" ? [{ fact: "Platform", text: "Alpha" }] : []),
    ...switchedOff("Windows Networking Logon Client Installation", logonInstallation),
    ...switchedOff("Windows Networking Logon Client Discovery", logonDiscovery),
    ...(fullVersion === undefined ? [] : [{ fact: "Full Version", text: valueText(fullVersion) }]),
    ...(copylogFixInstalled === undefined
      ? []
      : [{ fact: "Copylog hotfix installed", text: valueText(copylogFixInstalled) }]),
  ];
}

function switchedOff(fact: string, isOn: boolean | Pending): StatedFact[] {
  if (isOn === true) return [];
  return [{ fact, text: isPending(isOn) ? PENDING_WORDS : "off" }];
}

function valueText(value: string | Pending | null): string {
  if (value === null) return "missing";
  return isPending(value) ? PENDING_WORDS : value;
}

function evidenceText({ hotfixes }: SiteFacts, id: HotfixId): string {
  if (hotfixes === undefined) return "not known";
  if (isPending(hotfixes)) return PENDING_WORDS;
  const stated = hotfixes[id];
  if (stated === undefined) return "not known";
  return isPending(stated) ? PENDING_WORDS : statedText(stated);
}

function statedText({ installed, files, attestedBy, attestedOn }: HotfixFacts): string {
  if (installed === false) return "not installed";
  if (isPending(installed) || isPending(files)) return PENDING_WORDS;
  const listed = Object.entries(files ?? {}).map(([path, version]) => {
    const file = path.split(/[\\/]/).slice(-2).join("\\");
    return `${file} ${isPending(version) ? PENDING_WORDS : version}`;
  });
  if (listed.length > 0) return listed.join(", ");
  if (attestedBy === undefined) return "not known";
  if (isPending(attestedBy) || isPending(attestedOn)) return `attested, by whom and when is ${PENDING_WORDS}`;
  return `attested by ${attestedBy} on ${attestedOn}`;
}
