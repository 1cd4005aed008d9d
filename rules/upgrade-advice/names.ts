import { byKey } from "../../domain/groups";
import { foldName } from "../../domain/names";
import type { SiteView } from "../judge/context";
import { asList } from "../wording";
import type { Advice } from "./advice";

const siteSubject = ({ code }: SiteView) => ({ kind: "site", name: code }) as const;

/** Warnings about names and codes, and about sites that left a domain. */
export const NAME_ADVICE: readonly Advice[] = [
  {
    code: "rule-not-applicable",
    moment: "declaration",
    title: "No two sites take part in one domain: hotfixes, Copylog.tcf and the Senior Site were not checked.",
    articles: ["Q261931"],
    find: ({ sharedDomains, facts }) =>
      sharedDomains.length > 0
        ? []
        : [
            {
              subject: { kind: "hierarchy", name: facts.hierarchy },
              found: "Q261931 does not apply, because it is about domains with two or more sites",
              needed: "every site of the hierarchy declared, with every domain in which it takes part",
              remedy: [
                "Check that every site is declared, and that each lists every domain in which it manages logon points.",
              ],
            },
          ],
  },
  {
    code: "domain-name-case",
    moment: "declaration",
    title: "A site spells a domain in another case than it is declared in.",
    articles: ["Q245101"],
    find: ({ sites, domainOf, facts: { domains } }) =>
      sites
        .filter(({ facts }) => facts.domains.some((name) => !Object.hasOwn(domains, name)))
        .flatMap((site) =>
          site.facts.domains.flatMap((name) => {
            const domain = domainOf.get(foldName(name));
            if (domain === undefined || domain.name === name || !(site.isBelowSp2 || domain.hasSitesBelowSp2))
              return [];
            return [
              {
                subject: siteSubject(site),
                found: `it spells the domain ${domain.name} as ${name}`,
                needed: `one spelling of ${domain.name} at all sites, in the .pcf file and in the registry of each`,
                remedy: [
                  "Compare the spelling in the .pcf file of the site with the one in its registry.",
                  "If they differ, correct it: before SP2 the Logon Server Manager takes two spellings for two domains, marks the site for removal, and adds and removes its files on the logon points again and again.",
                ],
              },
            ];
          }),
        ),
  },
  {
    code: "lower-case-site-code",
    moment: "declaration",
    title: "A site code has lower-case letters.",
    articles: ["Q271885", "Q235726"],
    find: ({ sites }) =>
      sites
        .filter(({ code }) => code !== code.toUpperCase())
        .map((site) => ({
          subject: siteSubject(site),
          found: "its code has lower-case letters, as a scripted setup can leave it",
          needed: "an upper-case code",
          remedy: [
            "Check the code on the server. With a lower-case code, status messages loop and fill the disk within minutes or hours.",
            "Do not name the site in Senior.lst: the file takes upper-case codes only.",
          ],
        })),
  },
  {
    code: "site-code-equals-domain",
    moment: "before",
    title: "A site below SP2 has a code that is also the name of a domain.",
    articles: ["Q256963"],
    find: ({ sites, domainOf }) =>
      sites
        .filter(({ code, isBelowSp2 }) => isBelowSp2 && domainOf.has(foldName(code)))
        .map((site) => ({
          subject: siteSubject(site),
          found: `its code is also the name of the domain ${domainOf.get(foldName(site.code))?.name}`,
          needed: "a site code that is no domain's name, before SP2",
          remedy: ["Expect accounts to be locked out until the site is at SP2."],
        })),
  },
  {
    code: "short-domain-name",
    moment: "hotfixes",
    title: "The name of a domain has fewer than four characters.",
    articles: ["Q265882"],
    find: ({ domains, sites }) => {
      const installing = sites.filter(({ facts }) => facts.remoteInstallation !== false);
      const uses = installing.flatMap(({ code, facts }) => facts.domains.map((name) => ({ code, name })));
      const usesOf = byKey(uses, ({ name }) => foldName(name));
      return domains
        .filter(({ name }) => name.length < 4)
        .flatMap(({ name }) => {
          const using = usesOf.get(foldName(name));
          if (using === undefined) return [];
          return [
            {
              subject: { kind: "domain", name } as const,
              found: `its name has ${name.length} characters, and ${asList(
                using.map(({ code }) => code),
                5,
              )} may install clients there remotely`,
              needed: "a domain name of four characters or more, or SP3",
              remedy: [
                "With Q252717, Q252718 or SP2, CCM does not retry failed installations for clients in this domain: repeat them by hand, or plan SP3.",
              ],
            },
          ];
        });
    },
  },
  {
    code: "left-domain-listed",
    moment: "declaration",
    title: "A site still lists a domain that it left.",
    articles: ["Q262942", "Q238302"],
    find: ({ sites, domainOf }) =>
      sites
        .filter(({ facts }) => facts.logonInstallation === false && facts.logonDiscovery === false)
        .flatMap((site) => {
          const left = site.facts.domains.filter((name) => (domainOf.get(foldName(name))?.takingPart.length ?? 0) > 0);
          if (left.length === 0) return [];
          return [
            {
              subject: siteSubject(site),
              found: `both logon methods are off, but it still lists ${asList(left, 5)}, in which other sites take part`,
              needed: "no domain listed in which the site does not take part",
              remedy: [
                "Expect the site to connect to the controllers of the domain in every cycle until every site has left it.",
              ],
            },
          ];
        }),
  },
];
