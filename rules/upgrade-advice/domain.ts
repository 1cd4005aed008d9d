import { requiredHotfixes } from "../../domain/hotfixes";
import { groupBy } from "../../domain/groups";
import { fileAt } from "../../domain/model/document";
import { foldCode } from "../../domain/names";
import { isPending } from "../../domain/pending";
import { servicePackOf1493, versionKey, type Version } from "../../domain/version";
import type { ControllerView, DomainView, SiteView } from "../judge/context";
import { serverSubject } from "../logon-point";
import { asList } from "../wording";
import type { Advice } from "./advice";

const domainSubject = ({ name }: DomainView) => ({ kind: "domain", name }) as const;
const codesOf = (sites: readonly SiteView[]) =>
  asList(
    sites.map(({ code }) => code),
    5,
  );

/** Warnings about domains and their logon points. */
export const DOMAIN_ADVICE: readonly Advice[] = [
  {
    code: "half-upgraded-domain",
    moment: "upgrade",
    title: "A domain has sites at SP2 and sites below it.",
    articles: ["Q264630", "Q262677", "Q263411", "Q236596"],
    find: ({ sharedDomains }) =>
      sharedDomains
        .filter(({ sitesAtSp2, hasSitesBelowSp2 }) => sitesAtSp2.length > 0 && hasSitesBelowSp2)
        .map((domain) => ({
          subject: domainSubject(domain),
          found: `${codesOf(belowSp2(domain))} below SP2 beside ${codesOf(domain.sitesAtSp2)} at SP2`,
          needed: "all sites of a domain at SP2 within 2 to 3 hours of each other",
          remedy: [
            "Do not stop half-way: new installations for clients of a site below SP2 stop until it is upgraded, and new clients of mixed logon points are assigned to the SP2 site only.",
            "Until then, put GOTO END at the top of Smsls.bat: two service packs on one logon point break installations for clients of the older site.",
          ],
        })),
  },
  {
    code: "mixed-service-packs",
    moment: "upgrade",
    title: "Sites at different service packs share a domain.",
    articles: ["Q236596", "Q238780"],
    find: ({ sharedDomains }) =>
      sharedDomains.flatMap((domain) =>
        // SP2 beside what is below it is a warning of its own.
        [belowSp2(domain), domain.sitesAtSp2].flatMap((sites) => {
          const packs = groupBy(
            sites.filter((site) => packOf(site) !== undefined),
            (site) => packOf(site) ?? "",
          );
          if (packs.length < 2) return [];
          return [
            {
              subject: domainSubject(domain),
              found: packs.map((some) => `${codesOf(some)} at ${packOf(some[0] as SiteView)}`).join(" beside "),
              needed: "all sites of a domain at one service pack",
              remedy: [
                "Upgrade the sites of the domain together: two service packs on one logon point break installations for clients of the older site.",
                "Until then, put GOTO END at the top of Smsls.bat.",
              ],
            },
          ];
        }),
      ),
  },
  {
    code: "partial-upgrade-plan",
    moment: "declaration",
    title: "The plan leaves sites of a domain below SP2.",
    articles: ["Q264630"],
    find: ({ sharedDomains, planned }) =>
      sharedDomains.flatMap((domain) => {
        const below = belowSp2(domain);
        const left = below.filter(({ code }) => !planned.has(code));
        if (left.length === 0 || left.length === below.length) return [];
        return [
          {
            subject: domainSubject(domain),
            found: `the plan leaves ${codesOf(left)} below SP2`,
            needed: "all sites of a domain in the plan",
            remedy: ["Plan the sites of one domain together, within 2 to 3 hours of each other."],
          },
        ];
      }),
  },
  {
    code: "save-senior-list",
    moment: "before",
    title: "Senior.lst must be saved before an upgrade and put back afterwards.",
    articles: ["Q246527", "Q247306"],
    find: ({ sharedDomains, planned }) =>
      sharedDomains.flatMap((domain) => {
        const upgraded = belowSp2(domain).filter(({ code }) => planned.has(code));
        if (typeof domain.facts.seniorList !== "string" || upgraded.length === 0) return [];
        return [
          {
            subject: domainSubject(domain),
            found: `Senior.lst is in use, and the upgrade of ${codesOf(upgraded)} is planned`,
            needed: "Senior.lst saved before each upgrade and put back afterwards",
            remedy: [
              "Save SMSLOGON\\Sitescfg\\Senior.lst before each upgrade, and put it back afterwards.",
              "You may need to disable the logon methods for a while, so that clients get no mixed files: that can lose the designation of the Senior Site.",
            ],
          },
        ];
      }),
  },
  {
    code: "nt-logon-versions-differ",
    moment: "copylog",
    title: "Nt_logon.dll differs among the sites of a domain.",
    articles: ["Q264976"],
    find: ({ sharedDomains }) =>
      sharedDomains.flatMap((domain) => {
        const versions = ntLogonVersions(domain);
        if (versions.length < 2) return [];
        return [
          {
            subject: domainSubject(domain),
            found: `Nt_logon.dll is ${asList(versions, 4)}`,
            needed: "one version of Nt_logon.dll at all sites of a domain",
            remedy: [
              "While the versions differ, Copylog.tcf can be corrupted: read it on every logon point after the last site got its hotfix, and again right before the upgrade.",
            ],
          },
        ];
      }),
  },
  {
    code: "pdc-not-logon-point",
    moment: "declaration",
    title: "A PDC has no share SMSLOGON, but a BDC has one.",
    articles: ["Q225542", "Q192487"],
    find: ({ domains }) =>
      domains.flatMap((domain) => {
        const [pdc, ...bdcs] = domain.controllers;
        const withShare = bdcs.filter((controller) => hasShare(controller) === true);
        if (pdc === undefined || hasShare(pdc) !== false || withShare.length === 0) return [];
        return [
          {
            subject: domainSubject(domain),
            found: `${pdc.server}, the PDC, is declared without a share SMSLOGON, and ${asList(
              withShare.map(({ server }) => server),
              5,
            )} with one`,
            needed: "a PDC that is a logon point if a BDC is one",
            remedy: [
              "Check both: a PDC without an NTFS volume with 50 MB free is no logon point, and then no BDC becomes one. One of the two facts is probably wrong.",
            ],
          },
        ];
      }),
  },
  {
    code: "no-logon-point",
    moment: "declaration",
    title: "No controller of a domain has a share SMSLOGON, but sites manage logon points there.",
    articles: ["Q225542"],
    find: ({ domainsInScope }) =>
      domainsInScope
        .filter(({ controllers }) => controllers.every((controller) => hasShare(controller) === false))
        .map((domain) => ({
          subject: domainSubject(domain),
          found: `every controller is declared without a share SMSLOGON (${asList(
            domain.controllers.map(({ server }) => server),
            5,
          )}), so no Copylog.tcf was checked`,
          needed: "at least one logon point in a domain in which sites manage logon points",
          remedy: [
            "Look for the share SMSLOGON on each controller of the domain. If none has it, the sites manage no logon points there: declare their logon methods as they are set.",
          ],
        })),
  },
  {
    code: "site-folder-missing",
    moment: "copylog",
    title: "A logon point has no folder for a site that takes part.",
    articles: ["Q242492", "Q255820", "Q227028"],
    find: ({ domainsInScope }) =>
      domainsInScope.flatMap((domain) =>
        domain.controllers.flatMap((controller) => {
          const missing = missingFolders(domain, controller);
          if (missing.length === 0) return [];
          return [
            {
              subject: serverSubject(controller.server),
              found: `Copylog.tcf has no lines under SITES\\ of ${asList(missing, 5)}`,
              needed: "a folder SMSLOGON\\Sites\\<code> for each site that takes part",
              remedy: [
                "Look for the folders on the server. A missing one is the sign of a site that was marked dead, or that another site removed because it could not read its .lcf file on the PDC; the clients of the removed site then remove themselves at logon.",
                "If a folder is missing, find out why before any upgrade.",
              ],
            },
          ];
        }),
      ),
  },
];

/** The service pack of a site in words; undefined at build 1493 without a version that tells it. */
function packOf({ build, facts: { version } }: SiteView): string | undefined {
  if (build === 1239) return "the release build";
  if (build === 1380) return "SP1";
  const pack = version === undefined || isPending(version) ? undefined : servicePackOf1493(version);
  return pack === undefined ? undefined : `SP${pack}`;
}

function belowSp2({ takingPart }: DomainView): SiteView[] {
  return takingPart.filter(({ isBelowSp2 }) => isBelowSp2);
}

/** Whether a controller is declared with or without the share SMSLOGON; undefined: it is not declared. */
function hasShare({ point }: ControllerView): boolean | undefined {
  if (point === undefined || isPending(point)) return undefined;
  if (point.logonPoint === false) return false;
  return point.logonPoint === true || point.copylog !== undefined || point.updatedSinceFix !== undefined || undefined;
}

/** The different versions of Nt_logon.dll, each with one of its sites. */
function ntLogonVersions({ takingPart }: DomainView): string[] {
  const versions = new Map<string, string>();
  for (const site of takingPart) {
    const version = ntLogonVersion(site);
    const key = version && versionKey(version);
    if (key !== undefined && !versions.has(key)) versions.set(key, `${version?.text} at ${site.code}`);
  }
  return [...versions.values()];
}

function ntLogonVersion({ build, facts: { hotfixes, platform } }: SiteView): Version | undefined {
  const copylogFix = requiredHotfixes(build).find(({ purpose }) => purpose === "copylog");
  const stated = copylogFix === undefined || isPending(hotfixes) ? undefined : hotfixes?.[copylogFix.id];
  if (stated === undefined || isPending(stated) || isPending(stated.files) || isPending(platform)) return undefined;
  const [ntLogon] = copylogFix?.files ?? [];
  const version = ntLogon && stated.files && fileAt(stated.files, ntLogon, platform)?.version;
  return version === null || isPending(version) ? undefined : version;
}

/** Sites that take part and have no lines of their own; none if the folders are not declared, or the file has no lines at all. */
function missingFolders({ takingPart }: DomainView, { point }: ControllerView): string[] {
  if (point === undefined || isPending(point) || point.copylog === undefined || isPending(point.copylog)) return [];
  const { siteFolders, corrupt } = point.copylog;
  if (siteFolders === undefined || isPending(siteFolders)) return [];
  if (corrupt === true && siteFolders.length === 0) return [];
  const folders = new Set(siteFolders.map(foldCode));
  return takingPart.map(({ code }) => code).filter((code) => !folders.has(foldCode(code)));
}
