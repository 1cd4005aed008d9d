import { HOTFIX_IDS, HOTFIXES, type HotfixId } from "../../domain/hotfixes";
import { memoised } from "../../domain/memoised";
import { foldName } from "../../domain/names";
import { isPending } from "../../domain/pending";
import { findHotfixGap } from "../../rules/hotfix/gap";
import {
  contextOf,
  type ControllerView,
  type DomainView,
  type RuleContext,
  type SiteView,
} from "../../rules/judge/context";
import { worldsOf } from "../../rules/judge/worlds";
import { findCopylogGap } from "../../rules/logon-point";
import type { Side } from "./changes";
import type { IsShown } from "./field-changes";

/** Whether what a field can show is still shown if it was, whichever facts show it. No, if no other fact can show it. */
export interface ShownStill {
  readonly ofSite: (code: string) => IsShown;
  readonly ofDomain: (domain: string) => IsShown;
  readonly ofPoint: (domain: string, server: string) => IsShown;
}

/** What is still shown of two sides of a comparison, by what the rules say of each. */
export function shownStill(before: Side, now: Side): ShownStill {
  const [old, young] = [showing(before), showing(now)];
  const isHotfixKept = (code: string, id: HotfixId) => {
    const ranks = young.hotfix(code, id);
    return old.hotfix(code, id).every((rank, index) => rank <= (ranks[index] ?? 0));
  };
  const isAgeKept = (domain: string, server: string) =>
    (old.ages(domain).get(server) ?? 0) <= (young.ages(domain).get(server) ?? 0);
  const areAgesKept = memoised((domain) => [...young.ages(domain).keys()].every((server) => isAgeKept(domain, server)));
  return {
    ofSite:
      (code) =>
      ([field, hotfix]) => {
        if (field === "copylogFixInstalled") return young.domainsOf(code).every((name) => areAgesKept(foldName(name)));
        const ids = HOTFIX_IDS.filter((id) => hotfix === undefined || id === hotfix);
        return field === "hotfixes" && ids.every((id) => isHotfixKept(code, id));
      },
    ofDomain:
      (domain) =>
      ([field]) =>
        field === "seniorList" && old.senior(foldName(domain)) <= young.senior(foldName(domain)),
    ofPoint: (domain, server) => (path) =>
      ["updatedSinceFix", "copylog.modified"].includes(path.join(".")) && isAgeKept(foldName(domain), foldName(server)),
  };
}

/** What one side shows, in ranks: 0 for what is not shown, 1 for what its update will produce, 2 for what is shown. */
interface Showing {
  /** Each file of a hotfix, first by its version, then by any evidence that counts. */
  readonly hotfix: (code: string, id: HotfixId) => number[];
  /** Which site is Senior Site of a domain, whose name is without case. */
  readonly senior: (domain: string) => number;
  /** That Copylog.tcf was updated since the fix, by the names of servers and the domain without case. */
  readonly ages: (domain: string) => ReadonlyMap<string, number>;
  readonly domainsOf: (code: string) => readonly string[];
}

function showing({ facts, governance, today }: Side): Showing {
  let context: RuleContext | undefined;
  const inContext = () => (context ??= contextOf(worldsOf(facts).hierarchies[0] ?? facts, governance, today));
  return {
    hotfix: (code, id) => {
      const [site, hotfix] = [inContext().siteOf.get(code), HOTFIXES[id]];
      if (site === undefined) return [];
      const view: SiteView = { ...site, build: hotfix.build };
      return hotfix.files.flatMap((file) =>
        (["files", governance.minimumEvidence] as const).map((minimumEvidence) => {
          const demands = { settings: { ...governance, minimumEvidence }, today };
          return rankOf(findHotfixGap(view, { ...hotfix, files: [file] }, demands));
        }),
      );
    },
    senior: (name) => {
      const domain = inContext().domainOf.get(name);
      if (isPending(domain?.facts.seniorList)) return 1;
      // A domain of one site needs no file, but one that is declared counts in the others of that site.
      const shown = domain?.isShared === true ? domain.seniorSite : domain?.facts.seniorList;
      return shown === undefined ? 0 : 2;
    },
    ages: memoised((name) => {
      const domain = inContext().domainOf.get(name);
      return new Map(
        domain?.controllers.map((controller) => [foldName(controller.server), ageRank(domain, controller)]),
      );
    }),
    domainsOf: (code) => facts.sites[code]?.domains ?? [],
  };
}

function rankOf(gap: ReturnType<typeof findHotfixGap> | ReturnType<typeof findCopylogGap>): number {
  return gap === undefined ? 2 : gap.certainty === "pending" ? 1 : 0;
}

/** Whatever the contents of the file are. */
function ageRank(domain: DomainView, controller: ControllerView): number {
  const { point, server } = controller;
  if (point === undefined || isPending(point)) return rankOf(findCopylogGap(domain, controller));
  return rankOf(findCopylogGap(domain, { ...controller, point: { ...point, copylog: { owners: [server] } } }));
}
