import { requiredHotfixes } from "../domain/hotfixes";
import { foldName } from "../domain/names";
import type { RuleFinding } from "./finding";
import type { ControllerView, DomainView, RuleContext } from "./judge/context";
import { cycleStep, findCopylogGap, logonPointsIn, serverSubject, type CopylogGap } from "./logon-point";
import type { Rule } from "./rule";

/** Copylog.tcf is updated and sound on every logon point after the Copylog hotfix. */
export const copylogUpdated: Rule = {
  id: "copylog-updated",
  title: "Copylog.tcf is updated and sound on every logon point after the Copylog hotfix.",
  description:
    "Clients take components from the site that Copylog.tcf names. Until the Senior Site has updated the file on every logon point, an upgraded site gives clients SP2 base components beside SP1 optional components.",
  level: "mandatory",
  moment: "copylog",
  subjects: ["server"],
  needsSharing: true,
  protectsMixedDomains: true,
  codes: {
    "copylog-not-updated": {
      title: "Copylog.tcf is not proven to be updated since the Copylog hotfix.",
      untilSp2: true,
    },
    "copylog-corrupt": { title: "Copylog.tcf is corrupt: shared lines are missing, or the one for clicore.exe." },
  },
  remediation: "Force a Logon Server Manager cycle at the Senior Site and read Copylog.tcf again on every logon point.",
  articles: ["Q249077", "Q251070", "Q264976", "Q263345", "Q257202", "Q249333"],
  facts: [
    "text",
    "modified",
    "sharedOwner",
    "copylogFixInstalled",
    "logonPoint",
    "logonInstallation",
    "logonDiscovery",
  ],
  check: (context) =>
    context.domainsInScope.flatMap((domain) => {
      const fixes = copylogFixesOf(domain);
      return domain.controllers.flatMap((controller): RuleFinding[] => {
        const gap = findCopylogGap(domain, controller);
        if (gap === undefined) return [];
        const { lacks, step: _, ...finding } = gap;
        const isBroken = gap.code === "copylog-corrupt";
        return [
          {
            ...finding,
            subject: serverSubject(controller.server),
            needed: isBroken ? neededIn(domain, lacks) : neededOf(domain),
            remedy: isBroken ? repairSteps(domain) : updateSteps(context, domain, controller, gap),
            articles: isBroken ? ["Q264976"] : [...fixes, "Q263345", "Q257202", "Q249333"],
          },
        ];
      });
    }),
  looked: (context) => logonPointsIn(context),
};

function neededOf({ name }: DomainView): string {
  return `Copylog.tcf written after the last site of ${name} got its Copylog hotfix, and its contents`;
}

function neededIn({ name }: DomainView, lacks: CopylogGap["lacks"]): string {
  return lacks === "clicore.exe"
    ? `a line for clicore.exe in Copylog.tcf (domain ${name})`
    : `a [FILE SOURCE] section with shared lines (domain ${name})`;
}

const READ_AGAIN = "Read SMSLOGON\\Config\\Copylog.tcf again on every logon point of the domain, and declare it.";

function updateSteps(
  context: RuleContext,
  domain: DomainView,
  { server }: ControllerView,
  { certainty, step }: CopylogGap,
): string[] {
  const site = context.siteOn.get(foldName(server));
  return [
    ...(certainty === "known" ? [] : step === undefined ? LOOK_FIRST : [step]),
    ...(certainty === "known" ? [] : ["If the file is older than the hotfix, go on:"]),
    ...(domain.sitesAtSp2.length > 0 && foldName(server) === foldName(domain.facts.pdc) ? [LOCKED] : []),
    cycleStep(domain),
    "If the file stays as old as it is, which can happen because a line changes only when a file is copied: on the PDC delete the files that its shared lines refer to, and force the cycle again.",
    ...(site === undefined
      ? []
      : [
          `This domain controller is also the site server of ${site.code}. If the Senior Site reports message 1412 or 1418 for it, give the account of its sender rights there, or name another Senior Site (Q303725).`,
        ]),
    READ_AGAIN,
  ];
}

const LOOK_FIRST = [
  "Read SMSLOGON\\Config\\Copylog.tcf on the server. Declare its contents and `modified`, or whether it was modified after the last site of the domain got the Copylog hotfix.",
  "If the server has no share SMSLOGON, declare `logonPoint: false` instead. A BDC that is also a site server has one.",
];

const LOCKED =
  "If the permissions of the file were restricted to protect clients (the workaround of Q264630), it does not get younger: that is why. Put the permissions back once the site that it was for is upgraded.";

/**
 * A corrupt file does not repair itself while the Senior Site is below SP2. With a site at SP2 in the domain, setting all lines
 * to a Senior Site below SP2 would make it the owner of files of SP2 (Issue 1 of Q264630).
 */
function repairSteps(domain: DomainView): string[] {
  const { seniorSite, sitesAtSp2 } = domain;
  const deletion = "On the PDC delete the files that the lines of Copylog.tcf refer to";
  if (seniorSite?.isBelowSp2 === false) return [`${cycleStep(domain)} From SP2 on that repairs the file.`, READ_AGAIN];
  return [
    sitesAtSp2.length > 0
      ? `${deletion}, or set each line to the site that has the newest version of that very file. Do not set all lines to one site below SP2.`
      : `On the PDC save a good copy of Copylog.tcf in which every line names the Senior Site. Or: ${deletion.charAt(0).toLowerCase()}${deletion.slice(1)}.`,
    cycleStep(domain),
    READ_AGAIN,
  ];
}

/** The articles that ask to wait for Copylog.tcf: the Copylog hotfixes of the builds that a domain has below SP2. */
function copylogFixesOf({ takingPart }: DomainView): string[] {
  const builds = [...new Set(takingPart.map(({ build }) => build))].sort();
  const fixes = builds.flatMap(requiredHotfixes).filter(({ purpose }) => purpose === "copylog");
  return fixes.length === 0 ? ["Q261931"] : fixes.map(({ id }) => id);
}
