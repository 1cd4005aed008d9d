import { SP1_BUILD } from "../domain/builds";
import { isPending } from "../domain/pending";
import { seniorSiteCode } from "../domain/text/senior-list";
import type { Certainty, RuleFinding } from "./finding";
import { domainsOf, type DomainView, type RuleContext, type SiteView } from "./judge/context";
import { serverSubject, unconfirmedIn } from "./logon-point";
import type { Rule } from "./rule";
import { highestVersion, isHonoured, namedBy } from "./senior";
import { asList, whyNotRead } from "./wording";

/** Every shared domain has exactly one known Senior Site. */
export const seniorSite: Rule = {
  id: "senior-site",
  title: "Every shared domain has exactly one known Senior Site.",
  description:
    "Only the Senior Site updates Copylog.tcf on backup domain controllers. It is elected by version, then by site code; the articles do not say which end of that order wins, so a tie needs a Senior.lst on the domain's PDC.",
  level: "mandatory",
  moment: "senior",
  subjects: ["domain"],
  needsSharing: true,
  protectsMixedDomains: true,
  codes: {
    "senior-site-ambiguous": {
      title: "It is not known which site is Senior Site.",
      untilSp2: true,
    },
    "senior-site-invalid": {
      title: "Senior.lst does not begin with the code of a site that takes part in the domain.",
    },
    "senior-site-not-honoured": {
      title: "Senior.lst names a site at the release build, which ignores it, beside sites at SP1 or later.",
    },
  },
  remediation:
    "Write Senior.lst to SMSLOGON\\Sitescfg on the PDC of each domain that the Senior Site serves; its first three characters are the upper-case code of a site at SP1 or later that takes part. If no site is, confirm Copylog.tcf on every logon point.",
  articles: ["Q235726", "Q263395", "Q235991", "Q295441", "Q214969"],
  facts: ["seniorList", "build", "version"],
  check: (context) => context.domains.flatMap((domain) => findingsIn(context, domain)),
  looked: ({ sharedDomains }) =>
    sharedDomains.filter(({ hasSitesBelowSp2 }) => hasSitesBelowSp2).map(({ name }) => ({ kind: "domain", name })),
  placesOf:
    () =>
    ({ name }) => [["domains", name, "seniorList"]],
};

function findingsIn(context: RuleContext, domain: DomainView): RuleFinding[] {
  if (context.sharedDomains.length === 0 || domain.takingPart.length === 0) return [];
  const { seniorList } = domain.facts;
  if (!domain.isShared) return unsharedFindings(context, domain);
  // Whatever else is confirmed: what comes out may name no site that takes part.
  if (isPending(seniorList)) return [doubt(domain, "pending", "Senior.lst will be known during the update")];
  if (typeof seniorList === "string") return namedSiteFindings(domain, seniorList);
  if (seniorList === undefined) {
    const found = `not declared whether the PDC has a Senior.lst${whyPdcNotRead(domain)}`;
    return [ambiguous(domain, "unknown", found, [DECLARE, ...writeSteps(domain)])];
  }
  const tied = highestVersion(domain.takingPart);
  if (tied.length > 1) {
    const found = `no Senior.lst, and ${asList(codesOf(tied), 5)} have the highest version`;
    return [ambiguous(domain, certaintyOfTie(tied), found, writeSteps(domain))];
  }
  return elsewhere(context, domain).map((other) =>
    ambiguous(domain, certaintyOf(other), NOT_CARRIED(other), writeSteps(domain)),
  );
}

function whyPdcNotRead({ controllers: [pdc] }: DomainView): string {
  return pdc?.point === undefined || isPending(pdc.point) ? "" : whyNotRead(pdc.point);
}

/** A file in one domain only leaves the backup domain controllers of the others of its sites in doubt (Q263395). */
function unsharedFindings(context: RuleContext, domain: DomainView): RuleFinding[] {
  const { seniorList, bdcs } = domain.facts;
  const backups = new Set(bdcs);
  const mayHaveBackup = domain.controllers.some(
    ({ server, point }) =>
      backups.has(server) && (point === undefined || isPending(point) || point.logonPoint !== false),
  );
  if (typeof seniorList === "string" || !mayHaveBackup) return [];
  return elsewhere(context, domain).map((other) => {
    const found =
      seniorList === null
        ? NOT_CARRIED(other)
        : `no Senior.lst declared, although ${other.name} has one${whyPdcNotRead(domain)}`;
    const certainty = isPending(seniorList) ? "pending" : certaintyOf(other);
    const steps = seniorList === null ? writeSteps(domain) : [DECLARE, ...writeSteps(domain)];
    const finding = ambiguous(domain, certainty, found, steps);
    return context.settings.reading === "shared-domains" ? { ...finding, level: "advisory" } : finding;
  });
}

/**
 * The first other domain that has a Senior.lst, or may have one once this update has run, and in which a site of this domain takes
 * part as well.
 */
function elsewhere(context: RuleContext, domain: DomainView): DomainView[] {
  const others = domainsOf(context, domain.takingPart).filter((other) => other !== domain);
  const found =
    others.find(({ facts }) => typeof facts.seniorList === "string") ??
    others.find(({ facts }) => isPending(facts.seniorList));
  return found === undefined ? [] : [found];
}

/** A doubt that rests on a Senior.lst that is pending is pending itself. */
function certaintyOf({ facts }: DomainView): Certainty {
  return isPending(facts.seniorList) ? "pending" : "unknown";
}

const NOT_CARRIED = ({ name }: DomainView) =>
  `no Senior.lst, although ${name} has one and a site takes part in both; the Logon Server Manager does not carry it over`;

function namedSiteFindings(domain: DomainView, seniorList: string): RuleFinding[] {
  const named = namedBy(seniorList, domain.takingPart);
  if (named === undefined) return [invalid(domain, seniorList)];
  if (!isHonoured(named, domain.takingPart)) {
    const honouring = codesOf(domain.takingPart.filter(({ build }) => build >= SP1_BUILD));
    return [
      finding(domain, "senior-site-not-honoured", "known", {
        found: `Senior.lst names ${named.code}, a site at the release build, which ignores the file`,
        needed: `a site at SP1 or later: ${asList(honouring, 5)}`,
        remedy: writeSteps(domain),
      }),
    ];
  }
  if (named.code === named.code.toUpperCase()) return [];
  const found = `Senior.lst names ${named.code}, but it takes upper-case codes only: whether it is honoured is not known`;
  return [ambiguous(domain, "unknown", found, writeSteps(domain))];
}

/** What people write who mean that there is no such file. */
const NO_FILE = /^\s*(none|null|nil|no|n\/?a|missing|absent|nothing|-+)\s*$/i;

function invalid(domain: DomainView, seniorList: string): RuleFinding {
  return finding(domain, "senior-site-invalid", "known", {
    found: `Senior.lst begins with ${JSON.stringify(seniorSiteCode(seniorList))}`,
    needed: `exactly the code of a site that takes part in ${domain.name}: ${asList(codesOf(domain.takingPart), 5)}`,
    remedy: [
      ...(NO_FILE.test(seniorList)
        ? ["Did you mean null? `seniorList: null` declares that there is no Senior.lst."]
        : []),
      "If a site with that code is running and takes part in the domain, declare it.",
      ...(isAllRelease(domain)
        ? [
            "Else delete the file: no site of the domain is at SP1 or later and honours it, and the first one that is would.",
          ]
        : writeSteps(domain)),
    ],
  });
}

const DECLARE = "Declare the contents of SMSLOGON\\Sitescfg\\Senior.lst on the PDC, or `null` if it does not exist.";

/** Sites whose code is in upper case, the only ones that Senior.lst can name; those at the highest version come first. */
function writeSteps({ facts: { pdc }, takingPart }: DomainView): string[] {
  const able = takingPart.filter(({ code, build }) => build >= SP1_BUILD && code === code.toUpperCase());
  const top = highestVersion(able);
  const codes = codesOf([...top, ...able.filter((site) => !top.includes(site))]);
  const choice = codes.length === 0 ? "" : `, here ${codes.length === 1 ? "" : "one of "}${asList(codes, 5)}`;
  return [
    `Write SMSLOGON\\Sitescfg\\Senior.lst on the PDC, ${pdc}: its first three characters are the upper-case code of a site at SP1 or later that takes part in the domain${choice}.`,
    "Do the same on the PDC of each other domain in which that site takes part: the file is not carried from domain to domain.",
  ];
}

/** A release site ignores Senior.lst, so only Copylog.tcf and the logs of the sites show which one is in charge. */
const CONFIRM_ALL = [
  "No site of the domain is at SP1 or later, so none honours a Senior.lst: read SMSLOGON\\Config\\Copylog.tcf on every logon point and declare it.",
  'To see which site is in charge, enable Nt_logon.log at each site: it says "This site is senior site" or names the site that is.',
];

/**
 * A recommendation if every logon point of the domain is confirmed, or if no site is at SP1 or later: then no Senior.lst can be
 * demanded, and the evidence of every logon point counts instead.
 */
function ambiguous(domain: DomainView, certainty: Certainty, found: string, steps: readonly string[]): RuleFinding {
  const open = unconfirmedIn(domain);
  if (open.length === 0 || isAllRelease(domain))
    return { ...doubt(domain, certainty, found, steps), level: "advisory" };
  const isPendingOnly = open.every((one) => one.certainty === "pending");
  const base = doubt(domain, isPendingOnly ? "pending" : certainty, found, steps);
  const broken = open.filter((one) => one.certainty === "known");
  const [first] = broken;
  // What would settle the doubt is broken at a few controllers: that is the cause to look at.
  if (first === undefined || broken.length < open.length || open.length === domain.controllers.length) return base;
  const servers = asList(
    broken.map(({ server }) => server),
    5,
  );
  const text = `Every other logon point of ${domain.name} is confirmed. Fix what is found at ${servers}, and this no longer blocks.`;
  return { ...base, cause: { subject: serverSubject(first.server), text } };
}

function doubt(
  domain: DomainView,
  certainty: Certainty,
  found: string,
  steps: readonly string[] = writeSteps(domain),
): RuleFinding {
  const wording = isAllRelease(domain)
    ? { needed: "Copylog.tcf confirmed on every logon point", remedy: CONFIRM_ALL }
    : {
        needed: "a Senior.lst that names the Senior Site, or Copylog.tcf confirmed on every logon point",
        remedy: steps,
      };
  return finding(domain, "senior-site-ambiguous", certainty, { found, ...wording });
}

/** Senior.lst came with SP1 (Q235726, Q235991): among release sites no explicit Senior Site is possible. */
function isAllRelease({ takingPart }: DomainView): boolean {
  return takingPart.every(({ build }) => build < SP1_BUILD);
}

function codesOf(sites: readonly SiteView[]): string[] {
  return sites.map(({ code }) => code);
}

function finding(
  domain: DomainView,
  code: string,
  certainty: Certainty,
  wording: Pick<RuleFinding, "found" | "needed" | "remedy">,
): RuleFinding {
  const articles = ["Q263395", "Q235726", ...(isAllRelease(domain) ? ["Q235991", "Q214969"] : [])];
  return { code, subject: { kind: "domain", name: domain.name }, certainty, ...wording, articles };
}

/** Versions that this update produces may end a tie among sites at SP2, if all the others are known. */
function certaintyOfTie(tied: readonly SiteView[]): Certainty {
  const versions = tied.map(({ facts }) => facts.version);
  return versions.some(isPending) && !versions.includes(undefined) ? "pending" : "unknown";
}
