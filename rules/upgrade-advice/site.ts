import { requiredHotfixes } from "../../domain/hotfixes";
import { foldName } from "../../domain/names";
import { parseVersion } from "../../domain/version";
import { advice } from "./advice";
import type { RuleContext, SiteView } from "../judge/context";
import type { RuleFinding, Subject } from "../finding";
import { findHotfixGap } from "../hotfix/gap";

/** What the articles warn of at one site. */
export function siteAdvice(context: RuleContext, site: SiteView): RuleFinding[] {
  return [...nameAdvice(context, site), ...(site.isBelowSp2 ? setupAdvice(site) : []), ...ccmAdvice(context, site)];
}

function nameAdvice(context: RuleContext, { code, facts, isBelowSp2 }: SiteView): RuleFinding[] {
  const twin = context.domainOf.get(foldName(code))?.name;
  const respelt = facts.domains.flatMap((name) => {
    const domain = context.domainOf.get(foldName(name));
    const isCompared = isBelowSp2 || domain?.hasSitesBelowSp2 === true;
    return domain === undefined || domain.name === name || !isCompared ? [] : [{ name, declared: domain.name }];
  });
  return [
    ...respelt.map(({ name, declared }) =>
      advice(
        "domain-name-case",
        { kind: "site", name: code },
        {
          found: `it spells a domain ${name}`,
          needed: `the spelling ${declared}`,
          remedy:
            "Check how the sites spell the domain: before SP2 the Logon Server Manager takes two spellings for two domains.",
          articles: ["Q245101"],
        },
      ),
    ),
    ...(code === code.toUpperCase()
      ? []
      : [
          advice(
            "lower-case-site-code",
            { kind: "site", name: code },
            {
              found: "its code has lower case letters, as a scripted setup can leave it",
              needed: "an upper case code",
              remedy: "Check the code on the server; Senior.lst must have it exactly as it is.",
              articles: ["Q271885"],
            },
          ),
        ]),
    ...(twin !== undefined && isBelowSp2
      ? [
          advice(
            "site-code-equals-domain",
            { kind: "site", name: code },
            {
              found: `its code is the name of the domain ${twin}`,
              needed: "a code that is no domain's name, before SP2",
              remedy: "Expect accounts to be locked out until the site is at SP2.",
              articles: ["Q256963"],
            },
          ),
        ]
      : []),
  ];
}

function setupAdvice({ code, build, facts }: SiteView): RuleFinding[] {
  const { type, fullVersion, setupType } = facts;
  if (type !== "secondary") return [];
  const subject: Subject = { kind: "site", name: code };
  const isWrong =
    fullVersion === null || (typeof fullVersion === "string" && parseVersion(fullVersion)?.build !== build);
  return [
    ...(isWrong
      ? [
          advice("full-version-mismatch", subject, {
            found: `Full Version is ${fullVersion === null ? "missing" : fullVersion}`,
            needed: `a version of build ${build}`,
            remedy:
              "Mend HKLM\\Software\\Microsoft\\SMS\\Setup\\Full Version before an installer runs: it appears to succeed and changes nothing.",
            articles: ["Q249077", "Q267258"],
          }),
        ]
      : []),
    ...(typeof setupType === "number" && setupType !== 2
      ? [
          advice("setup-type-mismatch", subject, {
            found: `Setup\\Type is ${setupType}`,
            needed: "2, as on every healthy secondary site",
            remedy:
              "An Administrator console on a secondary site changes Setup\\Type; set it to 2 before an installer runs, or it leaves the files untouched.",
            articles: ["Q273853"],
          }),
        ]
      : []),
  ];
}

function ccmAdvice({ settings, sitesInScope, sharedDomains }: RuleContext, site: SiteView): RuleFinding[] {
  const isJudged = sitesInScope.has(site);
  const ccmFix = requiredHotfixes(site.build).find(({ purpose }) => purpose === "ccm");
  if (ccmFix === undefined || sharedDomains.length === 0) return [];
  if (isJudged && site.facts.remoteInstallation !== false) return [];
  if (findHotfixGap(site, ccmFix, settings.minimumEvidence) === undefined) return [];
  const subject: Subject = { kind: "site", name: site.code };
  return isJudged
    ? [
        advice("remote-installation-off", subject, {
          found: `Windows NT Remote Client Installation is off and ${ccmFix.id} is not shown`,
          needed: `${ccmFix.id} all the same`,
          remedy: "Without CCM the hourly retries are unlikely, but the article grants no exemption.",
          articles: ["Q264630", "Q261931"],
        }),
      ]
    : [
        advice("boundaries-not-judged", subject, {
          found: `${ccmFix.id} is not shown, and the reading shared-domains passes over this site`,
          needed: `${ccmFix.id} wherever its boundaries overlap those of another site`,
          remedy: "Compare the site boundaries: the CCM risk follows shared boundaries, not shared domains.",
          articles: ["Q264630", ccmFix.id],
        }),
      ];
}
