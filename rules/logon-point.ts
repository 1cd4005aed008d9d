import { isPending } from "../domain/pending";
import { foldCode } from "../domain/names";
import type { LogonPointFacts } from "../domain/model/document";
import type { Cause, Certainty, Subject } from "./finding";
import type { ControllerView, DomainView, RuleContext } from "./judge/context";
import { asList, whyNotRead } from "./wording";

/** Why a logon point's Copylog.tcf is not proven to be updated and sound. */
export interface CopylogGap {
  readonly code: "copylog-not-updated" | "copylog-corrupt";
  readonly certainty: Certainty;
  readonly found: string;
  readonly cause?: Cause;
  /** What to do about the cause. */
  readonly step?: string;
  /** What the file lacks, if it is corrupt. */
  readonly lacks?: "shared lines" | "clicore.exe";
}

/** Why Copylog.tcf of a domain controller is not proven to be updated and sound: what is known to be wrong comes first. */
export function findCopylogGap(domain: DomainView, { point, isAhead }: ControllerView): CopylogGap | undefined {
  if (point === undefined) return notUpdated("unknown", "no facts declared for this domain controller");
  if (isPending(point)) return notUpdated("pending", PRODUCED);
  if (point.logonPoint === false) return undefined;
  const gap = findFileGap(domain, point, isAhead === true && domain.hasSitesBelowSp2);
  // A controller that turns out to be no logon point has no file that could be known to be wrong.
  return isPending(point.logonPoint) && gap?.certainty !== "known" ? notUpdated("pending", PRODUCED) : gap;
}

const PRODUCED = "its facts will be known during the update";

function findFileGap(domain: DomainView, point: LogonPointFacts, isAhead: boolean): CopylogGap | undefined {
  const { copylog, updatedSinceFix } = point;
  const { owners, corrupt, clicore, modified } = copylog === undefined || isPending(copylog) ? {} : copylog;
  if (corrupt === true || (Array.isArray(owners) && owners.length === 0)) {
    return isCorrupt(
      "shared lines",
      "it has no [FILE SOURCE] section that can be read, more than one, or no shared line in it",
    );
  }
  if (clicore === null && domain.installing.length > 0) {
    const who = asList(
      domain.installing.map(({ code }) => code),
      3,
    );
    return isCorrupt("clicore.exe", `it has no line for clicore.exe, although logon installation is enabled at ${who}`);
  }
  if (updatedSinceFix === false)
    return notUpdated("known", "Copylog.tcf is older than the Copylog hotfix of the domain");
  if (isAhead) {
    const step =
      "Check the clock of the server, and declare `modified` as the server shows it once the clock is right.";
    return {
      ...notUpdated("unknown", `Copylog.tcf is dated ${String(modified)}, after today: its time shows nothing`),
      step,
    };
  }
  if (updatedSinceFix === undefined) {
    const cause = typeof modified === "string" ? missingTimes(domain) : undefined;
    return cause === undefined
      ? notUpdated(
          "unknown",
          `not declared whether Copylog.tcf was modified after the Copylog hotfix of the domain${whyNotRead(point)}`,
        )
      : { ...notUpdated("unknown", "the age of Copylog.tcf cannot be compared with the Copylog hotfix"), ...cause };
  }
  if (copylog === undefined) {
    return notUpdated("unknown", `Copylog.tcf is declared as updated, but not its contents${whyNotRead(point)}`);
  }
  if (owners === undefined && !isPending(copylog)) {
    return notUpdated("unknown", "not declared which site owns the shared lines of Copylog.tcf");
  }
  if ([updatedSinceFix, copylog, owners, corrupt, clicore].some(isPending)) {
    return notUpdated("pending", "the contents of Copylog.tcf will be known during the update");
  }
  return undefined;
}

/** Sites without a time of the Copylog hotfix, with which the declared time of a file could be compared. */
function missingTimes({ takingPart }: DomainView): Pick<CopylogGap, "cause" | "step"> | undefined {
  const missing = takingPart.filter(({ isBelowSp2, facts }) => isBelowSp2 && facts.copylogFixInstalled === undefined);
  const [first] = missing;
  if (first === undefined) return undefined;
  const codes = asList(
    missing.map(({ code }) => code),
    5,
  );
  return {
    cause: {
      subject: { kind: "site", name: first.code },
      fact: "copylogFixInstalled",
      text: `No time of the Copylog hotfix is declared for ${codes}, so there is none to compare the file with.`,
    },
    step: `Declare copylogFixInstalled of ${codes}: the time at which the Copylog hotfix was installed there.`,
  };
}

function isCorrupt(lacks: NonNullable<CopylogGap["lacks"]>, why: string): CopylogGap {
  return { code: "copylog-corrupt", certainty: "known", found: `Copylog.tcf is corrupt: ${why}`, lacks };
}

function notUpdated(certainty: Certainty, found: string): CopylogGap {
  return { code: "copylog-not-updated", certainty, found };
}

/** Codes in Copylog.tcf that are not those of sites that take part in the domain; empty while they are not known. */
export function strangersIn(domain: DomainView, { point }: ControllerView, key: "owners" | "siteFolders"): string[] {
  if (point === undefined || isPending(point) || point.copylog === undefined || isPending(point.copylog)) return [];
  const codes = point.copylog[key];
  if (codes === undefined || isPending(codes)) return [];
  return codes.filter((code) => !domain.codesTakingPart.has(foldCode(code)));
}

/** Controllers that keep the logon points of a domain from being confirmed, and with which certainty. */
export function unconfirmedIn(domain: DomainView): { readonly server: string; readonly certainty: Certainty }[] {
  return domain.controllers.flatMap((controller) => {
    const certainty =
      strangersIn(domain, controller, "owners").length > 0 ? "known" : findCopylogGap(domain, controller)?.certainty;
    return certainty === undefined ? [] : [{ server: controller.server, certainty }];
  });
}

/**
 * How a cycle of the Logon Server Manager is forced, which depends on the build of the Senior Site (Q257202, Q249333). Nothing
 * here guesses which site that is.
 */
export function cycleStep({ seniorSite }: DomainView): string {
  const below = "change something in SMS\\Inboxes\\nt_logon.box\\Locks, or restart SMS Executive";
  const sp2 = "create a file named Nt_logon.not in SMS\\Inboxes\\nt_logon.box\\Notify";
  if (seniorSite === undefined) {
    return `Force a cycle of the Logon Server Manager at the Senior Site. If it is below SP2: ${below}. If it is at SP2: ${sp2}.`;
  }
  const how = seniorSite.isBelowSp2 ? below : sp2;
  return `Force a cycle of the Logon Server Manager at the Senior Site, ${seniorSite.code}: ${how}. Without that it runs once a day.`;
}

/**
 * Logon points of domains in scope, except controllers without a share SMSLOGON. If every site is at SP2, not all that is found
 * is reported, so nothing counts as looked at.
 */
export function logonPointsIn(
  { domainsInScope }: RuleContext,
  isMeant: (domain: DomainView, controller: ControllerView) => boolean = () => true,
): Subject[] {
  return domainsInScope
    .filter(({ hasSitesBelowSp2 }) => hasSitesBelowSp2)
    .flatMap((domain) =>
      domain.controllers.filter((controller) => !isExcluded(controller.point) && isMeant(domain, controller)),
    )
    .map(({ server }) => serverSubject(server));
}

/** A domain controller as the subject of findings. */
export function serverSubject(server: string): Subject {
  return { kind: "server", name: server };
}

function isExcluded(point: ControllerView["point"]): boolean {
  return point !== undefined && !isPending(point) && point.logonPoint === false;
}
