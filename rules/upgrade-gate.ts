import type { RuleFinding } from "./finding";
import type { Rule } from "./rule";
import { asList } from "./wording";

/** Every upgrade depends on a gate that was checked in this run with every declared site and domain. */
export const upgradeGate: Rule = {
  id: "upgrade-gate",
  title: "Every upgrade depends on a readiness gate that was checked in this run with every declared site and domain.",
  description:
    "Q261931 is about every site of a hierarchy. An upgrade beside the gate, or a gate that leaves out a site, would be an upgrade that nobody checked.",
  level: "mandatory",
  moment: "declaration",
  subjects: ["site", "hierarchy"],
  matterOf: (code) => code,
  codes: {
    "ungated-upgrade": { title: "An upgrade does not depend on a gate that was checked in this run and is ready." },
    "incomplete-hierarchy": {
      title: "A gate leaves out what the program declares, or facts that must be known in preview are not.",
    },
    "refused-by-policy": { title: "The policy pack refuses what a review of the same preview does not find." },
  },
  remediation:
    "Declare every site and domain of the hierarchy before the first Sp2Upgrade, and let Sp2Upgrade take its site: it creates the gate itself.",
  articles: ["Q261931"],
  facts: [],
};

/** An upgrade that must not start, and why. */
export function ungatedUpgrade(site: string, found: string, remedy: string = upgradeGate.remediation): RuleFinding {
  return {
    code: "ungated-upgrade",
    subject: { kind: "site", name: site },
    certainty: "known",
    found,
    needed: "a gate of its hierarchy, with this site in it, checked in this run and ready, on the facts declared now",
    remedy: [remedy],
    articles: ["Q261931"],
  };
}

/** A gate that does not tell the whole hierarchy, and what is wrong with it. */
export function incompleteHierarchy(
  hierarchy: string,
  found: string,
  needed: string,
  remedy: string = upgradeGate.remediation,
): RuleFinding {
  return {
    code: "incomplete-hierarchy",
    subject: { kind: "hierarchy", name: hierarchy },
    certainty: "known",
    found,
    needed,
    remedy: [remedy],
    articles: ["Q261931"],
  };
}

/** What the policies of the pack refuse and a review does not find, in their words. */
export function refusedByPolicy(name: string, policy: string, words: string): RuleFinding {
  return {
    code: "refused-by-policy",
    subject: { kind: "hierarchy", name },
    certainty: "known",
    found: `the policy ${policy} reports: ${words}`,
    needed: "a policy pack and a review that find the same",
    remedy: ["Use one version of pulumi-sms for policy pack and review.", "Give both the same configuration."],
    articles: ["Q261931"],
  };
}

/** A resource that looks like a gate or an upgrade, and is none of the plugin's. */
export function strangeResource(name: string, found: string): RuleFinding {
  return {
    code: "ungated-upgrade",
    subject: { kind: "hierarchy", name },
    certainty: "known",
    found,
    needed: "resources of exactly the types of the package, served by the plugin sms",
    remedy: [
      "Declare hierarchies, upgrades and the work before them with the classes of pulumi-sms, and no other resource with their types.",
    ],
    articles: ["Q261931"],
  };
}

/** What a gate leaves out of what the program declares: one finding for sites, one for domains. */
export function leftOut(
  hierarchy: string,
  kind: "site" | "domain",
  declared: readonly string[],
  gated: readonly string[],
): RuleFinding[] {
  const known = new Set(gated);
  const missing = declared.filter((name) => !known.has(name)).sort();
  if (missing.length === 0) return [];
  return [
    incompleteHierarchy(
      hierarchy,
      `the gate leaves out the ${kind}s ${asList(missing, 20)}`,
      `every declared ${kind} in the gate`,
      `${upgradeGate.remediation} To drop a ${kind} that is no longer declared, update without --target.`,
    ),
  ];
}
