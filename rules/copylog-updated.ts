import { requiredHotfixes } from "../domain/hotfixes";
import type { DomainView } from "./judge/context";
import type { RuleFinding } from "./finding";
import { findCopylogGap, logonPointsIn, type CopylogGap } from "./logon-point";
import type { Rule } from "./rule";

const REMEDY: Readonly<Record<CopylogGap["code"], string>> = {
  "copylog-not-updated":
    "Wait for the Senior Site's next cycle (once a day; touch nt_logon.box\\Locks or restart SMS Executive to force one), then read SMSLOGON\\Config\\Copylog.tcf again on this server. Where waiting changes nothing, set the shared lines to the Senior Site on the PDC, or delete the files they refer to there, and run the cycle. A controller that is no logon point is declared logonPoint: false.",
  "copylog-corrupt":
    "A corrupt file does not heal by itself: on the PDC set the shared lines to the Senior Site, or delete the files they refer to, and run the Senior Site's cycle; then read the file again on every logon point.",
};

const LOOK_FIRST =
  "Read SMSLOGON\\Config\\Copylog.tcf on this server and declare what it says, and whether it is younger than the fix. Where it is older:";

const NEEDED: Readonly<Record<CopylogGap["code"], string>> = {
  "copylog-not-updated":
    "Copylog.tcf written after the last site of the domain got its Copylog hotfix, and what it says",
  "copylog-corrupt": "a [FILE SOURCE] section with shared lines",
};

/** Copylog.tcf is updated and sound on every logon point after the Copylog hotfix. */
export const copylogUpdated: Rule = {
  id: "copylog-updated",
  title: "Copylog.tcf is updated and sound on every logon point after the Copylog hotfix.",
  description:
    "Clients take components from the site that Copylog.tcf names. Until the Senior Site has updated it on every logon point, an upgraded site hands out SP2 base components beside SP1 optional ones.",
  level: "mandatory",
  codes: {
    "copylog-not-updated": { title: "Copylog.tcf is not shown to be updated since the Copylog hotfix." },
    "copylog-corrupt": { title: "Copylog.tcf has no [FILE SOURCE] section or no shared line." },
  },
  remediation: "Run the Senior Site's Logon Server Manager cycle and read Copylog.tcf again on every logon point.",
  articles: ["Q249077", "Q251070", "Q264976", "Q263345", "Q257202", "Q249333"],
  needsSharing: true,
  looked: (context) => logonPointsIn(context),
  check: ({ domainsInScope }) =>
    domainsInScope.flatMap((domain) =>
      domain.controllers.flatMap((controller): RuleFinding[] => {
        const gap = findCopylogGap(controller);
        if (gap === undefined) return [];
        const isBroken = gap.code === "copylog-corrupt";
        return [
          {
            ...gap,
            subject: { kind: "server", name: controller.server },
            needed: `${NEEDED[gap.code]} (domain ${domain.name})`,
            remedy: gap.certainty === "known" ? REMEDY[gap.code] : `${LOOK_FIRST} ${REMEDY[gap.code]}`,
            articles: isBroken ? ["Q264976"] : [...copylogFixesOf(domain), "Q263345", "Q257202"],
          },
        ];
      }),
    ),
};

/** The articles that ask to wait for Copylog.tcf: the Copylog fixes of the builds that a domain has below SP2. */
function copylogFixesOf({ takingPart }: DomainView): string[] {
  const builds = [...new Set(takingPart.map(({ build }) => build))].sort();
  const fixes = builds.flatMap(requiredHotfixes).filter(({ purpose }) => purpose === "copylog");
  return fixes.length === 0 ? ["Q261931"] : fixes.map(({ id }) => id);
}
