import { hotfixFindings } from "./gap";
import type { Rule } from "../rule";

/** What is stated of a required hotfix proves that it is in place. */
export const hotfixEvidence: Rule = {
  id: "hotfix-evidence",
  title: "What is stated of a required hotfix proves that it is in place.",
  description:
    "The installers can appear to succeed and change nothing, on secondary sites above all, and later installers can take files back. File versions of the server's own platform show what is really there.",
  level: "mandatory",
  codes: {
    "evidence-too-old": { title: "A file is older than the hotfix." },
    "evidence-insufficient": { title: "What is stated does not prove the hotfix." },
  },
  remediation: "Read the versions of the hotfix's files in Bin\\i386 or Bin\\alpha of the server, and declare them.",
  articles: ["Q249077", "Q251070", "Q252717", "Q252718", "Q250850", "Q273853", "Q267258", "Q213410"],
  matterOf: () => "hotfix",
  needsSharing: true,
  looked: ({ sitesInScope }) => [...sitesInScope].map(({ code }) => ({ kind: "site", name: code })),
  check: (context) => hotfixFindings(context, ["evidence-too-old", "evidence-insufficient"]),
};
