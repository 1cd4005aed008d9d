import type { RuleFinding } from "./finding";
import type { RuleContext } from "./judge/context";
import type { Rule } from "./rule";

/** Sites are upgraded from the central site downwards. */
export const upgradeOrder: Rule = {
  id: "upgrade-order",
  title: "Sites are upgraded from the central site downwards.",
  description:
    "The order matters while hotfixes are missing: it is a recommendation by default, and a condition of any waiver of a hotfix rule.",
  level: "advisory",
  moment: "declaration",
  subjects: ["site"],
  codes: { order: { title: "A site is planned to be upgraded before its parent site." } },
  remediation: "List the parent site before its child sites in upgrades.",
  articles: ["Q264630"],
  facts: ["build"],
  looked: ({ planned }) => [...planned].map((code) => ({ kind: "site", name: code })),
  placesOf: ({ upgrades }) => {
    const places = new Map(upgrades.map((code, index) => [code, ["upgrades", index]]));
    return ({ name }) => [places.get(name) ?? ["upgrades"]];
  },
  check: (context) => {
    const before = new Set<string>();
    return context.facts.upgrades.flatMap((code) => findingOf(context, code, before.add(code)) ?? []);
  },
};

/** @param before the upgrades that are planned up to this one. */
function findingOf(
  { siteOf, planned }: RuleContext,
  code: string,
  before: ReadonlySet<string>,
): RuleFinding | undefined {
  const site = siteOf.get(code);
  if (site?.isBelowSp2 !== true || before.has(site.facts.parent ?? "")) return undefined;
  const parent = siteOf.get(site.facts.parent ?? "");
  if (parent?.isBelowSp2 !== true) return undefined;
  const when = planned.has(parent.code) ? "which is planned later" : "whose upgrade is not planned";
  return {
    code: "order",
    subject: { kind: "site", name: code },
    certainty: "known",
    upgrades: [code],
    found: `it is planned before its parent site ${parent.code}, ${when}`,
    needed: `${parent.code} at SP2, or before ${code} in upgrades`,
    remedy: ["List the parent site before its child site in upgrades."],
    articles: ["Q264630"],
  };
}
