import type { Rule } from "../rule";
import { HOTFIX_RULE } from "./index";
import { hotfixFindings, unsettledHotfixes } from "./gap";

/** Every site server below SP2 has both hotfixes of its build before any site is upgraded to SP2. */
export const hotfixPrerequisites: Rule = {
  ...HOTFIX_RULE,
  id: "hotfix-prerequisites",
  title: "Every site server below SP2 has both hotfixes of its build before any site is upgraded to SP2.",
  description:
    "If two or more sites share a domain and one is upgraded to SP2 while another lacks its hotfixes, clients get base components of SP2 with optional components of SP1 and may become unmanageable.",
  codes: {
    "missing-hotfix": { title: "A required hotfix is not installed, or no evidence for it is declared." },
    "wrong-build-hotfix": { title: "The hotfix is the one for another build, which does not count." },
  },
  remediation:
    "Install Q251070 and Q252718 at sites of build 1239, Q249077 and Q252717 at sites of build 1380, and declare the file versions.",
  articles: ["Q261931", "Q249077", "Q251070", "Q252717", "Q252718"],
  facts: ["build", "files", "attestedBy", "attestedOn"],
  matterOf: () => "hotfix",
  needsSharing: true,
  looked: ({ sitesInScope }) => [...sitesInScope].map(({ code }) => ({ kind: "site", name: code })),
  check: (context) => hotfixFindings(context, ["missing-hotfix", "wrong-build-hotfix"]),
  unsettled: unsettledHotfixes,
};
