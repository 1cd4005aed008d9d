import { unique } from "../../domain/groups";
import type { Rule } from "../rule";
import type { Advice } from "./advice";
import { DOMAIN_ADVICE } from "./domain";
import { HOTFIX_ADVICE } from "./hotfixes";
import { NAME_ADVICE } from "./names";

/** Every warning, in the order of the page. */
export const ADVICE: readonly Advice[] = [...NAME_ADVICE, ...HOTFIX_ADVICE, ...DOMAIN_ADVICE];

/** No Knowledge Base warning applies. */
export const upgradeAdvice: Rule = {
  id: "upgrade-advice",
  title: "No Knowledge Base warning applies.",
  description:
    "Warnings of the articles about the upgrade, as far as declared facts decide them. Recommendations never block.",
  level: "advisory",
  moment: "before",
  subjects: ["site", "domain", "server", "hierarchy"],
  matterOf: (code) => code,
  codes: Object.fromEntries(
    ADVICE.map(({ code, title, moment }) => [code, { title, moment, level: "advisory" as const }]),
  ),
  remediation: "Read the page of the rule; it has the checklist for what no declared fact decides, too.",
  articles: unique(ADVICE.flatMap(({ articles }) => articles)),
  facts: ["version", "fullVersion", "setupType", "files", "remoteInstallation", "seniorList", "text", "sharedOwner"],
  check: (context) =>
    ADVICE.flatMap(({ code, articles, find }) =>
      find(context).map((advice) => ({ code, certainty: "known" as const, articles, ...advice })),
    ),
};
