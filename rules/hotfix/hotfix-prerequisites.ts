import { hotfixFindings } from "./gap";
import type { Rule } from "../rule";

/** Every site server below SP2 has both hotfixes of its build before any site goes to SP2. */
export const hotfixPrerequisites: Rule = {
  id: "hotfix-prerequisites",
  title: "Every site server below SP2 has both hotfixes of its build before any site goes to SP2.",
  description:
    "Where several sites manage logon points in one domain, one site at SP2 beside one without its fixes mixes client components: clients become unmanageable and need reinstalling.",
  level: "mandatory",
  codes: {
    "missing-hotfix": { title: "A required hotfix is not installed, or nothing is known of it." },
    "wrong-build-hotfix": { title: "The hotfix is the one of another build, which does not count." },
  },
  remediation:
    "Install Q251070 and Q252718 at sites of build 1239, Q249077 and Q252717 at sites of build 1380, and declare the file versions.",
  articles: ["Q261931", "Q249077", "Q251070", "Q252717", "Q252718"],
  matterOf: () => "hotfix",
  needsSharing: true,
  looked: ({ sitesInScope }) => [...sitesInScope].map(({ code }) => ({ kind: "site", name: code })),
  check: (context) => hotfixFindings(context, ["missing-hotfix", "wrong-build-hotfix"]),
};
