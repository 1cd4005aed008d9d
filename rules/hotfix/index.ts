import type { RuleContext } from "../judge/context";
import type { Looked } from "../rule";
import { requiredHotfixes } from "../../domain/hotfixes";

/** What the rules on hotfixes have in common: each reports some of the reasons why a required hotfix is not proven. */
export const HOTFIX_RULE = {
  level: "mandatory",
  subjects: ["site"],
  matter: "hotfix",
  needsSharedDomain: true,
  protectsMixedDomains: true,
  looked: ({ sitesInScope }: RuleContext): Looked[] =>
    [...sitesInScope].flatMap(({ code, build }) =>
      requiredHotfixes(build).map(({ id }) => ({ subject: { kind: "site", name: code }, hotfix: id })),
    ),
} as const;
