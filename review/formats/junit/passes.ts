import { isPending } from "../../../domain/pending";
import type { RuleId } from "../../../domain/rule-ids";
import type { Subject } from "../../../rules/finding";
import { contextOf, type DomainView, type RuleContext } from "../../../rules/judge/context";
import { waiverName } from "../../../rules/waiver";
import { worldsOf } from "../../../rules/judge/worlds";
import type { HierarchyReview } from "../../review";

/** What a rule can be passed by. */
interface Passable {
  /** Everything that the rule judges in a hierarchy. */
  readonly subjects: (context: RuleContext) => readonly Subject[];
  /** Rules without whose pass nothing can be said of this one. */
  readonly restsOn?: readonly RuleId[];
}

const hasSitesBelowSp2 = (domain: DomainView): boolean => domain.hasSitesBelowSp2;

const sitesInScope = ({ sitesInScope }: RuleContext): Subject[] =>
  [...sitesInScope].map(({ code }) => ({ kind: "site", name: code }));

/**
 * Controllers of domains in scope, but for those that are known to be no logon point. Where every site is at SP2 not all
 * is said that is found, so nothing is said to pass.
 */
const logonPoints = ({ domainsInScope }: RuleContext): Subject[] =>
  domainsInScope
    .filter(hasSitesBelowSp2)
    .flatMap(({ controllers }) =>
      controllers
        .filter(({ point }) => point === undefined || isPending(point) || point.logonPoint !== false)
        .map(({ server }): Subject => ({ kind: "server", name: server })),
    );

/**
 * Rules that are about subjects one by one. A site passes the two rules on hotfixes together: without evidence the
 * first has nothing against it. An owner of lines is judged only where Copylog.tcf is known.
 */
const PASSABLE: Partial<Readonly<Record<RuleId, Passable>>> = {
  "hotfix-prerequisites": { subjects: sitesInScope, restsOn: ["hotfix-evidence"] },
  "hotfix-evidence": { subjects: sitesInScope, restsOn: ["hotfix-prerequisites"] },
  "senior-site": {
    subjects: ({ sharedDomains }) =>
      sharedDomains.filter(hasSitesBelowSp2).map(({ name }): Subject => ({ kind: "domain", name })),
  },
  "copylog-updated": { subjects: logonPoints },
  "copylog-owners": { subjects: logonPoints, restsOn: ["copylog-updated"] },
  "upgrade-order": {
    subjects: ({ planned }) => [...planned].map((code): Subject => ({ kind: "site", name: code })),
  },
};

/** Rules that judge nothing where no two sites manage logon points in one domain (Q261931). */
export const NEEDS_SHARING: readonly RuleId[] = [
  "hotfix-prerequisites",
  "hotfix-evidence",
  "senior-site",
  "copylog-updated",
  "copylog-owners",
];

/**
 * The names of what passes a rule: what it judges whatever pending facts turn out to be, and has nothing against.
 * Nothing where pending facts leave too many turns to say.
 */
export function passesOf(review: HierarchyReview): (rule: RuleId) => string[] {
  const worlds = worldsOf(review.facts);
  const contexts = worlds.isComplete ? worlds.hierarchies.map((world) => contextOf(world, review.governance)) : [];
  const faulty = new Set(review.findings.map(({ rule, subject }) => keyOf(rule, subject)));
  return (rule) => {
    if (rule === "waiver") return review.waiversInForce.map(waiverName);
    const { subjects, restsOn = [] } = PASSABLE[rule] ?? {};
    if (subjects === undefined) return [];
    const [first = [], ...others] = contexts.map(subjects);
    const everywhere = others.map((world) => new Set(world.map((subject) => keyOf(rule, subject))));
    return first
      .filter((subject) => everywhere.every((world) => world.has(keyOf(rule, subject))))
      .filter((subject) => [rule, ...restsOn].every((one) => !faulty.has(keyOf(one, subject))))
      .map(({ name }) => name);
  };
}

function keyOf(rule: RuleId, { kind, name }: Subject): string {
  return JSON.stringify([rule, kind, name]);
}
