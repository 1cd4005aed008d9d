import type { LogonPointFacts } from "../domain/model/document";
import { foldCode } from "../domain/names";
import { isPending } from "../domain/pending";
import type { ControllerView, DomainView, RuleContext } from "./judge/context";
import type { Certainty, Subject } from "./finding";

/** Why a logon point's Copylog.tcf is not shown to be updated. */
export interface CopylogGap {
  readonly code: "copylog-not-updated" | "copylog-corrupt";
  readonly certainty: Certainty;
  readonly found: string;
}

/**
 * Whether Copylog.tcf of a domain controller is shown to be updated and sound, and if not, why. What is known to be
 * wrong outweighs what is not known, and that outweighs what this update will produce.
 */
export function findCopylogGap({ point }: ControllerView): CopylogGap | undefined {
  if (point === undefined) return notUpdated("unknown", "nothing is known of this domain controller");
  if (isPending(point)) return notUpdated("pending", PRODUCED);
  if (point.logonPoint === false) return undefined;
  const gap = findFileGap(point);
  // A controller that turns out to be no logon point has no file that could be known to be wrong.
  return isPending(point.logonPoint) && gap?.certainty !== "known" ? notUpdated("pending", PRODUCED) : gap;
}

const PRODUCED = "what is known of this domain controller is produced by this update";

function findFileGap({ copylog, updatedSinceFix }: LogonPointFacts): CopylogGap | undefined {
  const { owners, corrupt } = copylog === undefined || isPending(copylog) ? {} : copylog;
  const hasNoOwner = Array.isArray(owners) && owners.length === 0;
  if (corrupt === true || hasNoOwner) {
    const found = "Copylog.tcf is corrupt: no [FILE SOURCE] section, or no shared line in it";
    return { code: "copylog-corrupt", certainty: "known", found };
  }
  if (updatedSinceFix === false)
    return notUpdated("known", "Copylog.tcf is older than the Copylog hotfix of the domain");
  if (updatedSinceFix === undefined)
    return notUpdated("unknown", "it is not known whether Copylog.tcf was updated since the fix");
  if (copylog === undefined)
    return notUpdated("unknown", "Copylog.tcf is stated to be updated, but nothing is known of what it says");
  if (owners === undefined && !isPending(copylog)) {
    return notUpdated("unknown", "it is not known which site owns the shared lines of Copylog.tcf");
  }
  if ([updatedSinceFix, copylog, owners, corrupt].some(isPending)) {
    return notUpdated("pending", "what Copylog.tcf says is produced by this update");
  }
  return undefined;
}

/** Owners of shared lines that do not take part in the domain; empty while the owners are not known. */
export function strangersIn(domain: DomainView, { point }: ControllerView, key: "owners" | "siteFolders"): string[] {
  if (point === undefined || isPending(point) || point.copylog === undefined || isPending(point.copylog)) return [];
  const owners = point.copylog[key];
  if (owners === undefined || isPending(owners)) return [];
  return owners.filter((owner) => !domain.codesTakingPart.has(foldCode(owner)));
}

/**
 * Whether every logon point of a domain is confirmed: updated, Copylog.tcf known and sound, no shared line of a
 * stranger. `pending` while that rests on facts that this update will produce.
 */
export function isConfirmed(domain: DomainView): boolean | "pending" {
  const states = domain.controllers.map((controller) =>
    strangersIn(domain, controller, "owners").length > 0 ? "known" : findCopylogGap(controller)?.certainty,
  );
  if (states.every((state) => state === undefined)) return true;
  return states.every((state) => state === undefined || state === "pending") ? "pending" : false;
}

function notUpdated(certainty: Certainty, found: string): CopylogGap {
  return { code: "copylog-not-updated", certainty, found };
}

/**
 * Logon points of domains in scope, but for controllers that are known to be none. If every site is at SP2, not all that
 * is found is reported, so nothing counts as looked at.
 */
export function logonPointsIn({ domainsInScope }: RuleContext, isMeant = (_: ControllerView) => true): Subject[] {
  return domainsInScope
    .filter(({ hasSitesBelowSp2 }) => hasSitesBelowSp2)
    .flatMap(({ controllers }) => controllers)
    .filter(({ point }) => point === undefined || isPending(point) || point.logonPoint !== false)
    .filter(isMeant)
    .map(({ server }) => ({ kind: "server", name: server }));
}
