import { FULL_VERSIONS, type Build } from "../../domain/builds";
import type { Hotfix } from "../../domain/hotfixes";
import { isPending } from "../../domain/pending";
import type { HotfixGap } from "./gap";
import { domainsOf, type DomainView, type RuleContext, type SiteView } from "../judge/context";
import { asList } from "../wording";

/**
 * How to install a hotfix at a site and prove it (Q249077, Q251070, Q252717, Q252718, Q250850, Q273853), and what Q264630 says
 * to do while another site is at SP2 already.
 */
export function hotfixSteps(
  context: RuleContext,
  site: SiteView,
  hotfix: Hotfix,
  { certainty, isListed }: Pick<HotfixGap, "certainty" | "isListed">,
): string[] {
  const files = `versions of ${hotfix.files.map(({ name }) => name).join(", ")} in Bin\\${platformOf(site)}`;
  const place = `hotfixes.${hotfix.id}.files`;
  return [
    ...(certainty === "known"
      ? []
      : [
          isListed === true
            ? `Compare the declared ${files} with those on the server: such a version can come from another package.`
            : `Read the ${files} on the server and declare them as ${place}.`,
          `If they do not prove ${hotfix.id}, install it:`,
        ]),
    ...(site.facts.platform === "alpha" ? manualSteps(hotfix) : installerSteps(site, hotfix)),
    ...(hotfix.purpose === "ccm" ? [REMOTE_MACHINES] : []),
    ...(hotfix.purpose === "copylog" ? [NOTE_TIME] : []),
    certainty === "known" ? `Declare the ${files} as ${place}.` : "Read these versions again and declare them.",
    ...mixedSteps(context, site, hotfix),
  ];
}

const NOTE_TIME =
  "Note the time of the installation and declare it as copylogFixInstalled: Copylog.tcf has to be younger.";

const SOURCE = "in the folder Smsqfe of the SP2 CD, in the SP2 web patch, or as a download";

const REMOTE_MACHINES =
  "After the site server, update the remote machines that have SMS SQL Monitor, the SMS Provider or the Administrator console; stop Windows Management on an SMS Provider before.";

function installerSteps({ facts, build }: SiteView, { id, stops }: Hotfix): string[] {
  const type = facts.type === "secondary" ? 2 : 1;
  const registry = [
    ...(needsFullVersion(facts, build) ? [`\`Full Version\` (REG_SZ) to ${fullVersionOf(build)}`] : []),
    ...(needsType(facts) ? [`\`Type\` to ${type}`] : []),
  ];
  return [
    ...(registry.length === 0
      ? []
      : [
          `In HKLM\\Software\\Microsoft\\SMS\\Setup of the server set ${registry.join(" and ")}: otherwise the installer changes nothing and reports no error.`,
        ]),
    "Close the Administrator console on the server.",
    ...(stops === undefined ? [] : [`Stop the service ${stops}.`]),
    `Run ${id}.exe /s (${SOURCE}).`,
    ...(stops === undefined ? [] : [`Start ${stops} again.`]),
  ];
}

/** On secondary sites it may be wrong whatever it was at another time (Q249077); elsewhere only if it is known to be. */
function needsFullVersion({ type, fullVersion }: SiteView["facts"], build: Build): boolean {
  if (type === "secondary") return true;
  return fullVersion === null || (typeof fullVersion === "string" && fullVersion !== fullVersionOf(build));
}

function needsType({ type, setupType }: SiteView["facts"]): boolean {
  return type === "secondary" || (typeof setupType === "number" && setupType !== 1);
}

/** The exact text that the installers look for; that of SP1 at builds that need no installer. */
export function fullVersionOf(build: Build): string {
  return build === 1239 ? FULL_VERSIONS[1239] : FULL_VERSIONS[1380];
}

function manualSteps({ id, files, stops }: Hotfix): string[] {
  const services = ["SMS Site Component Manager", "SMS Executive", ...(stops === undefined ? [] : [stops])];
  return [
    "Close the Administrator console on the server.",
    `Stop ${services.join(", ")}.`,
    `Replace ${files.map(({ name }) => name).join(", ")} in Bin\\alpha with those of ${id} (${SOURCE}); the installer is for Intel only.`,
    `Start ${services.toReversed().join(", ")} again.`,
  ];
}

/**
 * While two or more sites are below SP2 and one is at SP2. Only a missing Copylog hotfix damages clients, and only those of
 * logon points that the site shares with a site at SP2; a missing CCM hotfix leaves retries behind.
 */
function mixedSteps(context: RuleContext, site: SiteView, { purpose }: Hotfix): string[] {
  if (context.sitesAtSp2.length === 0 || context.isFinishing) return [];
  if (purpose === "ccm") {
    return [
      "Until then, if this site retries installations on SP2 clients, hourly for 7 days: delete its Ccrretry.box files, or rename its Ccm.dll, which stops all remote installation there.",
    ];
  }
  const mixed = domainsOf(context, [site]).filter(({ isShared, sitesAtSp2 }) => isShared && sitesAtSp2.length > 0);
  if (mixed.length === 0) return [];
  return [
    `Until this site is upgraded, clients can be protected: in Copylog.tcf ${asList(mixed.map(clicoreLine), 3)}. Then restrict the permissions of the file: Full Control for one account with domain administrator's rights that is neither Administrator nor the SMS service account, Read for Everyone. Put the permissions back after the upgrade.`,
  ];
}

/** The article names the one site at SP2. If there are several it does not say which; each has the files of SP2. */
function clicoreLine({ name, facts: { pdc }, sitesAtSp2 }: DomainView): string {
  const codes = sitesAtSp2.map(({ code }) => code);
  const owner = codes.length === 1 ? codes[0] : `one of ${asList(codes, 3)}, the article does not say which`;
  return `on ${pdc} (${name}) set X86.BIN\\CLICORE.EXE=${owner}`;
}

function platformOf({ facts: { platform } }: SiteView): string {
  return isPending(platform) ? "i386" : platform;
}
