import type { RuleContext } from "../judge/context";
import type { Subject } from "../finding";

/** What the rules on hotfixes have in common: each reports some of the reasons why a required hotfix is not proven. */
export const HOTFIX_RULE = {
  level: "mandatory",
  moment: "hotfixes",
  subjects: ["site"],
  matterOf: () => "hotfix",
  needsSharing: true,
  waiverNeedsOrder: true,
  protectsMixedDomains: true,
  looked: ({ sitesInScope }: RuleContext): Subject[] =>
    [...sitesInScope].map(({ code }) => ({ kind: "site", name: code })),
} as const;
