import { SP1_BUILD, SP2_BUILD } from "../domain/builds";
import { isPending } from "../domain/pending";
import { seniorSiteCode } from "../domain/text/senior-list";
import { parseVersion, servicePackOf1493 } from "../domain/version";
import type { DomainView, RuleContext, SiteView } from "./judge/context";
import type { Certainty, RuleFinding } from "./finding";
import { isConfirmed } from "./logon-point";
import type { Rule } from "./rule";
import { asList, lowerFirst } from "./wording";

/** Every shared domain has one Senior Site that is certain. */
export const seniorSite: Rule = {
  id: "senior-site",
  title: "Every shared domain has one Senior Site that is certain.",
  description:
    "Only the Senior Site updates Copylog.tcf on backup domain controllers. It is elected by version, then by site code; the articles do not say which end of the order wins, so a tie needs Senior.lst on the domain's PDC.",
  level: "mandatory",
  codes: {
    "senior-site-ambiguous": {
      title:
        "It is not certain which site is Senior Site; advisory while every logon point of the domain is confirmed.",
    },
    "senior-site-invalid": {
      title: "Senior.lst does not begin with the code of a site that takes part in the domain.",
    },
    "senior-site-not-honoured": {
      title: "Senior.lst names a release site, which does not honour it, beside sites at SP1 or later.",
    },
  },
  remediation:
    "Write Senior.lst to SMSLOGON\\Sitescfg on the PDC of each shared domain; its first three characters are the code, upper case, of a site at SP1 or later that takes part. Where no site is, confirm Copylog.tcf on every logon point.",
  articles: ["Q235726", "Q263395", "Q235991", "Q295441", "Q214969"],
  needsSharing: true,
  looked: ({ sharedDomains }) =>
    sharedDomains.filter(({ hasSitesBelowSp2 }) => hasSitesBelowSp2).map(({ name }) => ({ kind: "domain", name })),
  placesOf: ({ name }) => [["domains", name, "seniorList"]],
  check: (context) => context.sharedDomains.flatMap((domain) => findingOf(context, domain)),
};

function findingOf(context: RuleContext, domain: DomainView): RuleFinding[] {
  const { seniorList } = domain.facts;
  // Whatever else is confirmed: what comes out may name no site that takes part.
  if (isPending(seniorList)) return [uncertain(domain, "pending", "Senior.lst is produced by this update")];
  if (seniorList === undefined) return [ambiguous(domain, "unknown", "it is not known whether there is a Senior.lst")];
  if (typeof seniorList === "string") return namedSiteFindings(domain, seniorSiteCode(seniorList));
  const tied = highest(domain.takingPart);
  if (tied.length > 1) {
    const sites = asList(
      tied.map(({ code }) => code),
      5,
    );
    return [ambiguous(domain, certaintyOfTie(tied), `no Senior.lst, and ${sites} tie for the highest version`)];
  }
  const other = context.sharedDomains.find(({ facts }) => typeof facts.seniorList === "string");
  if (other === undefined) return [];
  return [
    ambiguous(domain, "unknown", `no Senior.lst, while ${other.name} has one; it is not carried from domain to domain`),
  ];
}

function namedSiteFindings(domain: DomainView, code: string): RuleFinding[] {
  const named = domain.takingPart.find((site) => site.code === code);
  const codes = asList(
    domain.takingPart.map((site) => site.code),
    5,
  );
  if (named === undefined) {
    return [
      finding(domain, "senior-site-invalid", "known", {
        found: `Senior.lst begins with ${JSON.stringify(code)}`,
        needed: `exactly the code of a site that takes part in ${domain.name}: ${codes}`,
        remedy: `If a site with that code is alive and takes part, declare it. Else ${
          isAllRelease(domain) ? DELETE_SENIOR_LIST : lowerFirst(WRITE_SENIOR_LIST)
        }`,
      }),
    ];
  }
  const honouring = domain.takingPart.filter(({ build }) => build >= SP1_BUILD).map((site) => site.code);
  if (named.build >= SP1_BUILD || honouring.length === 0) return [];
  return [
    finding(domain, "senior-site-not-honoured", "known", {
      found: `Senior.lst names ${code}, a release site, which does not honour the file`,
      needed: `a site at SP1 or later: ${asList(honouring, 5)}`,
      remedy: WRITE_SENIOR_LIST,
    }),
  ];
}

const WRITE_SENIOR_LIST =
  "Write Senior.lst to SMSLOGON\\Sitescfg on the PDC, beginning with the code, upper case, of a site at SP1 or later that takes part in the domain; each domain needs its own.";

const DELETE_SENIOR_LIST =
  "delete the file: no site of the domain is at SP1 or later and honours it, and the first one that is would.";

/** A release site honours no Senior.lst, so what says which site is in charge is Copylog.tcf and the sites' logs. */
const CONFIRM_LOGON_POINTS =
  "No site of the domain is at SP1 or later, so none honours a Senior.lst. Read SMSLOGON\\Config\\Copylog.tcf on every logon point and declare what it says; Nt_logon.log of each site, once it is switched on, says which of them is Senior Site.";

/**
 * Advisory where every logon point of the domain is confirmed, or where no site is at SP1 or later: a release site
 * honours no Senior.lst, so none is demanded and the Copylog evidence of every logon point counts instead.
 */
function ambiguous(domain: DomainView, certainty: Certainty, found: string): RuleFinding {
  const confirmed = isConfirmed(domain);
  const isHarmless = confirmed === true || isAllRelease(domain);
  if (isHarmless) return { ...uncertain(domain, certainty, found), level: "advisory" };
  return uncertain(domain, confirmed === "pending" ? "pending" : certainty, found);
}

function uncertain(domain: DomainView, certainty: Certainty, found: string): RuleFinding {
  const wording = isAllRelease(domain)
    ? { needed: "Copylog.tcf confirmed on every logon point", remedy: CONFIRM_LOGON_POINTS }
    : {
        needed: "a Senior.lst that names the Senior Site, or Copylog.tcf confirmed on every logon point",
        remedy: `Say what Senior.lst holds (null where there is none). ${WRITE_SENIOR_LIST}`,
      };
  return finding(domain, "senior-site-ambiguous", certainty, { found, ...wording });
}

/** Senior.lst came with SP1 (Q235726, Q235991): among release sites no explicit Senior Site is possible. */
function isAllRelease({ takingPart }: DomainView): boolean {
  return takingPart.every(({ build }) => build < SP1_BUILD);
}

function finding(
  domain: DomainView,
  code: string,
  certainty: Certainty,
  wording: Pick<RuleFinding, "found" | "needed" | "remedy">,
): RuleFinding {
  const subject = { kind: "domain", name: domain.name } as const;
  return {
    code,
    subject,
    certainty,
    ...wording,
    articles: ["Q263395", "Q235726", ...(isAllRelease(domain) ? ["Q235991", "Q214969"] : [])],
  };
}

/** The sites that no other site is known to be above, by version (Q263395). */
function highest(sites: readonly SiteView[]): SiteView[] {
  const top = sites.reduce<number>((best, { build }) => Math.max(best, build), 0);
  const level = sites.filter(({ build }) => build === top);
  if (top !== SP2_BUILD) return level;
  const packs = level.map(servicePackOf);
  if (packs.includes(undefined)) return level;
  const highestPack = packs.reduce<number>((best, pack) => Math.max(best, pack ?? 0), 0);
  return level.filter((_, index) => packs[index] === highestPack);
}

/** Versions that this update produces may end a tie among sites at SP2, if all the others are known. */
function certaintyOfTie(tied: readonly SiteView[]): Certainty {
  const versions = tied.map(({ facts }) => facts.version);
  return versions.some(isPending) && !versions.includes(undefined) ? "pending" : "unknown";
}

function servicePackOf({ facts: { version } }: SiteView): number | undefined {
  const parsed = typeof version === "string" ? parseVersion(version) : undefined;
  return parsed === undefined ? undefined : servicePackOf1493(parsed);
}
