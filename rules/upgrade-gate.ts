import type { RuleFinding } from "./finding";
import type { Rule } from "./rule";
import { asList } from "./wording";

/** Every upgrade depends on a gate that was judged in this run with every declared site and domain. */
export const upgradeGate: Rule = {
  id: "upgrade-gate",
  title: "Every upgrade depends on a gate that was judged in this run with every declared site and domain.",
  description:
    "The rule of Q261931 is about every site of a hierarchy. An upgrade beside the gate, or a gate that leaves out a site, would be an upgrade that nobody judged.",
  level: "mandatory",
  codes: {
    "ungated-upgrade": { title: "An upgrade does not depend on a gate that was judged ready in this run." },
    "incomplete-hierarchy": { title: "A gate leaves out what the program declares, or its shape is not known." },
  },
  remediation:
    "Declare every site and domain of the hierarchy before the first Sp2Upgrade, and let Sp2Upgrade take its site: it makes the gate itself.",
  articles: ["Q261931"],
  matterOf: (code) => code,
};

/** An upgrade that must not start, and why. */
export function ungatedUpgrade(site: string, found: string, remedy: string = upgradeGate.remediation): RuleFinding {
  return {
    code: "ungated-upgrade",
    subject: { kind: "site", name: site },
    certainty: "known",
    found,
    needed: "a gate of its hierarchy, with this site in it, judged ready in this very run on the facts declared now",
    remedy,
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
    remedy,
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
      `${upgradeGate.remediation} A ${kind} that the program does not declare any more leaves with an update without --target.`,
    ),
  ];
}
