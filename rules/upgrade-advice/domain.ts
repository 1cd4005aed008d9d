import type { Build } from "../../domain/builds";
import { requiredHotfixes } from "../../domain/hotfixes";
import { isPending } from "../../domain/pending";
import { parseVersion } from "../../domain/version";
import { advice } from "./advice";
import type { DomainView, RuleContext, SiteView } from "../judge/context";
import type { RuleFinding, Subject } from "../finding";
import { versionOf } from "../hotfix/files";
import { asList } from "../wording";

/** What the articles warn of in one shared domain. */
export function domainAdvice(context: RuleContext, domain: DomainView): RuleFinding[] {
  return [...mixedAdvice(context, domain), ...ntLogonAdvice(domain), ...seniorListAdvice(context, domain)];
}

function mixedAdvice({ planned }: RuleContext, domain: DomainView): RuleFinding[] {
  const subject: Subject = { kind: "domain", name: domain.name };
  const below = domain.takingPart.filter(({ isBelowSp2 }) => isBelowSp2).map(({ code }) => code);
  const left = below.filter((code) => !planned.has(code));
  const isPlanned = below.length > left.length;
  return [
    ...(below.length > 0 && below.length < domain.takingPart.length
      ? [
          advice("half-upgraded-domain", subject, {
            found: `${asList(below, 5)} below SP2 beside sites at SP2`,
            needed: "all sites of a domain at SP2 within hours of each other",
            remedy:
              "Do not rest half-way: new installations for clients of an SP1 site stop until it is upgraded, and new clients of mixed logon points are assigned to the SP2 site only.",
            articles: ["Q264630", "Q262677", "Q263411"],
          }),
        ]
      : []),
    ...(isPlanned && left.length > 0
      ? [
          advice("partial-upgrade-plan", subject, {
            found: `the plan leaves ${asList(left, 5)} below SP2`,
            needed: "all sites of a domain in the plan",
            remedy: "Plan the sites of one domain together, within several hours of each other.",
            articles: ["Q264630"],
          }),
        ]
      : []),
  ];
}

/** Sites of one build are compared: between builds the versions cannot but differ. */
function ntLogonAdvice(domain: DomainView): RuleFinding[] {
  const stated = new Map<Build, Map<string, string>>();
  for (const site of domain.takingPart) {
    const version = ntLogonVersion(site);
    if (version === undefined) continue;
    const ofBuild = stated.get(site.build) ?? new Map<string, string>();
    if (!ofBuild.has(version)) stated.set(site.build, ofBuild.set(version, site.code));
  }
  return [...stated].flatMap(([build, ofBuild]) => (ofBuild.size < 2 ? [] : ntLogonAdviceAt(domain, build, ofBuild)));
}

function ntLogonAdviceAt(domain: DomainView, build: Build, stated: ReadonlyMap<string, string>): RuleFinding[] {
  const versions = new Map<string, string>();
  for (const [text, code] of stated) {
    const version = JSON.stringify(parseVersion(text));
    if (!versions.has(version)) versions.set(version, `${text} at ${code}`);
  }
  if (versions.size < 2) return [];
  const found = asList([...versions.values()], 4);
  return [
    advice(
      "nt-logon-versions-differ",
      { kind: "domain", name: domain.name },
      {
        found: `Nt_logon.dll is ${found}`,
        needed: `one version of Nt_logon.dll at all sites of build ${build} in a domain`,
        remedy:
          "While versions differ Copylog.tcf can be corrupted: read it on every logon point after the last site got its fix, and again right before the upgrade.",
        articles: ["Q264976"],
      },
    ),
  ];
}

function ntLogonVersion({ build, facts: { hotfixes, platform } }: SiteView): string | undefined {
  const copylogFix = requiredHotfixes(build).find(({ purpose }) => purpose === "copylog");
  const stated = copylogFix === undefined || isPending(hotfixes) ? undefined : hotfixes?.[copylogFix.id];
  if (stated === undefined || isPending(stated) || stated.files === undefined || isPending(stated.files))
    return undefined;
  const version = isPending(platform) ? undefined : versionOf(stated.files, `Bin\\${platform}\\Nt_logon.dll`);
  return typeof version === "string" ? version : undefined;
}

function seniorListAdvice({ planned }: RuleContext, domain: DomainView): RuleFinding[] {
  const upgraded = domain.takingPart.filter(({ code, isBelowSp2 }) => isBelowSp2 && planned.has(code));
  if (typeof domain.facts.seniorList !== "string" || upgraded.length === 0) return [];
  return [
    advice(
      "save-senior-list",
      { kind: "domain", name: domain.name },
      {
        found: `Senior.lst is in use while ${asList(
          upgraded.map(({ code }) => code),
          5,
        )} are to be upgraded`,
        needed: "Senior.lst saved before each upgrade and put back afterwards",
        remedy:
          "Save SMSLOGON\\Sitescfg\\Senior.lst; do not disable the logon methods, which can lose the designation.",
        articles: ["Q246527", "Q247306"],
      },
    ),
  ];
}
