import { domainAdvice } from "./domain";
import type { Rule } from "../rule";
import { siteAdvice } from "./site";

/** Nothing declared calls for a warning of the articles. */
export const upgradeAdvice: Rule = {
  id: "upgrade-advice",
  title: "Nothing that is declared calls for a warning of the articles.",
  description:
    "What the articles warn of around the upgrade, as far as declared facts decide it. Advice never refuses an upgrade.",
  level: "advisory",
  codes: {
    "domain-name-case": { title: "A site spells a domain in another case than it is declared in.", level: "advisory" },
    "lower-case-site-code": { title: "A site code has lower case letters.", level: "advisory" },
    "site-code-equals-domain": {
      title: "A site below SP2 has the code that is also a domain's name.",
      level: "advisory",
    },
    "full-version-mismatch": {
      title: "Full Version of a secondary site would make the installers change nothing.",
      level: "advisory",
    },
    "setup-type-mismatch": {
      title: "Setup\\Type of a secondary site would make the installers change nothing.",
      level: "advisory",
    },
    "nt-logon-versions-differ": {
      title: "Nt_logon.dll differs among sites of one build in a domain.",
      level: "advisory",
    },
    "remote-installation-off": {
      title: "A site without its CCM fix does not use CCM; the fix is required all the same.",
      level: "advisory",
    },
    "boundaries-not-judged": {
      title: "The reading in force passes over a site that lacks its CCM fix.",
      level: "advisory",
    },
    "half-upgraded-domain": { title: "A domain has sites at SP2 and below it.", level: "advisory" },
    "partial-upgrade-plan": { title: "The plan leaves sites of a domain below SP2.", level: "advisory" },
    "save-senior-list": {
      title: "Senior.lst is to be saved before an upgrade and put back afterwards.",
      level: "advisory",
    },
  },
  remediation: "Read the page of the rule; it has the checklist for what no declared fact decides too.",
  articles: ["Q264630", "Q262677", "Q246527", "Q245101", "Q271885", "Q256963", "Q273853", "Q264976"],
  matterOf: (code) => code,
  check: (context) => [
    ...context.sites.flatMap((site) => siteAdvice(context, site)),
    ...context.sharedDomains.flatMap((domain) => domainAdvice(context, domain)),
  ],
};
