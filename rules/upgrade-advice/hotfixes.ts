import { SP2_BUILD } from "../../domain/builds";
import { requiredHotfixes, type Hotfix } from "../../domain/hotfixes";
import { isPending } from "../../domain/pending";
import { findHotfixGap, OLDER_FACTS_STEPS } from "../hotfix/gap";
import { fullVersionOf } from "../hotfix/remedy";
import type { RuleContext, SiteView } from "../judge/context";
import type { Advice } from "./advice";

const siteSubject = ({ code }: SiteView) => ({ kind: "site", name: code }) as const;

/** Warnings about the hotfixes of a site, its installers and its platform. */
export const HOTFIX_ADVICE: readonly Advice[] = [
  {
    code: "full-version-mismatch",
    moment: "hotfixes",
    title: "Full Version of a secondary site would make the installers change nothing.",
    articles: ["Q249077", "Q267258"],
    find: ({ sites }) =>
      secondaryBelowSp2(sites).flatMap((site) => {
        const { fullVersion } = site.facts;
        const exact = fullVersionOf(site.build);
        if (fullVersion === undefined || isPending(fullVersion) || fullVersion === exact) return [];
        return [
          {
            subject: siteSubject(site),
            found: `Full Version is ${fullVersion ?? "missing"}`,
            needed: `exactly ${exact}`,
            remedy: [
              `Set HKLM\\Software\\Microsoft\\SMS\\Setup\\Full Version (REG_SZ) to ${exact} before an installer runs: otherwise it appears to succeed and changes nothing.`,
            ],
          },
        ];
      }),
  },
  {
    code: "setup-type-mismatch",
    moment: "hotfixes",
    title: "Setup\\Type of a secondary site would make the installers change nothing.",
    articles: ["Q273853"],
    find: ({ sites }) =>
      secondaryBelowSp2(sites)
        .filter(({ facts }) => typeof facts.setupType === "number" && facts.setupType !== 2)
        .map((site) => ({
          subject: siteSubject(site),
          found: `Setup\\Type is ${String(site.facts.setupType)}`,
          needed: "2, as on every secondary site",
          remedy: [
            "Set HKLM\\Software\\Microsoft\\SMS\\Setup\\Type to 2 before an installer runs: an Administrator console that was installed on the site changed it, and the installer would leave the files untouched.",
          ],
        })),
  },
  {
    code: "older-facts",
    moment: "declaration",
    title: "A site at SP2 still has facts of an older build.",
    articles: ["Q264630", "Q213410"],
    find: ({ sites }) =>
      sites.flatMap((site) =>
        site.older === undefined
          ? []
          : [
              {
                subject: siteSubject(site),
                found: `build ${SP2_BUILD} is declared, but ${site.older.found}`,
                needed: `facts of build ${SP2_BUILD}; until then the site may be below SP2`,
                remedy: OLDER_FACTS_STEPS,
              },
            ],
      ),
  },
  {
    code: "remote-installation-off",
    moment: "hotfixes",
    title: "A site without its CCM hotfix does not use CCM; the hotfix is required all the same.",
    articles: ["Q264630", "Q261931"],
    find: (context) =>
      withoutCcmFix(context, (site) => site.facts.remoteInstallation === false && context.sitesInScope.has(site)).map(
        ({ site, hotfix }) => ({
          subject: siteSubject(site),
          found: `Windows NT Remote Client Installation is off, and ${hotfix.id} is not proven`,
          needed: `${hotfix.id} all the same`,
          remedy: [
            "Install the hotfix: without CCM the hourly retries are unlikely, but the article grants no exemption.",
          ],
        }),
      ),
  },
  {
    code: "boundaries-not-judged",
    moment: "hotfixes",
    title: "With this setting a site without its CCM hotfix is not checked.",
    articles: ["Q264630", "Q252717", "Q252718"],
    find: (context) =>
      context.sharedDomains.length === 0
        ? []
        : withoutCcmFix(context, (site) => !context.sitesInScope.has(site)).map(({ site, hotfix }) => ({
            subject: siteSubject(site),
            found: `${hotfix.id} is not proven, and with the setting shared-domains this site is not checked`,
            needed: `${hotfix.id} if its boundaries overlap those of another site`,
            remedy: ["Compare the site boundaries: the CCM risk follows shared boundaries, not shared domains."],
          })),
  },
  {
    code: "ccm-without-shared-domain",
    moment: "hotfixes",
    title: "Sites that share no domain can still share boundaries, and one lacks its CCM hotfix.",
    articles: ["Q252717", "Q252718", "Q264630"],
    find: (context) => {
      const installing = context.sites.filter(({ facts }) => facts.remoteInstallation !== false);
      if (context.sharedDomains.length > 0 || installing.length < 2) return [];
      return withoutCcmFix(context, ({ facts }) => facts.remoteInstallation !== false).map(({ site, hotfix }) => ({
        subject: siteSubject(site),
        found: `${hotfix.id} is not proven, and ${installing.length} sites install clients remotely`,
        needed: `${hotfix.id}, which its article asks for at every site of its build`,
        remedy: [
          "Compare the site boundaries: if they overlap, install the hotfix before any site is upgraded to SP2.",
        ],
      }));
    },
  },
  {
    code: "alpha-network-monitor",
    moment: "before",
    title: "On an Alpha server software distribution can stop after SP2.",
    articles: ["Q268499"],
    find: ({ sites, planned }) =>
      sites
        .filter(({ code, facts, build }) => facts.platform === "alpha" && build < SP2_BUILD && planned.has(code))
        .map((site) => ({
          subject: siteSubject(site),
          found: "it is an Alpha server, and its upgrade is planned",
          needed: "no Network Monitor Agent 2 on the server",
          remedy: [
            "Look for Network Monitor Agent 2 on the server: with its Nmperf.dll, software distribution stops after SP2.",
          ],
        })),
  },
];

function secondaryBelowSp2(sites: readonly SiteView[]): SiteView[] {
  return sites.filter(({ isBelowSp2, facts }) => isBelowSp2 && facts.type === "secondary");
}

/** The sites below SP2 that are meant and have no proven CCM hotfix, each with the one that it needs. */
function withoutCcmFix(
  context: RuleContext,
  isMeant: (site: SiteView) => boolean,
): { readonly site: SiteView; readonly hotfix: Hotfix }[] {
  return context.sites.filter(isMeant).flatMap((site) =>
    requiredHotfixes(site.build)
      .filter(({ purpose }) => purpose === "ccm")
      .filter((hotfix) => findHotfixGap(site, hotfix, context) !== undefined)
      .map((hotfix) => ({ site, hotfix })),
  );
}
