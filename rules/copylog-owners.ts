import { foldCode } from "../domain/names";
import type { ControllerView, DomainView, RuleContext } from "./judge/context";
import type { RuleFinding } from "./finding";
import { findCopylogGap, logonPointsIn, strangersIn } from "./logon-point";
import type { Rule } from "./rule";
import { asList } from "./wording";

/** Every line of Copylog.tcf belongs to a site that takes part in the domain. */
export const copylogOwners: Rule = {
  id: "copylog-owners",
  title: "Every line of Copylog.tcf belongs to a site that takes part in the domain.",
  description:
    "A shared line of a site that is gone breaks client installations; leftover lines below SITES\\ are only untidy.",
  level: "mandatory",
  codes: {
    "copylog-stale-site": { title: "Copylog.tcf names a site that does not take part in the domain." },
  },
  remediation:
    "Declare the site if it is alive; else set the shared lines to the Senior Site on the PDC and run its cycle.",
  articles: ["Q313209", "Q263345"],
  needsSharing: true,
  // An owner of lines is known only if Copylog.tcf is.
  looked: (context) => logonPointsIn(context, (controller) => findCopylogGap(controller) === undefined),
  check: (context) =>
    context.domainsInScope.flatMap((domain) =>
      domain.controllers.flatMap((controller) => [
        ...staleShared(context, domain, controller),
        ...staleFolders(context, domain, controller),
      ]),
    ),
};

function staleShared(context: RuleContext, domain: DomainView, controller: ControllerView): RuleFinding[] {
  const strangers = strangersIn(domain, controller, "owners");
  if (strangers.length === 0) return [];
  return [
    {
      ...findingAt(controller),
      part: "shared lines",
      found: `shared lines of Copylog.tcf belong to ${describe(context, strangers)}`,
      needed: `shared lines of sites that take part in ${domain.name}`,
      remedy:
        "If the site is alive, declare it with this domain. If it is gone, set its shared lines to the Senior Site on the PDC, or delete the files they refer to, run the Senior Site's cycle, and read the file again on every logon point.",
      articles: ["Q313209", "Q263345"],
    },
  ];
}

function staleFolders(context: RuleContext, domain: DomainView, controller: ControllerView): RuleFinding[] {
  const strangers = strangersIn(domain, controller, "siteFolders");
  if (strangers.length === 0) return [];
  return [
    {
      ...findingAt(controller),
      part: "site folders",
      level: "advisory",
      found: `Copylog.tcf has lines below SITES\\ of ${describe(context, strangers)}`,
      needed: `lines below SITES\\ only of sites that take part in ${domain.name}`,
      remedy:
        "If the site is alive, declare it with this domain. If it is gone, the lines do no harm; its folder and .lcf file can be deleted by hand.",
      articles: ["Q313209", "Q259816"],
    },
  ];
}

function findingAt({ server }: ControllerView): Pick<RuleFinding, "code" | "certainty" | "subject"> {
  return { code: "copylog-stale-site", certainty: "known", subject: { kind: "server", name: server } };
}

function describe({ declaredCodes }: RuleContext, strangers: readonly string[]): string {
  const names = strangers.map((code) =>
    declaredCodes.has(foldCode(code))
      ? `${code} (takes no part in the domain)`
      : `${code || "no site"} (gone, or not declared)`,
  );
  return asList(names, 5);
}
