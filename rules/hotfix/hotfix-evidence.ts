import type { Rule } from "../rule";
import { HOTFIX_RULE } from "./index";
import { hotfixFindings, unsettledHotfixes } from "./gap";

/** The evidence for each required hotfix proves that it is installed. */
export const hotfixEvidence: Rule = {
  ...HOTFIX_RULE,
  id: "hotfix-evidence",
  title: "The evidence for each required hotfix proves that it is installed.",
  description:
    "The installers can appear to succeed and change nothing, above all on secondary sites, and later installers can restore older files. The versions of the files for the server's own platform show what is really there.",
  codes: {
    "evidence-too-old": { title: "A file is older than the hotfix." },
    "evidence-insufficient": { title: "The declared evidence does not prove the hotfix." },
  },
  remediation: "Read the versions of the hotfix's files in Bin\\i386 or Bin\\alpha of the server, and declare them.",
  articles: ["Q249077", "Q251070", "Q252717", "Q252718", "Q250850", "Q273853", "Q267258", "Q213410"],
  facts: ["files", "attestedBy", "attestedOn", "fullVersion", "setupType"],
  matterOf: () => "hotfix",
  needsSharing: true,
  looked: ({ sitesInScope }) => [...sitesInScope].map(({ code }) => ({ kind: "site", name: code })),
  check: (context) => hotfixFindings(context, ["evidence-too-old", "evidence-insufficient"]),
  unsettled: unsettledHotfixes,
};
