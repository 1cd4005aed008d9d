import { foldCode } from "../domain/names";
import { isPending } from "../domain/pending";
import type { RuleFinding } from "./finding";
import type { ControllerView, DomainView, RuleContext } from "./judge/context";
import { cycleStep, findCopylogGap, logonPointsIn, serverSubject, strangersIn } from "./logon-point";
import type { Rule } from "./rule";
import { asList } from "./wording";

/** Every line of Copylog.tcf belongs to a site that takes part in the domain. */
export const copylogOwners: Rule = {
  id: "copylog-owners",
  title: "Every line of Copylog.tcf belongs to a site that takes part in the domain.",
  description:
    "Shared lines of a site that is gone break client installations, and clients may try to install from the lines of a site under SITES\\ if its files are still there. That shared lines block is our caution: an article also names the upgrade of one site to SP2 as a cure (Q263345).",
  level: "mandatory",
  moment: "copylog",
  subjects: ["server"],
  needsSharing: true,
  protectsMixedDomains: true,
  codes: {
    "copylog-stale-site": { title: "Copylog.tcf names a site that does not take part in the domain." },
  },
  remediation:
    "Find out whether the site was removed, left the domain, or is missing from the declaration; each has its own steps.",
  articles: ["Q313209", "Q263345", "Q259816"],
  facts: ["text", "sharedOwner", "logonInstallation", "logonDiscovery"],
  check: (context) =>
    context.domainsInScope.flatMap((domain) =>
      domain.controllers.flatMap((controller) => findingsAt(context, domain, controller)),
    ),
  // An owner of lines is known only if Copylog.tcf is.
  looked: (context) => logonPointsIn(context, (domain, controller) => findCopylogGap(domain, controller) === undefined),
  unsettled: ({ domainsInScope }) =>
    domainsInScope.flatMap(({ controllers }) =>
      controllers.filter(areOwnersPending).map(({ server }) => serverSubject(server)),
    ),
};

function findingsAt(context: RuleContext, domain: DomainView, controller: ControllerView): RuleFinding[] {
  const shared = strangersIn(domain, controller, "owners");
  const folders = strangersIn(domain, controller, "siteFolders");
  if (shared.length + folders.length === 0) return [];
  const isDeclared = (code: string) => context.declaredCodes.has(foldCode(code));
  const of = (codes: string[], wanted: boolean) => codes.filter((code) => isDeclared(code) === wanted);
  return [
    ...sharedLines(domain, controller, "removed", of(shared, false)),
    ...sharedLines(domain, controller, "left", of(shared, true)),
    ...ownLines(domain, controller, "removed", of(folders, false)),
    ...ownLines(domain, controller, "left", of(folders, true)),
  ];
}

type Fate = "removed" | "left";

/** A line can lack its owner. */
function namesOf(codes: readonly string[]): string {
  return asList(
    codes.map((code) => code || "(no owner)"),
    5,
  );
}

/** A code that no declared site has may also be one that the declaration forgot. */
function describe(fate: Fate, codes: readonly string[], { name }: DomainView): string {
  const which = namesOf(codes);
  return fate === "removed"
    ? `${which}, which no declared site has as its code`
    : `${which}, declared, but not taking part in ${name}`;
}

function sharedLines(
  domain: DomainView,
  controller: ControllerView,
  fate: Fate,
  codes: readonly string[],
): RuleFinding[] {
  if (codes.length === 0) return [];
  const which = namesOf(codes);
  return [
    {
      ...findingAt(controller, `shared lines, ${fate}`),
      found: `shared lines of Copylog.tcf belong to ${describe(fate, codes, domain)}`,
      needed: `shared lines of sites that take part in ${domain.name}`,
      remedy: [
        ...(fate === "removed" ? removedSteps(which) : leftSteps(domain, which)),
        cycleStep(domain),
        ...lastSteps(domain),
      ],
      articles: fate === "removed" ? ["Q313209", "Q263345"] : ["Q263345", "Q313209"],
    },
  ];
}

function removedSteps(which: string): string[] {
  return [
    `If ${which} is a site that is still running, declare it: the rule is about every site.`,
    `If it was removed: in Copylog.tcf on the PDC, give each of its shared lines to the site that has the newest version of that very file. Do not give all of them to one site.`,
    `Delete the lines under SITES\\ of ${which}, and the files that they refer to.`,
  ];
}

function leftSteps({ name }: DomainView, which: string): string[] {
  return [
    `Remove ${name} from both logon methods at all sites, delete what remains in SMSLOGON on its domain controllers, and add the domain again.`,
    `Or enable the logon methods for ${name} at ${which} again, in SMS itself.`,
  ];
}

/** With a site of the domain at SP2 already, its upgrade is no way out any more. */
function lastSteps({ sitesAtSp2 }: DomainView): string[] {
  const again = "Read Copylog.tcf again on every logon point of the domain, and declare it.";
  return sitesAtSp2.length > 0
    ? [again]
    : [
        again,
        "The upgrade of one site of the domain to SP2 corrects the file too (Q263345). This finding blocks as a precaution; to go that way, waive it.",
      ];
}

function ownLines(domain: DomainView, controller: ControllerView, fate: Fate, codes: readonly string[]): RuleFinding[] {
  if (codes.length === 0) return [];
  const which = namesOf(codes);
  return [
    {
      ...findingAt(controller, `own lines, ${fate}`),
      level: "advisory",
      found: `Copylog.tcf has lines under SITES\\ of ${describe(fate, codes, domain)}`,
      needed: `lines under SITES\\ only of sites that take part in ${domain.name}`,
      remedy: [
        ...(fate === "removed" ? [`If ${which} is a site that is still running, declare it.`] : []),
        `Delete the lines of ${which} and the files in SMSLOGON\\Sites that they refer to: clients may try to install from there.`,
        `Delete SMSLOGON\\Sitescfg\\<code>_cfg.lcf of ${which}: from SP2 on sites that are gone are no longer removed by themselves (Q259816).`,
      ],
      articles: ["Q313209", "Q259816"],
    },
  ];
}

function findingAt(
  { server }: ControllerView,
  part: string,
): Pick<RuleFinding, "code" | "certainty" | "subject" | "part"> {
  return { code: "copylog-stale-site", certainty: "known", subject: serverSubject(server), part };
}

function areOwnersPending({ point }: ControllerView): boolean {
  if (point === undefined || isPending(point)) return isPending(point);
  if (point.logonPoint === false) return false;
  return isPending(point.copylog) || isPending(point.copylog?.owners);
}
